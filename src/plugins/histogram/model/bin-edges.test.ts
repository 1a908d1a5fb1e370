import { describe, expect, it } from 'vitest';
import { histogramValue } from '../summary.ts';
import { type Bins, equalEdges, MAX_BINS, tensorflowEdges } from './bin-edges.ts';

/** The same numbers on every machine and in Python: a linear congruence, cubed to be skewed. */
function skewed(): number[] {
  let state = 12345n;
  return Array.from({ length: 500 }, () => {
    state = (state * 1103515245n + 12345n) % 2147483648n;
    return (Number(state) / 2147483648) ** 3 * 10 - 2;
  });
}

const DATA: Record<string, number[]> = {
  small: [-1.5, 0, 0.25, 0.25, 3],
  skew: skewed(),
  ones: [7, 7, 7],
};

describe('equal bins', () => {
  // What numpy.histogram (2.4.6) gave for these values: counts and the second edge.
  it.each<[string, Bins, number[], number]>([
    ['small', 'auto', [1, 3, 0, 0, 1], -0.6],
    ['small', 'doane', [1, 3, 0, 0, 1], -0.6],
    ['small', 'fd', [1, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1], -1.21875],
    ['small', 'rice', [1, 3, 0, 1], -0.375],
    ['small', 'scott', [4, 1], 0.75],
    ['small', 'sqrt', [1, 3, 1], 0],
    ['small', 'sturges', [1, 3, 0, 1], -0.375],
    ['small', 4, [1, 3, 0, 1], -0.375],
    ['skew', 'auto', [233, 53, 46, 34, 37, 27, 16, 21, 18, 15], -1.0062162393492924],
    ['skew', 'doane', [213, 45, 35, 34, 24, 28, 24, 18, 18, 8, 17, 14, 13, 9], -1.2901544560943856],
    ['skew', 'fd', [233, 53, 46, 34, 37, 27, 16, 21, 18, 15], -1.0062162393492924],
    ['skew', 'rice', [204, 46, 30, 30, 26, 22, 24, 21, 13, 20, 10, 12, 13, 9, 12, 8], -1.3788851488272273],
    ['skew', 'scott', [241, 58, 43, 43, 31, 29, 18, 20, 17], -0.8957958217262005],
    [
      'skew',
      'sqrt',
      [177, 46, 30, 18, 25, 20, 16, 13, 20, 15, 11, 21, 7, 12, 11, 4, 9, 9, 8, 8, 6, 7, 7],
      -1.567920102910238,
    ],
    ['skew', 'sturges', [233, 53, 46, 34, 37, 27, 16, 21, 18, 15], -1.0062162393492924],
    ['skew', 4, [310, 93, 55, 42], 0.4844593985624479],
    ['ones', 'auto', [3], 7.5],
    ['ones', 'doane', [3], 7.5],
    ['ones', 'fd', [3], 7.5],
    ['ones', 'rice', [3], 7.5],
    ['ones', 'scott', [3], 7.5],
    ['ones', 'sqrt', [3], 7.5],
    ['ones', 'sturges', [3], 7.5],
  ])('of %s by %s are those of numpy', (name, bins, counts, secondEdge) => {
    const histo = histogramValue('h', DATA[name] ?? [], { bins }).histo;
    expect(histo?.bucket).toEqual([0, ...counts]);
    expect(histo?.bucketLimit?.[1]).toBe(secondEdge);
  });

  it('an outlier does not make fd ask for all memory', () => {
    const values = Float64Array.of(...Array.from({ length: 100 }, (_, i) => i / 1e9), 1e9);
    expect(equalEdges(values, 'fd')).toHaveLength(MAX_BINS + 1);
  });

  it.each([
    [0, 'expected bins between 1 and 65536, got 0'],
    [2.5, 'expected bins between 1 and 65536, got 2.5'],
    [
      'stone',
      'expected bins to be a whole number or one of tensorflow, auto, doane, fd, rice, scott, sqrt, sturges, got "stone"',
    ],
  ])('%s bins are refused', (bins, message) =>
    expect(() => equalEdges(Float64Array.of(1, 2), bins as number)).toThrow(message),
  );
});

it('the default edges are those of PyTorch: 1549 of them, around 0', () => {
  const edges = tensorflowEdges();
  expect(edges).toHaveLength(1549);
  expect([edges[774], edges[775], edges[776], edges[773]]).toEqual([0, 1e-12, 1e-12 * 1.1, -1e-12]);
  expect(edges[1548]).toBeLessThan(1e20);
});
