import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tensorOf } from '../../format/legacy.ts';
import { tensorValue } from './summary.ts';

const arrays = fc.oneof(
  fc.float32Array({ noNaN: true }),
  fc.float64Array({ noNaN: true }),
  fc.int8Array(),
  fc.int16Array(),
  fc.int32Array(),
  fc.uint8Array(),
  fc.uint16Array(),
  fc.uint32Array(),
);

it('a stored tensor is the array that was given, in its own type', () => {
  fc.assert(
    fc.property(arrays, (data) => {
      const tensor = tensorOf(tensorValue('t', { shape: [1, data.length], data }));
      expect(tensor).toMatchObject({ shape: [1, data.length], numbers: data });
    }),
  );
});
