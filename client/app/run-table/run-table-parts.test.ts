import { expect, it } from 'vitest';
import { formatCell, formatDifference, formatDuration } from './cell-format.ts';
import { clicked, NOTHING_SELECTED, type Selection } from './selection.ts';

const ALL = ['a', 'b', 'c', 'd', 'e'];
const PLAIN = { shiftKey: false, ctrlKey: false, metaKey: false };
const CTRL = { ...PLAIN, ctrlKey: true };
const SHIFT = { ...PLAIN, shiftKey: true };

it.each<[string, [string[], typeof PLAIN][], string[]]>([
  ['one', [[['b'], PLAIN]], ['b']],
  [
    'another instead',
    [
      [['b'], PLAIN],
      [['c'], PLAIN],
    ],
    ['c'],
  ],
  [
    'the same again: none',
    [
      [['b'], PLAIN],
      [['b'], PLAIN],
    ],
    [],
  ],
  [
    'one more',
    [
      [['b'], PLAIN],
      [['d'], CTRL],
    ],
    ['b', 'd'],
  ],
  [
    'one less',
    [
      [['b'], PLAIN],
      [['d'], CTRL],
      [['b'], CTRL],
    ],
    ['d'],
  ],
  [
    'a range',
    [
      [['b'], PLAIN],
      [['d'], SHIFT],
    ],
    ['b', 'c', 'd'],
  ],
  [
    'a range from the same anchor',
    [
      [['c'], PLAIN],
      [['e'], SHIFT],
      [['a'], SHIFT],
    ],
    ['a', 'b', 'c'],
  ],
  ['a group', [[['c', 'd'], PLAIN]], ['c', 'd']],
  ['Shift without an anchor: one', [[['c'], SHIFT]], ['c']],
])('a click selects %s', (_, clicks, expected) => {
  const selection = clicks.reduce<Selection>(
    (before, [names, keys]) => clicked(before, names, ALL, keys),
    NOTHING_SELECTED,
  );
  expect([...selection.names].sort()).toEqual(expected);
});

it.each([
  [0.42, '0.4s'],
  [12, '12s'],
  [270, '4m 30s'],
  [3600, '1h'],
  [3661, '1h 1m'],
  [200_000, '2d 7h'],
  [1e9, '31y'],
  [1e12, '32Ky'],
])('%d seconds are %s', (seconds, expected) => expect(formatDuration(seconds)).toBe(expected));

it('values are written for people', () => {
  expect(formatCell(undefined, 'value')).toBe('');
  expect(formatCell(true, 'value')).toBe('true');
  expect(formatCell(12_345, 'step')).toBe('12,345');
  expect(formatCell(2 ** 62, 'step')).toBe('4.6117e18');
  expect(formatCell(Number.NaN, 'value')).toBe('NaN');
  expect(formatDifference(0.75, 0.5)).toBe('+0.25');
  expect(formatDifference(0.5, 0.75)).toBe('−0.25');
  expect(formatDifference(0.5, 0.5)).toBe('±0');
  expect(formatDifference(100, 160, 'duration')).toBe('−1m');
  expect(formatDifference('adam', 0.5)).toBe('');
  expect(formatDifference(Number.NaN, 0.5)).toBe('');
});
