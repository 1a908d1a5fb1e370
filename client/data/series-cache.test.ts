import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SeriesInfo } from '../../src/wire/api.ts';
import { requestsOf, SeriesCache } from './series-cache.ts';

const info = (length: number, generation = 0, tag = 'loss'): SeriesInfo => ({
  run: 'run',
  tag,
  pluginName: 'scalars',
  length,
  generation,
  items: 0,
  displayName: '',
  description: '',
});
const block = (from: number, values: number[], generation = 0) => ({
  head: { run: 'run', tag: 'loss', generation, from },
  columns: {
    steps: Float64Array.from(values, (_, i) => from + i),
    wallTimes: Float64Array.from(values, (_, i) => 100 + from + i),
    values: Float32Array.from(values),
  },
});
const valuesIn = (cache: SeriesCache) => [...(cache.columns('run', 'loss')?.values ?? [])];

describe('a series cache', () => {
  it('asks for all of a series, then only for what was appended', () => {
    const cache = new SeriesCache();
    expect(cache.missing(info(3))).toMatchObject({ from: 0, count: 3 });
    cache.take(block(0, [1, 2, 3]));
    expect(cache.missing(info(3))).toBeUndefined();
    expect(cache.missing(info(5))).toMatchObject({ from: 3, count: 2 });
    cache.take(block(3, [4, 5]));
    expect(valuesIn(cache)).toEqual([1, 2, 3, 4, 5]);
    expect(cache.columns('run', 'loss')?.steps).toEqual(Float64Array.of(0, 1, 2, 3, 4));
  });

  it('gives out views that do not change, and the same one until something comes', () => {
    const cache = new SeriesCache();
    cache.take(block(0, [1]));
    const before = cache.columns('run', 'loss');
    cache.take(block(0, [1]));
    expect(cache.columns('run', 'loss')).toBe(before);
    cache.take(block(1, [2]));
    expect(before?.values).toEqual(Float32Array.of(1));
  });

  it.each<[string, ReturnType<typeof block>[], number[], number | undefined]>([
    [
      'takes the new part of a block that overlaps',
      [block(0, [1, 2]), block(1, [2, 3])],
      [1, 2, 3],
      undefined,
    ],
    ['replaces what is of another generation', [block(0, [1, 2, 3]), block(0, [9], 1)], [9], undefined],
    [
      'asks anew where a block of another generation does not join on',
      [block(0, [1, 2]), block(2, [3], 1)],
      [],
      0,
    ],
    ['leaves out a block behind a hole', [block(0, [1]), block(2, [3])], [1], 1],
  ])('%s', (_, blocks, values, from) => {
    const cache = new SeriesCache();
    for (const one of blocks) cache.take(one);
    expect(valuesIn(cache)).toEqual(values);
    const generation = blocks.at(-1)?.head.generation ?? 0;
    expect(cache.missing(info(from === undefined ? values.length : 3, generation))?.from).toBe(from);
  });

  it('shows the old generation until the new one is there', () => {
    const cache = new SeriesCache();
    cache.take(block(0, [1, 2]));
    expect(cache.missing(info(1, 1))).toMatchObject({ from: 0, count: 1 });
    expect(valuesIn(cache)).toEqual([1, 2]);
  });

  it('becomes wider where a block is', () => {
    const cache = new SeriesCache();
    cache.take(block(0, [0.5]));
    const { head, columns } = block(1, [0]);
    cache.take({
      head,
      columns: { ...columns, steps: BigInt64Array.of(2n ** 60n), values: Float64Array.of(1e-300) },
    });
    expect(cache.columns('run', 'loss')).toMatchObject({
      steps: BigInt64Array.of(0n, 2n ** 60n),
      values: Float64Array.of(0.5, 1e-300),
    });
  });

  it('forgets what is gone', () => {
    const cache = new SeriesCache();
    cache.take(block(0, [1]));
    cache.retain((run, tag) => run === 'run' && tag === 'loss');
    expect(cache.columns('run', 'loss')).toBeDefined();
    cache.retain((run) => run === 'other');
    expect(cache.columns('run', 'loss')).toBeUndefined();
  });

  it('refuses columns that it does not know', () => {
    const { head } = block(0, [1]);
    expect(() => new SeriesCache().take({ head, columns: {} })).toThrow('other columns');
  });

  it('holds the series however it is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.float(), { maxLength: 90 }), { maxLength: 12 }), (parts) => {
        const cache = new SeriesCache();
        let from = 0;
        for (const part of parts) {
          cache.take(block(from, part));
          from += part.length;
        }
        expect(valuesIn(cache)).toEqual([...Float32Array.from(parts.flat())]);
      }),
    );
  });
});

it.each([
  [[], []],
  [[10, 20], [[10, 20]]],
  [
    [60, 60, 10],
    [[60], [60, 10]],
  ],
  [
    [500, 1],
    [[500], [1]],
  ],
])('points %j are asked for in requests of a hundred as %j', (counts, expected) => {
  const missing = counts.map((count) => ({
    series: info(count),
    kind: 'appended' as const,
    from: 0,
    count,
    limit: 1000,
  }));
  expect(requestsOf(missing, 100).map((request) => request.map(({ count }) => count))).toEqual(expected);
});

it('asks for no more series at once than are wished', () => {
  const missing = [1, 2, 3, 4, 5].map((count) => ({
    series: info(count),
    kind: 'appended' as const,
    from: 0,
    count,
    limit: 10,
  }));
  const counts = requestsOf(missing, 100, 2).map((request) => request.map(({ count }) => count));
  expect(counts).toEqual([[1, 2], [3, 4], [5]]);
});
