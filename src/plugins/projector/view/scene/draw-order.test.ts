import { describe, expect, it } from 'vitest';
import { drawOrderOf, FEWEST, nextShare } from './draw-order.ts';
import { MARK } from './point-material.ts';

const marksOf = (rows: number, marked: Readonly<Record<number, number>> = {}) =>
  Uint8Array.from({ length: rows }, (_, row) => marked[row] ?? MARK.plain);

describe('the order in which points are drawn', () => {
  it.each([1, 2, 7, 300, FEWEST + 1, 50_000])('holds each of %i rows once', (rows) =>
    expect([...drawOrderOf(marksOf(rows))].sort((a, b) => a - b)).toEqual(
      Array.from({ length: rows }, (_, row) => row),
    ),
  );

  it('begins with marked rows and leaves hidden ones out', () =>
    expect(
      drawOrderOf(marksOf(6, { 1: MARK.hidden, 4: MARK.selected, 5: MARK.neighbor })).subarray(0, 2),
    ).toEqual(Uint32Array.of(4, 5)));

  it('has rows from everywhere in any beginning', () => {
    const rows = 1_000_000;
    const counts = new Array<number>(10).fill(0);
    for (const row of drawOrderOf(marksOf(rows)).subarray(0, 10_000)) {
      const tenth = Math.floor((row * 10) / rows);
      counts[tenth] = (counts[tenth] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(20);
  });
});

it.each([
  ['more where there is time', 100_000, 10, 200_000],
  ['fewer where it took too long', 100_000, 56, 50_000],
  ['never fewer than a few', 12_000, 500, FEWEST],
])('draws %s', (_, points, took, next) => expect(nextShare(points, took)).toBe(next));
