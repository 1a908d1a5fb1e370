// A small network on MNIST digits, trained by `fit` and logged by the callback alone, as with Keras.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { initializers, layers, sequential } from '@tensorflow/tfjs-layers';
import { tensorBoard } from '../../src/integrations/tfjs.ts';
import { CLASSES, type Digits, digitsBetween, loadDigits, SIDE } from '../mlp-mnist/digits.ts';

const SEED = 1998;

function newModel() {
  const model = sequential({
    layers: [
      layers.flatten({ inputShape: [SIDE, SIDE, 1] }),
      layers.dense({
        name: 'hidden',
        units: 32,
        activation: 'relu',
        kernelInitializer: initializers.heNormal({ seed: SEED }),
      }),
      layers.dense({
        name: 'out',
        units: CLASSES,
        activation: 'softmax',
        kernelInitializer: initializers.glorotUniform({ seed: SEED + 1 }),
      }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.003), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return model;
}

/** Pictures and one-hot labels; the caller disposes of them. */
function tensorsOf({ pixels, labels, count }: Digits): [inputs: tf.Tensor, targets: tf.Tensor] {
  const targets = tf.tidy(() => tf.oneHot(tf.tensor1d(labels, 'int32'), CLASSES, 1, 0, 'float32'));
  return [tf.tensor4d(pixels, [count, SIDE, SIDE, 1]), targets];
}

/** Trains on so many digits, and validates on half as many others. Resolves to the last epoch's share of digits read rightly. */
export async function train(logDir: string, digitCount: number, epochs: number): Promise<number> {
  tf.enableProdMode(); // else tfjs prints an advertisement for its native twin
  const digits = loadDigits(SEED);
  const [inputs, targets] = tensorsOf(digitsBetween(digits, 0, digitCount));
  const validation = tensorsOf(digitsBetween(digits, digitCount, digitCount * 1.5));
  const model = newModel();
  const board = tensorBoard({ logDir, model, updateFreq: 'batch', histogramFreq: 1, writeImages: true });
  const { history } = await model.fit(inputs, targets, {
    epochs,
    batchSize: 50,
    verbose: 0,
    validationData: validation,
    callbacks: board,
  });
  model.dispose();
  tf.dispose([inputs, targets, ...validation]);
  return Number(history['val_acc']?.at(-1));
}
