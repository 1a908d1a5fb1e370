// The weighted graph of UMAP: McInnes, Healy and Melville 2018, algorithms 2 and 3, as umap-learn does it.
import type { NeighbourLists } from './neighbours-part.ts';

/** Edges in both directions, by their first end and then their second. Weights from 0, without, to 1. */
export interface Memberships {
  readonly heads: Int32Array;
  readonly tails: Int32Array;
  readonly weights: Float32Array;
}

const ROUNDS = 64;
const TOLERANCE = 1e-5;
/** Of the mean distance: a kernel is at least so wide. */
const LEAST_WIDTH = 1e-3;

/** How far each neighbour belongs to its point: the sum over `count` neighbours is log2(count + 1). */
export function localMemberships(squares: Float32Array, count: number): Float32Array {
  const memberships = new Float32Array(squares.length);
  const distances = Float32Array.from(squares, Math.sqrt);
  const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
  const wanted = Math.log2(count + 1);
  for (let begin = 0; begin < squares.length; begin += count) {
    const own = distances.subarray(begin, begin + count);
    const nearest = own.find((distance) => distance > 0) ?? 0;
    const ownMean = own.reduce((sum, distance) => sum + distance, 0) / count;
    let [low, high, width] = [0, Number.POSITIVE_INFINITY, 1];
    for (let round = 0; round < ROUNDS; round++) {
      let sum = 0;
      for (const distance of own) sum += Math.exp(-Math.max(0, distance - nearest) / width);
      if (Math.abs(sum - wanted) < TOLERANCE) break;
      if (sum > wanted) high = width;
      else low = width;
      width = high === Number.POSITIVE_INFINITY ? width * 2 : (low + high) / 2;
    }
    width = Math.max(width, LEAST_WIDTH * (nearest > 0 ? ownMean : mean), Number.MIN_VALUE);
    own.forEach((distance, i) => {
      memberships[begin + i] = Math.exp(-Math.max(0, distance - nearest) / width);
    });
  }
  return memberships;
}

/** What either end says: a + b - ab. Edges below `least` of the greatest weight are left out. */
export function fuzzyUnion(
  { numbers }: NeighbourLists,
  memberships: Float32Array,
  count: number,
  least: number,
): Memberships {
  const rows = numbers.length / count;
  const backwards: Map<number, number>[] = Array.from({ length: rows }, () => new Map());
  for (let i = 0; i < numbers.length; i++) {
    backwards[numbers[i] ?? 0]?.set(Math.floor(i / count), memberships[i] ?? 0);
  }
  const heads: number[] = [];
  const tails: number[] = [];
  const weights: number[] = [];
  for (let row = 0; row < rows; row++) {
    const met = new Map(backwards[row]);
    for (let i = row * count; i < (row + 1) * count; i++) {
      const [other, a] = [numbers[i] ?? 0, memberships[i] ?? 0];
      const b = met.get(other) ?? 0;
      met.set(other, a + b - a * b);
    }
    for (const other of [...met.keys()].sort((a, b) => a - b)) {
      heads.push(row);
      tails.push(other);
      weights.push(met.get(other) ?? 0);
    }
  }
  const greatest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  const kept = weights.flatMap((weight, i) => (weight >= greatest * least ? [i] : []));
  return {
    heads: Int32Array.from(kept, (i) => heads[i] ?? 0),
    tails: Int32Array.from(kept, (i) => tails[i] ?? 0),
    weights: Float32Array.from(kept, (i) => weights[i] ?? 0),
  };
}

/**
 * The a and b by which 1 / (1 + a d^2b) comes nearest to 1 up to `minDistance` and exp(minDistance - d) beyond, for
 * distances up to 3: least squares by Gauss and Newton with Levenberg's damping.
 */
export function curveOf(minDistance: number): { readonly a: number; readonly b: number } {
  const samples = Array.from({ length: 300 }, (_, i) => {
    const x = ((i + 0.5) * 3) / 300;
    return { x, y: x < minDistance ? 1 : Math.exp(minDistance - x) };
  });
  const errorOf = (a: number, b: number) =>
    samples.reduce((sum, { x, y }) => sum + (1 / (1 + a * x ** (2 * b)) - y) ** 2, 0);
  let [a, b, damping] = [1.5, 0.9, 1e-3];
  for (let round = 0; round < 200; round++) {
    let [aa, ab, bb, ra, rb] = [0, 0, 0, 0, 0];
    for (const { x, y } of samples) {
      const power = x ** (2 * b);
      const value = 1 / (1 + a * power);
      const byA = -value * value * power;
      const byB = byA * a * 2 * Math.log(x);
      aa += byA * byA;
      ab += byA * byB;
      bb += byB * byB;
      ra += byA * (y - value);
      rb += byB * (y - value);
    }
    const [da, db] = [aa * (1 + damping), bb * (1 + damping)];
    const determinant = da * db - ab * ab;
    const [nextA, nextB] = [a + (ra * db - rb * ab) / determinant, b + (rb * da - ra * ab) / determinant];
    const better = nextA > 0 && nextB > 0 && errorOf(nextA, nextB) < errorOf(a, b);
    damping = better ? damping / 10 : damping * 10;
    if (better) [a, b] = [nextA, nextB];
    else if (damping > 1e12) break;
  }
  return { a, b };
}
