import { expect, it } from 'vitest';
import { bandOf } from './band.ts';

const upper = { steps: [0, 10, 20], values: [1, 2, 4] };
const lower = { steps: [0, 20], values: [0, 2] };

it.each([
  ['its own steps', [0, 10, 20], [1, 2, 4], [0, 1, 2]],
  ['steps between its own', [5, 15], [1.5, 3], [0.5, 1.5]],
  ['steps beyond its ends', [-1, 20, 21], [Number.NaN, 4, Number.NaN], [Number.NaN, 2, Number.NaN]],
  ['no steps', [], [], []],
])('an end at %s', (_, steps, high, low) =>
  expect(bandOf({ steps }, lower, upper)).toEqual({
    low: Float64Array.from(low),
    high: Float64Array.from(high),
  }),
);

it('takes steps beyond 2^53', () => {
  const steps = BigInt64Array.of(2n ** 60n, 2n ** 60n + 2n ** 20n);
  const end = { steps, values: [1, 3] };
  expect(bandOf({ steps }, end, end).high).toEqual(Float64Array.of(1, 3));
});

it('without points is nowhere', () =>
  expect(bandOf({ steps: [1] }, { steps: [], values: [] }, upper).low).toEqual(Float64Array.of(Number.NaN)));
