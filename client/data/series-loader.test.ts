import { beforeEach, describe, expect, it } from 'vitest';
import type { SeriesInfo } from '../../src/wire/api.ts';
import { SeriesLoader } from './series-loader.ts';

const info = (tag: string, length = 1): SeriesInfo => ({
  run: 'run',
  tag,
  pluginName: 'images',
  length,
  generation: 0,
  items: 1,
  displayName: '',
  description: '',
});

describe('a series loader', () => {
  let asked: { series: SeriesInfo; answer(text: string): void; fail(why: string): void }[];
  let changes: number;
  let loader: SeriesLoader<string>;
  /** Lets promises that are settled be heard. */
  const settled = async () => {
    for (let i = 0; i < 5; i++) await Promise.resolve();
  };

  beforeEach(() => {
    asked = [];
    changes = 0;
    loader = new SeriesLoader(
      (series) =>
        new Promise((resolve, reject) => {
          asked.push({ series, answer: resolve, fail: (why) => reject(new Error(why)) });
        }),
      () => {
        changes++;
      },
    );
  });

  it('asks once for a series, and again when it changed, showing the old answer meanwhile', async () => {
    const first = info('a');
    loader.want([first]);
    loader.want([first]);
    expect(asked).toHaveLength(1);
    asked[0]?.answer('old');
    await settled();
    expect([loader.answerTo(first), changes]).toEqual(['old', 1]);
    const grown = info('a', 2);
    loader.want([grown]);
    expect(loader.answerTo(grown)).toBe('old');
    asked[1]?.answer('new');
    await settled();
    expect(loader.answerTo(grown)).toBe('new');
  });

  it('asks again by itself for what changed while it was asking', async () => {
    loader.want([info('a')]);
    const grown = info('a', 2);
    loader.want([grown]);
    expect(asked).toHaveLength(1);
    asked[0]?.answer('old');
    await settled();
    expect(asked[1]?.series).toBe(grown);
  });

  it('asks for a few at a time, those that are still wanted first', async () => {
    loader.want(['a', 'b', 'c', 'd', 'e'].map((tag) => info(tag)));
    expect(asked.map(({ series }) => series.tag)).toEqual(['a', 'b', 'c']);
    loader.want([info('e')]);
    asked[0]?.answer('');
    await settled();
    expect(asked.map(({ series }) => series.tag)).toEqual(['a', 'b', 'c', 'e']);
  });

  it('says why it failed, and does not ask again until told to', async () => {
    const series = info('a');
    loader.want([series]);
    asked[0]?.fail('The server does not answer.');
    await settled();
    loader.want([series]);
    expect([loader.errorOf(series), asked.length]).toEqual(['The server does not answer.', 1]);
    loader.retry();
    expect([loader.errorOf(series), asked.length]).toEqual([undefined, 2]);
  });

  it('forgets what was asked before something else was to be asked, answered or under way', async () => {
    const [first, second] = [info('a'), info('b')];
    loader.want([first, second]);
    asked[0]?.answer('before');
    await settled();
    loader.forget();
    expect(loader.answerTo(first)).toBeUndefined();
    loader.want([first, second]);
    asked[1]?.answer('before');
    await settled();
    expect([loader.answerTo(second), asked.length]).toEqual([undefined, 4]);
    asked[3]?.answer('after');
    await settled();
    expect(loader.answerTo(second)).toBe('after');
  });

  it('forgets what is gone', async () => {
    const series = info('a');
    loader.want([series]);
    asked[0]?.answer('here');
    await settled();
    loader.retain([]);
    expect(loader.answerTo(series)).toBeUndefined();
  });
});
