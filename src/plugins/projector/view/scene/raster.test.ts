import { describe, expect, it } from 'vitest';
import { drawLine, drawPoints, packed, type Raster, type RasterLook, type RasterPoints } from './raster.ts';

const IDENTITY = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
const WHITE = packed(255, 255, 255);
const LOOK: RasterLook = {
  clip: IDENTITY,
  flat: true,
  size: 3,
  reach: 3,
  fog: [2, 5],
  ground: [255, 255, 255],
  ink: [0, 0, 0],
  smooth: false,
  sheet: undefined,
};
const RED = [200, 0, 0];
const BLUE = [0, 0, 200];

const rasterOf = (width: number, height: number): Raster => ({
  width,
  height,
  pixels: new Uint32Array(width * height).fill(WHITE),
  depths: new Float32Array(width * height).fill(2),
});

function pointsOf(...points: readonly { at: number[]; tint: number[]; mark?: number }[]): RasterPoints {
  return {
    positions: Float32Array.from(points.flatMap(({ at }) => at)),
    tints: Uint8Array.from(points.flatMap(({ tint }) => tint)),
    marks: Uint8Array.from(points, ({ mark = 1 }) => mark),
    rows: Uint32Array.from(points, (_, row) => row),
  };
}

function drawn(points: RasterPoints, look: Partial<RasterLook> = {}): string {
  const raster = rasterOf(7, 7);
  drawPoints(raster, points, 0, points.marks.length, { ...LOOK, ...look });
  const names = new Map([
    [WHITE, '.'],
    [packed(200, 0, 0), 'r'],
    [packed(0, 0, 200), 'b'],
    [packed(0, 0, 0), 'k'],
  ]);
  return Array.from({ length: 7 }, (_, y) =>
    [...raster.pixels.subarray(y * 7, y * 7 + 7)].map((pixel) => names.get(pixel) ?? '?').join(''),
  ).join('\n');
}

describe('points as pixels', () => {
  it('are discs around their places', () =>
    expect(drawn(pointsOf({ at: [0, 0, 0], tint: RED }), { size: 5 })).toBe(
      '.......\n..rrr..\n.rrrrr.\n.rrrrr.\n.rrrrr.\n..rrr..\n.......',
    ));

  it('cover what is behind them, in whichever order they come', () => {
    const red = { at: [0, 0, 0], tint: RED };
    const blue = { at: [0, 0, 0.5], tint: BLUE };
    expect(drawn(pointsOf(red, blue))).toBe(drawn(pointsOf(blue, red)));
    expect(drawn(pointsOf(red, blue))).not.toContain('b');
  });

  it('that are marked come before what is not, with a rim when they are selected', () => {
    const picture = drawn(pointsOf({ at: [0, 0, 0.02], tint: BLUE, mark: 4 }, { at: [0, 0, 0], tint: RED }), {
      size: 4,
    });
    expect(picture).toContain('b');
    expect(picture).toContain('k');
    expect(picture).not.toContain('r');
  });

  it.each([
    ['without a place', [Number.NaN, 0, 0]],
    ['beside the picture', [3, 0, 0]],
    ['beyond the far end', [0, 0, 1.5]],
  ])('%s are not drawn', (_, at) =>
    expect(drawn(pointsOf({ at, tint: RED }))).toBe(Array(7).fill('.......').join('\n')),
  );

  it('have soft edges where these are asked for', () =>
    expect(drawn(pointsOf({ at: [0, 0, 0], tint: RED }), { smooth: true })).toContain('?'));

  it('can be pictures, each its own of the sheet', () => {
    const sheet = {
      width: 4,
      perRow: 2,
      single: [2, 2] as const,
      pixels: Uint32Array.from({ length: 8 }, (_, at) => (at % 4 < 2 ? packed(0, 0, 0) : WHITE)),
    };
    const tint = [200, 0, 0];
    const points = pointsOf({ at: [-0.5, 0, 0], tint }, { at: [0.5, 0, 0], tint });
    const picture = drawn(points, { sheet, size: 2 });
    expect([picture.includes('k'), picture.includes('r')]).toEqual([true, true]);
  });
});

it('a line goes from end to end behind what is nearer', () => {
  const raster = rasterOf(5, 1);
  raster.depths[2] = -1;
  drawLine(raster, [-0.9, 0, 0], [0.9, 0, 0], IDENTITY, 7);
  expect([...raster.pixels]).toEqual([7, 7, WHITE, 7, 7]);
});
