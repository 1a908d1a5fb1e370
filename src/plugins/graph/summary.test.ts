import '@tensorflow/tfjs-backend-cpu';
import { input, layers, model, sequential } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { onnx, tensorboard } from '../../../proto/messages.ts';
import { tensorOf } from '../../format/legacy.ts';
import { graphOfKerasModel } from './model/keras-graph.ts';
import { encodeGraph, encodeOnnxGraph, type GraphInput, kerasModelValue } from './summary.ts';
import { graphOf, kerasModelOf } from './values.ts';

const drawn = (given: GraphInput) => graphOf(encodeGraph(given));
const edges = (graph: tensorboard.GraphDef) =>
  Object.fromEntries(graph.node.map(({ name, op, input: from }) => [name, [op, ...(from ?? [])]]));
const shapesOf = (graph: tensorboard.GraphDef, name: string) =>
  graph.node
    .find((node) => node.name === name)
    ?.attr?.['_output_shapes']?.list?.shape?.map(({ dim }) => dim?.map(({ size }) => Number(size)));
const textOf = (bytes: Uint8Array | null | undefined) => new TextDecoder().decode(bytes ?? undefined);

describe('a list of nodes', () => {
  it('keeps names, inputs, devices, shapes, types and attributes', () => {
    const graph = drawn([
      { name: 'x', op: 'Placeholder', outputShapes: [[null, 4]], dtype: 'float32' },
      {
        name: 'layer/y',
        op: 'Relu',
        inputs: ['x', '^x', 'x:1'],
        device: '/device:GPU:0',
        attrs: { text: 'é', yes: true, whole: 3, part: 0.5, big: 2n ** 60n, list: [1, 2], words: ['a', 'b'] },
      },
    ]);
    expect(edges(graph)).toEqual({ x: ['Placeholder'], 'layer/y': ['Relu', 'x', '^x', 'x:1'] });
    expect(shapesOf(graph, 'x')).toEqual([[-1, 4]]);
    expect(graph.node[0]?.attr?.['dtype']?.type).toBe(tensorboard.DataType.DT_FLOAT);
    const { device, attr } = graph.node[1] ?? {};
    expect(device).toBe('/device:GPU:0');
    expect([
      textOf(attr?.['text']?.s),
      attr?.['yes']?.b,
      Number(attr?.['whole']?.i),
      attr?.['part']?.f,
    ]).toEqual(['é', true, 3, 0.5]);
    expect(String(attr?.['big']?.i)).toBe('1152921504606846976');
    expect(attr?.['list']?.list?.i?.map(Number)).toEqual([1, 2]);
    expect(attr?.['words']?.list?.s?.map(textOf)).toEqual(['a', 'b']);
  });

  it.each([
    ['a node without a name', [{ op: 'a' } as never], 'expected each node to have a name, got undefined'],
    ['a name twice', [{ name: 'a' }, { name: 'a' }], 'expected names of nodes to be unique, got "a" twice'],
    [
      'an input from nowhere',
      [{ name: 'a', inputs: ['b'] }],
      'expected the inputs of "a" to be nodes of the list, got "b"',
    ],
    [
      'a type that is none',
      [{ name: 'a', dtype: 'float31' }],
      'expected the dtype of "a" to be a type such as float32',
    ],
    [
      'an attribute that is none',
      [{ name: 'a', attrs: { b: {} as never } }],
      'expected attributes to be strings',
    ],
  ])('%s is refused', (_, nodes, message) => expect(() => encodeGraph(nodes)).toThrow(message));
});

describe('a GraphDef', () => {
  const json = {
    node: [
      {
        name: 'x',
        op: 'Placeholder',
        attr: { dtype: { type: 'DT_FLOAT' }, shape: { shape: { dim: [{ size: '-1' }] } } },
      },
      {
        name: 'y',
        op: 'Relu',
        input: ['x'],
        attr: { s: { s: btoa('text') }, f: { f: 0.5 }, l: { list: { i: ['7'] } } },
      },
    ],
    library: {},
    versions: { producer: 808 },
  };

  it.each([
    ["protobuf's JSON", json],
    ['a tfjs GraphModel', { inputNodes: ['x'], outputNodes: ['y'], artifacts: { modelTopology: json } }],
    ["tfjs' model.json", { format: 'graph-model', modelTopology: json }],
    ['what protobufjs decodes', tensorboard.GraphDef.decode(encodeGraph(json))],
    ['bytes', encodeGraph(json)],
  ])('as %s', (_, given: GraphInput) => {
    const graph = drawn(given);
    expect(edges(graph)).toEqual({ x: ['Placeholder'], y: ['Relu', 'x'] });
    expect(graph.versions?.producer).toBe(808);
    expect(graph.node[0]?.attr?.['dtype']?.type).toBe(tensorboard.DataType.DT_FLOAT);
    expect(Number(graph.node[0]?.attr?.['shape']?.shape?.dim?.[0]?.size)).toBe(-1);
    expect(textOf(graph.node[1]?.attr?.['s']?.s)).toBe('text');
    expect(Number(graph.node[1]?.attr?.['l']?.list?.i?.[0])).toBe(7);
  });

  it('gets the shapes that placeholders and weights tell', () => {
    const node = [...json.node, { name: 'w', op: 'Const' }, { name: 'z', op: 'Relu', attr: {} }];
    const graph = drawn({ modelTopology: { node }, weightSpecs: [{ name: 'w', shape: [3, 4] }] });
    const shapes = graph.node.map(({ name }) => shapesOf(graph, name ?? ''));
    expect(shapes).toEqual([[[-1]], undefined, [[3, 4]], undefined]);
  });

  it.each([
    [
      'bytes of something else',
      Uint8Array.of(255, 255),
      'expected an encoded GraphDef, got 2 bytes that are none',
    ],
    ['no bytes', new Uint8Array(0), 'expected an encoded GraphDef, got 0 bytes without a node'],
    ['a number', 7 as never, 'expected a tfjs model, a GraphDef, or a list of nodes, got 7'],
    [
      'a model without its artifacts',
      { inputNodes: [], outputNodes: [], artifacts: {} },
      'got an object of class Object',
    ],
    ['a name that is a number', { node: [{ name: 7 }] }, 'GraphDef.node[0].name: expected a string, got 7'],
    [
      'a type that is none',
      { node: [{ attr: { a: { type: 'DT_X' } } }] },
      'GraphDef.node[0].attr.a.type: expected a DataType, got "DT_X"',
    ],
    ['text that is no base64', { node: [{ attr: { a: { s: '!' } } }] }, 'expected bytes or base64, got "!"'],
    ['half a number', { node: [{ attr: { a: { i: 0.5 } } }] }, 'expected a whole number, got 0.5'],
  ])('%s is refused', (_, given: GraphInput, message) => expect(() => encodeGraph(given)).toThrow(message));
});

describe('a tfjs LayersModel', () => {
  const inner = sequential({
    name: 'inner',
    layers: [
      layers.dense({ name: 'd1', units: 3, inputShape: [4], activation: 'relu' }),
      layers.dense({ name: 'd2', units: 2, useBias: false }),
    ],
  });
  const x = input({ shape: [4], name: 'x' });
  const joined = layers.concatenate({ name: 'cat' }).apply([x, inner.apply(x) as typeof x]) as typeof x;
  const outer = model({ name: 'outer', inputs: x, outputs: joined });

  it('has a scope a layer, with its operation and its weights', () => {
    const graph = drawn(outer);
    expect(edges(graph)).toEqual({
      'outer/x/InputLayer': ['Placeholder'],
      'outer/inner/d1/kernel': ['Variable'],
      'outer/inner/d1/bias': ['Variable'],
      'outer/inner/d1/Dense': ['Dense', 'outer/x/InputLayer', 'outer/inner/d1/kernel', 'outer/inner/d1/bias'],
      'outer/inner/d2/kernel': ['Variable'],
      'outer/inner/d2/Dense': ['Dense', 'outer/inner/d1/Dense', 'outer/inner/d2/kernel'],
      'outer/cat/Concatenate': ['Concatenate', 'outer/x/InputLayer', 'outer/inner/d2/Dense'],
    });
    expect(shapesOf(graph, 'outer/inner/d1/kernel')).toEqual([[4, 3]]);
    expect(shapesOf(graph, 'outer/inner/d1/Dense')).toEqual([[-1, 3]]);
    const dense = graph.node.find(({ name }) => name === 'outer/inner/d1/Dense')?.attr;
    expect([Number(dense?.['units']?.i), textOf(dense?.['activation']?.s), dense?.['dtype']?.type]).toEqual([
      3,
      'relu',
      1,
    ]);
  });

  it('that is sequential begins with what its first layer takes', () => {
    const graph = drawn(
      sequential({ name: 's', layers: [layers.dense({ name: 'd', units: 3, inputShape: [4] })] }),
    );
    expect(edges(graph)).toEqual({
      's/d/input': ['Placeholder'],
      's/d/kernel': ['Variable'],
      's/d/bias': ['Variable'],
      's/d/Dense': ['Dense', 's/d/input', 's/d/kernel', 's/d/bias'],
    });
    expect(shapesOf(graph, 's/d/input')).toEqual([[-1, 4]]);
  });

  it('is stored as Keras stores it, with inputs that TensorBoard understands', () => {
    const value = kerasModelValue('keras', outer);
    expect(value).toMatchObject({
      tag: 'keras',
      metadata: { pluginData: { pluginName: 'graph_keras_model' } },
    });
    expect(textOf(value.metadata?.pluginData?.content)).toBe('1');
    const tensor = tensorOf(value);
    expect(tensor.shape).toEqual([]);
    const stored = kerasModelOf(tensor) as { config: { layers: { inbound_nodes: unknown }[] } };
    expect(stored.config.layers.at(-1)?.inbound_nodes).toEqual([
      {
        args: [
          [
            { class_name: '__keras_tensor__', config: { keras_history: ['x', 0, 0] } },
            { class_name: '__keras_tensor__', config: { keras_history: ['inner', 1, 0] } },
          ],
        ],
        kwargs: {},
      },
    ]);
    expect(graphOfKerasModel(stored).node?.map(({ name, input: from }) => [name, from])).toEqual([
      ['outer/x', []],
      ['outer/inner/d1', ['outer/x']],
      ['outer/inner/d2', ['outer/inner/d1']],
      ['outer/cat', ['outer/x', 'outer/inner/d2']],
    ]);
  });
});

describe('an ONNX model', () => {
  const tensorType = (...dims: (number | string)[]) => ({
    tensorType: {
      elemType: 1,
      shape: {
        dim: dims.map((size) => (typeof size === 'string' ? { dimParam: size } : { dimValue: size })),
      },
    },
  });
  const bytes = onnx.ModelProto.encode({
    irVersion: 8,
    graph: {
      input: [{ name: 'x', type: tensorType('batch', 3) }, { name: 'fc.0.weight' }],
      initializer: [{ name: 'fc.0.weight', dims: [3, 2], dataType: 1 }],
      node: [
        {
          name: '/fc/Gemm',
          opType: 'Gemm',
          input: ['x', 'fc.0.weight', ''],
          output: ['a'],
          attribute: [
            { name: 'alpha', type: 1, f: 0.5 },
            { name: 'axes', type: 7, ints: [0, 1] },
            { name: 'mode', type: 3, s: new TextEncoder().encode('fast') },
          ],
        },
        { opType: 'Split', input: ['a'], output: ['b', 'c'] },
        { name: '/fc/Gemm', opType: 'Relu', input: ['c'], output: ['y'] },
      ],
      valueInfo: [{ name: 'a', type: tensorType('batch', 2) }],
      output: [{ name: 'y', type: tensorType('batch', 1) }],
    },
  }).finish();

  it('is drawn with its scopes, shapes and types', () => {
    const graph = graphOf(encodeOnnxGraph(bytes));
    expect(edges(graph)).toEqual({
      x: ['Placeholder'],
      'fc.0/weight': ['Variable'],
      'fc/Gemm': ['Gemm', 'x', 'fc.0/weight'],
      b: ['Split', 'fc/Gemm'],
      'fc/Gemm_1': ['Relu', 'b:1'],
      'output/y': ['Identity', 'fc/Gemm_1'],
    });
    expect(shapesOf(graph, 'x')).toEqual([[-1, 3]]);
    expect(shapesOf(graph, 'fc/Gemm')).toEqual([[-1, 2]]);
    const attr = graph.node.find(({ name }) => name === 'fc/Gemm')?.attr;
    expect([attr?.['alpha']?.f, attr?.['axes']?.list?.i?.map(Number), textOf(attr?.['mode']?.s)]).toEqual([
      0.5,
      [0, 1],
      'fast',
    ]);
  });

  it.each([
    ['other bytes', Uint8Array.of(255), 'expected an ONNX model, got 1 bytes that are none'],
    ['no graph', onnx.ModelProto.encode({ irVersion: 8 }).finish(), 'expected an ONNX model with a graph'],
  ])('%s are refused', (_, given, message) => expect(() => encodeOnnxGraph(given)).toThrow(message));
});
