// t-SNE: van der Maaten and Hinton 2008, with the tree of van der Maaten 2014 and the learning rate of Belkina et al. 2019.
import { conditionalAffinities, jointAffinities } from './affinities.ts';
import type { EdgeLists } from './forces-part.ts';
import { gradientOf, shareEdges } from './gradient.ts';
import { nearestNeighbours } from './neighbours.ts';
import { type PointSet, UnfitPointsError } from './point-set.ts';
import type { Progress, Projection, TsneMethod } from './projection.ts';
import { gaussianOf, randomOf } from './random.ts';
import { firstOf, reducedTo } from './reduced.ts';
import type { Team } from './team.ts';

const EXAGGERATED_ITERATIONS = 250;
/** Below so many points each pair is looked at. */
const EXACT_ROWS = 1000;
const THETA = 0.5;
const MOMENTUM = 0.8;
/** Least automatic learning rate, as scikit-learn's. */
const LEAST_RATE = 50;
const LEAST_GAIN = 0.01;
/** Deviation of the first coordinate at the start, as openTSNE's. */
const START_DEVIATION = 1e-4;
/** Iterations from one divergence to the next: its logarithms take time. */
const DIVERGENCE_EVERY = 50;
/** Of the picture's deviation: what keeps points apart that are the same, and what a shake moves. */
const JITTER = 0.01;
const SHAKE = 0.2;

/** Resolves after all iterations. Throws UnfitPointsError for too few points and for points that are no numbers. */
export async function tsne(
  team: Team,
  points: PointSet,
  method: TsneMethod,
  seed: number,
  onProgress: (progress: Progress) => void,
): Promise<Projection> {
  const { rows } = points;
  if (rows < 4) throw new UnfitPointsError(`t-SNE needs 4 points or more; there are ${rows}.`);
  const reduced = await reducedTo(team, points, onProgress);
  onProgress({
    phase: 'Nearest neighbours',
    done: 0,
    total: rows,
    coordinates: firstOf(reduced, method.components),
  });
  const edges = await edgesOf(team, reduced, method, onProgress);
  const start = startOf(reduced, method, seed);
  return descend(team, edges, start, method, onProgress);
}

async function edgesOf(
  team: Team,
  reduced: PointSet,
  { perplexity, supervision }: TsneMethod,
  onProgress: (progress: Progress) => void,
): Promise<EdgeLists> {
  const { rows } = reduced;
  const taken = Math.max(1, Math.min(perplexity, (rows - 1) / 3));
  const count = Math.min(rows - 1, rows <= EXACT_ROWS ? rows - 1 : Math.ceil(3 * taken));
  const { numbers, squares } = await nearestNeighbours(team, reduced, count, onProgress);
  const edges = jointAffinities(numbers, conditionalAffinities(squares, count, taken), count);
  return supervision ? supervised(edges, supervision) : edges;
}

/** Takes `weight` of the pull between points of different known labels away; the rest adds up to 1 again. */
export function supervised(
  edges: EdgeLists,
  { labels, weight }: { readonly labels: Int32Array; readonly weight: number },
): EdgeLists {
  const weights = edges.weights.slice();
  let sum = 0;
  for (let row = 0; row + 1 < edges.begins.length; row++) {
    const own = labels[row] ?? -1;
    for (let i = edges.begins[row] ?? 0; i < (edges.begins[row + 1] ?? 0); i++) {
      const other = labels[edges.numbers[i] ?? 0] ?? -1;
      if (own >= 0 && other >= 0 && own !== other) weights[i] = (weights[i] ?? 0) * (1 - weight);
      sum += weights[i] ?? 0;
    }
  }
  if (sum === 0) return edges;
  return { ...edges, weights: weights.map((one) => one / sum) };
}

/** Coordinate by coordinate. */
function startOf(reduced: PointSet, { components, start, perturb }: TsneMethod, seed: number): Float64Array {
  const { rows } = reduced;
  const gaussian = gaussianOf(randomOf(seed));
  const given = start ?? firstOf(reduced, components);
  const deviation = deviationOf(given, components) || 1;
  const scale = start ? 1 : START_DEVIATION / deviation;
  const noise = start ? (perturb ? SHAKE * deviation : 0) : JITTER * START_DEVIATION;
  return Float64Array.from(
    { length: rows * components },
    (_, i) => scale * (given[(i % rows) * components + Math.floor(i / rows)] ?? 0) + noise * gaussian(),
  );
}

/** Of the first coordinate. */
function deviationOf(coordinates: Float32Array, components: number): number {
  let [count, sum, squares] = [0, 0, 0];
  for (let at = 0; at < coordinates.length; at += components) {
    const x = coordinates[at] ?? 0;
    count++;
    sum += x;
    squares += x * x;
  }
  return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
}

async function descend(
  team: Team,
  edges: EdgeLists,
  positions: Float64Array,
  method: TsneMethod,
  onProgress: (progress: Progress) => void,
): Promise<Projection> {
  const { components, iterations, earlyExaggeration, learningRate, start } = method;
  const rows = positions.length / components;
  const theta = rows <= EXACT_ROWS ? 0 : THETA;
  const gradients = await shareEdges(team, edges, rows, components, theta);
  const velocity = new Float64Array(positions.length);
  const gains = new Float64Array(positions.length).fill(1);
  const exaggerated = start ? 0 : Math.min(EXAGGERATED_ITERATIONS, iterations);
  let divergence: number | undefined;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const early = iteration < exaggerated;
    const exaggeration = early ? earlyExaggeration : 1;
    // After the exaggeration the rate of openTSNE: its gradient lacks the factor 4.
    const automatic = Math.max(LEAST_RATE, rows / (early ? earlyExaggeration : 4));
    const rate = learningRate === 'auto' ? automatic : learningRate;
    const withDivergence = iteration % DIVERGENCE_EVERY === 0;
    const found = await gradientOf(gradients, positions, exaggeration, withDivergence);
    divergence = found.divergence ?? divergence;
    move(positions, found.gradient, velocity, gains, rate);
    onProgress({
      phase: early ? 'Early exaggeration' : 'Settling',
      done: iteration + 1,
      total: iterations,
      coordinates: rowsOf(positions, components),
      ...(divergence !== undefined && { divergence }),
    });
  }
  const last = await gradientOf(gradients, positions, 1, true);
  return {
    components,
    coordinates: rowsOf(positions, components),
    ...(last.divergence !== undefined && { divergence: last.divergence }),
  };
}

/** A step downhill with momentum, faster where the direction stays (Jacobs 1988, as in the first paper's code). */
function move(
  positions: Float64Array,
  gradient: Float64Array,
  velocity: Float64Array,
  gains: Float64Array,
  rate: number,
): void {
  for (let i = 0; i < positions.length; i++) {
    const slope = gradient[i] ?? 0;
    const before = velocity[i] ?? 0;
    const gain = slope * before < 0 ? (gains[i] ?? 1) + 0.2 : Math.max(LEAST_GAIN, (gains[i] ?? 1) * 0.8);
    gains[i] = gain;
    velocity[i] = MOMENTUM * before - rate * gain * slope;
    positions[i] = (positions[i] ?? 0) + (velocity[i] ?? 0);
  }
}

/** From coordinate by coordinate to row by row. */
export function rowsOf(positions: Float64Array, components: number): Float32Array {
  const rows = positions.length / components;
  return Float32Array.from(
    { length: positions.length },
    (_, i) => positions[(i % components) * rows + Math.floor(i / components)] ?? 0,
  );
}
