import fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupMeanOf } from './group-mean.ts';

const columns = (points: readonly (readonly [step: number, value: number])[], start = 0) => ({
  steps: Float64Array.from(points, ([step]) => step),
  wallTimes: Float64Array.from(points, ([step]) => start + step),
  values: Float64Array.from(points, ([, value]) => value),
});
type Points = [number, number][];

it.each<[string, Points[], Points]>([
  [
    'one curve is itself',
    [
      [
        [0, 1],
        [5, 3],
      ],
    ],
    [
      [0, 1],
      [5, 3],
    ],
  ],
  [
    'two curves at the same steps',
    [
      [
        [0, 1],
        [1, 2],
      ],
      [
        [0, 3],
        [1, 6],
      ],
    ],
    [
      [0, 2],
      [1, 4],
    ],
  ],
  [
    'a curve counts between its points',
    [
      [
        [0, 0],
        [10, 10],
      ],
      [
        [0, 0],
        [5, 15],
        [10, 10],
      ],
    ],
    [
      [0, 0],
      [5, 10],
      [10, 10],
    ],
  ],
  [
    'a curve counts not beyond its ends',
    [
      [
        [0, 2],
        [2, 2],
      ],
      [
        [1, 4],
        [3, 4],
      ],
    ],
    [
      [0, 2],
      [1, 3],
      [2, 3],
      [3, 4],
    ],
  ],
  [
    'what is not finite counts not',
    [
      [
        [0, Number.NaN],
        [1, 1],
      ],
      [
        [0, 3],
        [1, Number.POSITIVE_INFINITY],
      ],
    ],
    [
      [0, 3],
      [1, 1],
    ],
  ],
  [
    'where nothing counts it is NaN',
    [
      [
        [0, Number.NaN],
        [1, 1],
      ],
    ],
    [
      [0, Number.NaN],
      [1, 1],
    ],
  ],
  ['without points it has none', [[], []], []],
])('%s', (_, curves, expected) => {
  const { columns: mean } = groupMeanOf(curves.map((points) => columns(points)));
  expect(Array.from(mean.steps, (step, i) => [Number(step), mean.values[i]])).toEqual(expected);
});

it('the band is one standard deviation of the sample wide, and nothing around a single curve', () => {
  const { band } = groupMeanOf([
    columns([
      [0, 1],
      [1, 5],
    ]),
    columns([[0, 2]]),
    columns([[0, 3]]),
  ]);
  expect([...band.low]).toEqual([1, 5]);
  expect([...band.high]).toEqual([3, 5]);
});

it('times since the start are averaged', () => {
  const { columns: mean } = groupMeanOf([
    columns(
      [
        [0, 1],
        [2, 1],
      ],
      100,
    ),
    columns(
      [
        [0, 1],
        [1, 1],
      ],
      500,
    ),
  ]);
  expect([...mean.wallTimes]).toEqual([100, 101, 102]);
});

it('exact steps beyond 2^53 become the nearest numbers', () => {
  const steps = BigInt64Array.of(2n ** 60n);
  const one = { steps, wallTimes: Float64Array.of(1), values: Float32Array.of(2) };
  expect([...groupMeanOf([one, one]).columns.steps]).toEqual([2 ** 60]);
});

it('stays between the least and the greatest, at ascending steps, few enough to draw', () => {
  const curve = fc
    .uniqueArray(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 3000 })
    .map((steps) => columns(steps.sort((a, b) => a - b).map((step) => [step, Math.sin(step)])));
  fc.assert(
    fc.property(fc.array(curve, { minLength: 1, maxLength: 5 }), (curves) => {
      const { columns: mean } = groupMeanOf(curves);
      expect(mean.values.length).toBeLessThanOrEqual(2048);
      for (let i = 0; i < mean.values.length; i++) {
        expect(Math.abs(mean.values[i] as number)).toBeLessThanOrEqual(1 + 1e-12);
        if (i > 0) expect(mean.steps[i] as number).toBeGreaterThan(mean.steps[i - 1] as number);
      }
      expect(mean.steps[0]).toBe(Math.min(...curves.map(({ steps }) => steps[0] as number)));
      expect(mean.steps.at(-1)).toBe(Math.max(...curves.map(({ steps }) => steps.at(-1) as number)));
    }),
    { numRuns: 30 },
  );
});
