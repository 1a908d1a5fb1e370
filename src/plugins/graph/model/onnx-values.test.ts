import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onnx, tensorboard } from '../../../../proto/messages.ts';
import { attributeText } from './explore/attribute-text.ts';
import { graphOfOnnx } from './graph-of-onnx.ts';
import { onnxTensorAttribute } from './onnx-values.ts';

const { DT_FLOAT, DT_INT32, DT_INT64, DT_BOOL, DT_HALF } = tensorboard.DataType;
const raw = (numbers: ArrayBufferView) =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);

describe('the numbers of an ONNX tensor', () => {
  const said = (tensor: onnx.TensorProto.$Properties, dtype: tensorboard.DataType) => {
    const attribute = onnxTensorAttribute(tensor, dtype);
    return attribute && attributeText(attribute);
  };

  it.each([
    ['raw', { dims: [2], rawData: raw(Float32Array.of(0.1, -2)) }, DT_FLOAT, 'float32 2: 0.1, -2'],
    ['as floats', { dims: [2], floatData: [0.5, 1] }, DT_FLOAT, 'float32 2: 0.5, 1'],
    ['of a scalar', { dims: [], int64Data: [7] }, DT_INT64, 'int64 scalar: 7'],
    ['raw and below zero', { dims: [1], rawData: raw(BigInt64Array.of(-1n)) }, DT_INT64, 'int64 1: -1'],
    ['truths', { dims: [2], rawData: Uint8Array.of(1, 0) }, DT_BOOL, 'bool 2: 1, 0'],
    [
      'the first of many',
      { dims: [100, 3], rawData: raw(new Float32Array(300).fill(0.1)) },
      DT_FLOAT,
      `float32 100×3: ${'0.1, '.repeat(8)}…`,
    ],
    [
      'many whole ones, all digits',
      { dims: [65], rawData: raw(new BigInt64Array(65).fill(123456789n)) },
      DT_INT64,
      `int64 65: ${'123456789, '.repeat(8)}…`,
    ],
    ['in another file: none', { dims: [2] }, DT_FLOAT, undefined],
    ['of half width: none', { dims: [1], rawData: Uint8Array.of(0, 60) }, DT_HALF, undefined],
  ])('%s', (_, tensor, dtype, text) => expect(said(tensor, dtype)).toBe(text));

  it('are never read beyond the bytes that are there', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 700 }), fc.integer({ min: 0, max: 23 }), (rawData, dtype) => {
        onnxTensorAttribute({ dims: [1000], rawData }, dtype as tensorboard.DataType);
      }),
    );
  });
});

describe('a constant of TensorFlow', () => {
  it.each([
    ['int32 2: 4, 3', { dtype: DT_INT32, tensorContent: raw(Int32Array.of(4, 3)) }],
    ['float32 2: 0.1, -1', { dtype: DT_FLOAT, tensorContent: raw(Float32Array.of(0.1, -1)) }],
    ['int32 2: 4, …', { dtype: DT_INT32, tensorContent: raw(new Int32Array(9).fill(4)) }],
    ['float16 2', { dtype: DT_HALF, tensorContent: Uint8Array.of(0, 60) }],
  ])('tells its numbers: %s', (text, tensor) => {
    const tensorShape = { dim: [{ size: 2 }] };
    const said = attributeText({ tensor: { ...tensor, tensorShape } });
    expect(said.replaceAll('4, 4, 4, 4, 4, 4, 4, 4', '4')).toBe(text);
  });
});

describe('an ONNX model', () => {
  const type = {
    tensorType: { elemType: 1, shape: { dim: [{ dimParam: 'batch' }, { dimValue: 3 }, {}] } },
  };
  const { node } = graphOfOnnx(
    onnx.ModelProto.encode({
      irVersion: 8,
      producerName: 'pytorch',
      producerVersion: '2.3',
      opsetImport: [{ version: 17 }, { domain: 'com.microsoft', version: 1 }],
      metadataProps: [{ key: 'author', value: 'me' }],
      graph: {
        name: 'main',
        input: [{ name: 'x', type }],
        initializer: [{ name: 'w', dims: [1], dataType: 7, rawData: raw(BigInt64Array.of(5n)) }],
        node: [{ name: 'add', opType: 'Add', domain: 'com.microsoft', input: ['x', 'w'], output: ['y'] }],
        output: [{ name: 'y', type }],
      },
    }).finish(),
  );
  const told = (name: string) =>
    Object.fromEntries(
      Object.entries(node?.find((one) => one.name === name)?.attr ?? {})
        .filter(([key]) => !['dtype', '_output_shapes'].includes(key))
        .map(([key, value]) => [key, attributeText(value)]),
    );

  it('says at its ends who made it, and what its dimensions are called', () => {
    const ofModel = {
      dimensions: 'batch×3×?',
      'model.producer': 'pytorch 2.3',
      'model.opset': 'ai.onnx 17, com.microsoft 1',
      'model.ir_version': '8',
      'model.name': 'main',
      'model.metadata.author': 'me',
    };
    expect(told('x')).toEqual(ofModel);
    expect(told('output/y')).toEqual(ofModel);
  });

  it('says what its weights are, and of whom an operation is', () => {
    expect(told('w')).toEqual({ value: 'int64 1: 5' });
    expect(told('add')).toEqual({ domain: 'com.microsoft' });
  });
});
