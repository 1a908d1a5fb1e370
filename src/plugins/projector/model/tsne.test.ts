import { expect, it } from 'vitest';
import {
  divergenceOf,
  orderOf,
  peerResults,
  someDigits,
  squareOf,
  trustworthinessOf,
} from '../../../../test/projector-digits.ts';
import { teamOf } from '../../../../test/projector-team.ts';
import { conditionalAffinities, jointAffinities } from './affinities.ts';
import type { EdgeLists } from './forces-part.ts';
import { gradientOf, shareEdges } from './gradient.ts';
import { nearestNeighbours } from './neighbours.ts';
import { principalComponents } from './pca.ts';
import type { PointSet } from './point-set.ts';
import { projectionOf } from './project.ts';
import type { Progress, TsneMethod } from './projection.ts';
import { gaussianOf, randomOf } from './random.ts';
import { rowsOf, supervised } from './tsne.ts';

const METHOD: TsneMethod = {
  kind: 'tsne',
  components: 2,
  perplexity: 30,
  learningRate: 'auto',
  earlyExaggeration: 12,
  iterations: 750,
};
const silent = () => undefined;
const gaussian = gaussianOf(randomOf(3));
const normal = (length: number, scale = 1) => Float64Array.from({ length }, () => scale * gaussian());

function project(
  points: PointSet,
  method: Partial<TsneMethod>,
  members = 1,
  onProgress: (p: Progress) => void = silent,
) {
  const task = { points, method: { ...METHOD, ...method }, prepare: 'none', seed: 1 } as const;
  return projectionOf(teamOf(members), task, onProgress);
}

/** Edges of random points, and the same as a matrix. */
async function edgesOf(rows: number, count: number): Promise<{ edges: EdgeLists; joint: Float64Array }> {
  const points = { rows, dimensions: 4, values: Float32Array.from(normal(rows * 4)) };
  const { numbers, squares } = await nearestNeighbours(teamOf(1), points, count, silent);
  const edges = jointAffinities(numbers, conditionalAffinities(squares, count, count / 3), count);
  return { edges, joint: denseOf(edges) };
}

function denseOf({ begins, numbers, weights }: EdgeLists): Float64Array {
  const rows = begins.length - 1;
  const joint = new Float64Array(rows * rows);
  for (let row = 0; row < rows; row++) {
    for (let i = begins[row] ?? 0; i < (begins[row + 1] ?? 0); i++) {
      const at = row * rows + (numbers[i] ?? 0);
      joint[at] = (joint[at] ?? 0) + (weights[i] ?? 0);
    }
  }
  return joint;
}

it('affinities have the perplexity asked for', () => {
  const squares = Float32Array.from(normal(60), (x) => x * x).sort();
  for (const perplexity of [2, 10, 30]) {
    const affinities = conditionalAffinities(squares, 60, perplexity);
    const entropy = affinities.reduce((sum, p) => sum - (p > 0 ? p * Math.log(p) : 0), 0);
    expect(Math.exp(entropy)).toBeCloseTo(perplexity, 2);
    expect(affinities.reduce((sum, p) => sum + p)).toBeCloseTo(1, 5);
  }
});

it('joint affinities are symmetric, add up to 1 and have no point with itself', async () => {
  const { joint } = await edgesOf(50, 9);
  expect(joint.reduce((sum, p) => sum + p)).toBeCloseTo(1, 6);
  for (let i = 0; i < 50; i++) {
    expect(joint[i * 50 + i]).toBe(0);
    for (let j = 0; j < i; j++) expect(joint[i * 50 + j]).toBe(joint[j * 50 + i]);
  }
});

it.each([2, 3] as const)(
  'the gradient is the slope of the divergence in %i dimensions',
  async (components) => {
    const rows = 40;
    const { edges, joint } = await edgesOf(rows, 12);
    const positions = normal(rows * components, 2);
    const gradients = await shareEdges(teamOf(1), edges, rows, components, 0);
    const { gradient, divergence } = await gradientOf(gradients, positions, 1, true);
    const exact = (at: Float64Array) => {
      const values = rowsOf(at, components);
      return divergenceOf(joint, { rows, dimensions: components, values });
    };
    expect(divergence).toBeCloseTo(exact(positions), 4);
    for (let i = 0; i < positions.length; i += 7) {
      const [up, down] = [positions.slice(), positions.slice()];
      up[i] = (up[i] ?? 0) + 2 ** -8;
      down[i] = (down[i] ?? 0) - 2 ** -8;
      expect(gradient[i]).toBeCloseTo((exact(up) - exact(down)) * 2 ** 7, 4);
    }
  },
);

it.each([2, 3] as const)('the tree comes near to all pairs in %i dimensions', async (components) => {
  const rows = 3000;
  const { edges } = await edgesOf(rows, 12);
  const positions = normal(rows * components, 30);
  const at = async (theta: number) =>
    gradientOf(await shareEdges(teamOf(1), edges, rows, components, theta), positions, 1, true);
  const [exact, near] = [await at(0), await at(0.5)];
  const length = (xs: Float64Array) => Math.sqrt(xs.reduce((sum, x) => sum + x * x, 0));
  const error = length(near.gradient.map((x, i) => x - (exact.gradient[i] ?? 0))) / length(exact.gradient);
  expect(error).toBeGreaterThan(0);
  expect(error).toBeLessThan(0.02);
  expect(near.divergence).toBeCloseTo(exact.divergence ?? 0, 1);
});

it('is as good as scikit-learn and openTSNE on the same digits', async () => {
  const digits = someDigits();
  const order = orderOf(digits);
  const peers = peerResults();
  const { coordinates: values } = await principalComponents(teamOf(1), digits, 50, silent);
  const reduced = { rows: digits.rows, dimensions: 50, values };
  const all = digits.rows - 1;
  const { numbers, squares } = await nearestNeighbours(teamOf(1), reduced, all, silent);
  const joint = denseOf(jointAffinities(numbers, conditionalAffinities(squares, all, 30), all));
  const pictureOf = (dimensions: number, coordinates: Float32Array) =>
    ({ rows: digits.rows, dimensions, values: coordinates }) satisfies PointSet;

  // Both evaluators are the same one: theirs of their picture is ours of it.
  const theirs = pictureOf(2, Float32Array.from(peers.sklearn2.picture.flat()));
  expect(divergenceOf(joint, theirs)).toBeCloseTo(peers.sklearn2.divergence, 3);
  expect(trustworthinessOf(order, theirs, 10)).toBeCloseTo(peers.sklearn2.trustworthiness, 4);

  const two = await project(digits, {});
  const flat = pictureOf(2, two.coordinates);
  expect(two.divergence).toBeCloseTo(divergenceOf(joint, flat), 3);
  expect(two.divergence).toBeLessThan(peers.openTSNE2.divergence + 0.02);
  expect(trustworthinessOf(order, flat, 10)).toBeGreaterThan(peers.openTSNE2.trustworthiness - 0.01);

  const three = await project(digits, { components: 3 });
  expect(three.divergence).toBeLessThan(peers.sklearn3.divergence + 0.02);
  const solid = pictureOf(3, three.coordinates);
  expect(trustworthinessOf(order, solid, 10)).toBeGreaterThan(peers.sklearn3.trustworthiness - 0.01);
}, 120_000);

it('gives the same picture again, with any number of members', async () => {
  const points = { rows: 2000, dimensions: 6, values: Float32Array.from(normal(12_000)) };
  const one = await project(points, { iterations: 60 });
  expect((await project(points, { iterations: 60 })).coordinates).toEqual(one.coordinates);
  expect((await project(points, { iterations: 60 }, 3)).coordinates).toEqual(one.coordinates);
});

it('goes on from coordinates, exactly where it was but for a shake', async () => {
  const points = { rows: 200, dimensions: 6, values: Float32Array.from(normal(1200)) };
  const first = await project(points, { iterations: 300 });
  const phases = new Set<string>();
  const start = first.coordinates;
  const held = await project(points, { iterations: 0, start }, 1, ({ phase }) => phases.add(phase));
  expect(held.coordinates).toEqual(start);
  expect(phases).not.toContain('Early exaggeration');
  const shaken = await project(points, { iterations: 0, start, perturb: true });
  expect(shaken.coordinates).not.toEqual(start);
  const further = await project(points, { iterations: 200, start });
  expect(further.divergence).toBeLessThanOrEqual((first.divergence ?? 0) + 1e-3);
});

it('supervision takes the pull between labels away and leaves the rest', async () => {
  const { edges } = await edgesOf(40, 9);
  const labels = Int32Array.from({ length: 40 }, (_, row) => (row < 5 ? -1 : row % 2));
  const dense = denseOf(supervised(edges, { labels, weight: 1 }));
  const before = denseOf(edges);
  expect(dense.reduce((sum, p) => sum + p)).toBeCloseTo(1, 5);
  dense.forEach((p, at) => {
    const [a, b] = [labels[Math.floor(at / 40)] ?? -1, labels[at % 40] ?? -1];
    expect(p > 0).toBe((before[at] ?? 0) > 0 && (a < 0 || b < 0 || a === b));
  });
});

it.each([4, 5, 9])('has room for %i points, also all at one place', async (rows) => {
  const same = { rows, dimensions: 3, values: new Float32Array(rows * 3).fill(2) };
  const { coordinates } = await project(same, { iterations: 50 });
  expect(coordinates.every(Number.isFinite)).toBe(true);
  const different = { rows, dimensions: 3, values: Float32Array.from(normal(rows * 3)) };
  const picture = await project(different, { iterations: 50 });
  expect(squareOf({ rows, dimensions: 2, values: picture.coordinates }, 0, 1)).toBeGreaterThan(0);
});

it('says how many points it needs', async () => {
  const points = { rows: 3, dimensions: 3, values: new Float32Array(9) };
  await expect(project(points, {})).rejects.toThrow('t-SNE needs 4 points or more; there are 3.');
});
