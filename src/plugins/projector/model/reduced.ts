// What methods compare that look for neighbours: the first principal components.
import { principalComponents } from './pca.ts';
import type { PointSet } from './point-set.ts';
import type { Progress } from './projection.ts';
import type { Team } from './team.ts';

const REDUCED_DIMENSIONS = 50;

/** The points along their principal components, at most 50 of them. */
export async function reducedTo(
  team: Team,
  points: PointSet,
  onProgress: (progress: Progress) => void,
): Promise<PointSet> {
  const count = Math.min(REDUCED_DIMENSIONS, points.dimensions);
  const { coordinates, vectors } = await principalComponents(team, points, count, onProgress);
  return { rows: points.rows, dimensions: vectors.length, values: coordinates };
}

/** The first coordinates of each point, 0 where there are fewer. */
export function firstOf({ rows, dimensions, values }: PointSet, components: number): Float32Array {
  return Float32Array.from({ length: rows * components }, (_, i) => {
    const component = i % components;
    return component < dimensions ? (values[Math.floor(i / components) * dimensions + component] ?? 0) : 0;
  });
}
