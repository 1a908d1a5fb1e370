import { cast, tensor2d } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, it } from 'vitest';
import { ArgumentError } from './argument-error.ts';
import { type ArrayInput, shapedArrayOf } from './shaped-array.ts';

const tensor = (dtype: string, data: ArrayLike<number>, shape: number[]) => ({
  shape,
  dtype,
  dataSync: () => data,
  // tfjs has an asynchronous `data` too, which must not be taken for the numbers.
  data: () => Promise.resolve(data),
});

describe('what programs have as arrays', () => {
  it.each<[string, ArrayInput, number[], ArrayLike<number>]>([
    ['a number', 3, [], Float64Array.of(3)],
    ['a list', [1, Number.NaN], [2], Float64Array.of(1, Number.NaN)],
    ['nested lists', [[[1], [2]]], [1, 2, 1], Float64Array.of(1, 2)],
    ['an empty list', [], [0], new Float64Array(0)],
    ['a typed array', Int16Array.of(5, 6), [2], Int16Array.of(5, 6)],
    ['64-bit integers', BigInt64Array.of(5n, -6n), [2], Float64Array.of(5, -6)],
    ['a shape and data', { shape: [2, 1], data: Uint8Array.of(1, 2) }, [2, 1], Uint8Array.of(1, 2)],
    ['a shape and a list', { shape: [1, 2], data: [1, 2] }, [1, 2], Float64Array.of(1, 2)],
    ['a tfjs tensor', tensor('float32', Float32Array.of(1, 2), [2]), [2], Float32Array.of(1, 2)],
    ['a tfjs tensor of booleans', tensor('bool', Uint8Array.of(0, 1), [2]), [2], Float32Array.of(0, 1)],
  ])('%s', (_, input, shape, data) => {
    expect(shapedArrayOf(input)).toEqual({ shape, data });
  });

  it('a real tfjs tensor, by its types too', () => {
    const tensor = tensor2d([[1, 2]], [1, 2], 'int32');
    expect(shapedArrayOf(tensor)).toEqual({ shape: [1, 2], data: Int32Array.of(1, 2) });
    expect(shapedArrayOf(cast(tensor, 'bool'))).toEqual({ shape: [1, 2], data: Float32Array.of(1, 1) });
  });

  it('typed arrays are not copied', () => {
    const data = new Float32Array(4);
    expect(shapedArrayOf({ shape: [2, 2], data }).data).toBe(data);
  });

  it.each<[string, unknown, string]>([
    ['undefined', undefined, 'expected an array, a typed array or a tensor, got undefined'],
    ['text', 'x', 'expected an array, a typed array or a tensor, got "x"'],
    ['a shape that is too small', { shape: [2], data: [1] }, 'a shape of [2] holds 2 numbers, got 1'],
    ['half a row', { shape: [1.5], data: [1] }, 'expected a shape of whole numbers, got [1.5]'],
    [
      'ragged lists',
      [[1, 2], [3]],
      'expected arrays of 2 at depth 1, as the first one is, got an array of 1',
    ],
    ['lists of unlike depth', [1, [2]], 'expected numbers only, got an array of 1'],
    ['strings in a list', ['1'], 'expected numbers only, got "1"'],
    ['a tfjs tensor of strings', tensor('string', ['a'] as never, [1]), 'expected numbers only, got "a"'],
    ['data that is no array', { shape: [1], data: 7 }, 'expected an array of numbers, got 7'],
    ['a view without numbers', new DataView(new ArrayBuffer(4)), 'expected an array of numbers'],
  ])('%s is refused', (_, input, message) => {
    const read = () => shapedArrayOf(input as ArrayInput);
    expect(read).toThrow(ArgumentError);
    expect(read).toThrow(message);
  });
});
