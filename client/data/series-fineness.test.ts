import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SeriesInfo } from '../../src/wire/api.ts';
import { SeriesCache, type StepWindow } from './series-cache.ts';

const info = (length: number, generation = 0): SeriesInfo => ({
  run: 'run',
  tag: 'loss',
  pluginName: 'scalars',
  length,
  generation,
  items: 0,
  displayName: '',
  description: '',
});
/** Every `every`-th of the steps from `from` to `to`, and the last; the value is the step. */
function steps(from: number, to: number, every: number): number[] {
  const list: number[] = [];
  for (let step = from; step <= to; step += every) list.push(step);
  return list.at(-1) === to ? list : [...list, to];
}
const columnsOf = (list: readonly number[]) => ({
  steps: Float64Array.from(list),
  wallTimes: Float64Array.from(list),
  values: Float32Array.from(list),
});
const thinned = (list: readonly number[], length: number, generation = 0) => ({
  head: { run: 'run', tag: 'loss', generation, length },
  columns: columnsOf(list),
});
const appended = (from: number, to: number, generation = 0) => ({
  head: { run: 'run', tag: 'loss', generation, from },
  columns: columnsOf(steps(from, to - 1, 1)),
});
const stepsIn = (cache: SeriesCache) => Array.from(cache.columns('run', 'loss')?.steps ?? [], Number);
const LIMIT = { limit: 100 };

describe('a series that is drawn', () => {
  it.each([
    ['short', 100, { kind: 'appended', from: 0, count: 100 }],
    ['long', 101, { kind: 'thinned', limit: 100 }],
  ])('is asked for whole or thinned: %s', (_, length, expected) => {
    expect(new SeriesCache().missing(info(length), LIMIT)).toMatchObject(expected);
  });

  it('is appended to behind what was thinned, until the tail is long', () => {
    const cache = new SeriesCache();
    cache.takeThinned(thinned(steps(0, 999, 10), 1000), LIMIT);
    expect(cache.missing(info(1000), LIMIT)).toBeUndefined();
    expect(cache.missing(info(1010), LIMIT)).toMatchObject({ kind: 'appended', from: 1000, count: 10 });
    cache.take(appended(1000, 1010));
    expect(stepsIn(cache).slice(-11)).toEqual(steps(999, 1009, 1));
    expect(cache.missing(info(1090), LIMIT)).toMatchObject({ kind: 'appended', from: 1010, count: 80 });
    expect(cache.missing(info(1105), LIMIT)).toMatchObject({ kind: 'thinned' });
  });

  it('is asked for anew where the drawing became finer', () => {
    const cache = new SeriesCache();
    cache.takeThinned(thinned(steps(0, 999, 10), 1000), LIMIT);
    expect(cache.missing(info(1000), { limit: 400 })).toMatchObject({ kind: 'thinned', limit: 400 });
    cache.takeThinned(thinned(steps(0, 999, 1), 1000), { limit: 2000 });
    expect(cache.missing(info(1000), { limit: 4000 })).toBeUndefined();
  });

  const zoomed = (window: StepWindow) => ({ ...LIMIT, window });

  it('is finer where somebody zoomed in, and coarse around', () => {
    const cache = new SeriesCache();
    cache.takeThinned(thinned(steps(0, 9999, 100), 10_000), LIMIT);
    const missing = cache.missing(info(10_000), zoomed({ fromStep: 500, toStep: 600 }));
    expect(missing).toMatchObject({ kind: 'thinned', limit: 300, window: { fromStep: 400, toStep: 700 } });
    cache.takeThinned(thinned(steps(400, 700, 2), 301), { limit: 300, window: missing?.window });
    expect(stepsIn(cache)).toEqual([...steps(0, 300, 100), ...steps(400, 700, 2), ...steps(800, 9999, 100)]);
    expect(cache.missing(info(10_000), zoomed({ fromStep: 450, toStep: 690 }))).toBeUndefined();
    expect(cache.missing(info(10_000), zoomed({ fromStep: 450, toStep: 460 }))).toBeDefined();
    expect(cache.missing(info(10_000), zoomed({ fromStep: 650, toStep: 750 }))).toBeDefined();
    cache.takeThinned(thinned(steps(440, 470, 1), 31), {
      limit: 300,
      window: { fromStep: 440, toStep: 470 },
    });
    expect(cache.missing(info(10_000), zoomed({ fromStep: 450, toStep: 451 }))).toBeUndefined();
    cache.take(appended(10_000, 10_002));
    expect(stepsIn(cache).slice(-2)).toEqual([10_000, 10_001]);
    expect(stepsIn(cache)).toContain(441);
  });

  it('forgets its details with its generation, and lets go of details of another', () => {
    const cache = new SeriesCache();
    cache.takeThinned(thinned(steps(0, 999, 10), 1000), LIMIT);
    cache.takeThinned(thinned([1, 2], 2, 1), zoomed({ fromStep: 1, toStep: 2 }));
    expect(stepsIn(cache)).not.toContain(1);
    cache.takeThinned(thinned([1, 2], 2), zoomed({ fromStep: 1, toStep: 2 }));
    expect(stepsIn(cache)).toContain(1);
    cache.takeThinned(thinned(steps(0, 99, 1), 100, 1), LIMIT);
    expect(stepsIn(cache)).toHaveLength(100);
  });

  it('goes in ascending steps however often one zooms and it grows', () => {
    const act = fc.oneof(
      fc.record({ from: fc.nat(900), width: fc.nat(200) }),
      fc.record({ grow: fc.integer({ min: 1, max: 150 }) }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 15 }), (acts) => {
        const cache = new SeriesCache();
        let length = 1000;
        for (const one of acts) {
          if ('grow' in one) length += one.grow;
          const window = 'grow' in one ? undefined : { fromStep: one.from, toStep: one.from + one.width };
          for (let asked = 0; ; asked++) {
            const missing = cache.missing(info(length), { ...LIMIT, window });
            if (!missing) break;
            expect(asked).toBeLessThan(3);
            if (missing.kind === 'appended') cache.take(appended(missing.from, length));
            else {
              const from = Math.max(0, missing.window?.fromStep ?? 0);
              const to = Math.min(length - 1, missing.window?.toStep ?? length);
              const list = from > to ? [] : steps(from, to, Math.ceil((to - from + 1) / (missing.limit - 1)));
              cache.takeThinned(thinned(list, Math.max(0, to - from + 1)), missing);
            }
          }
          const list = stepsIn(cache);
          expect(list).toEqual([...new Set(list)].sort((a, b) => a - b));
          expect([list[0], list.at(-1)]).toEqual([0, length - 1]);
        }
      }),
    );
  });

  it('goes when there are too many points and nobody looks', () => {
    const cache = new SeriesCache();
    cache.takeThinned(thinned(steps(0, 99, 1), 100), LIMIT);
    cache.trim(() => [info(100)], 10);
    expect(stepsIn(cache)).toHaveLength(100);
    cache.trim(() => [], 1000);
    expect(stepsIn(cache)).toHaveLength(100);
    cache.trim(() => [], 10);
    expect(stepsIn(cache)).toEqual([]);
  });
});
