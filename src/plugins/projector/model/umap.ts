// UMAP: McInnes, Healy and Melville 2018, from the principal components on.
import { curveOf, fuzzyUnion, localMemberships } from './memberships.ts';
import { nearestNeighbours } from './neighbours.ts';
import { type PointSet, UnfitPointsError } from './point-set.ts';
import type { Progress, Projection, UmapMethod } from './projection.ts';
import { gaussianOf, randomOf } from './random.ts';
import { firstOf, reducedTo } from './reduced.ts';
import type { Team } from './team.ts';

/** The greatest coordinate at the start, and the noise that keeps equal points apart. */
const START_SIZE = 10;
const START_NOISE = 1e-4;
/** Up to so many points umap-learn takes 500 epochs, beyond 200. */
const SMALL_ROWS = 10_000;

/** Resolves after all epochs. Throws UnfitPointsError for too few points and for points that are no numbers. */
export async function umap(
  team: Team,
  points: PointSet,
  { components, neighbors, minDistance, epochs: asked }: UmapMethod,
  seed: number,
  onProgress: (progress: Progress) => void,
): Promise<Projection> {
  const { rows } = points;
  if (rows < 4) throw new UnfitPointsError(`UMAP needs 4 points or more; there are ${rows}.`);
  const reduced = await reducedTo(team, points, onProgress);
  const coordinates = firstOf(reduced, components);
  onProgress({ phase: 'Nearest neighbours', done: 0, total: rows, coordinates });
  // umap-learn counts the point itself.
  const count = Math.max(2, Math.min(neighbors, rows) - 1);
  const lists = await nearestNeighbours(team, reduced, count, onProgress);
  const epochs = asked ?? (rows <= SMALL_ROWS ? 500 : 200);
  const graph = fuzzyUnion(lists, localMemberships(lists.squares, count), count, 1 / epochs);
  const greatest = graph.weights.reduce((most, weight) => Math.max(most, weight), 0);
  await team.first('layout', {
    ...graph,
    ...curveOf(minDistance),
    components,
    positions: startOf(coordinates, seed),
    periods: graph.weights.map((weight) => greatest / weight),
    seed,
  });
  let positions = coordinates;
  for (let epoch = 0; epoch < epochs; epoch++) {
    positions = await team.first('epoch', { epoch, rate: 1 - epoch / epochs });
    onProgress({ phase: 'Layout', done: epoch + 1, total: epochs, coordinates: positions });
  }
  return { components, coordinates: positions };
}

function startOf(coordinates: Float32Array, seed: number): Float32Array {
  const gaussian = gaussianOf(randomOf(seed));
  const greatest = coordinates.reduce((most, x) => Math.max(most, Math.abs(x)), 0) || 1;
  return coordinates.map((x) => (x * START_SIZE) / greatest + START_NOISE * gaussian());
}
