import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeTensor, encodeTensor } from '../../format/tensor.ts';
import { skeletonValue } from './summary.ts';
import { skeletonOf } from './values.ts';

it('reads back what was written', () => {
  fc.assert(
    fc.property(fc.float32Array(), (numbers) => {
      const stored = skeletonValue('tag', { data: numbers, shape: [numbers.length] }).tensor ?? {};
      expect(skeletonOf(decodeTensor(stored)).numbers).toEqual(numbers);
    }),
  );
});

it('refuses a tensor of another shape', () => {
  const matrix = decodeTensor(encodeTensor(new Float32Array(4), [2, 2]));
  expect(() => skeletonOf(matrix)).toThrow('not float32 of shape [2,2]');
});
