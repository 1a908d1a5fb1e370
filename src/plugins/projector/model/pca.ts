// Principal components, exact: the covariance matrix by all members of a team, its greatest eigenvectors by Lanczos.
import { greatestEigenPairs } from './lanczos.ts';
import { meanOf, type PointSet } from './point-set.ts';
import type { Progress } from './projection.ts';
import { bandsOf, PANEL, paddedTo } from './scatter-part.ts';
import { shareOf, type Team } from './team.ts';

/** Components in the order of their variance; each vector's greatest entry is positive, as scikit-learn has it. */
export interface PrincipalComponents {
  /** Row-major: a row for each point. */
  readonly coordinates: Float32Array;
  readonly vectors: readonly Float32Array[];
  readonly mean: Float32Array;
  /** Share of all variance, 0 to 1, by component. */
  readonly explainedVariance: Float32Array;
}

/** Multiplications between two reports of progress: about a tenth of a second's. */
const SLICE = 4e8;

/**
 * The `count` first components, fewer where there are fewer dimensions. The team holds `points` afterwards. Throws
 * UnfitPointsError for points that are no numbers.
 */
export async function principalComponents(
  team: Team,
  points: PointSet,
  count: number,
  onProgress: (progress: Progress) => void,
): Promise<PrincipalComponents> {
  const { rows, dimensions } = points;
  const mean = meanOf(points);
  await team.run('hold', () => points);
  const covariance = await scatterOf(team, points, mean, onProgress);
  const size = paddedTo(dimensions);
  const pairs = greatestEigenPairs(
    (vector, into) => multiplySymmetric(covariance, size, vector, into),
    dimensions,
    count,
  );
  const vectors = pairs.map(({ vector }) => Float32Array.from(positive(vector)));
  let total = 0;
  for (let i = 0; i < dimensions; i++) total += covariance[i * size + i] ?? 0;
  const explainedVariance = Float32Array.from(pairs, ({ value }) =>
    total > 0 ? Math.max(0, value) / total : 0,
  );
  const coordinates = new Float32Array(rows * vectors.length);
  const parts = await team.run('multiply', (member) => ({ mean, vectors, ...shareOf(team, member, rows) }));
  parts.forEach((part, member) => {
    coordinates.set(part, shareOf(team, member, rows).from * vectors.length);
  });
  return { coordinates, vectors, mean, explainedVariance };
}

/** Sums of products of the centred coordinates: the right upper half of a symmetric matrix of padded rows and columns. */
async function scatterOf(
  team: Team,
  { rows, dimensions }: PointSet,
  mean: Float32Array,
  onProgress: (progress: Progress) => void,
): Promise<Float64Array> {
  const slice = Math.max(256, Math.ceil(SLICE / dimensions ** 2 / 256) * 256);
  const size = paddedTo(dimensions);
  const matrix = new Float64Array(size * size);
  for (let from = 0; from < rows; from += slice) {
    const to = Math.min(rows, from + slice);
    const answers = await team.run('scatter', (first) => ({ mean, from, to, first, step: team.size }));
    onProgress({ phase: 'Principal components', done: to, total: rows });
    answers.forEach((bands, first) => {
      if (!bands) return;
      bandsOf(size, { first, step: team.size }).forEach((band, i) => {
        const part = bands.subarray(i * PANEL * size, (i + 1) * PANEL * size);
        matrix.set(part, band * PANEL * size);
      });
    });
  }
  return matrix;
}

/** Reads the right upper half alone: the matrix is larger than a core's own memory, and reading it is what takes the time. */
function multiplySymmetric(
  matrix: Float64Array,
  stride: number,
  vector: Float64Array,
  into: Float64Array,
): void {
  into.fill(0);
  for (let i = 0; i < vector.length; i++) {
    const begin = i * stride;
    const own = vector[i] as number;
    let sum = (matrix[begin + i] as number) * own;
    for (let j = i + 1; j < vector.length; j++) {
      const product = matrix[begin + j] as number;
      sum += product * (vector[j] as number);
      into[j] = (into[j] as number) + product * own;
    }
    into[i] = (into[i] as number) + sum;
  }
}

function positive(vector: Float64Array): Float64Array {
  const greatest = vector.reduce((most, x) => (Math.abs(x) > Math.abs(most) ? x : most), 0);
  return greatest < 0 ? vector.map((x) => -x) : vector;
}
