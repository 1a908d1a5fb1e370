// One trial: a small perceptron on MNIST digits, its curves, and at the end its row of the HParams tab.
import { setImmediate as afterPendingIo } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { initializers, layers, type Sequential, sequential } from '@tensorflow/tfjs-layers';
import type { SummaryWriter } from '../../src/index.ts';
import {
  CLASSES,
  type Digits,
  digitsBetween,
  loadDigits,
  PIXELS,
  shuffledIndices,
} from '../mlp-mnist/digits.ts';
import { seededRandom } from '../mlp-mnist/seeded-random.ts';
import type { Trial } from './grid.ts';
import { LEARNING_RATES, OPTIMIZERS } from './grid.ts';

const SEED = 1998;
const HIDDEN_UNITS = 16;
const BATCH_SIZE = 50;

/** How much is trained; the rest of the digits is not looked at. */
export interface Effort {
  readonly trainingDigits: number;
  readonly validationDigits: number;
  readonly epochs: number;
}

export interface Result {
  readonly loss: number;
  /** Share of the validation digits that are read rightly. */
  readonly accuracy: number;
}

const OPTIMIZER: Readonly<Record<Trial['optimizer'], (learningRate: number) => tf.Optimizer>> = {
  sgd: (learningRate) => tf.train.sgd(learningRate),
  momentum: (learningRate) => tf.train.momentum(learningRate, 0.9),
  adam: (learningRate) => tf.train.adam(learningRate),
};

function newModel({ optimizer, learningRate }: Trial): Sequential {
  const model = sequential({
    layers: [
      layers.dense({
        inputShape: [PIXELS],
        units: HIDDEN_UNITS,
        activation: 'relu',
        kernelInitializer: initializers.heNormal({ seed: SEED }),
      }),
      layers.dense({
        units: CLASSES,
        activation: 'softmax',
        kernelInitializer: initializers.glorotUniform({ seed: SEED + 1 }),
      }),
    ],
  });
  model.compile({
    optimizer: OPTIMIZER[optimizer](learningRate),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy'],
  });
  return model;
}

/** Inputs and targets of some rows; the caller disposes of them. */
function tensorsOf(digits: Digits, rows: Int32Array): [inputs: tf.Tensor, targets: tf.Tensor] {
  const pixels = new Float32Array(rows.length * PIXELS);
  for (const [to, from] of rows.entries()) {
    pixels.set(digits.pixels.subarray(from * PIXELS, (from + 1) * PIXELS), to * PIXELS);
  }
  const labels = rows.map((row) => digits.labels[row] ?? 0);
  const targets = tf.tidy(() => tf.oneHot(tf.tensor1d(labels, 'int32'), CLASSES, 1, 0, 'float32'));
  return [tf.tensor2d(pixels, [rows.length, PIXELS]), targets];
}

/** Loss and accuracy, as the model was compiled to give them. */
function resultOf(numbers: number | readonly number[]): Result {
  const [loss = Number.NaN, accuracy = Number.NaN] = Array.isArray(numbers) ? numbers : [numbers];
  return { loss, accuracy };
}

function evaluated(model: Sequential, digits: Digits): Result {
  const [inputs, targets] = tensorsOf(
    digits,
    Int32Array.from({ length: digits.count }, (_, row) => row),
  );
  const scalars = model.evaluate(inputs, targets, { batchSize: digits.count });
  const list = Array.isArray(scalars) ? scalars : [scalars];
  const result = resultOf(list.map((scalar) => scalar.dataSync()[0] ?? Number.NaN));
  tf.dispose([inputs, targets, ...list]);
  return result;
}

/**
 * Trains a trial and writes its curves and its hyperparameters; the caller closes the writer. The same trial gives the
 * same numbers. Resolves to how well it reads the validation digits at the end.
 */
export async function runTrial(writer: SummaryWriter, trial: Trial, effort: Effort): Promise<Result> {
  tf.enableProdMode(); // else tfjs prints an advertisement for its native twin
  const { trainingDigits, validationDigits, epochs } = effort;
  const digits = loadDigits(SEED);
  const training = digitsBetween(digits, 0, trainingDigits);
  const validation = digitsBetween(digits, trainingDigits, trainingDigits + validationDigits);
  const model = newModel(trial);
  const random = seededRandom(SEED);
  let batch = 0;
  let result = evaluated(model, validation);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const order = shuffledIndices(training.count, random);
    for (let from = 0; from < order.length; from += BATCH_SIZE) {
      const [inputs, targets] = tensorsOf(training, order.subarray(from, from + BATCH_SIZE));
      const { loss } = resultOf(await model.trainOnBatch(inputs, targets));
      tf.dispose([inputs, targets]);
      writer.addScalar('loss/batch', loss, batch++);
      await afterPendingIo();
    }
    result = evaluated(model, validation);
    writer.addScalar('loss/validation', result.loss, epoch);
    writer.addScalar('accuracy/validation', result.accuracy, epoch);
  }
  model.dispose();
  const { optimizer, learningRate } = trial;
  writer.addHparams(
    { optimizer, learningRate },
    { 'hparam/accuracy': result.accuracy, 'hparam/loss': result.loss },
    // The trial's own run, so that its curves and its row have one name and one colour.
    { runName: '.', step: epochs, domains: { optimizer: OPTIMIZERS, learningRate: LEARNING_RATES } },
  );
  return result;
}
