import { expect, it } from 'vitest';
import { weightPictures } from './layer-weights.ts';

const counted = (...shape: number[]) => {
  const size = shape.reduce((product, side) => product * side, 1);
  return { shape, data: Float32Array.from({ length: size }, (_, index) => index) };
};

it.each([
  ['a bias as a column', [3], [1, 3, 1, 1], [0, 1, 2]],
  ['a matrix as it is', [2, 3], [1, 2, 3, 1], [0, 1, 2, 3, 4, 5]],
  ['a tall matrix across', [3, 2], [1, 2, 3, 1], [0, 2, 4, 1, 3, 5]],
  ['a kernel as a tile for each filter', [2, 2, 1, 2], [2, 2, 2, 1], [0, 2, 4, 6, 1, 3, 5, 7]],
  ['a single number', [1], [1, 1, 1, 1], [0]],
])('draws %s', (_, shape, pictured, order) => {
  const pictures = weightPictures(counted(...shape));
  const greatest = Math.max(1, ...order);
  expect(pictures?.shape).toEqual(pictured);
  expect(pictures?.data).toEqual(Float32Array.from(order, (value) => value * (1 / greatest)));
});

it('draws no kernel of three dimensions, nothing empty and no NaN', () => {
  expect(weightPictures(counted(2, 2, 2, 2, 2))).toBeUndefined();
  expect(weightPictures(counted(0, 2))).toBeUndefined();
  expect(weightPictures({ shape: [2], data: Float32Array.of(1, Number.NaN) })).toBeUndefined();
});
