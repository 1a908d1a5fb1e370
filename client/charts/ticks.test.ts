import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LINEAR } from './axis-scale.ts';
import { formatDuration, formatTick, formatValue } from './number-format.ts';
import { linearTicks, logTicks, symlogTicks, xTicks } from './ticks.ts';

const labels = (ticks: readonly { readonly label: string }[]) => ticks.map(({ label }) => label);

describe('ticks', () => {
  it.each([
    ['plain numbers', { min: 0, max: 1 }, 5, ['0', '0.2', '0.4', '0.6', '0.8', '1.0']],
    ['thousands', { min: 0, max: 10_000 }, 5, ['0', '2k', '4k', '6k', '8k', '10k']],
    ['halves of thousands', { min: 900, max: 2600 }, 4, ['1.0k', '1.5k', '2.0k', '2.5k']],
    ['millions', { min: 0, max: 3e6 }, 3, ['0', '1M', '2M', '3M']],
    ['a narrow piece far out', { min: 12_345, max: 12_348 }, 3, ['12,345', '12,346', '12,347', '12,348']],
    ['tiny numbers', { min: 0, max: 4e-6 }, 4, ['0', '1e-6', '2e-6', '3e-6', '4e-6']],
    ['both signs', { min: -1, max: 1 }, 4, ['-1.0', '-0.5', '0', '0.5', '1.0']],
  ])('writes %s', (_, interval, count, expected) => {
    expect(labels(linearTicks(interval, count))).toEqual(expected);
  });

  it.each([
    ['decades', { min: 1e-4, max: 1 }, 4, ['1e-4', '0.001', '0.01', '0.1', '1']],
    ['digits between few decades', { min: 0.9, max: 21 }, 6, ['1', '2', '5', '10', '20']],
    [
      'every other decade where there are many',
      { min: 1e-8, max: 1e2 },
      5,
      ['1e-8', '1e-6', '1e-4', '0.01', '1', '100'],
    ],
    ['a linear piece within one', { min: 2, max: 3 }, 2, ['2.0', '2.5', '3.0']],
  ])('writes on a logarithmic axis %s', (_, interval, count, expected) => {
    expect(labels(logTicks(interval, count))).toEqual(expected);
  });

  it.each([
    ['zero and decades on both sides', { min: -100, max: 10 }, 8, ['-100', '-10', '-1', '0', '1', '10']],
    [
      'every other decade where there are many',
      { min: -1e4, max: 1e4 },
      5,
      ['-1e4', '-100', '0', '100', '1e4'],
    ],
    ['round numbers where it is even', { min: 0, max: 2 }, 2, ['0', '1', '2']],
  ])('writes on a symlog axis %s', (_, interval, count, expected) => {
    const plain = (label: string) => label.replace('10k', '1e4');
    expect(labels(symlogTicks(interval, count, { name: 'symlog', threshold: 1 })).map(plain)).toEqual(
      expected,
    );
  });

  it('writes durations by their logarithm', () => {
    const log = { name: 'log', threshold: 1 } as const;
    expect(labels(xTicks({ min: 1, max: 4000 }, 4, 'relative', log))).toEqual([
      '1s',
      '10s',
      '1m 40s',
      '16m 40s',
    ]);
  });

  it.each([
    ['whole steps only', 'step', { min: 0, max: 2 }, ['0', '1', '2']],
    ['spans of time', 'relative', { min: 0, max: 4000 }, ['0s', '15m', '30m', '45m', '1h']],
  ] as const)('writes along the horizontal axis %s', (_, axis, interval, expected) => {
    expect(labels(xTicks(interval, 5, axis, LINEAR))).toEqual(expected);
  });

  it('wall times stand on whole hours of local time', () => {
    const start = new Date(2026, 10, 23, 9, 20).getTime() / 1000;
    const ticks = xTicks({ min: start, max: start + 4 * 3600 }, 5, 'wall', LINEAR);
    expect(labels(ticks)).toEqual(['10:00', '11:00', '12:00', '13:00']);
  });

  it('lie within any interval, ascending, each once, and not too many', () => {
    const number = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(number, fc.double({ min: 1e-3, max: 1e9, noNaN: true }), (min, width) => {
        const max = min + width;
        const ticks = linearTicks({ min, max }, 5).map(({ value }) => value);
        expect(ticks.length).toBeLessThanOrEqual(7);
        expect(ticks).toEqual([...new Set(ticks)].sort((a, b) => a - b));
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(min - 1e-6 * width);
          expect(tick).toBeLessThanOrEqual(max + 1e-6 * width);
        }
      }),
    );
  });
});

describe('numbers', () => {
  it.each([
    [0.123456789, '0.12346'],
    [1e-7, '1e-7'],
    [123_456_789, '1.2346e8'],
    [12_345, '12,345'],
    [0, '0'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-∞'],
  ])('%d is read as %s', (value, text) => expect(formatValue(value)).toBe(text));

  it.each([
    [0, '0s'],
    [0.34, '340ms'],
    [12.5, '12.5s'],
    [59.999, '60s'],
    [200, '3m 20s'],
    [7500, '2h 5m'],
    [7199.9, '2h'],
    [90_000, '1d 1h'],
    [-3600, '-1h'],
  ])('%d seconds are %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

  it.each([
    [0.1 + 0.2, 0.1, '0.3'],
    [-1500, 500, '-1.5k'],
    [1.5e20, 1e19, '1.5e20'],
  ])('the tick %d at a spacing of %d says %s', (value, spacing, text) =>
    expect(formatTick(value, spacing)).toBe(text),
  );
});
