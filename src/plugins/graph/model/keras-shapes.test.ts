import '@tensorflow/tfjs-backend-cpu';
import { input, layers, model, sequential } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { PARAMETERS } from './keras-details.ts';
import { graphOfKerasModel } from './keras-graph.ts';
import { outputShapeOf } from './keras-shapes.ts';
import { outputShapesOf } from './structure/operations.ts';

const image = { inputShape: [28, 20, 3] };
const branches = () => {
  const x = input({ shape: [16, 16, 4], name: 'x' });
  const a = layers
    .conv2d({ name: 'a', filters: 8, kernelSize: [3, 5], padding: 'same', strides: 2 })
    .apply(x);
  const b = layers.conv2d({ name: 'b', filters: 8, kernelSize: 1, strides: 2, useBias: false }).apply(x);
  const sum = layers.add({ name: 'sum' }).apply([a, b] as never);
  const both = layers.concatenate({ name: 'both' }).apply([sum, a] as never);
  const mean = layers.globalAveragePooling2d({ name: 'mean' } as never).apply(both as never);
  return model({ inputs: x, outputs: mean as never });
};

// The framework's own answers.
describe('shapes and numbers of parameters are what tfjs says', () => {
  it.each([
    [
      'pictures',
      sequential({
        layers: [
          layers.conv2d({ filters: 6, kernelSize: 3, dilationRate: 2, ...image }),
          layers.batchNormalization(),
          layers.maxPooling2d({ poolSize: 2 }),
          layers.depthwiseConv2d({ kernelSize: 3, padding: 'same', depthMultiplier: 2 }),
          layers.averagePooling2d({ poolSize: [3, 2], strides: 1, padding: 'same' }),
          layers.activation({ activation: 'relu' }),
          layers.flatten(),
          layers.dropout({ rate: 0.5 }),
          layers.dense({ units: 10 }),
          layers.reshape({ targetShape: [5, 2] }),
        ],
      }),
    ],
    [
      'words',
      sequential({
        layers: [
          layers.embedding({ inputDim: 100, outputDim: 12, inputLength: 9 }),
          layers.conv1d({ filters: 7, kernelSize: 3, padding: 'same' }),
          layers.lstm({ units: 5, returnSequences: true, recurrentInitializer: 'zeros' }),
          layers.simpleRNN({ units: 4, recurrentInitializer: 'zeros' }),
          layers.dense({ units: 2 }),
        ],
      }),
    ],
    ['branches', branches()],
  ])('%s', (_, framework) => {
    const told = graphOfKerasModel(framework.toJSON(null, false), { details: true });
    const byName = new Map(told.node?.map((node) => [node.name?.replace(/^.*\//, ''), node]));
    for (const layer of framework.layers) {
      const attr = byName.get(layer.name)?.attr ?? {};
      const known = (layer.outputShape as (number | null)[]).map((size) => size ?? -1);
      expect([layer.name, outputShapesOf({ attr })]).toEqual([layer.name, [known]]);
      const learnt = layer.trainableWeights.reduce(
        (sum, { shape }) => sum + shape.reduce((all: number, size) => all * (size ?? 1), 1),
        0,
      );
      expect([layer.name, Number(attr[PARAMETERS]?.i)]).toEqual([layer.name, learnt]);
    }
  });
});

// What compute_conv_output_shape of keras/src/ops/operation_utils.py (3.15.1) says; tfjs has no causal convolution.
it.each([
  [{ padding: 'causal', kernel_size: [3], strides: [1] }, 9],
  [{ padding: 'causal', kernel_size: [3], strides: [1], dilation_rate: [4] }, 9],
  [{ padding: 'causal', kernel_size: [2], strides: [2] }, 5],
  [{ padding: 'same', kernel_size: [3], strides: [2] }, 5],
  [{ padding: 'valid', kernel_size: [3], strides: [2], dilation_rate: [2] }, 3],
])('a Conv1D with %o gives %i steps of 9', (config, steps) => {
  expect(outputShapeOf('Conv1D', { filters: 7, ...config }, [[null, 9, 4]])).toEqual([null, steps, 7]);
});
