import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tensorOf } from '../../format/legacy.ts';
import type { Tensor } from '../../format/tensor.ts';
import { histogramValue } from './summary.ts';
import { histogramOf } from './values.ts';

describe('a histogram', () => {
  it('of what histogramValue stored counts every value between its least and its greatest', () => {
    const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
      minLength: 1,
      maxLength: 50,
    });
    fc.assert(
      fc.property(numbers, (values) => {
        const { left, right, count } = histogramOf(tensorOf(histogramValue('h', values)));
        expect(count.reduce((sum, one) => sum + one, 0)).toBe(values.length);
        expect(left[0]).toBe(Math.min(...values));
        expect(right.at(-1)).toBe(Math.max(...values));
        for (let i = 0; i < left.length; i++) {
          expect(left[i]).toBeLessThanOrEqual(right[i] ?? Number.NaN);
          if (i > 0) expect(left[i]).toBe(right[i - 1]);
        }
      }),
    );
  });

  it('of no value at all has no buckets', () =>
    expect(histogramOf({ dtype: 'float32', shape: [0], numbers: new Float32Array(0) }).left).toHaveLength(0));

  it('may be stored in any type of number', () =>
    expect(histogramOf({ dtype: 'int64', shape: [1, 3], numbers: BigInt64Array.of(1n, 2n, 3n) })).toEqual({
      left: Float64Array.of(1),
      right: Float64Array.of(2),
      count: Float64Array.of(3),
    }));

  it.each<[string, Tensor]>([
    ['strings', { dtype: 'string', shape: [0], strings: [] }],
    ['two columns', { dtype: 'float32', shape: [1, 2], numbers: Float32Array.of(1, 2) }],
    ['a list', { dtype: 'float32', shape: [3], numbers: Float32Array.of(1, 2, 3) }],
    ['one number', { dtype: 'float32', shape: [], numbers: Float32Array.of(1) }],
    ['a block', { dtype: 'float32', shape: [1, 3, 1], numbers: Float32Array.of(1, 2, 3) }],
  ])('cannot be %s', (_, tensor) => expect(() => histogramOf(tensor)).toThrow('k × 3'));
});
