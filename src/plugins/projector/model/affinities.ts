// How strongly points belong together in t-SNE: van der Maaten 2014, equations 1 to 3.

import type { EdgeLists } from './forces-part.ts';

const ROUNDS = 64;
/** Of the logarithm of the perplexity. */
const TOLERANCE = 1e-5;
/** Of squared distances, where all are the same. */
const LEAST_SPREAD = 1e-30;

/**
 * Probabilities of each point's neighbours, such that their perplexity is the one given: row-major as the lists. Where
 * there are fewer neighbours than that, all are alike.
 */
export function conditionalAffinities(
  squares: Float32Array,
  count: number,
  perplexity: number,
): Float32Array {
  const affinities = new Float32Array(squares.length);
  const wanted = Math.log(Math.min(perplexity, count));
  for (let begin = 0; begin < squares.length; begin += count) {
    const nearest = squares[begin] ?? 0;
    let precision = 1 / Math.max((squares[begin + count - 1] ?? 0) - nearest, LEAST_SPREAD);
    let [low, high] = [0, Number.POSITIVE_INFINITY];
    for (let round = 0; round < ROUNDS; round++) {
      let sum = 0;
      let weighted = 0;
      for (let i = begin; i < begin + count; i++) {
        // The nearest one's distance is taken off all: the greatest exponential is 1.
        const distance = (squares[i] ?? 0) - nearest;
        const affinity = Math.exp(-precision * distance);
        affinities[i] = affinity;
        sum += affinity;
        weighted += affinity * distance;
      }
      const entropy = Math.log(sum) + (precision * weighted) / sum;
      for (let i = begin; i < begin + count; i++) affinities[i] = (affinities[i] ?? 0) / sum;
      if (!(Math.abs(entropy - wanted) > TOLERANCE)) break;
      if (entropy > wanted) {
        low = precision;
        precision = high === Number.POSITIVE_INFINITY ? precision * 2 : (low + high) / 2;
      } else {
        high = precision;
        precision = (low + high) / 2;
      }
    }
  }
  return affinities;
}

/**
 * Both directions' mean, as lists of edges whose weights add up to 1, each row filled up to a multiple of 4 with edges of
 * weight 0. Edges of a row are in the order of their numbers.
 */
export function jointAffinities(numbers: Int32Array, affinities: Float32Array, count: number): EdgeLists {
  const rows = numbers.length / count;
  const degrees = new Uint32Array(rows + 1);
  // Each edge in both directions first; those that occur twice are merged while a row is written.
  for (let i = 0; i < numbers.length; i++) {
    const [a, b] = [Math.floor(i / count), numbers[i] ?? 0];
    degrees[a + 1] = (degrees[a + 1] ?? 0) + 1;
    degrees[b + 1] = (degrees[b + 1] ?? 0) + 1;
  }
  for (let row = 0; row < rows; row++) degrees[row + 1] = (degrees[row + 1] ?? 0) + (degrees[row] ?? 0);
  const ends = degrees.slice(0, rows);
  const others = new Int32Array(numbers.length * 2);
  const halves = new Float32Array(numbers.length * 2);
  const put = (row: number, other: number, half: number) => {
    const at = ends[row] ?? 0;
    others[at] = other;
    halves[at] = half;
    ends[row] = at + 1;
  };
  for (let i = 0; i < numbers.length; i++) {
    const [a, b] = [Math.floor(i / count), numbers[i] ?? 0];
    const half = (affinities[i] ?? 0) / (2 * rows);
    put(a, b, half);
    put(b, a, half);
  }
  return merged(degrees, others, halves);
}

/** Puts edges of a row that lead to the same point together; weights add up. */
function merged(begins: Uint32Array, others: Int32Array, halves: Float32Array): EdgeLists {
  const rows = begins.length - 1;
  const mergedBegins = new Uint32Array(rows + 1);
  const numbers = new Int32Array(others.length + 3 * rows);
  const weights = new Float32Array(numbers.length);
  /** The row that last met a point, and the weight that it has there. */
  const metBy = new Int32Array(rows).fill(-1);
  const sums = new Float64Array(rows);
  let end = 0;
  for (let row = 0; row < rows; row++) {
    const begin = end;
    for (let i = begins[row] ?? 0; i < (begins[row + 1] ?? 0); i++) {
      const other = others[i] ?? 0;
      if (metBy[other] !== row) {
        metBy[other] = row;
        sums[other] = 0;
        numbers[end++] = other;
      }
      sums[other] = (sums[other] ?? 0) + (halves[i] ?? 0);
    }
    numbers.subarray(begin, end).sort();
    for (let i = begin; i < end; i++) weights[i] = sums[numbers[i] ?? 0] ?? 0;
    while (end % 4 !== 0) numbers[end++] = row;
    mergedBegins[row + 1] = end;
  }
  return { begins: mergedBegins, numbers: numbers.slice(0, end), weights: weights.slice(0, end) };
}
