import { expect, it } from 'vitest';
import { CLASSES, digitsBetween, loadDigits, PIXELS, shuffledIndices } from './digits.ts';
import { seededRandom } from './seeded-random.ts';

it('loads 10,000 digits of all ten classes, grey values from 0 to 1', () => {
  const digits = loadDigits(1);
  expect(digits.count).toBe(10_000);
  expect(new Set(digits.labels.subarray(0, 500)).size).toBe(CLASSES);
  expect(digits.pixels.length).toBe(10_000 * PIXELS);
  expect(digits.pixels.every((grey) => grey >= 0 && grey <= 1)).toBe(true);
  for (const row of [0, 4321, 9999]) {
    expect(digitsBetween(digits, row, row + 1).pixels.some((grey) => grey > 0.5)).toBe(true);
  }
});

it('orders them by the seed alone', () => {
  expect(loadDigits(1).labels).toEqual(loadDigits(1).labels);
  expect(loadDigits(1).labels).not.toEqual(loadDigits(2).labels);
});

it('shuffles without losing an index', () => {
  expect([...shuffledIndices(100, seededRandom(3))].sort((a, b) => a - b)).toEqual(
    Array.from({ length: 100 }, (_, index) => index),
  );
});
