import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closedHistogram, percentilesOf } from './percentiles.ts';

const histogram = (...rows: (readonly [left: number, right: number, count: number])[]) => ({
  left: Float64Array.from(rows, ([left]) => left),
  right: Float64Array.from(rows, ([, right]) => right),
  count: Float64Array.from(rows, ([, , count]) => count),
});

describe('values at the basis points', () => {
  it.each([
    ['no buckets', histogram(), [0, 0, 0, 0, 0, 0, 0, 0, 0]],
    ['nothing in any', histogram([1, 2, 0], [2, 3, 0]), [3, 3, 3, 3, 3, 3, 3, 3, 3]],
    ['one bucket', histogram([0, 1, 7]), [0, 0.0668, 0.1587, 0.3085, 0.5, 0.6915, 0.8413, 0.9332, 1]],
    ['one value', histogram([3, 3, 7]), [3, 3, 3, 3, 3, 3, 3, 3, 3]],
    [
      'a gap',
      histogram([0, 1, 1], [1, 9, 0], [9, 10, 1]),
      [0, 0.1336, 0.3174, 0.617, 9, 9.383, 9.6826, 9.8664, 10],
    ],
    [
      'what is h/raw of the torch log',
      histogram([0, 3, 10], [3, 6, 12], [6, 9, 8]),
      [0, 0.6012, 1.4283, 2.7765, 4.25, 5.68625, 7.214625, 8.2485, 9],
    ],
  ])('of %s', (_, given, expected) => {
    percentilesOf(given).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 9);
    });
  });

  it('ascend and stay between the ends', () => {
    const bucket = fc.record({ width: fc.double({ min: 0, max: 9, noNaN: true }), count: fc.nat(50) });
    fc.assert(
      fc.property(fc.array(bucket, { minLength: 1, maxLength: 20 }), (buckets) => {
        let edge = -5;
        const rows = buckets.map(({ width, count }) => {
          const left = edge;
          edge += width;
          return [left, edge, count] as const;
        });
        const values = [...percentilesOf(histogram(...rows))];
        expect(values).toEqual(values.toSorted((a, b) => a - b));
        expect(values[0]).toBeGreaterThanOrEqual(-5);
        expect(values.at(-1)).toBeLessThanOrEqual(edge);
      }),
    );
  });
});

it.each([
  ['TensorFlow 1’s greatest double', [-1.7976931348623157e308, -2], [3, 1.7976931348623157e308]],
  ['infinities', [Number.NEGATIVE_INFINITY, -2], [3, Number.POSITIVE_INFINITY]],
] as const)('buckets that end with %s end where they begin', (_, [low, lowRight], [highLeft, high]) => {
  const closed = closedHistogram(histogram([low, lowRight, 1], [-2, 3, 5], [highLeft, high, 4]));
  expect([...closed.left]).toEqual([-2, -2, 3]);
  expect([...closed.right]).toEqual([-2, 3, 3]);
  expect(percentilesOf(closed).at(-1)).toBe(3);
});
