// A small convolutional network on MNIST digits: its filters and what they see as tiles, and the learning curves of train
// and validation as two runs of the same tags.
import { join } from 'node:path';
import { setImmediate as afterPendingIo } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { initializers, layers, type Sequential, sequential } from '@tensorflow/tfjs-layers';
import { makeGrid, SummaryWriter } from '../../src/index.ts';
import {
  CLASSES,
  type Digits,
  digitsBetween,
  loadDigits,
  PIXELS,
  SIDE,
  shuffledIndices,
} from '../mlp-mnist/digits.ts';
import { seededRandom } from '../mlp-mnist/seeded-random.ts';

const SEED = 1998;
const FILTERS = 8;
const FILTER_SIDE = 5;
const BATCH_SIZE = 25;

/** How much is trained; the rest of the digits is not looked at. */
export interface Effort {
  readonly trainingDigits: number;
  readonly validationDigits: number;
  readonly epochs: number;
}

/** About a minute. */
export const EFFORT: Effort = { trainingDigits: 2000, validationDigits: 500, epochs: 6 };

/** Mean cross-entropy, and the share of digits that is read rightly. */
export interface Score {
  readonly loss: number;
  readonly accuracy: number;
}

function newModel(): Sequential {
  const kernel = (seed: number) => initializers.heNormal({ seed });
  const model = sequential({
    layers: [
      layers.conv2d({
        name: 'conv1',
        inputShape: [SIDE, SIDE, 1],
        filters: FILTERS,
        kernelSize: FILTER_SIDE,
        // Every second pixel: tfjs' own arithmetic takes its time for convolutions.
        strides: 2,
        activation: 'relu',
        kernelInitializer: kernel(SEED),
      }),
      layers.maxPooling2d({ name: 'pool1', poolSize: 2 }),
      layers.flatten({ name: 'flatten' }),
      layers.dense({
        name: 'out',
        units: CLASSES,
        activation: 'softmax',
        kernelInitializer: kernel(SEED + 1),
      }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return model;
}

/** Pictures and one-hot labels of some rows; the caller disposes of them. */
function tensorsOf(digits: Digits, rows: Int32Array): [inputs: tf.Tensor4D, targets: tf.Tensor] {
  const pixels = new Float32Array(rows.length * PIXELS);
  for (const [to, from] of rows.entries()) {
    pixels.set(digits.pixels.subarray(from * PIXELS, (from + 1) * PIXELS), to * PIXELS);
  }
  const labels = rows.map((row) => digits.labels[row] ?? 0);
  const targets = tf.tidy(() => tf.oneHot(tf.tensor1d(labels, 'int32'), CLASSES, 1, 0, 'float32'));
  return [tf.tensor4d(pixels, [rows.length, SIDE, SIDE, 1]), targets];
}

function evaluated(model: Sequential, digits: Digits): Score {
  const [inputs, targets] = tensorsOf(
    digits,
    Int32Array.from({ length: digits.count }, (_, row) => row),
  );
  const scalars = [model.evaluate(inputs, targets, { batchSize: 100 })].flat();
  const [loss = Number.NaN, accuracy = Number.NaN] = scalars.map((scalar) => scalar.dataSync()[0]);
  tf.dispose([inputs, targets, ...scalars]);
  return { loss, accuracy };
}

/** Writes the filters of the first layer as tiles, their spread, and what they see of one digit. */
function writeFilters(writer: SummaryWriter, model: Sequential, digit: tf.Tensor4D, epoch: number): void {
  const [filters, seen] = tf.tidy(() => {
    const [conv1] = model.layers;
    const kernel = conv1?.getWeights()[0];
    if (conv1 === undefined || kernel === undefined) throw new Error('the first layer has filters');
    const maps = conv1.apply(digit) as tf.Tensor4D;
    // Height, width, channel, filter, and picture, height, width, filter: both become a tile a filter.
    return [tf.transpose(kernel, [3, 2, 0, 1]), tf.transpose(maps, [3, 0, 1, 2])] as const;
  });
  const look = { nrow: FILTERS / 2, normalize: true, scaleEach: true };
  writer.addImage('filters/conv1', makeGrid(filters, { ...look, padding: 1 }), epoch);
  writer.addImage('seen by/conv1', makeGrid(seen, look), epoch);
  writer.addHistogram('weights/conv1', filters, epoch);
  tf.dispose([filters, seen]);
}

/**
 * Trains and logs to `<logDir>/train` and `<logDir>/validation`; `onEpoch` hears of each epoch from 1 on. The same effort
 * gives the same numbers. Resolves to the score on the validation digits at the end.
 */
export async function train(
  logDir: string,
  { trainingDigits, validationDigits, epochs }: Effort,
  onEpoch: (epoch: number, scores: { train: Score; validation: Score }) => void = () => undefined,
): Promise<Score> {
  tf.enableProdMode(); // else tfjs prints an advertisement for its native twin
  const digits = loadDigits(SEED);
  const training = digitsBetween(digits, 0, trainingDigits);
  const unseen = digitsBetween(digits, trainingDigits, trainingDigits + validationDigits);
  // As many as are validated: enough for a curve.
  const sample = digitsBetween(training, 0, Math.min(validationDigits, trainingDigits));
  await using writer = new SummaryWriter(join(logDir, 'train'));
  await using validationWriter = new SummaryWriter(join(logDir, 'validation'));
  const model = newModel();
  writer.addGraph(model);
  const [digit, ofDigit] = tensorsOf(unseen, Int32Array.of(0));
  writeFilters(writer, model, digit, 0);

  const random = seededRandom(SEED);
  let validation = evaluated(model, unseen);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const order = shuffledIndices(training.count, random);
    for (let from = 0; from < order.length; from += BATCH_SIZE) {
      const [inputs, targets] = tensorsOf(training, order.subarray(from, from + BATCH_SIZE));
      await model.trainOnBatch(inputs, targets);
      tf.dispose([inputs, targets]);
      // The arithmetic blocks this thread; the writer's own work gets its turn here.
      await afterPendingIo();
    }
    validation = evaluated(model, unseen);
    const scores = { train: evaluated(model, sample), validation };
    for (const name of ['loss', 'accuracy'] as const) {
      writer.addScalar(name, scores.train[name], epoch);
      validationWriter.addScalar(name, validation[name], epoch);
    }
    writeFilters(writer, model, digit, epoch);
    onEpoch(epoch, scores);
  }
  tf.dispose([digit, ofDigit]);
  model.dispose();
  return validation;
}
