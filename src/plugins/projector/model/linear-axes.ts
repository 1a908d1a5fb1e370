// Axes that users define: the direction from the centre of some points to that of others.
import { type PointSet, UnfitPointsError } from './point-set.ts';
import type { LinearAxis } from './projection.ts';

/** A coordinate for each axis: how far a point lies along its direction, which has length 1. Row-major. */
export function linearCoordinates(points: PointSet, axes: readonly LinearAxis[]): Float32Array {
  const { rows, dimensions, values } = points;
  const directions = axes.map((axis) => directionOf(points, axis));
  const coordinates = new Float32Array(rows * axes.length);
  for (let row = 0; row < rows; row++) {
    directions.forEach((direction, axis) => {
      let sum = 0;
      for (let i = 0; i < dimensions; i++) sum += (values[row * dimensions + i] ?? 0) * (direction[i] ?? 0);
      coordinates[row * axes.length + axis] = sum;
    });
  }
  return coordinates;
}

/** All 0 where both centres are the same. */
function directionOf(points: PointSet, { from, to }: LinearAxis): Float64Array {
  const begin = centreOf(points, from);
  const direction = centreOf(points, to).map((value, i) => value - (begin[i] ?? 0));
  const length = Math.hypot(...direction);
  return length > 0 ? direction.map((value) => value / length) : direction;
}

function centreOf({ dimensions, values }: PointSet, rows: LinearAxis['from']): Float64Array {
  if (rows.length === 0) throw new UnfitPointsError('An axis needs points on both of its sides.');
  const sums = new Float64Array(dimensions);
  for (const row of rows) {
    for (let i = 0; i < dimensions; i++)
      sums[i] = (sums[i] ?? 0) + (values[row * dimensions + i] ?? 0) / rows.length;
  }
  return sums;
}
