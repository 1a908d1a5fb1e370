// A histogram -> its values at basis points; TensorBoard's plugins/distribution/compressor.py, contract 3.3.
import type { Histogram } from '../../histogram/kind.ts';
import { BASIS_POINTS } from '../kind.ts';

/** TensorFlow 1 closes its outermost buckets with the greatest double, others with infinity. */
const OPEN_EDGE = 1e308;

/** Buckets without an end are given one: where they begin, so that what they count lies at their known edge. */
export function closedHistogram({ left, right, count }: Histogram): Histogram {
  const isOpen = (edge: number) => !(Math.abs(edge) < OPEN_EDGE);
  const other = (edge: number, opposite: number) => (isOpen(edge) ? (isOpen(opposite) ? 0 : opposite) : edge);
  return {
    left: left.map((edge, i) => other(edge, right[i] ?? 0)),
    right: right.map((edge, i) => other(edge, left[i] ?? 0)),
    count,
  };
}

/** Nine values in the order of BASIS_POINTS, linear inside a bucket; all 0 for a histogram without buckets. */
export function percentilesOf({ left, right, count }: Histogram): Float64Array {
  const values = new Float64Array(BASIS_POINTS.length);
  if (left.length === 0) return values;
  const [lowest = 0] = left;
  const highest = right.at(-1) ?? 0;
  const weights = cumulative(count);
  let bucket = 0;
  BASIS_POINTS.forEach((basisPoint, i) => {
    while (bucket < weights.length && !((weights[bucket] ?? 0) > basisPoint)) bucket++;
    if (bucket === weights.length) {
      values[i] = highest;
      return;
    }
    const before = bucket === 0 ? 0 : (weights[bucket - 1] ?? 0);
    const low = before === 0 ? lowest : Math.max(right[bucket - 1] ?? 0, lowest);
    const high = Math.min(right[bucket] ?? 0, highest);
    const share = (basisPoint - before) / ((weights[bucket] ?? 0) - before);
    values[i] = low + share * (high - low);
  });
  return values;
}

/** How much lies in a bucket or before it, of 10000. */
function cumulative(count: Float64Array): Float64Array {
  const total = count.reduce((sum, one) => sum + one, 0) || 1;
  let sum = 0;
  return count.map((one) => {
    sum += (one * 10000) / total;
    return sum;
  });
}
