import { describe, expect, it } from 'vitest';
import type { ArrayInput } from '../../../format/shaped-array.ts';
import { type GridOptions, makeGrid } from './make-grid.ts';

const gray = (...values: number[]) => ({ shape: [1, 1, values.length], data: Uint8Array.from(values) });

/** The first channel as rows, for tables that can be read. */
function rowsOf(images: ArrayInput | ArrayInput[], options: GridOptions): number[][] {
  const { shape, data } = makeGrid(images, options);
  const [channels = 0, height = 0, width = 0] = shape;
  expect([channels, data.length]).toEqual([3, 3 * height * width]);
  const rows = Array.from({ length: height }, (_, y) => [...data.subarray(y * width, (y + 1) * width)]);
  // One channel became three that are alike.
  for (let c = 1; c < 3; c++)
    expect([...data.subarray(c * height * width, (c + 1) * height * width)]).toEqual(rows.flat());
  return rows;
}

describe('a grid', () => {
  it('puts nrow images in a row, padding around each, and leaves the rest of the last row empty', () =>
    expect(rowsOf([gray(1, 2), gray(3, 4), gray(5, 6)], { nrow: 2, padding: 1, padValue: 9 })).toEqual([
      [9, 9, 9, 9, 9, 9, 9],
      [9, 1, 2, 9, 3, 4, 9],
      [9, 9, 9, 9, 9, 9, 9],
      [9, 5, 6, 9, 9, 9, 9],
      [9, 9, 9, 9, 9, 9, 9],
    ]));

  it('is no wider than its images', () =>
    expect(rowsOf([gray(1), gray(2)], { padding: 0 })).toEqual([[1, 2]]));

  it('has two pixels of 0 between images unless told otherwise', () =>
    expect(makeGrid({ shape: [20, 1, 28, 28], data: new Float32Array(20 * 784) }).shape).toEqual([
      3,
      3 * 30 + 2,
      8 * 30 + 2,
    ]));

  it('of one image is the image, without a margin', () => expect(rowsOf([gray(7, 8)], {})).toEqual([[7, 8]]));

  it('takes one array of B, C, H, W and keeps channels apart', () => {
    const grid = makeGrid({ shape: [2, 3, 1, 1], data: Int32Array.of(1, 2, 3, 4, 5, 6) }, { padding: 0 });
    expect(grid).toEqual({ shape: [3, 1, 2], data: Int32Array.of(1, 4, 2, 5, 3, 6) });
  });

  it('takes nested lists', () =>
    expect(makeGrid([[[[0.5]]], [[[1]]]], { padding: 0 })).toEqual({
      shape: [3, 1, 2],
      data: Float64Array.of(0.5, 1, 0.5, 1, 0.5, 1),
    }));

  it.each<[string, GridOptions, number[]]>([
    ['all together', { normalize: true }, [0, 0.25, 0.5, 1]],
    ['each by itself', { normalize: true, scaleEach: true }, [0, 1, 0, 1]],
    ['within a range', { normalize: true, valueRange: [2, 4] }, [0, 0, 0.5, 1]],
  ])('is normalized %s', (_, options, expected) =>
    expect(rowsOf([gray(1, 2), gray(3, 5)], { padding: 0, ...options })).toEqual([expected]),
  );

  it('of one value, normalized, is 0 and not a division by zero', () =>
    expect(rowsOf([gray(5, 5), gray(5, 5)], { padding: 0, normalize: true })).toEqual([[0, 0, 0, 0]]));

  it('does not change the images that it normalizes', () => {
    const data = Float32Array.of(1, 3);
    makeGrid({ shape: [2, 1, 1, 1], data }, { normalize: true });
    expect(data).toEqual(Float32Array.of(1, 3));
  });

  it.each<[string, ArrayInput | ArrayInput[], GridOptions, string]>([
    ['no images', { shape: [0, 1, 2, 2], data: [] }, {}, 'expected images, got a shape of [0,3,2,2]'],
    ['five dimensions', { shape: [1, 1, 1, 1, 1], data: [1] }, {}, 'got [1,1,1,1,1]'],
    ['sizes that differ', [gray(1), gray(1, 2)], {}, 'image 0 has the shape [1,1,1], image 1 [1,1,2]'],
    ['no row', [gray(1)], { nrow: 0 }, 'expected nrow to be a whole number from 1 on, got 0'],
    ['half a pixel', [gray(1)], { padding: 0.5 }, 'expected padding to be a whole number from 0 on, got 0.5'],
  ])('refuses %s', (_, images, options, message) => expect(() => makeGrid(images, options)).toThrow(message));
});
