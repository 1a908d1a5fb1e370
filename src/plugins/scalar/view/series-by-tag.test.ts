import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SeriesInfo } from '../../../wire/api.ts';
import { SeriesByTag } from './series-by-tag.ts';

const info = (run: string, tag: string): SeriesInfo => ({
  run,
  tag,
  pluginName: 'scalars',
  length: 1,
  generation: 0,
  items: 0,
  displayName: '',
  description: '',
});
const RUNS = ['a', 'b', 'c'].map((name) => ({ name, color: '#000000', startTimeSeconds: 0 }));
const TAGS = ['loss', 'lr'];
const all = RUNS.flatMap(({ name }) => TAGS.map((tag) => info(name, tag)));
/** Each place of `all` as it is, as another object, or left out. */
const lists = fc
  .array(fc.constantFrom('same', 'grown', 'gone'), { minLength: all.length, maxLength: all.length })
  .map((what) =>
    all.flatMap((series, at) =>
      what[at] === 'gone' ? [] : [what[at] === 'grown' ? { ...series, length: 2 } : series],
    ),
  );

it('knows of the last list all that one knows which heard of no other', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(lists, { minLength: 1, maxLength: 6 }), async (taken) => {
      const byTag = new SeriesByTag();
      let before: readonly SeriesInfo[] = [];
      for (const list of taken) {
        const mayBeGone = await byTag.take(list);
        const has = ({ run, tag }: SeriesInfo) => list.some((one) => one.run === run && one.tag === tag);
        expect(mayBeGone || before.every(has)).toBe(true);
        before = list;
        const fresh = new SeriesByTag();
        await fresh.take(list);
        expect(byTag.tagsOf(RUNS.slice(1))).toEqual(fresh.tagsOf(RUNS.slice(1)));
        for (const tag of TAGS) {
          expect(byTag.of(tag, RUNS)).toEqual(list.filter((series) => series.tag === tag));
          expect(byTag.has(tag)).toBe(fresh.has(tag));
        }
      }
    }),
  );
});

it('gives the same list until something in it is another', async () => {
  const byTag = new SeriesByTag();
  await byTag.take(all);
  const [losses, rates] = TAGS.map((tag) => byTag.of(tag, RUNS));
  await byTag.take(all.map((series, at) => (at === 0 ? { ...series, length: 2 } : series)));
  expect(byTag.of('lr', RUNS)).toBe(rates);
  expect(byTag.of('loss', RUNS)).not.toBe(losses);
  expect(byTag.find('a', 'loss')?.length).toBe(2);
  expect(byTag.find('d', 'loss')).toBeUndefined();
});
