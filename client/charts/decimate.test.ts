import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimate, type IndexList, isDrawable } from './decimate.ts';

function listed(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  columnsPerUnit: number,
  floor = -Infinity,
): number[] {
  const list: IndexList = { indices: new Uint32Array(0), length: 0 };
  decimate(x, y, { first: 0, end: x.length, xMin: 0, columnsPerUnit, floor }, list);
  return Array.from(list.indices.subarray(0, list.length));
}

const value = fc.oneof(
  { weight: 12, arbitrary: fc.float({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
);

describe('decimation', () => {
  it.each([
    ['all points where pixels suffice', [5, 1, 4, 2, 3], 1, [0, 1, 2, 3, 4]],
    ['first, least, greatest and last of a column', [5, 7, 9, 1, 4, 2, 3], 0.1, [0, 2, 3, 6]],
    ['least before greatest as they come', [5, 1, 4, 9, 2, 3], 0.1, [0, 1, 3, 5]],
    ['a level column by its ends', [2, 2, 2, 2, 2, 2], 0.1, [0, 5]],
    ['a gap, once for each kind', [1, Number.NaN, Number.NaN, 2, Infinity, 3, 4], 0.1, [0, 1, 4, 6]],
    ['a column of gaps alone', [Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN], 0.1, [0]],
  ])('keeps %s', (_, y, columnsPerUnit, expected) => {
    expect(listed(Float64Array.from(y.keys()), y, columnsPerUnit)).toEqual(expected);
  });

  it('takes what is not above the floor for a gap', () => {
    expect(listed([0, 1, 2, 3, 4, 5], [4, 0, 3, -2, 5, 1], 0.01, 0)).toEqual([0, 1, 4, 5]);
  });

  it('keeps, where it is coarse, the extremes of each column and both ends of the curve', () => {
    const list: IndexList = { indices: new Uint32Array(0), length: 0 };
    const y = [3, 4, 9, 1, 3, 3, 8, 2, 5, 5, 6, 0, 7, 7];
    const columns = { first: 0, end: y.length, xMin: 0, columnsPerUnit: 0.2, floor: -Infinity, coarse: true };
    decimate(Float64Array.from(y.keys()), y, columns, list);
    expect([...list.indices.subarray(0, list.length)]).toEqual([0, 2, 3, 6, 7, 11, 12, 13]);
  });

  it('keeps ends, extremes and gaps of any curve, ascending, and few points a column', () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 600 }),
        fc.integer({ min: 1, max: 40 }),
        (y, columns) => {
          const x = Float64Array.from(y.keys());
          const kept = listed(x, y, columns / y.length);
          expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
          expect(kept.length).toBeLessThanOrEqual(7 * (columns + 1));
          const shown = kept.map((index) => y[index] as number);
          const finite = (numbers: number[]) => numbers.filter((number) => isDrawable(number, -Infinity));
          expect(Math.max(...finite(shown))).toBe(Math.max(...finite(y)));
          expect(Math.min(...finite(shown))).toBe(Math.min(...finite(y)));
          for (const odd of [Number.NaN, Infinity, -Infinity])
            expect(shown.some((number) => Object.is(number, odd))).toBe(
              y.some((number) => Object.is(number, odd)),
            );
          const drawable = [...y.keys()].filter((index) => isDrawable(y[index] as number, -Infinity));
          if (drawable.length > 0) {
            expect(kept).toContain(drawable[0]);
            expect(kept).toContain(drawable.at(-1));
          }
        },
      ),
    );
  });

  it('keeps a single spike among a million points', () => {
    const y = new Float32Array(1_000_000);
    y[654_321] = 1;
    const x = Float64Array.from(y.keys());
    expect(listed(x, y, 300 / y.length)).toContain(654_321);
  });
});
