import { describe, expect, it } from 'vitest';
import { onnx, tensorboard } from '../../../../proto/messages.ts';
import { loggedGraph } from '../../../../test/graphs.ts';
import { protoText } from '../../../format/proto-text.ts';
import { graphOfFile } from './graph-of-file.ts';
import { operationsOf } from './structure/operations.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const plain = (graph: Parameters<typeof operationsOf>[0]) =>
  operationsOf(graph).map(({ name, op, inputs, attr }) => [name, op, inputs, Object.keys(attr).sort()]);
const layers = {
  class_name: 'Sequential',
  config: {
    name: 's',
    layers: [
      { class_name: 'InputLayer', config: { name: 'x', batch_input_shape: [null, 4] } },
      { class_name: 'Dense', config: { name: 'd', units: 3 }, build_config: { input_shape: [null, 4] } },
    ],
  },
};

describe('a file is opened', () => {
  const graph = loggedGraph('torch_api');
  it.each([
    ['pbtxt', 'g.pbtxt', bytesOf(protoText('GraphDef', graph))],
    ['an encoded GraphDef', 'g.pb', tensorboard.GraphDef.encode(graph).finish()],
  ])('%s', (_, name, bytes) => expect(plain(graphOfFile(name, bytes))).toEqual(plain(graph)));

  it.each([
    ['a Keras model', layers],
    ['a tfjs LayersModel', { modelTopology: { model_config: layers } }],
  ])('%s, with what its layers learn', (_, json) => {
    const { node } = graphOfFile('model.json', bytesOf(JSON.stringify(json)));
    expect(node?.map(({ name, attr }) => [name, Number(attr?.['_parameters']?.i)])).toEqual([
      ['s/x', 0],
      ['s/d', 15],
    ]);
  });

  it('a tfjs GraphModel, with shapes of its weights', () => {
    const json = {
      modelTopology: { node: [{ name: 'w', op: 'Const' }] },
      weightsManifest: [{ weights: [{ name: 'w', shape: [2, 3] }] }],
    };
    const { node } = graphOfFile('model.json', bytesOf(JSON.stringify(json)));
    expect(
      node?.[0]?.attr?.['_output_shapes']?.list?.shape?.[0]?.dim?.map(({ size }) => Number(size)),
    ).toEqual([2, 3]);
  });

  it('ONNX', () => {
    const bytes = onnx.ModelProto.encode({
      graph: { node: [{ name: '/fc/Gemm', opType: 'Gemm', output: ['y'] }] },
    }).finish();
    expect(graphOfFile('m.onnx', bytes).node?.[0]).toMatchObject({ name: 'fc/Gemm', op: 'Gemm' });
  });

  it.each([
    ['JSON of something else', 'a.json', '{"a":1}', 'a.json is JSON, but neither'],
    ['broken JSON', 'a.json', '{', 'a.json cannot be read'],
    ['broken text', 'a.pbtxt', 'node { name: }', 'a.pbtxt cannot be read: line 1'],
    ['an empty file', 'a.pbtxt', '', 'a.pbtxt is empty'],
    ['anything else', 'a.jpg', 'hello', 'a.jpg is neither a GraphDef'],
    ['a part of a file', 'a.onnx', 'hello', 'a.onnx is no ONNX model, or not the whole file'],
  ])('%s is refused', (_, name, text, message) => {
    expect(() => graphOfFile(name, bytesOf(text))).toThrow(message);
  });
});
