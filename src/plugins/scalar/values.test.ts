import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tensorOf } from '../../format/legacy.ts';
import type { Tensor } from '../../format/tensor.ts';
import { scalarValue } from './summary.ts';
import { scalarOfTensor } from './values.ts';

it('is what scalarValue stored, as a float32', () => {
  fc.assert(
    fc.property(fc.double(), (value) => {
      expect(scalarOfTensor(tensorOf(scalarValue('s', value)))).toBe(Math.fround(value));
    }),
  );
});

it.each<[string, Tensor]>([
  ['a string', { dtype: 'string', shape: [], strings: [Uint8Array.of(51)] }],
  ['nothing', { dtype: 'float32', shape: [0], numbers: new Float32Array(0) }],
  ['two numbers', { dtype: 'float32', shape: [2], numbers: Float32Array.of(1, 2) }],
])('cannot be %s', (_, tensor) => expect(() => scalarOfTensor(tensor)).toThrow('a scalar must be'));
