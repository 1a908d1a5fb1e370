import fc from 'fast-check';
import { expect, it } from 'vitest';
import { squareOf } from '../../../../test/projector-digits.ts';
import { teamOf } from '../../../../test/projector-team.ts';
import { nearestOf, normsOf } from './nearest.ts';
import { nearestNeighbours } from './neighbours.ts';
import type { PointSet } from './point-set.ts';
import { gaussianOf, randomOf } from './random.ts';

function cloud(rows: number, dimensions: number): PointSet {
  const gaussian = gaussianOf(randomOf(rows + 1000 * dimensions));
  return { rows, dimensions, values: Float32Array.from({ length: rows * dimensions }, gaussian) };
}

const found = (points: PointSet, count: number, members = 1) =>
  nearestNeighbours(teamOf(members), points, count, () => undefined);

it('are those of a comparison with all, on any points and with any number of members', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 5, max: 700 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 3 }),
      async (rows, dimensions, members) => {
        const points = cloud(rows, dimensions);
        const count = Math.min(7, rows - 1);
        const { numbers, squares } = await found(points, count, members);
        const norms = normsOf(points);
        for (const row of [0, rows >> 1, rows - 1]) {
          const twin = nearestOf(points, norms, row, count, 'euclidean');
          twin.forEach(({ row: other, distance }, i) => {
            expect(squares[row * count + i]).toBeCloseTo(distance ** 2, 3);
            // Two that are as far as one another up to rounding may have changed places.
            const given = numbers[row * count + i] ?? -1;
            if (given !== other) expect(squareOf(points, row, given)).toBeCloseTo(distance ** 2, 3);
          });
        }
      },
    ),
    { numRuns: 30 },
  ));

it('of a point that occurs twice are first the other one, at no distance', async () => {
  const points = cloud(100, 5);
  points.values.copyWithin(50 * 5, 0, 5);
  const { numbers, squares } = await found(points, 3);
  expect([numbers[0], squares[0]]).toEqual([50, 0]);
  expect([numbers[150], squares[150]]).toEqual([0, 0]);
});

it.each(['cosine', 'euclidean'] as const)('by %s distance go by that distance', (metric) => {
  const values = Float32Array.from([1, 0, 5, 0.1, 1.5, 1.5, 0, 1, -3, 0]);
  const points = { rows: 5, dimensions: 2, values };
  const rows = nearestOf(points, normsOf(points), 0, 9, metric).map(({ row }) => row);
  expect(rows).toEqual(metric === 'cosine' ? [1, 2, 3, 4] : [3, 2, 4, 1]);
});
