import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SMOOTHING_KINDS, smoothed } from './smooth.ts';

const { NaN: NAN, POSITIVE_INFINITY: INF } = Number;

describe('smoothing', () => {
  // Worked out by TensorBoard's formula: last = last * w + (1 - w) * value; smoothed = last / (1 - w ** n).
  it.each([
    ['nothing without a weight', 0, [3, 1, 2], [3, 1, 2]],
    ['begins at the first value', 0.6, [1, 2, 3], [1, 1.04 / 0.64, 1.824 / 0.784]],
    ['passes NaN through and averages on', 0.5, [4, NAN, 8], [4, NAN, 5 / 0.75]],
    ['passes infinities through', 0.5, [4, INF, -INF, 8], [4, INF, -INF, 5 / 0.75]],
    ['leaves a constant series exactly as it is', 0.9, [0.1, 0.1, 0.1], [0.1, 0.1, 0.1]],
    ['leaves nothing as nothing', 0.9, [], []],
    ['weighs strongly', 0.999, [0, 1], [0, 0.001 / (1 - 0.999 ** 2)]],
  ])('%s', (_, weight, values, expected) => {
    const curve = smoothed(values, { kind: 'exponential', amount: weight });
    expect(curve).toHaveLength(expected.length);
    for (const [i, value] of expected.entries()) {
      if (Number.isFinite(value)) expect(curve[i]).toBeCloseTo(value, 12);
      else expect(curve[i]).toBe(value);
    }
  });

  it.each([
    ['a mean of three points', 'mean', 3, [0, 3, 6, 0, 9], [0, 3, 3, 5, 9]],
    ['a mean that leaves NaN out', 'mean', 3, [0, NAN, 6, 0], [0, NAN, 3, 0]],
    ['a mean of one point', 'mean', 1, [0, 3, 6], [0, 3, 6]],
    ['a narrow Gaussian', 'gaussian', 0.1, [0, 3, 6], [0, 3, 6]],
  ] as const)('by %s', (_, kind, amount, values, expected) => {
    expect([...smoothed(values, { kind, amount })]).toEqual(expected);
  });

  it('by a Gaussian is a Gaussian, nearly', () => {
    const impulse = Array.from({ length: 101 }, (_, i) => Number(i === 50));
    for (const [at, value] of smoothed(impulse, { kind: 'gaussian', amount: 5 }).entries())
      expect(value).toBeCloseTo(Math.exp(-((at - 50) ** 2) / 50) / (5 * Math.sqrt(2 * Math.PI)), 2);
  });

  it('stays between the least and the greatest value, and changes no input', () => {
    const numbers = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(
        numbers,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.constantFrom(...SMOOTHING_KINDS),
        (values, weight, kind) => {
          const amount = kind === 'exponential' ? weight : weight * 20;
          const input = Float32Array.from(values);
          const before = input.slice();
          const slack = 1e-6 * Math.max(...input.map(Math.abs), 1);
          for (const value of smoothed(input, { kind, amount })) {
            expect(value).toBeGreaterThanOrEqual(Math.min(...input) - slack);
            expect(value).toBeLessThanOrEqual(Math.max(...input) + slack);
          }
          expect(input).toEqual(before);
        },
      ),
    );
  });
});
