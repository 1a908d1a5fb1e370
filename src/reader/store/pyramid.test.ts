import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pyramid } from './pyramid.ts';

const values = fc.array(
  fc.oneof(
    { weight: 20, arbitrary: fc.float({ noNaN: true, noDefaultInfinity: true }) },
    { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
  ),
  { minLength: 1, maxLength: 3000 },
);
const finite = (numbers: Iterable<number>) => [...numbers].filter(Number.isFinite);

describe('a thinned series', () => {
  it('is no longer than asked, in order, within range, and keeps ends, extremes and gaps', () => {
    fc.assert(
      fc.property(values, fc.nat(), fc.nat(), fc.integer({ min: 8, max: 400 }), (numbers, a, b, limit) => {
        const column = Float32Array.from(numbers);
        const from = Math.min(a % column.length, b % column.length);
        const to = Math.max(a % column.length, b % column.length) + 1;
        const pyramid = new Pyramid();
        pyramid.grow(column.subarray(0, Math.floor(column.length / 3)));
        pyramid.grow(column);
        const indices = [...pyramid.thin(column, from, to, limit)];
        expect(indices.length).toBeLessThanOrEqual(limit);
        expect(indices).toEqual([...new Set(indices)].sort((x, y) => x - y));
        expect(indices[0]).toBe(from);
        expect(indices.at(-1)).toBe(to - 1);
        const range = column.subarray(from, to);
        const shown = indices.map((index) => column[index] as number);
        expect(Math.max(...finite(shown))).toBe(Math.max(...finite(range)));
        expect(Math.min(...finite(shown))).toBe(Math.min(...finite(range)));
        expect(shown.some((value) => !Number.isFinite(value))).toBe(
          [...range].some((value) => !Number.isFinite(value)),
        );
      }),
    );
  });

  it('is whole where it is short', () => {
    const column = Float32Array.of(3, 1, 2);
    const pyramid = new Pyramid();
    pyramid.grow(column);
    expect([...pyramid.thin(column, 0, 3, 8)]).toEqual([0, 1, 2]);
  });

  it('keeps a single spike among a million points', () => {
    const column = new Float64Array(1_000_000);
    column[777_777] = 5;
    const pyramid = new Pyramid();
    pyramid.grow(column);
    expect([...pyramid.thin(column, 0, column.length, 100)]).toContain(777_777);
  });

  it('refuses what it does not know', () => {
    const pyramid = new Pyramid();
    expect(() => pyramid.thin(Float32Array.of(1), 0, 1, 8)).toThrow('beyond 0 points');
  });
});
