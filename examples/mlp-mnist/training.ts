// The lecture's multilayer perceptron, trained on MNIST digits, and everything a SummaryWriter can tell of it.
import { setImmediate as afterPendingIo } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { initializers, layers, type Sequential, sequential } from '@tensorflow/tfjs-layers';
import { makeGrid, type SummaryWriter } from '../../src/index.ts';
import { CLASSES, type Digits, digitsBetween, loadDigits, PIXELS, SIDE, shuffledIndices } from './digits.ts';
import { writeEvaluation } from './evaluation.ts';
import { writeHiddenLayer } from './hidden-layer.ts';
import { seededRandom } from './seeded-random.ts';
import type { Settings } from './settings.ts';
import { writeLandscape, writeLossTone } from './sights-and-sounds.ts';

const SEED = 1998;
const EVALUATED_AT_ONCE = 500;
const PROJECTED_DIGITS = 400;
/** Epochs between two landscapes, and two tones. */
const LOOKED_AT_EVERY = 4;

/** How well a model does on some digits: mean cross-entropy, and the share that it reads wrongly. */
export interface Score {
  readonly loss: number;
  readonly error: number;
}

function newPerceptron({ hiddenUnits, learningRate }: Settings): Sequential {
  const model = sequential({
    layers: [
      layers.dense({
        inputShape: [PIXELS],
        units: hiddenUnits,
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
  model.compile({ optimizer: tf.train.sgd(learningRate), loss: 'categoricalCrossentropy' });
  return model;
}

function inputsOf(digits: Digits): tf.Tensor2D {
  return tf.tensor2d(digits.pixels, [digits.count, PIXELS]);
}

function targetsOf(digits: Digits): tf.Tensor {
  return tf.oneHot(tf.tensor1d(digits.labels, 'int32'), CLASSES, 1, 0, 'float32');
}

function batchOf(digits: Digits, rows: Int32Array): Digits {
  const pixels = new Float32Array(rows.length * PIXELS);
  for (const [to, from] of rows.entries()) {
    pixels.set(digits.pixels.subarray(from * PIXELS, (from + 1) * PIXELS), to * PIXELS);
  }
  return { count: rows.length, pixels, labels: rows.map((row) => digits.labels[row] ?? 0) };
}

async function trainBatch(model: Sequential, batch: Digits): Promise<number> {
  const inputs = inputsOf(batch);
  const targets = tf.tidy(() => targetsOf(batch));
  const loss = await model.trainOnBatch(inputs, targets);
  tf.dispose([inputs, targets]);
  return Array.isArray(loss) ? (loss[0] ?? Number.NaN) : loss;
}

/** What the model takes each digit for: CLASSES probabilities a digit. */
async function probabilitiesOf(model: Sequential, digits: Digits): Promise<Float32Array> {
  const probabilities = new Float32Array(digits.count * CLASSES);
  for (let from = 0; from < digits.count; from += EVALUATED_AT_ONCE) {
    const part = digitsBetween(digits, from, Math.min(from + EVALUATED_AT_ONCE, digits.count));
    const ofPart = tf.tidy(() => {
      const answer = model.predict(inputsOf(part));
      if (Array.isArray(answer)) throw new TypeError('the perceptron has one output');
      return answer.dataSync();
    });
    probabilities.set(ofPart, from * CLASSES);
    await afterPendingIo();
  }
  return probabilities;
}

function scoreOf(probabilities: Float32Array, { labels, count }: Digits): Score {
  let loss = 0;
  let wrong = 0;
  for (const [row, label] of labels.entries()) {
    const ofRow = probabilities.subarray(row * CLASSES, (row + 1) * CLASSES);
    const right = ofRow[label] ?? 0;
    loss -= Math.log(Math.max(right, Number.EPSILON));
    if (ofRow.some((probability) => probability > right)) wrong++;
  }
  return { loss: loss / count, error: wrong / count };
}

/** Writes each layer's weights as histograms and, for the first layer, as one 28x28 picture a hidden unit. */
function writeWeights(writer: SummaryWriter, model: Sequential, epoch: number): void {
  for (const [index, layer] of model.layers.entries()) {
    const [kernel, bias] = layer.getWeights();
    if (kernel === undefined || bias === undefined) throw new Error('a dense layer has a kernel and a bias');
    writer.addHistogram(`layer${index + 1}/weights`, kernel, epoch);
    // Before training they are all 0: one spike so high that it would flatten every later ridge.
    if (epoch > 0) writer.addHistogram(`layer${index + 1}/bias`, bias, epoch);
  }
  const firstKernel = model.layers[0]?.getWeights()[0];
  if (firstKernel === undefined) throw new Error('the perceptron has no first layer');
  const tiles = tf.tidy(() => tf.reshape(tf.transpose(firstKernel), [-1, 1, SIDE, SIDE]));
  const grid = makeGrid(tiles, { nrow: 8, padding: 1, normalize: true, scaleEach: true });
  writer.addImage('weights/first_layer', grid, epoch);
  if (epoch % LOOKED_AT_EVERY === 0) {
    const firstUnit = tf.tidy(() => tf.slice(tiles, [0, 0, 0, 0], [1, 1, SIDE, SIDE]).dataSync());
    writeLandscape(writer, Float32Array.from(firstUnit), epoch);
  }
  tiles.dispose();
}

/** Writes what is known before training: the settings, and which curves belong together. */
function writeIntroduction(writer: SummaryWriter, settings: Settings): void {
  const rows = Object.entries(settings).map(([name, value]) => `| ${name} | ${value} |`);
  writer.addText('settings', ['| setting | value |', '|---|---|', ...rows].join('\n'), 0);
  writer.addCustomScalars({
    'Train and validation': { loss: ['Multiline', ['^loss$']], error: ['Multiline', ['^error$']] },
    'Batches of an epoch': {
      spread: ['Margin', ['batch_loss/mean', 'batch_loss/low', 'batch_loss/high']],
    },
  });
}

/** Writes how the losses of an epoch's batches spread: mean, and a standard deviation below and above. */
function writeSpread(writer: SummaryWriter, losses: readonly number[], epoch: number): void {
  const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  const variance = losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / losses.length;
  writer.addScalar('batch_loss/mean', mean, epoch);
  writer.addScalar('batch_loss/low', mean - Math.sqrt(variance), epoch);
  writer.addScalar('batch_loss/high', mean + Math.sqrt(variance), epoch);
}

/** Writes the run's row among the hyperparameters, and the last layer's weights for programs. */
function writeResult(writer: SummaryWriter, model: Sequential, settings: Settings, score: Score): void {
  const { hiddenUnits, learningRate, batchSize, epochs } = settings;
  const metrics = { 'hparam/error': score.error, 'hparam/loss': score.loss };
  // The run's own folder, so that its curves and its row have one name and one colour.
  writer.addHparams({ hiddenUnits, learningRate, batchSize }, metrics, { runName: '.', step: epochs });
  const [kernel] = model.layers.at(-1)?.getWeights() ?? [];
  if (kernel !== undefined) writer.addTensor('layer2/kernel', kernel, epochs);
}

/**
 * Trains a perceptron and writes every kind of data that Runboard shows while it learns; the caller closes the writer.
 * The same settings give the same numbers. Resolves to the final score on the validation digits.
 */
export async function trainPerceptron(writer: SummaryWriter, settings: Settings): Promise<Score> {
  tf.enableProdMode(); // else tfjs prints an advertisement for its native twin
  const digits = loadDigits(SEED);
  const training = digitsBetween(digits, 0, settings.trainingDigits);
  const validation = digitsBetween(digits, settings.trainingDigits, digits.count);

  const shown = { data: digits.pixels.subarray(0, 20 * PIXELS), shape: [20, 1, SIDE, SIDE] };
  writer.addImage('digits', makeGrid(shown, { nrow: 10 }), 0);
  const model = newPerceptron(settings);
  writeIntroduction(writer, settings);
  writer.addGraph(model);
  writeWeights(writer, model, 0);
  const projected = digitsBetween(validation, 0, PROJECTED_DIGITS);
  writeHiddenLayer(writer, model, projected, 0);

  const random = seededRandom(SEED);
  let batchNumber = 0;
  let score: Score = { loss: Number.NaN, error: Number.NaN };
  for (let epoch = 1; epoch <= settings.epochs; epoch++) {
    const losses: number[] = [];
    const order = shuffledIndices(training.count, random);
    for (let from = 0; from < order.length; from += settings.batchSize) {
      const loss = await trainBatch(
        model,
        batchOf(training, order.subarray(from, from + settings.batchSize)),
      );
      writer.addScalar('batch/loss', loss, batchNumber++);
      losses.push(loss);
      // The arithmetic blocks this thread; the writer's own work gets its turn here.
      await afterPendingIo();
    }
    const train = scoreOf(await probabilitiesOf(model, training), training);
    const answers = await probabilitiesOf(model, validation);
    score = scoreOf(answers, validation);
    writer.addScalars('loss', { train: train.loss, validate: score.loss }, epoch);
    writer.addScalars('error', { train: train.error, validate: score.error }, epoch);
    writeSpread(writer, losses, epoch);
    writeEvaluation(writer, answers, validation, score.error, epoch);
    if (epoch === 1 || epoch % LOOKED_AT_EVERY === 0) writeLossTone(writer, losses, epoch);
    writeWeights(writer, model, epoch);
  }
  writeHiddenLayer(writer, model, projected, settings.epochs);
  writeResult(writer, model, settings, score);
  return score;
}
