// A small network that tells two spirals apart, and what a SummaryWriter is told of it.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { initializers, layers, type Sequential, sequential } from '@tensorflow/tfjs-layers';
import type { AnySummaryWriter } from '../../../src/browser.ts';
import { seededRandom } from '../../mlp-mnist/seeded-random.ts';
import { gridPlaces, type Points, spiralPoints } from './spirals.ts';

/** Pixels of the map, across and down. */
export const MAP_SIDE = 64;
const SEED = 1988;
const TRAINING_POINTS = 400;
const VALIDATION_POINTS = 200;
const BATCH = 50;
const EPOCHS_BETWEEN_MAPS = 5;

/** How well it does on points that it never saw, 0 to 1, and what it takes each place of the plane for, 0 to 1. */
export interface Progress {
  readonly epoch: number;
  readonly accuracy: number;
  readonly map: Float32Array;
}

function newModel(): Sequential {
  const hidden = (seed: number) => ({
    units: 32,
    activation: 'relu' as const,
    kernelInitializer: initializers.heNormal({ seed }),
  });
  const model = sequential({
    layers: [
      layers.dense({ ...hidden(SEED), inputShape: [2], name: 'first' }),
      layers.dense({ ...hidden(SEED + 1), name: 'second' }),
      layers.dense({
        units: 1,
        activation: 'sigmoid',
        name: 'out',
        kernelInitializer: initializers.glorotUniform({ seed: SEED + 2 }),
      }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.005), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  return model;
}

function tensorsOf({ places, classes, count }: Points): [inputs: tf.Tensor2D, targets: tf.Tensor2D] {
  return [tf.tensor2d(places, [count, 2]), tf.tensor2d(classes, [count, 1])];
}

function mapOf(model: Sequential, places: tf.Tensor2D): Float32Array {
  return tf.tidy(() => (model.predict(places) as tf.Tensor).dataSync() as Float32Array);
}

/** Trains, logs, and tells each epoch; gives way to the page between batches. The caller closes the writer. */
export async function train(
  writer: AnySummaryWriter,
  epochs: number,
  tell: (progress: Progress) => void,
): Promise<void> {
  tf.enableProdMode(); // else tfjs prints an advertisement for its native twin
  const random = seededRandom(SEED);
  const [inputs, targets] = tensorsOf(spiralPoints(TRAINING_POINTS, random));
  const validation = tensorsOf(spiralPoints(VALIDATION_POINTS, random));
  const plane = tf.tensor2d(gridPlaces(MAP_SIDE), [MAP_SIDE * MAP_SIDE, 2]);
  const model = newModel();
  writer.addGraph(model);
  writer.addText(
    'training',
    `A network of 2, 32, 32 and 1 units, Adam, batches of ${BATCH}, ${epochs} epochs.`,
  );
  await model.fit(inputs, targets, {
    epochs,
    batchSize: BATCH,
    validationData: validation,
    verbose: 0,
    yieldEvery: 'batch',
    callbacks: {
      onEpochEnd: async (epoch, logs = {}) => {
        writer.addScalar('loss/train', logs['loss'] ?? Number.NaN, epoch);
        writer.addScalar('loss/validation', logs['val_loss'] ?? Number.NaN, epoch);
        writer.addScalar('accuracy/validation', logs['val_acc'] ?? Number.NaN, epoch);
        const map = mapOf(model, plane);
        if (epoch % EPOCHS_BETWEEN_MAPS === 0 || epoch === epochs - 1) {
          writer.addImage('map', { shape: [1, MAP_SIDE, MAP_SIDE], data: map }, epoch);
          for (const layer of model.layers) {
            const [kernel] = layer.getWeights();
            if (kernel) writer.addHistogram(`${layer.name}/kernel`, kernel, epoch);
          }
        }
        tell({ epoch, accuracy: logs['val_acc'] ?? Number.NaN, map });
      },
    },
  });
  model.dispose();
  tf.dispose([inputs, targets, ...validation, plane]);
}
