import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEvent, encodeEvent } from '../../format/event.ts';
import { tensorOf } from '../../format/legacy.ts';
import { histogramValue } from './summary.ts';

describe('a histogram', () => {
  it('is the one that PyTorch writes: trimmed default buckets, an empty one before them', () => {
    const histo = histogramValue('h', [-1.5, 0, 0.25, 0.25, 3]).histo;
    expect(histo).toMatchObject({ min: -1.5, max: 3, num: 5, sum: 2, sumSquares: 11.375 });
    const filled = histo?.bucket?.flatMap((count, i) => (count > 0 ? [[histo.bucketLimit?.[i], count]] : []));
    expect(filled).toEqual([
      [-1.47723448201245, 1],
      [1e-12, 1],
      [0.2656936063469233, 2],
      [3.1665833053880363, 1],
    ]);
    expect(histo?.bucket).toHaveLength(600);
    expect([histo?.bucket?.[0], histo?.bucketLimit?.[0]]).toEqual([0, -1.624957930213695]);
  });

  it.each([
    // 10 bins, 3 a group; the last group has one bin only.
    [{ bins: 10, maxBins: 3 }, [0, 3, 6, 9, 10], [0, 3, 3, 3, 2]],
    // 7 bins are not yet twice 4, so PyTorch joins none.
    [
      { bins: 7, maxBins: 4 },
      [0, 10 / 7, 20 / 7, 30 / 7, 40 / 7, 50 / 7, 60 / 7, 10],
      [0, 2, 1, 2, 1, 2, 1, 2],
    ],
    [{ bins: 5, maxBins: 5 }, [0, 2, 4, 6, 8, 10], [0, 2, 2, 2, 2, 3]],
  ])('of %j joins bins', (options, limits, counts) => {
    const histo = histogramValue('h', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], options).histo;
    expect(histo?.bucketLimit?.map((limit) => Math.fround(limit))).toEqual(limits.map(Math.fround));
    expect(histo?.bucket).toEqual(counts);
  });

  it.each([
    ['NaN', [1, Number.NaN, 1], Number.NaN, Number.NaN, [0, 2]],
    ['infinities', [1, Number.POSITIVE_INFINITY, -Infinity], Number.NEGATIVE_INFINITY, Infinity, [0, 1]],
    ['what lies beyond the last bucket', [1, 1e30], 1, 1e30, [0, 1]],
    ['nothing else', [Number.NaN], Number.NaN, Number.NaN, []],
  ])('counts %s in no bucket, but in min and max', (_, values, min, max, bucket) => {
    const histo = histogramValue('h', values).histo;
    expect([histo?.min, histo?.max, histo?.num]).toEqual([min, max, values.length]);
    expect(histo?.bucket).toEqual(bucket);
  });

  it.each([
    [[Number.NaN], []],
    [[Number.NEGATIVE_INFINITY], []],
    [[Number.POSITIVE_INFINITY, Number.NaN], []],
    [
      [Number.NEGATIVE_INFINITY, 1, 2, Number.POSITIVE_INFINITY, Number.NaN],
      [0, 1, 1],
    ],
  ])('of %j has equal bins over what is finite', (values, bucket) =>
    expect(histogramValue('h', values, { bins: 2 }).histo?.bucket).toEqual(bucket),
  );

  it('of nothing is refused', () =>
    expect(() => histogramValue('h', [])).toThrow('expected at least one value, got none'));

  it('refuses maxBins that are no count', () =>
    expect(() => histogramValue('h', [1], { maxBins: 0 })).toThrow('maxBins to be a whole number from 1 on'));

  it('keeps every value in exactly one bucket that holds it, however it is binned and stored', () => {
    const value = fc.double({ min: -1e19, max: 1e19, noNaN: true });
    const bins = fc.constantFrom('tensorflow' as const, 'auto' as const, 'doane' as const, 3, 30);
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 50 }), bins, (values, bins) => {
        const event = { wallTimeSeconds: 1, step: 0, values: [histogramValue('h', values, { bins })] };
        const [stored = {}] = decodeEvent(encodeEvent(event)).values ?? [];
        const { bucketLimit = [], bucket = [] } = stored.histo ?? {};
        const limits = [...(bucketLimit ?? [])];
        for (const [i, count] of (bucket ?? []).entries()) {
          if (i === 0) continue;
          const [left = 0, right = 0] = [limits[i - 1], limits[i]];
          // Equal edges around 0 may be so narrow that two are one number; nobody lies between them.
          const last = i === limits.length - 1 && bins !== 'tensorflow';
          const inside = values.filter((x) => x >= left && (x < right || (last && x === right)));
          expect(inside).toHaveLength(count);
        }
        const rows = tensorOf(stored);
        expect(rows.shape).toEqual([Math.max(0, limits.length - 1), 3]);
      }),
    );
  });
});
