import { describe, expect, it } from 'vitest';
import { boxOutline, pointAt, pointsInside, screenPointsOf } from './picking.ts';
import { placed } from './placement.ts';

const IDENTITY = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
/** Divides by -z, as a camera that looks along -z. */
const PERSPECTIVE = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, -1, 0, 0, 0, 0];

describe('places on the screen', () => {
  it('go from the left at the top', () =>
    expect([
      ...screenPointsOf(Float32Array.of(-1, 1, 0, 1, -1, 0), Uint8Array.of(1, 1), IDENTITY, 200, 100),
    ]).toEqual([0, 0, 0, 200, 100, 0]));

  it('of what is hidden or behind the camera are none', () => {
    const positions = Float32Array.of(0, 0, -2, 0, 0, 2, 0, 0, -1);
    const screen = screenPointsOf(positions, Uint8Array.of(1, 1, 0), PERSPECTIVE, 100, 100);
    expect([...screen]).toEqual([50, 50, -1, ...new Array(6).fill(Number.NaN)]);
  });
});

/** x, y and depth of four points. */
const SCREEN = Float32Array.of(10, 10, 0.5, 12, 10, 0.1, 50, 50, 0, Number.NaN, Number.NaN, Number.NaN);

describe('the point that is meant', () => {
  it.each([
    ['the one in front', 10, 10, 1],
    ['the only one near', 53, 48, 2],
    ['none far from all', 30, 30, undefined],
  ])('is %s', (_, x, y, row) => expect(pointAt(SCREEN, x, y, 8)).toBe(row));
});

describe('points inside', () => {
  it.each<[string, number[], number[]]>([
    ['a box drawn to the right', [...boxOutline(0, 0, 20, 20)], [0, 1]],
    ['a box drawn to the left', [...boxOutline(60, 60, 11, 5)], [1, 2]],
    ['a triangle', [0, 0, 100, 0, 0, 30], [0, 1]],
    ['a hollow', [0, 0, 100, 0, 100, 100, 0, 100, 0, 0, 40, 40, 40, 60, 60, 60, 60, 40, 40, 40], [0, 1]],
  ])('%s', (_, outline, rows) => expect(pointsInside(SCREEN, outline)).toEqual(rows));
});

describe('places in the scene', () => {
  it('keep the shape and fill the cube along the longest axis', () =>
    expect([...placed(2, Float32Array.of(0, 0, 5, 4, 1, 5), 3, [0, 1, 2])]).toEqual([
      -1, -0.25, 0, 1, 0.25, 0,
    ]));

  it('take the axes that are asked for, and none that is not there', () =>
    expect([...placed(2, Float32Array.of(0, 2, 0, 4), 2, [1, 0, 2])]).toEqual([-1, 0, 0, 1, 0, 0]));

  it('of points without coordinates, or without numbers, are none', () => {
    const positions = placed(3, Float32Array.of(0, Number.NaN), 1, [0, 1], Uint32Array.of(2, 0));
    expect([...positions.slice(6)]).toEqual([0, 0, 0]);
    expect(Number.isNaN(positions[0])).toBe(true);
    expect(Number.isNaN(positions[3])).toBe(true);
  });
});
