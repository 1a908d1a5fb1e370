import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AxisScale, backward, forward, symlogFor } from './axis-scale.ts';

const SCALES: readonly AxisScale[] = [
  { name: 'linear', threshold: 1 },
  { name: 'log', threshold: 1 },
  { name: 'symlog', threshold: 0.01 },
];

describe('a scale', () => {
  it('rises, and gives back the value that it was given', () => {
    const number = fc.double({ min: 1e-6, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...SCALES), number, number, (scale, a, b) => {
        expect(backward(scale, forward(scale, a)) / a).toBeCloseTo(1, 6);
        if (a < b) expect(forward(scale, a)).toBeLessThanOrEqual(forward(scale, b));
      }),
    );
  });

  it.each([
    ['log', 0, Number.NEGATIVE_INFINITY],
    ['log', -3, Number.NEGATIVE_INFINITY],
    ['symlog', 0, 0],
    ['symlog', 9, 1],
    ['symlog', -99, -2],
  ] as const)('%s puts %d at %d', (name, value, position) => {
    expect(forward({ name, threshold: 1 }, value)).toBeCloseTo(position, 12);
  });

  it.each([
    ['the least distance from zero', [[0, -0.03, 5]], 0.01],
    ['a millionth of the greatest where the least is less', [[1e-12], [100]], 1e-4],
    ['one without values', [[0, Number.NaN]], 1],
  ])('is even up to %s', (_, lists, threshold) => {
    expect(symlogFor(lists.map((list) => Float64Array.from(list))).threshold).toBeCloseTo(threshold, 12);
  });
});
