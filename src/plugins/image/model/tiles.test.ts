import { describe, expect, it } from 'vitest';
import { reordered } from './dimensions.ts';
import { resized } from './resize.ts';
import { tiled } from './tiles.ts';

const range = (length: number) => Float32Array.from({ length }, (_, i) => i);

describe('pictures side by side', () => {
  it('fill rows from the left, and zeros what is left over', () =>
    expect(tiled({ shape: [3, 1, 1, 2], data: Uint8Array.of(1, 2, 3, 4, 5, 6) }, 2)).toEqual({
      shape: [1, 2, 4],
      data: Uint8Array.of(1, 2, 3, 4, 5, 6, 0, 0),
    }));

  it('keep their channels apart', () =>
    expect(tiled({ shape: [2, 2, 1, 1], data: Uint8Array.of(1, 2, 3, 4) }, 2).data).toEqual(
      Uint8Array.of(1, 3, 2, 4),
    ));

  it('of none are none', () =>
    expect(() => tiled({ shape: [0, 1, 1, 1], data: range(0) }, 1)).toThrow('expected pictures'));
});

describe('dimensions', () => {
  it('are put into another order, with their elements', () => {
    const nhwc = { shape: [1, 2, 1, 3], data: range(6) };
    expect(reordered(nhwc, 'nhwc', 'NCHW')).toEqual({
      shape: [1, 3, 2, 1],
      data: Float32Array.of(0, 3, 1, 4, 2, 5),
    });
    expect(reordered(nhwc, 'NCHW', 'NCHW')).toBe(nhwc);
  });

  it.each([
    ['NCHH', [1, 1, 1, 1], 'expected dataformats to be an order of NCHW, got "NCHH"'],
    [undefined, [1, 1, 1, 1], 'got undefined'],
    ['NHWC', [1, 1], 'expected a shape of N, H, W, C, got [1,1]'],
  ])('named %s are refused', (layout, shape, message) =>
    expect(() => reordered({ shape, data: range(1) }, layout as string, 'NCHW')).toThrow(message),
  );
});

describe('another size', () => {
  const flat = { width: 4, height: 3, channels: 3, bytes: new Uint8Array(36).fill(77) } as const;
  it.each([
    [8, 6],
    [1, 1],
    [3, 9],
  ])('of one colour stays one colour, %d × %d', (width, height) =>
    expect(resized(flat, width, height)).toEqual({
      width,
      height,
      channels: 3,
      bytes: new Uint8Array(width * height * 3).fill(77),
    }),
  );

  it('keeps what is left and what is above', () => {
    const corner = { width: 2, height: 2, channels: 3, bytes: new Uint8Array(12).fill(250, 3, 6) } as const;
    const { bytes } = resized(corner, 4, 4);
    const at = (x: number, y: number) => bytes[(y * 4 + x) * 3] ?? 0;
    expect(at(3, 0)).toBeGreaterThan(200);
    expect([at(0, 0), at(0, 3), at(3, 3)].every((value) => value < 50)).toBe(true);
  });
});
