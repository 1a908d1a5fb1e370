// From a task to a projection, by whichever method it asks for.
import { linearCoordinates } from './linear-axes.ts';
import { principalComponents } from './pca.ts';
import { prepared } from './prepare.ts';
import type { Progress, Projection, ProjectionTask } from './projection.ts';
import type { Team } from './team.ts';
import { tsne } from './tsne.ts';
import { umap } from './umap.ts';

/** Throws UnfitPointsError for points that cannot be projected. */
export async function projectionOf(
  team: Team,
  { points: given, method, prepare, seed }: ProjectionTask,
  onProgress: (progress: Progress) => void,
): Promise<Projection> {
  onProgress({ phase: 'Preparing points', done: 0, total: given.rows });
  const points = prepared(given, prepare);
  switch (method.kind) {
    case 'pca': {
      const { coordinates, explainedVariance } = await principalComponents(
        team,
        points,
        method.components,
        onProgress,
      );
      return { components: explainedVariance.length, coordinates, explainedVariance };
    }
    case 'linear':
      return { components: method.axes.length, coordinates: linearCoordinates(points, method.axes) };
    case 'tsne':
      return tsne(team, points, method, seed, onProgress);
    case 'umap':
      return umap(team, points, method, seed, onProgress);
  }
}
