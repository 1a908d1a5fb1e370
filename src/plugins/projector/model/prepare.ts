// What is done to points before they are projected, as TensorBoard's projector does it.
import { meanOf, type PointSet } from './point-set.ts';
import type { Preparation } from './projection.ts';

/** New points, unless nothing is to be done. A point of length 0 stays there. Throws UnfitPointsError as `meanOf`. */
export function prepared(points: PointSet, how: Preparation, values = new Float32Array(0)): PointSet {
  if (how === 'none') return points;
  const { rows, dimensions } = points;
  const mean = how === 'sphere' ? meanOf(points) : new Float32Array(dimensions);
  const into = values.length === points.values.length ? values : new Float32Array(points.values.length);
  for (let begin = 0; begin < rows * dimensions; begin += dimensions) {
    let square = 0;
    for (let i = 0; i < dimensions; i++) {
      const value = (points.values[begin + i] ?? 0) - (mean[i] ?? 0);
      into[begin + i] = value;
      square += value * value;
    }
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let i = 0; i < dimensions; i++) into[begin + i] = (into[begin + i] ?? 0) * scale;
  }
  return { rows, dimensions, values: into };
}
