// Which curves are worth a word to their owner, and which are not.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pauseSecondsOf, troublesOf } from './alert-rules.ts';

const curve = (length: number, valueAt: (at: number) => number) =>
  Array.from({ length }, (_, at) => valueAt(at));
const noise = (at: number) => 0.05 * Math.sin(at * 2.3) * Math.cos(at * 0.7);
const falling = (at: number) => 2.3 * Math.exp(-at / 100) + noise(at);

describe('a loss', () => {
  it.each<[string, number[], string[]]>([
    ['without points', [], []],
    ['of one point', [1], []],
    ['that falls', curve(300, falling), []],
    ['that falls slowly but steadily', curve(1000, (at) => 3 - at / 1000 + noise(at)), []],
    ['that is short and level', curve(19, () => 1), []],
    ['whose newest value is NaN', [...curve(300, falling), Number.NaN], ['not-finite']],
    ['whose newest value is infinite', [3, 2, Number.POSITIVE_INFINITY], ['not-finite']],
    ['that was NaN once and fell on', curve(300, (at) => (at === 50 ? Number.NaN : falling(at))), []],
    [
      'that fell and rose above its beginning',
      curve(200, (at) => (at < 100 ? 2 - at / 100 : (at - 100) / 20)),
      ['diverges'],
    ],
    [
      'that fell and rose a little',
      curve(200, (at) => (at < 180 ? 2 - at / 100 : 0.2 + (at - 180) / 100)),
      [],
    ],
    ['that only grows', curve(60, (at) => 1.1 ** at), ['diverges']],
    ['that grows by half', curve(60, (at) => 1 + at / 120), []],
    ['below zero that falls', curve(200, (at) => -at), []],
    [
      'below zero that rises above its beginning',
      curve(200, (at) => (at < 100 ? -1 - at : at - 100)),
      ['diverges'],
    ],
    ['that fell and stands', curve(400, (at) => Math.max(0.5, 2 - at / 50) + noise(at) / 100), ['plateau']],
    ['that never moved', curve(200, () => 0.7), ['plateau']],
    ['with one spike', curve(300, (at) => (at === 150 ? 1000 : falling(at))), []],
  ])('%s', (_, values, troubles) => {
    expect(troublesOf(values)).toEqual(troubles);
  });

  it('is judged alike in any unit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { maxLength: 150 }),
        fc.integer({ min: 0, max: 8 }),
        (values, power) => {
          expect(troublesOf(values.map((value) => value * 2 ** power))).toEqual(troublesOf(values));
        },
      ),
    );
  });
});

describe('the pause of a run', () => {
  it.each([
    ['without points', [], 0],
    ['of one point', [5], 0],
    ['of two', [5, 8], 3],
    ['is that of the newest tenth', curve(100, (at) => (at < 80 ? at : 80 + (at - 80) * 7)), 7],
    ['of clocks that went back is none', [9, 5], 0],
  ])('%s', (_, wallTimes, seconds) => {
    expect(pauseSecondsOf(wallTimes)).toBeCloseTo(seconds, 6);
  });
});
