import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binned, bucketAt, type HistogramBuckets, joinedExtent, resampled, valueExtent } from './buckets.ts';

type Row = readonly [left: number, right: number, count: number];
const columnsOf = (
  histograms: readonly (readonly Row[])[],
  steps = [...histograms.keys()],
): HistogramBuckets => {
  const rows = histograms.flat();
  const ends = histograms.map((_, i) => histograms.slice(0, i + 1).flat().length);
  return {
    steps: Float64Array.from(steps),
    wallTimes: Float64Array.from(steps),
    offsets: Uint32Array.of(0, ...ends),
    left: Float64Array.from(rows, ([left]) => left),
    right: Float64Array.from(rows, ([, right]) => right),
    count: Float64Array.from(rows, ([, , count]) => count),
  };
};

describe('buckets', () => {
  it.each<[string, Row[], { min: number; max: number }, number[]]>([
    [
      'of the bins themselves stay as they are',
      [
        [0, 1, 3],
        [1, 2, 5],
      ],
      { min: 0, max: 2 },
      [3, 5],
    ],
    ['over several bins are shared out', [[0, 4, 8]], { min: 0, max: 4 }, [2, 2, 2, 2]],
    ['across an edge are split by their overlap', [[0.5, 1.5, 10]], { min: 0, max: 2 }, [5, 5]],
    ['without width fall into one bin', [[1, 1, 7]], { min: 0, max: 2 }, [0, 7]],
    ['without width at the end fall into the last', [[2, 2, 7]], { min: 0, max: 2 }, [0, 7]],
    ['the wrong way round are swapped', [[2, 0, 4]], { min: 0, max: 2 }, [2, 2]],
    [
      'with an infinite edge end with the extent',
      [
        [1, Infinity, 6],
        [-Infinity, 0, 2],
      ],
      { min: 0, max: 2 },
      [2, 6],
    ],
    [
      'with TensorFlow 1’s greatest double do too',
      [[1, 1.7976931348623157e308, 6]],
      { min: 0, max: 2 },
      [0, 6],
    ],
    [
      'with NaN anywhere count nothing',
      [
        [Number.NaN, Number.NaN, 6],
        [0, 1, Number.NaN],
      ],
      { min: 0, max: 2 },
      [0, 0],
    ],
    ['that are none give empty bins', [], { min: 0, max: 2 }, [0, 0]],
  ])('%s', (_, rows, extent, expected) => {
    expect([...resampled(columnsOf([rows]), 0, extent, expected.length)]).toEqual(
      expected.map((count) => expect.closeTo(count, 9)),
    );
  });

  it('lose nothing by becoming bins', () => {
    const edge = fc.integer({ min: -1e6, max: 1e6 }).map((thousandths) => thousandths / 1000);
    const row = fc.tuple(edge, edge, fc.nat(1000));
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 60 }),
        (rows, bins) => {
          const columns = columnsOf([rows]);
          const total = resampled(columns, 0, valueExtent(columns), bins).reduce((a, b) => a + b, 0);
          const given = rows.reduce((sum, [, , count]) => sum + count, 0);
          expect(Math.abs(total - given)).toBeLessThanOrEqual(1e-6 * Math.max(1, given));
        },
      ),
    );
  });

  it.each<[string, Row[], { min: number; max: number }]>([
    [
      'empty ends, as torch adds them',
      [
        [-9, -2, 0],
        [-2, 3, 4],
        [3, 99, 0],
      ],
      { min: -2, max: 3 },
    ],
    [
      'open edges',
      [
        [-Infinity, -2, 1],
        [3, 1.7976931348623157e308, 1],
      ],
      { min: -2, max: 3 },
    ],
  ])('do not stretch the axis by %s', (_, rows, extent) => {
    expect(valueExtent(columnsOf([rows]))).toEqual(extent);
  });

  it.each<[string, Row[], { min: number; max: number }]>([
    ['one value', [[5, 5, 1]], { min: 4.5, max: 5.5 }],
    ['nothing but zeros', [[0, 0, 9]], { min: -1, max: 1 }],
    ['nothing at all', [], { min: 0, max: 1 }],
  ])('leave room for an axis around %s', (_, rows, extent) => {
    expect(valueExtent(columnsOf([rows]))).toEqual(extent);
  });

  it('are found by a value in them', () => {
    const columns = columnsOf([
      [
        [0, 1, 3],
        [1, 2, 5],
      ],
      [[0, 2, 8]],
    ]);
    expect(bucketAt(columns, 0, 1.5)).toEqual({ left: 1, right: 2, count: 5 });
    expect(bucketAt(columns, 1, 1.5)).toEqual({ left: 0, right: 2, count: 8 });
    expect(bucketAt(columns, 1, 2.5)).toBeUndefined();
  });
});

describe('binning', () => {
  const many = columnsOf(Array.from({ length: 10 }, (_, step) => [[0, 1, step + 1] as const]));

  it('shows evenly spread steps where there are too many, the first and the last among them', () => {
    const { shown, highest } = binned(many, { bins: 2, extent: undefined, mostSteps: 4 });
    expect(shown).toEqual([0, 3, 6, 9]);
    expect(highest).toBe(5);
  });

  it('takes the bins and the extent that it is given', () => {
    const { counts, extent } = binned(many, { bins: 4, extent: { min: 0, max: 4 }, mostSteps: 1 });
    expect(extent).toEqual({ min: 0, max: 4 });
    expect(counts.map((row) => [...row])).toEqual([[10, 0, 0, 0]]);
  });

  it('joins extents', () => {
    expect(
      joinedExtent([
        { min: -1, max: 2 },
        { min: 0, max: 5 },
      ]),
    ).toEqual({ min: -1, max: 5 });
    expect(joinedExtent([])).toEqual({ min: 0, max: 1 });
  });
});
