import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onnx, tensorboard } from '../../../../proto/messages.ts';
import { dtypeNameOf } from './dtype-names.ts';
import { attributeText } from './explore/attribute-text.ts';
import { graphOfOnnx } from './graph-of-onnx.ts';
import { dtypeOfOnnx } from './onnx-types.ts';
import { onnxTensorAttribute } from './onnx-values.ts';
import { operationsOf, outputShapeTextsOf } from './structure/operations.ts';

const { DT_FLOAT, DT_INT32, DT_INT64, DT_BOOL, DT_HALF, DT_BFLOAT16, DT_COMPLEX64 } = tensorboard.DataType;
const { DT_FLOAT8_E4M3FN, DT_FLOAT8_E4M3FNUZ, DT_FLOAT8_E5M2, DT_FLOAT8_E5M2FNUZ } = tensorboard.DataType;
const { DT_INT4, DT_UINT4, DT_FLOAT4_E2M1FN } = tensorboard.DataType;
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
    [
      'of half width',
      { dims: [2], rawData: raw(Uint16Array.of(0x2e66, 0xfc00)) },
      DT_HALF,
      'float16 2: 0.1, -Infinity',
    ],
    [
      'of half width, as ints',
      { dims: [2], int32Data: [0x0001, 0xc248] },
      DT_HALF,
      'float16 2: 5.96e-8, -3.14',
    ],
    [
      'the upper half of floats',
      { dims: [1], rawData: Uint8Array.of(0xcd, 0x3d) },
      DT_BFLOAT16,
      'bfloat16 1: 0.1',
    ],
    [
      'complex',
      { dims: [2], rawData: raw(Float32Array.of(1, -0.5, 0, 2)) },
      DT_COMPLEX64,
      'complex64 2: 1-0.5i, 0+2i',
    ],
    ['complex, as floats', { dims: [], floatData: [0.1, 1] }, DT_COMPLEX64, 'complex64 scalar: 0.1+1i'],
    [
      'of half width, the first of many',
      { dims: [9], rawData: raw(new Uint16Array(9).fill(0x3c00)) },
      DT_HALF,
      `float16 9: ${'1, '.repeat(8)}…`,
    ],
    // Rows of https://onnx.ai/onnx/technical/float8.html.
    [
      'E4M3FN',
      { dims: [5], rawData: Uint8Array.of(0x38, 0x7e, 0xff, 0x01, 0x88) },
      DT_FLOAT8_E4M3FN,
      'float8_e4m3fn 5: 1, 448, NaN, 0.001953, -0.01563',
    ],
    [
      'E4M3FNUZ',
      { dims: [3], rawData: Uint8Array.of(0x40, 0x7f, 0x80) },
      DT_FLOAT8_E4M3FNUZ,
      'float8_e4m3fnuz 3: 1, 240, NaN',
    ],
    [
      'E5M2, as ints',
      { dims: [4], int32Data: [0x3c, 0x7b, 0xfc, 0x7d] },
      DT_FLOAT8_E5M2,
      'float8_e5m2 4: 1, 57340, -Infinity, NaN',
    ],
    [
      'E5M2FNUZ',
      { dims: [3], rawData: Uint8Array.of(0x40, 0x7f, 0x80) },
      DT_FLOAT8_E5M2FNUZ,
      'float8_e5m2fnuz 3: 1, 57340, NaN',
    ],
    ['of four bits', { dims: [3], rawData: Uint8Array.of(0x8f, 0x01) }, DT_INT4, 'int4 3: -1, -8, 1'],
    ['of four bits, as ints', { dims: [2], int32Data: [0x8f] }, DT_UINT4, 'uint4 2: 15, 8'],
    [
      'floats of four bits',
      { dims: [4], rawData: Uint8Array.of(0x71, 0xb5) },
      DT_FLOAT4_E2M1FN,
      'float4_e2m1fn 4: 0.5, 6, 3, -1.5',
    ],
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
    ['float16 2: 1', { dtype: DT_HALF, tensorContent: Uint8Array.of(0, 60) }],
    ['float16 2: 1, 0.1', { dtype: DT_HALF, halfVal: [0x3c00, 0x2e66] }],
    ['complex64 2: 1-2i', { dtype: DT_COMPLEX64, scomplexVal: [1, -2] }],
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

  it('says at its ends who made it', () => {
    const ofModel = {
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

  it('calls dimensions by their names', () => {
    const operations = operationsOf({ node: node ?? [] });
    const texts = operations.filter(({ name }) => name !== 'w').map(outputShapeTextsOf);
    expect(texts).toEqual([['batch×3×?'], ['batch×3×?'], ['batch×3×?']]);
  });
});

it.each([
  [17, 'float8_e4m3fn'],
  [20, 'float8_e5m2fnuz'],
  [21, 'uint4'],
  [22, 'int4'],
  [23, 'float4_e2m1fn'],
])('type %i of ONNX is %s', (type, name) => expect(dtypeNameOf(dtypeOfOnnx(type) ?? 0)).toBe(name));

describe('graphs in the operations of an ONNX model', () => {
  const nested = (depth: number): onnx.GraphProto.$Properties => ({
    name: 'branch',
    node: [
      { opType: 'Neg', input: ['x'], output: ['negative'], docString: 'turned around' },
      ...(depth > 0
        ? [
            {
              name: 'deeper',
              opType: 'If',
              output: ['d'],
              attribute: [{ name: 'then', type: 5, g: nested(depth - 1) }],
            },
          ]
        : []),
    ],
    output: [{ name: 'negative' }],
  });
  const modelOf = (then: onnx.GraphProto.$Properties) =>
    graphOfOnnx(
      onnx.ModelProto.encode({
        graph: {
          input: [{ name: 'x' }],
          node: [
            {
              name: 'choice',
              opType: 'If',
              input: ['x'],
              output: ['y'],
              attribute: [{ name: 'then', type: 5, g: then }],
            },
          ],
          output: [{ name: 'y' }],
        },
      }).finish(),
    ).node ?? [];

  it('stand below it, take from around it, and give it what they give', () => {
    const nodes = modelOf(nested(0));
    expect(nodes.map(({ name, op, input = [] }) => [name, op, ...(input ?? [])])).toEqual([
      ['x', 'Placeholder'],
      ['choice/then/negative', 'Neg', 'x'],
      ['choice/then/output/negative', 'Identity', 'choice/then/negative'],
      ['choice', 'If', 'x', 'choice/then/output/negative'],
      ['output/y', 'Identity', 'choice'],
    ]);
    expect(attributeText(nodes[1]?.attr?.['description'] ?? {})).toBe('turned around');
  });

  it('may lie in one another', () => {
    const paths = modelOf(nested(2)).filter(({ op }) => op === 'Neg');
    expect(paths.map(({ name }) => name)).toEqual([
      'choice/then/negative',
      'choice/then/deeper/then/negative',
      'choice/then/deeper/then/deeper/then/negative',
    ]);
  });
});

it('several graphs and tensors of one attribute are told, and the graphs stand side by side below it', () => {
  const branch = (name: string) => ({ name, node: [{ name, opType: 'Neg', input: ['x'], output: [name] }] });
  const { node } = graphOfOnnx(
    onnx.ModelProto.encode({
      graph: {
        node: [
          {
            name: 'cases',
            opType: 'Switch',
            attribute: [
              { name: 'bodies', type: 10, graphs: [branch('a'), branch('b')] },
              { name: 'tables', type: 9, tensors: [{ dims: [2, 3], dataType: 1 }, { dataType: 7 }] },
            ],
          },
        ],
      },
    }).finish(),
  );
  expect(node?.map(({ name }) => name)).toEqual(['cases/bodies_0/a', 'cases/bodies_1/b', 'cases']);
  const attr = node?.[2]?.attr ?? {};
  expect(attributeText(attr['bodies'] ?? {})).toBe('[graph a of 1 nodes, graph b of 1 nodes]');
  expect(attributeText(attr['tables'] ?? {})).toBe('[float32 2×3, int64 scalar]');
});

it.each([
  ['sequence of float32 batch×3', { sequenceType: { elemType: { tensorType: tensorOf('batch', 3) } } }],
  [
    'optional sequence of float32',
    { optionalType: { elemType: { sequenceType: { elemType: { tensorType: { elemType: 1 } } } } } },
  ],
  ['map from int64 to float32 2', { mapType: { keyType: 7, valueType: { tensorType: tensorOf(2) } } }],
  ['sparse float32 2×2', { sparseTensorType: tensorOf(2, 2) }],
])('a value of ONNX is told to be a %s', (words, type: onnx.TypeProto.$Properties) => {
  const node = [{ opType: 'Identity', input: ['x'], output: ['y'] }];
  const model = { graph: { input: [{ name: 'x', type }], node, output: [{ name: 'y', type }] } };
  const nodes = graphOfOnnx(onnx.ModelProto.encode(model).finish()).node ?? [];
  expect(nodes.map(({ attr }) => attributeText(attr?.['type'] ?? {}))).toEqual([words, words, words]);
});

function tensorOf(...sizes: readonly (number | string)[]): onnx.TypeProto.Tensor.$Properties {
  const dim = sizes.map((size) => (typeof size === 'string' ? { dimParam: size } : { dimValue: size }));
  return { elemType: 1, shape: { dim } };
}
