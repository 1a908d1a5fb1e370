import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Long, tensorboard } from '../../proto/messages.ts';
import { float32OfBfloat16, float32OfHalf } from './floats-of-16-bits.ts';
import { decodeTensor, encodeStrings, encodeTensor, TensorError } from './tensor.ts';

const { DataType, TensorProto } = tensorboard;
const shape = (...sizes: number[]) => ({ dim: sizes.map((size) => ({ size })) });
const bytesOf = (array: ArrayBufferView) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

describe('decodeTensor', () => {
  it.each([
    [
      'float_val',
      { dtype: DataType.DT_FLOAT, floatVal: [1, 2], tensorShape: shape(2) },
      Float32Array.of(1, 2),
    ],
    ['one double', { dtype: DataType.DT_DOUBLE, doubleVal: [0.1] }, Float64Array.of(0.1)],
    ['int8 in int_val', { dtype: DataType.DT_INT8, intVal: [-1], tensorShape: shape(1) }, Int8Array.of(-1)],
    ['uint16 in int_val', { dtype: DataType.DT_UINT16, intVal: [65535] }, Uint16Array.of(65535)],
    [
      'int64',
      { dtype: DataType.DT_INT64, int64Val: [Long.fromString('-9007199254740993')] },
      BigInt64Array.of(-9007199254740993n),
    ],
    [
      'uint64',
      { dtype: DataType.DT_UINT64, uint64Val: [Long.fromString('18446744073709551615', true)] },
      BigUint64Array.of(2n ** 64n - 1n),
    ],
    ['bool', { dtype: DataType.DT_BOOL, boolVal: [true] }, Uint8Array.of(1)],
    ['half', { dtype: DataType.DT_HALF, halfVal: [0x3c00] }, Float32Array.of(1)],
    ['bfloat16', { dtype: DataType.DT_BFLOAT16, halfVal: [0x3f80] }, Float32Array.of(1)],
    ['half bytes', { dtype: DataType.DT_HALF, tensorContent: Uint8Array.of(0, 0xc0) }, Float32Array.of(-2)],
    ['complex64', { dtype: DataType.DT_COMPLEX64, scomplexVal: [1, 2] }, Float32Array.of(1, 2)],
    [
      'one value for a whole shape',
      { dtype: DataType.DT_FLOAT, floatVal: [7], tensorShape: shape(2, 2) },
      Float32Array.of(7, 7, 7, 7),
    ],
    [
      'bytes before the list',
      { dtype: DataType.DT_FLOAT, tensorContent: bytesOf(Float32Array.of(3)), floatVal: [9] },
      Float32Array.of(3),
    ],
    [
      'bytes off the grid',
      { dtype: DataType.DT_DOUBLE, tensorContent: bytesOf(Float64Array.of(0, 4)).subarray(8) },
      Float64Array.of(4),
    ],
    ['an empty tensor', { dtype: DataType.DT_FLOAT, tensorShape: shape(0, 3) }, new Float32Array(0)],
  ])('reads %s', (_, proto, numbers) => expect(decodeTensor(proto)).toMatchObject({ numbers }));

  it.each([
    ['an unknown dtype', { dtype: 99 }],
    ['no dtype', {}],
    ['too few bytes', { dtype: DataType.DT_FLOAT, tensorContent: new Uint8Array(3) }],
    ['too few values', { dtype: DataType.DT_FLOAT, floatVal: [1, 2], tensorShape: shape(3) }],
    ['a negative size', { dtype: DataType.DT_FLOAT, floatVal: [1], tensorShape: shape(-1) }],
    [
      'a shape of 2^40 from one value',
      { dtype: DataType.DT_FLOAT, floatVal: [1], tensorShape: shape(2 ** 40) },
    ],
    ['unknown rank', { dtype: DataType.DT_FLOAT, floatVal: [1], tensorShape: { unknownRank: true } }],
    [
      '2^40 strings from one',
      { dtype: DataType.DT_STRING, stringVal: [Uint8Array.of(1)], tensorShape: shape(2 ** 40) },
    ],
  ])('refuses %s', (_, proto) => expect(() => decodeTensor(proto)).toThrow(TensorError));

  it('reads back what encodeTensor wrote, through bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.double()), (values) => {
        const numbers = Float64Array.from(values);
        const proto = TensorProto.decode(TensorProto.encode(encodeTensor(numbers, [values.length])).finish());
        expect(decodeTensor(proto)).toEqual({ dtype: 'float64', shape: [values.length], numbers });
      }),
    );
  });

  it('reads back what encodeStrings wrote, through bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array(), { minLength: 1 }), (strings) => {
        const proto = TensorProto.decode(
          TensorProto.encode(encodeStrings(strings, [strings.length])).finish(),
        );
        const tensor = decodeTensor(proto);
        const read = tensor.dtype === 'string' ? tensor.strings.map((bytes) => [...bytes]) : [];
        expect(read).toEqual(strings.map((bytes) => [...bytes]));
      }),
    );
  });
});

describe('16-bit floats', () => {
  it.each([
    [0x0000, 0],
    [0x0001, 2 ** -24],
    [0x03ff, 1023 * 2 ** -24],
    [0x7bff, 65504],
    [0xfc00, Number.NEGATIVE_INFINITY],
    [0x7e00, Number.NaN],
  ])('half %i', (bits, value) => expect(float32OfHalf(bits)).toBe(value));

  it.each([
    [0xbf80, -1],
    [0x7f80, Number.POSITIVE_INFINITY],
    [0x4049, 3.140625],
  ])('bfloat16 %i', (bits, value) => expect(float32OfBfloat16(bits)).toBe(value));
});
