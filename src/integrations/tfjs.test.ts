import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { callbacks, type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eventFileNamesIn, eventsIn, eventsOf } from '../../test/event-files.ts';
import { type TensorBoardOptions, tensorBoard } from './tfjs.ts';

tf.enableProdMode(); // else tfjs prints an advertisement for its native twin

const KERAS = 'test/fixtures/logs/keras/fashion_mnist_experiment_tf';
const EPOCHS = 3;
const BATCHES = 4;

let logDir: string;
let model: LayersModel;
beforeEach(() => {
  logDir = mkdtempSync(join(tmpdir(), 'runboard-tfjs-'));
  // The layers of the recorded Keras run, smaller.
  model = sequential({
    name: 'sequential',
    layers: [
      layers.conv2d({ name: 'conv', inputShape: [6, 6, 1], filters: 2, kernelSize: 3, activation: 'relu' }),
      layers.flatten(),
      layers.dense({ name: 'hidden', units: 4, activation: 'relu' }),
      layers.dense({ name: 'out', units: 2, activation: 'softmax' }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
});
afterEach(() => {
  model.dispose();
  rmSync(logDir, { recursive: true });
});

type Dataset = Parameters<LayersModel['fitDataset']>[0];

const inputs = tf.randomUniform([8, 6, 6, 1], 0, 1, 'float32', 1);
const targets = tf.oneHot(tf.tensor1d([0, 1, 0, 1, 0, 1, 0, 1], 'int32'), 2, 1, 0, 'float32');

const SETTINGS = { epochs: EPOCHS, batchSize: 2, verbose: 0 } as const;
async function trained(options: TensorBoardOptions = {}) {
  const board = tensorBoard({ logDir, ...options });
  const { history } = await model.fit(inputs, targets, {
    ...SETTINGS,
    validationData: [inputs, targets],
    callbacks: board,
  });
  return history;
}

/** `step tag` of all values of a run, in the file's order. */
function namesIn(folder: string): string[] {
  return eventsIn(folder).flatMap(({ step, values = [] }) => values.map(({ tag }) => `${step} ${tag}`));
}

function scalarsIn(folder: string, wanted: string) {
  return eventsIn(folder).flatMap(({ step, values = [] }) =>
    values.flatMap((value) => (value.tag === wanted ? [[Number(step), numberOf(value)]] : [])),
  );
}

function numberOf(value: object): number {
  if ('simpleValue' in value) return Number(value.simpleValue);
  throw new Error(`no scalar: ${JSON.stringify(value)}`);
}

it('writes the folders, the tags and the steps that Keras writes', async () => {
  await trained({ model, histogramFreq: 1, writeImages: true });
  for (const run of ['train', 'validation']) {
    const ofEpoch = (folder: string, epoch: number) =>
      namesIn(join(folder, run)).filter((name) => name.startsWith(`${epoch} `));
    for (let epoch = 0; epoch < EPOCHS; epoch++) {
      expect(ofEpoch(logDir, epoch).sort()).toEqual(ofEpoch(KERAS, epoch).sort());
    }
  }
  const evaluations = namesIn(join(logDir, 'validation')).filter((name) => name.includes('_vs_iterations'));
  expect(evaluations.sort()).toEqual(
    [BATCHES, 2 * BATCHES, 3 * BATCHES]
      .flatMap((step) => [
        `${step} evaluation_accuracy_vs_iterations`,
        `${step} evaluation_loss_vs_iterations`,
      ])
      .sort(),
  );
});

it('writes the numbers that fit gives', async () => {
  const history = await trained({ model });
  const measured = [
    ['train', 'epoch_loss', 'loss'],
    ['train', 'epoch_accuracy', 'acc'],
    ['validation', 'epoch_loss', 'val_loss'],
  ] as const;
  for (const [run, tag, name] of measured) {
    const expected = history[name]?.map((value, epoch) => [epoch, Math.fround(Number(value))]);
    expect(scalarsIn(join(logDir, run), tag)).toEqual(expected);
  }
  expect(scalarsIn(join(logDir, 'train'), 'epoch_learning_rate')).toEqual(
    [0, 1, 2].map((epoch) => [epoch, Math.fround(0.01)]),
  );
});

it.each([
  ['epoch', []],
  ['batch', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
  [5, [5, 10]],
] as const)('logs batches as updateFreq %s asks', async (updateFreq, steps) => {
  await trained({ updateFreq });
  const tags = ['batch_loss', 'batch_accuracy'] as const;
  for (const tag of tags) {
    expect(scalarsIn(join(logDir, 'train'), tag).map(([step]) => step)).toEqual(steps);
  }
});

it('writes the graph once, and a second fit goes on in the same folders', async () => {
  const board = tensorBoard({ logDir, model });
  for (const initialEpoch of [0, 1]) {
    await model.fit(inputs, targets, {
      ...SETTINGS,
      initialEpoch,
      epochs: initialEpoch + 1,
      callbacks: board,
    });
  }
  expect(existsSync(join(logDir, 'validation'))).toBe(false);
  const train = join(logDir, 'train');
  const files = eventFileNamesIn(train).map((name) => eventsOf(readFileSync(join(train, name))));
  const graphs = files.map((events) => events.filter(({ graphDef }) => graphDef !== undefined).length);
  expect(graphs).toEqual([1, 0]);
});

it('is told the model where it stands behind a callback of tfjs', async () => {
  await model.fit(inputs, targets, {
    ...SETTINGS,
    callbacks: [
      callbacks.earlyStopping({ monitor: 'loss', patience: 9 }),
      tensorBoard({ logDir, histogramFreq: 2 }),
    ],
  });
  const events = eventsIn(join(logDir, 'train'));
  expect(events.filter(({ graphDef }) => graphDef !== undefined)).toHaveLength(1);
  const kernels = namesIn(join(logDir, 'train')).filter((name) => name.endsWith('hidden/kernel/histogram'));
  expect(kernels).toEqual([
    '0 sequential_model/hidden/kernel/histogram',
    '2 sequential_model/hidden/kernel/histogram',
  ]);
  expect(scalarsIn(join(logDir, 'train'), 'epoch_loss')).toHaveLength(EPOCHS);
});

it('logs fitDataset', async () => {
  const batches = function* () {
    for (let from = 0; from < 8; from += 2) {
      yield { xs: tf.slice(inputs, [from, 0, 0, 0], [2, 6, 6, 1]), ys: tf.slice(targets, [from, 0], [2, 2]) };
    }
  };
  // What fitDataset uses of a tf.data.Dataset: the package tfjs-data is not needed for it.
  const dataset = { size: BATCHES, iterator: async () => batches() } as unknown as Dataset;
  const settings = { epochs: EPOCHS, verbose: 0, validationData: dataset } as const;
  await model.fitDataset(dataset, {
    ...settings,
    callbacks: tensorBoard({ logDir, model, updateFreq: 'batch' }),
  });
  expect(scalarsIn(join(logDir, 'train'), 'batch_loss')).toHaveLength(EPOCHS * BATCHES);
  expect(scalarsIn(join(logDir, 'train'), 'epoch_accuracy').map(([step]) => step)).toEqual([0, 1, 2]);
  expect(
    scalarsIn(join(logDir, 'validation'), 'evaluation_loss_vs_iterations').map(([step]) => step),
  ).toEqual([BATCHES, 2 * BATCHES, 3 * BATCHES]);
});

it('leaves no tensor behind', async () => {
  await trained({ model, histogramFreq: 1 });
  const before = tf.memory().numTensors;
  await trained({ model, histogramFreq: 1, writeImages: true, updateFreq: 'batch' });
  expect(tf.memory().numTensors).toBe(before);
});

it('logs a training that diverges', async () => {
  model.setWeights(model.getWeights().map((weight) => tf.fill(weight.shape, Number.NaN)));
  await trained({ model, histogramFreq: 1, writeImages: true });
  expect(scalarsIn(join(logDir, 'train'), 'epoch_loss')).toEqual(
    [0, 1, 2].map((epoch) => [epoch, Number.NaN]),
  );
});

it('says what it needs the model for', async () => {
  await expect(trained({ histogramFreq: 1 })).rejects.toThrow(
    'tensorBoard: histogramFreq needs the model, which tfjs did not tell: give it as the option model',
  );
});

it('rejects where the folder cannot be made', async () => {
  writeFileSync(join(logDir, 'train'), '');
  await expect(trained()).rejects.toThrow('train');
});

it.each([
  [{ updateFreq: 0 }, 'updateFreq: expected'],
  [{ histogramFreq: 0.5 }, 'histogramFreq: expected'],
  [{ embeddingsFreq: -1 }, 'embeddingsFreq: expected'],
])('refuses %o', (options, message) => {
  expect(() => tensorBoard(options)).toThrow(message);
});

it('writes the tables of Embedding layers for the projector', async () => {
  const words = sequential({
    name: 'words',
    layers: [
      layers.embedding({ name: 'table', inputDim: 5, outputDim: 2, inputLength: 3 }),
      layers.flatten(),
    ],
  });
  words.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  const board = tensorBoard({ logDir, model: words, embeddingsFreq: 1 });
  await words.fit(tf.ones([2, 3]), tf.ones([2, 6]), { epochs: 1, verbose: 0, callbacks: board });
  expect(existsSync(join(logDir, 'train/projector_config.pbtxt'))).toBe(true);
});
