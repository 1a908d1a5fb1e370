import { expect, it } from 'vitest';
import { benchRow, quantile } from './bench.ts';

it.each([
  ['the median of an odd count', [3, 1, 2], 0.5, 2],
  ['the lower middle of an even count', [4, 1, 2, 3], 0.5, 2],
  ['the 95th of a hundred', Array.from({ length: 100 }, (_, index) => 100 - index), 0.95, 95],
  ['the largest', [5, 9, 1], 1, 9],
])('takes %s', (_, numbers, part, expected) => expect(quantile(numbers, part)).toBe(expected));

it('makes a row of rounds', () => {
  expect(benchRow('served', [10, 30, 20], 100)).toEqual({
    what: 'served',
    rounds: 3,
    median: 20,
    p95: 30,
    max: 30,
    promised: 100,
  });
});
