// The nearest points of one, by brute force: exact.
import type { PointSet } from './point-set.ts';

/** Distance: Euclidean, or 1 less the cosine. */
export interface NearestPoint {
  readonly row: number;
  readonly distance: number;
}

/** Length of each point. */
export function normsOf({ rows, dimensions, values }: PointSet): Float32Array {
  const norms = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let at = row * dimensions; at < (row + 1) * dimensions; at++) sum += (values[at] ?? 0) ** 2;
    norms[row] = Math.sqrt(sum);
  }
  return norms;
}

/** The `count` nearest others of a row, nearest first, the earlier row first where distances are equal. */
export function nearestOf(
  points: PointSet,
  norms: Float32Array,
  row: number,
  count: number,
  metric: 'cosine' | 'euclidean',
): NearestPoint[] {
  const distances = distancesFrom(points, norms, row, metric);
  distances[row] = Number.POSITIVE_INFINITY;
  const found: NearestPoint[] = [];
  const most = Math.min(count, points.rows - 1);
  distances.forEach((distance, other) => {
    if (other === row || (found.length === most && !(distance < (found.at(-1)?.distance ?? 0)))) return;
    let at = found.length;
    while (at > 0 && (found[at - 1]?.distance ?? 0) > distance) at--;
    found.splice(at, 0, { row: other, distance });
    if (found.length > most) found.pop();
  });
  return found;
}

function distancesFrom(
  { rows, dimensions, values }: PointSet,
  norms: Float32Array,
  row: number,
  metric: 'cosine' | 'euclidean',
): Float64Array {
  const distances = new Float64Array(rows);
  const begin = row * dimensions;
  for (let other = 0; other < rows; other++) {
    const at = other * dimensions;
    let sum = 0;
    if (metric === 'euclidean') {
      for (let i = 0; i < dimensions; i++) sum += ((values[at + i] ?? 0) - (values[begin + i] ?? 0)) ** 2;
      distances[other] = Math.sqrt(sum);
    } else {
      for (let i = 0; i < dimensions; i++) sum += (values[at + i] ?? 0) * (values[begin + i] ?? 0);
      const lengths = (norms[other] ?? 0) * (norms[row] ?? 0);
      distances[other] = lengths > 0 ? 1 - sum / lengths : 1;
    }
  }
  return distances;
}
