import { expect, it } from 'vitest';
import { linearCoordinates } from './linear-axes.ts';
import { prepared } from './prepare.ts';

const POINTS = { rows: 4, dimensions: 2, values: Float32Array.from([0, 0, 3, 4, 6, 8, 4, -3]) };

it('an axis leads from the centre of some points to that of others', () => {
  const coordinates = linearCoordinates(POINTS, [
    { from: [0], to: [1, 2] },
    { from: [1], to: [0] },
  ]);
  expect([...coordinates].map((x) => Math.round(x * 1e6) / 1e6 + 0)).toEqual([0, 0, 5, -5, 10, -10, 0, 0]);
});

it('an axis between the same points shows all at one place', () => {
  expect([...linearCoordinates(POINTS, [{ from: [1], to: [1] }])]).toEqual([0, 0, 0, 0]);
});

it('an axis needs points on both sides', () => {
  expect(() => linearCoordinates(POINTS, [{ from: [], to: [1] }])).toThrow('both of its sides');
});

it.each([
  ['none', [0, 0, 3, 4, 6, 8, 4, -3]],
  ['normalise', [0, 0, 0.6, 0.8, 0.6, 0.8, 0.8, -0.6]],
] as const)('points are prepared: %s', (how, expected) => {
  const { values } = prepared(POINTS, how);
  expected.forEach((x, i) => {
    expect(values[i]).toBeCloseTo(x, 6);
  });
});

it('a sphere is around the mean', () => {
  const { values } = prepared(POINTS, 'sphere');
  for (let i = 0; i < 8; i += 2) expect(Math.hypot(values[i] ?? 0, values[i + 1] ?? 0)).toBeCloseTo(1, 6);
  expect((values[0] ?? 0) / (values[1] ?? 0)).toBeCloseTo(3.25 / 2.25, 5);
});
