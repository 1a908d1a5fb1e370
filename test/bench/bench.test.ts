import { expect, it } from 'vitest';
import { latencyRow, peerRows, quantile, tableOf } from './bench.ts';

it.each([
  ['the median of an odd count', [3, 1, 2], 0.5, 2],
  ['the lower middle of an even count', [4, 1, 2, 3], 0.5, 2],
  ['the 95th of a hundred', Array.from({ length: 100 }, (_, index) => 100 - index), 0.95, 95],
  ['the largest', [5, 9, 1], 1, 9],
  ['the smallest', [5, 9, 1], 0, 1],
])('takes %s', (_, numbers, part, expected) => expect(quantile(numbers, part)).toBe(expected));

it('makes a row of rounds', () => {
  expect(latencyRow('served', [10, 30, 20], 100)).toEqual({
    what: 'served',
    numbers: { median: 20, p95: 30, max: 30, promised: 100, rounds: 3 },
  });
});

it('compares by the median, and prints what there is in columns', () => {
  const rows = peerRows(
    'A',
    { milliseconds: [100, 300, 200], memoryMb: 80 },
    { name: 'peer', milliseconds: [1000, 2000, 1500] },
  );
  expect(tableOf(rows).split('\n')).toEqual([
    '                      min      median       ratio    memoryMb      rounds',
    '  A: Runboard    100.0 ms    200.0 ms       7.50x       80 MB           3',
    '  A: peer       1000.0 ms   1500.0 ms                                   3',
  ]);
});
