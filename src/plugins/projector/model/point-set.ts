// Points as projections take them.

/** A matrix, row-major: one point a row. */
export interface PointSet {
  readonly rows: number;
  readonly dimensions: number;
  readonly values: Float32Array;
}

/** Tells why points cannot be projected, in words for whoever logged them. */
export class UnfitPointsError extends Error {
  override name = 'UnfitPointsError';
}

/** Mean of each coordinate. Throws UnfitPointsError for points that are no numbers. */
export function meanOf({ rows, dimensions, values }: PointSet): Float32Array {
  const sums = new Float64Array(dimensions);
  for (let row = 0; row < rows; row++) {
    const begin = row * dimensions;
    for (let column = 0; column < dimensions; column++) {
      sums[column] = (sums[column] ?? 0) + (values[begin + column] ?? 0);
    }
  }
  const column = sums.findIndex((sum) => !Number.isFinite(sum));
  if (column >= 0) {
    const row = Array.from({ length: rows }).findIndex(
      (_, r) => !Number.isFinite(values[r * dimensions + column]),
    );
    throw new UnfitPointsError(
      `Point ${row + 1} has no finite number as coordinate ${column + 1}; points with NaN or Infinity have no place in a projection.`,
    );
  }
  return Float32Array.from(sums, (sum) => sum / rows);
}
