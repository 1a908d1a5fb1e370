import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderOf, peerResults, someDigits, trustworthinessOf } from '../../../../test/projector-digits.ts';
import { newKernels, teamOf } from '../../../../test/projector-team.ts';
import { curveOf, fuzzyUnion, localMemberships } from './memberships.ts';
import type { PointSet } from './point-set.ts';
import { projectionOf } from './project.ts';
import { gaussianOf, randomOf } from './random.ts';

function project(points: PointSet, components: 2 | 3, seed = 1, members = 1) {
  const method = { kind: 'umap', components, neighbors: 15, minDistance: 0.1 } as const;
  return projectionOf(teamOf(members), { points, method, prepare: 'none', seed }, () => undefined);
}

function cloud(rows: number): PointSet {
  const gaussian = gaussianOf(randomOf(rows));
  return { rows, dimensions: 6, values: Float32Array.from({ length: rows * 6 }, gaussian) };
}

it.each([
  // As umap-learn's find_ab_params, spread 1.
  [0.1, 1.5769, 0.8951],
  [0.25, 1.1218, 1.0575],
  [0.5, 0.583, 1.334],
  [0.001, 1.9291, 0.7915],
])('the curve for the distance %d is that of umap-learn', (minDistance, a, b) => {
  const curve = curveOf(minDistance);
  expect(curve.a).toBeCloseTo(a, 1);
  expect(curve.b).toBeCloseTo(b, 1);
});

it('the kernel knows powers', () => {
  const { power32 } = newKernels();
  fc.assert(
    fc.property(
      fc.double({ min: 1e-8, max: 1e6, noNaN: true }),
      fc.double({ min: 0.5, max: 2, noNaN: true }),
      (x, b) => {
        expect(power32(x, b) / Math.fround(x) ** Math.fround(b)).toBeCloseTo(1, 4);
      },
    ),
  );
});

it('memberships of the neighbours add up to the logarithm of their number', () => {
  const gaussian = gaussianOf(randomOf(1));
  const squares = Float32Array.from({ length: 14 }, () => 1 + gaussian() ** 2).sort();
  const memberships = localMemberships(squares, 14);
  expect(memberships[0]).toBe(1);
  expect(memberships.reduce((sum, x) => sum + x)).toBeCloseTo(Math.log2(15), 3);
});

it('the union holds each edge both ways with what either end says', () => {
  // 0 and 1 name each other, 2 names 0.
  const lists = { numbers: Int32Array.from([1, 0, 0]), squares: new Float32Array(3) };
  const { heads, tails, weights } = fuzzyUnion(lists, Float32Array.from([0.5, 0.25, 0.125]), 1, 0);
  expect([...heads]).toEqual([0, 0, 1, 2]);
  expect([...tails]).toEqual([1, 2, 0, 0]);
  expect([...weights]).toEqual([0.625, 0.125, 0.625, 0.125]);
});

it('is as good as umap-learn on the same digits', async () => {
  const digits = someDigits();
  const order = orderOf(digits);
  const peers = peerResults();
  for (const components of [2, 3] as const) {
    const { coordinates: values } = await project(digits, components);
    const picture = { rows: digits.rows, dimensions: components, values };
    const peer = components === 2 ? peers.umap2 : peers.umap3;
    expect(trustworthinessOf(order, picture, 10)).toBeGreaterThan(peer.trustworthiness - 0.015);
  }
}, 120_000);

it('gives the same picture for the same seed, and another for another', async () => {
  const points = cloud(300);
  const one = (await project(points, 2)).coordinates;
  expect((await project(points, 2, 1, 3)).coordinates).toEqual(one);
  expect((await project(points, 2, 2)).coordinates).not.toEqual(one);
});

it.each([4, 9])('has room for %i points, also all at one place', async (rows) => {
  const same = { rows, dimensions: 3, values: new Float32Array(rows * 3).fill(2) };
  expect((await project(same, 2)).coordinates.every(Number.isFinite)).toBe(true);
});

it('says how many points it needs', async () => {
  await expect(project(cloud(2), 2)).rejects.toThrow('UMAP needs 4 points or more; there are 2.');
});
