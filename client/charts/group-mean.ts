// The mean of several curves, and how far they lie apart around it.
import type { LineColumns } from './plotted-line.ts';

/** Ends of a band at each point of a curve. */
export interface Band {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

export interface GroupMean {
  readonly columns: LineColumns;
  /** One standard deviation of the sample to either side; no width where one curve alone reaches. */
  readonly band: Band;
}

interface Curve {
  readonly steps: Float64Array;
  readonly wallTimes: Float64Array;
  readonly values: Float32Array | Float64Array;
}

/** More points than these are not seen, and cost time with each curve. */
const MOST_POINTS = 2048;

/**
 * At the steps that any of the curves has, an even choice of them where they are many. Between its own points a curve
 * counts with what lies on the line between them, beyond its ends it does not count, nor where it is not finite; where no
 * curve counts the mean is NaN. Wall times are the means of the times since each curve's start, from the earliest on.
 */
export function groupMeanOf(members: readonly LineColumns[]): GroupMean {
  const curves = members.filter(({ steps }) => steps.length > 0).map(curveOf);
  const steps = commonSteps(curves);
  const counts = new Uint32Array(steps.length);
  const values = new Float64Array(steps.length);
  const squares = new Float64Array(steps.length);
  const times = new Float64Array(steps.length);
  let earliest = Number.POSITIVE_INFINITY;
  for (const curve of curves) {
    const start = curve.wallTimes[0] as number;
    earliest = Math.min(earliest, start);
    let right = 0;
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i] as number;
      while (right < curve.steps.length && (curve.steps[right] as number) < step) right++;
      const value = between(curve.steps, curve.values, right, step);
      if (!Number.isFinite(value)) continue;
      const count = (counts[i] as number) + 1;
      counts[i] = count;
      // Welford's way: sums of squares of large values lose all digits.
      const difference = value - (values[i] as number);
      values[i] = (values[i] as number) + difference / count;
      squares[i] = (squares[i] as number) + difference * (value - (values[i] as number));
      const time = between(curve.steps, curve.wallTimes, right, step) - start;
      times[i] = (times[i] as number) + (time - (times[i] as number)) / count;
    }
  }
  const low = new Float64Array(steps.length);
  const high = new Float64Array(steps.length);
  for (let i = 0; i < steps.length; i++) {
    const count = counts[i] as number;
    const deviation = count > 1 ? Math.sqrt((squares[i] as number) / (count - 1)) : 0;
    if (count === 0) values[i] = Number.NaN;
    low[i] = (values[i] as number) - deviation;
    high[i] = (values[i] as number) + deviation;
    times[i] = earliest + (times[i] as number);
  }
  return { columns: { steps, wallTimes: times, values }, band: { low, high } };
}

function curveOf({ steps, wallTimes, values }: LineColumns): Curve {
  const numbers = steps instanceof BigInt64Array ? Float64Array.from(steps, Number) : steps;
  return { steps: numbers, wallTimes, values };
}

/** What lies at `step`, which is not above `steps[right]`; NaN beyond the ends. */
function between(steps: Float64Array, column: ArrayLike<number>, right: number, step: number): number {
  const rightStep = steps[right] ?? Number.NaN;
  if (rightStep === step) return column[right] as number;
  if (right === 0 || right >= steps.length) return Number.NaN;
  const leftStep = steps[right - 1] as number;
  const share = (step - leftStep) / (rightStep - leftStep);
  return (column[right - 1] as number) * (1 - share) + (column[right] as number) * share;
}

/** Each step once, ascending; first and last in any case. */
function commonSteps(curves: readonly Curve[]): Float64Array {
  let all = curves[0]?.steps ?? new Float64Array(0);
  for (const { steps } of curves.slice(1)) if (!isSame(all, steps)) all = merged(all, steps);
  if (all.length <= MOST_POINTS) return all;
  const last = all.length - 1;
  const source = all;
  return Float64Array.from(
    { length: MOST_POINTS },
    (_, i) => source[Math.round((i * last) / (MOST_POINTS - 1))] as number,
  );
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((step, i) => step === b[i]);
}

function merged(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(a.length + b.length);
  let length = 0;
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const x = a[i] ?? Number.POSITIVE_INFINITY;
    const y = b[j] ?? Number.POSITIVE_INFINITY;
    out[length++] = Math.min(x, y);
    if (x <= y) i++;
    if (y <= x) j++;
  }
  // Beyond twice what is kept a finer choice changes nothing to see, and merging would cost more with each curve.
  const kept = out.subarray(0, length);
  const every = Math.ceil(length / (8 * MOST_POINTS));
  return every <= 1 ? kept.slice() : kept.filter((_, i) => i % every === 0 || i === length - 1);
}
