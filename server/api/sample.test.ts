import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sampleIndices } from './sample.ts';

it('gives as many ascending indices as fit, the first and the last among them', () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.integer({ min: 2, max: 1200 }), (length, limit) => {
      const indices = sampleIndices(length, limit);
      expect(indices).toHaveLength(Math.min(length, limit));
      expect(indices.every((at, i) => i === 0 || at > (indices[i - 1] ?? 0))).toBe(true);
      if (length > 0) expect([indices[0], indices.at(-1)]).toEqual([0, length - 1]);
    }),
  );
});

it.each([
  [3000, 1, [2999]],
  [3000, 0, []],
  [3, Number.POSITIVE_INFINITY, [0, 1, 2]],
  [0, 10, []],
])('of %d points, limited to %d', (length, limit, expected) =>
  expect(sampleIndices(length, limit)).toEqual(expected),
);

it('does not keep step with a period in the series', () => {
  const strides = new Set(sampleIndices(10_000, 1000).map((at) => at % 10));
  expect(strides.size).toBe(10);
});
