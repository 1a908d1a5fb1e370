// Where the perceptron's hidden layer puts the digits: a point a digit, for the projector.
import * as tf from '@tensorflow/tfjs-core';
import type { Sequential } from '@tensorflow/tfjs-layers';
import type { SummaryWriter } from '../../src/index.ts';
import { type Digits, PIXELS, SIDE } from './digits.ts';

/** Writes the activations of the hidden units, with each digit's picture, its class, and what the model takes it for. */
export function writeHiddenLayer(
  writer: SummaryWriter,
  model: Sequential,
  { count, pixels, labels }: Digits,
  epoch: number,
): void {
  const { hidden, answers } = tf.tidy(() => {
    const inputs = tf.tensor2d(pixels, [count, PIXELS]);
    const activations = model.layers[0]?.apply(inputs) as tf.Tensor2D;
    const probabilities = model.predict(inputs) as tf.Tensor2D;
    return {
      hidden: { shape: activations.shape, data: activations.dataSync() },
      answers: tf.argMax(probabilities, 1).dataSync(),
    };
  });
  writer.addEmbedding(hidden, {
    tag: 'hidden layer',
    step: epoch,
    metadata: Array.from(labels, (label, row) => [label, answers[row] ?? '']),
    metadataHeader: ['digit', 'read as'],
    labelImg: { shape: [count, 1, SIDE, SIDE], data: pixels },
  });
}
