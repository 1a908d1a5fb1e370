// The greatest eigenvalues of a symmetric operator with their vectors, by Lanczos' method with full
// reorthogonalisation (Golub and Van Loan, Matrix Computations, 10.3): exact up to `TOLERANCE`.
import { gaussianOf, randomOf } from './random.ts';
import { tridiagonalEigen } from './tridiagonal.ts';

/** Writes the product with a vector into another. */
export type Operator = (vector: Float64Array, into: Float64Array) => void;

/** Vectors have length 1; the first pair has the greatest value. */
export interface EigenPair {
  readonly value: number;
  readonly vector: Float64Array;
}

/** A pair is there when its residual is so small beside the greatest value; float32 sums are no more exact. */
const TOLERANCE = 1e-8;

/** The `count` greatest pairs, greatest first, values that occur several times included. The seed only starts the search. */
export function greatestEigenPairs(apply: Operator, size: number, count: number, seed = 0): EigenPair[] {
  const wanted = Math.min(count, size);
  let pairs = search(apply, size, wanted, [], seed);
  // A search finds one vector of each eigenspace: what it has left out shows as soon as what it found is taken away.
  for (let round = 1; round <= wanted && pairs.length < size; round++) {
    const scale = Math.abs(pairs[0]?.value ?? 0) * TOLERANCE * 10;
    const least = pairs.length < wanted ? Number.NEGATIVE_INFINITY : (pairs.at(-1)?.value ?? 0) + scale;
    const [missed] = search(apply, size, 1, pairs, seed + round, least);
    if (!missed || missed.value <= least) break;
    pairs = [...pairs, missed].sort((a, b) => b.value - a.value).slice(0, wanted);
  }
  return pairs;
}

/** Ends early, with pairs that are not exact, where the greatest is seen to lie below `floor`. */
function search(
  apply: Operator,
  size: number,
  count: number,
  found: readonly EigenPair[],
  seed: number,
  floor = Number.NEGATIVE_INFINITY,
): EigenPair[] {
  const gaussian = gaussianOf(randomOf(seed));
  const most = size - found.length;
  const basis: Float64Array[] = [];
  const diagonal: number[] = [];
  const beside: number[] = [];
  const locked = found.map(({ vector }) => vector);
  let next = unit(freshVector(size, gaussian, locked));
  let checkAt = Math.min(most, 2 * count + 10);
  while (next && basis.length < most) {
    basis.push(next);
    const product = new Float64Array(size);
    apply(next, product);
    diagonal.push(dot(product, next));
    const length = Math.sqrt(dot(product, product));
    // Against both at once: what one takes off may bring back a little along the other, and it would grow.
    orthogonalise(product, [...locked, ...basis]);
    const rest = Math.sqrt(dot(product, product));
    // What is left is rounding: the space is exhausted, and another begins.
    const exhausted = rest <= 1e-13 * length || length === 0;
    beside.push(exhausted ? 0 : rest);
    next = unit(exhausted ? freshVector(size, gaussian, [...locked, ...basis]) : product);
    if (basis.length < checkAt) continue;
    if (isEnough(diagonal, beside, count, floor)) break;
    checkAt = Math.min(most, Math.ceil(basis.length * 1.25));
  }
  return ritzPairs(basis, diagonal, beside, count);
}

/** Whether the `count` greatest pairs of the tridiagonal matrix are the operator's, or the greatest lies below `floor`. */
function isEnough(
  diagonal: readonly number[],
  beside: readonly number[],
  count: number,
  floor: number,
): boolean {
  const values = Float64Array.from(diagonal);
  const last = new Float64Array(values.length);
  last[last.length - 1] = 1;
  tridiagonalEigen(values, Float64Array.from(beside), last);
  const rest = beside.at(-1) ?? 0;
  const order = orderOf(values).slice(0, count);
  const [greatest = 0] = order;
  if ((values[greatest] ?? 0) + rest * Math.abs(last[greatest] ?? 0) < floor) return true;
  const scale = Math.abs(values[greatest] ?? 0);
  return order.length === count && order.every((i) => rest * Math.abs(last[i] ?? 0) <= TOLERANCE * scale);
}

function ritzPairs(
  basis: readonly Float64Array[],
  diagonal: readonly number[],
  beside: readonly number[],
  count: number,
): EigenPair[] {
  const steps = basis.length;
  const values = Float64Array.from(diagonal);
  const vectors = new Float64Array(steps * steps);
  for (let i = 0; i < steps; i++) vectors[i * steps + i] = 1;
  tridiagonalEigen(values, Float64Array.from(beside), vectors);
  return orderOf(values)
    .slice(0, count)
    .map((at) => {
      const vector = new Float64Array(basis[0]?.length ?? 0);
      basis.forEach((one, step) => {
        addScaled(vector, one, vectors[step * steps + at] ?? 0);
      });
      return { value: values[at] ?? 0, vector: unit(vector) ?? vector };
    });
}

function orderOf(values: Float64Array): number[] {
  return Array.from(values.keys()).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0));
}

function freshVector(size: number, gaussian: () => number, against: readonly Float64Array[]): Float64Array {
  const vector = Float64Array.from({ length: size }, gaussian);
  orthogonalise(vector, against);
  return vector;
}

/** Twice, which is enough (Kahan). */
function orthogonalise(vector: Float64Array, against: readonly Float64Array[]): void {
  for (let round = 0; round < 2; round++) {
    for (const one of against) addScaled(vector, one, -dot(vector, one));
  }
}

function unit(vector: Float64Array): Float64Array | undefined {
  const length = Math.sqrt(dot(vector, vector));
  return length > 0 ? vector.map((x) => x / length) : undefined;
}

function addScaled(vector: Float64Array, one: Float64Array, scale: number): void {
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) + scale * (one[i] as number);
}

/** Four sums at once: one would wait for itself at each step. */
function dot(a: Float64Array, b: Float64Array): number {
  const { length } = a;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s0 += (a[i] as number) * (b[i] as number);
    s1 += (a[i + 1] as number) * (b[i + 1] as number);
    s2 += (a[i + 2] as number) * (b[i + 2] as number);
    s3 += (a[i + 3] as number) * (b[i + 3] as number);
  }
  for (; i < length; i++) s0 += (a[i] as number) * (b[i] as number);
  return s0 + s1 + (s2 + s3);
}
