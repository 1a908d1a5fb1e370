import fc from 'fast-check';
import { expect, it } from 'vitest';
import { peerResults, someDigits } from '../../../../test/projector-digits.ts';
import { teamOf } from '../../../../test/projector-team.ts';
import { principalComponents } from './pca.ts';
import { type PointSet, UnfitPointsError } from './point-set.ts';
import { gaussianOf, randomOf } from './random.ts';

/** Points whose coordinate i has the deviation `spread(i)`, around `centre`. */
function cloud(
  rows: number,
  dimensions: number,
  spread: (i: number) => number,
  centre = 0,
  seed = 1,
): PointSet {
  const gaussian = gaussianOf(randomOf(seed));
  const values = Float32Array.from(
    { length: rows * dimensions },
    (_, i) => centre + gaussian() * spread(i % dimensions),
  );
  return { rows, dimensions, values };
}

const componentsOf = (points: PointSet, count: number, members = 1) =>
  principalComponents(teamOf(members), points, count, () => undefined);

/** Twin of the kernels: the scatter matrix in float64, one product at a time. */
function scatterOf({ rows, dimensions, values }: PointSet): number[][] {
  const mean = Array.from({ length: dimensions }, (_, i) => {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += values[row * dimensions + i] ?? 0;
    return sum / rows;
  });
  return mean.map((_, i) =>
    mean.map((_, j) => {
      let sum = 0;
      for (let row = 0; row < rows; row++) {
        const at = row * dimensions;
        sum += ((values[at + i] ?? 0) - (mean[i] ?? 0)) * ((values[at + j] ?? 0) - (mean[j] ?? 0));
      }
      return sum;
    }),
  );
}

it.each([
  ['as many dimensions as fill panels', cloud(600, 16, (i) => 1 / (i + 1)), 5],
  ['dimensions that fill none', cloud(301, 13, (i) => 1 / (i + 1)), 4],
  ['fewer points than dimensions', cloud(7, 40, () => 1), 6],
  ['far from the origin', cloud(500, 10, (i) => 10 - i, 10_000), 3],
  ['equal variances', cloud(2000, 30, () => 1), 10],
])('finds eigenvectors of the covariance: %s', async (_, points, count) => {
  const { vectors, explainedVariance } = await componentsOf(points, count);
  const scatter = scatterOf(points);
  const total = scatter.reduce((sum, row, i) => sum + (row[i] ?? 0), 0);
  vectors.forEach((vector, k) => {
    const value = (explainedVariance[k] ?? 0) * total;
    scatter.forEach((row, i) => {
      const product = row.reduce((sum, x, j) => sum + x * (vector[j] ?? 0), 0);
      expect(Math.abs(product - value * (vector[i] ?? 0))).toBeLessThan(2e-5 * total);
    });
    expect(Math.max(...vector)).toBeGreaterThanOrEqual(-Math.min(...vector));
  });
  expect([...explainedVariance]).toEqual([...explainedVariance].sort((a, b) => b - a));
});

it('finds variances that occur several times as often as they occur', async () => {
  // The corners of an octahedron, one axis shorter.
  const values = Float32Array.from([3, 0, 0, -3, 0, 0, 0, 3, 0, 0, -3, 0, 0, 0, 1, 0, 0, -1]);
  const { explainedVariance } = await componentsOf({ rows: 6, dimensions: 3, values }, 3);
  expect([...explainedVariance].map((share) => Math.round(share * 38))).toEqual([18, 18, 2]);
});

it('gives coordinates that are the products with the vectors', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 700 }),
      fc.integer({ min: 1, max: 20 }),
      async (rows, dimensions) => {
        const points = cloud(rows, dimensions, (i) => i + 1, 5, rows);
        const { coordinates, vectors, mean } = await componentsOf(points, 3);
        expect(coordinates.length).toBe(rows * vectors.length);
        for (const row of [0, rows >> 1, rows - 1]) {
          vectors.forEach((vector, k) => {
            const product = vector.reduce(
              (sum, x, i) => sum + x * ((points.values[row * dimensions + i] ?? 0) - (mean[i] ?? 0)),
              0,
            );
            expect(coordinates[row * vectors.length + k]).toBeCloseTo(product, 3);
          });
        }
      },
    ),
    { numRuns: 20 },
  ));

it('gives the same bits with any number of members', async () => {
  const points = cloud(1000, 50, (i) => 1 / (i + 1));
  const one = await componentsOf(points, 10);
  for (const members of [2, 3, 5]) expect(await componentsOf(points, 10, members)).toEqual(one);
});

it('names the point that is no number', async () => {
  const points = cloud(10, 3, () => 1);
  points.values[3 * 4 + 1] = Number.NaN;
  await expect(componentsOf(points, 2)).rejects.toThrow(UnfitPointsError);
  await expect(componentsOf(points, 2)).rejects.toThrow('Point 5 has no finite number as coordinate 2');
});

it('shows points that are all the same at one place', async () => {
  const { coordinates, explainedVariance } = await componentsOf(
    cloud(20, 4, () => 0, 7),
    2,
  );
  expect(coordinates.every((x) => x === 0)).toBe(true);
  expect([...explainedVariance]).toEqual([0, 0]);
});

it('finds what scikit-learn finds in the same digits', async () => {
  const { coordinates, explainedVariance } = await componentsOf(someDigits(), 10, 2);
  const peers = peerResults();
  peers.explainedVariance.forEach((share, k) => {
    expect(explainedVariance[k]).toBeCloseTo(share, 6);
  });
  peers.pca.forEach((row, i) => {
    row.forEach((x, k) => {
      expect(coordinates[i * 10 + k]).toBeCloseTo(x, 3);
    });
  });
});
