import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FIRST_PLACE, hashOf, type Place, placeOf } from './address-bar.ts';

const text = fc.string({ unit: 'grapheme' });
const name = fc.string({ unit: 'grapheme', minLength: 1 });
const place: fc.Arbitrary<Place> = fc.record({
  tab: text,
  runFilter: text,
  ticks: fc
    .record({ mode: fc.constantFrom('all-but' as const, 'only' as const), names: fc.uniqueArray(name) })
    .map(({ mode, names }) => ({ mode, names: new Set(names) })),
  table: fc.record({ order: text, grouping: text, mean: text, baseline: text }),
  views: fc
    .dictionary(text, fc.dictionary(name, name, { minKeys: 1 }))
    .map((views) => new Map(Object.entries(views))),
});

it('an address gives back the place that it was made of', () => {
  fc.assert(
    fc.property(place, (here) => {
      const back = placeOf(hashOf(here));
      expect({ ...back, views: asPlain(back) }).toEqual({ ...here, views: asPlain(here) });
    }),
  );
});

it('an address survives the way through a URL', () => {
  fc.assert(
    fc.property(place, (here) => {
      const { hash } = new URL(`http://localhost/${hashOf(here)}`);
      expect(hashOf(placeOf(hash))).toBe(hashOf(here));
    }),
  );
});

const view = (tab: string, settings: Record<string, string>) => new Map([[tab, settings]]);
it.each<[string, Partial<Place>, string]>([
  ['nothing, for the page as at first', {}, ''],
  ['a tab alone', { tab: 'scalars' }, '#scalars'],
  [
    'the own settings by their names',
    { tab: 'scalars', views: view('scalars', { smoothing: '0.9', x: 'wall' }) },
    '#scalars?smoothing=0.9&x=wall',
  ],
  [
    'settings of another tab with its name',
    { tab: 'scalars', views: view('images', { size: '2' }) },
    '#scalars?images.size=2',
  ],
  [
    'a setting named like the shell’s with the tab’s name',
    { tab: 'scalars', views: view('scalars', { run: 'x' }) },
    '#scalars?scalars.run=x',
  ],
  [
    'unticked runs by name, commas inside a name apart from those between',
    { tab: 'scalars', ticks: { mode: 'all-but', names: new Set(['a/b', 'c,d']) } },
    '#scalars?hide=a/b,c%2Cd',
  ],
  ['no run ticked', { tab: 'scalars', ticks: { mode: 'only', names: new Set() } }, '#scalars?only='],
  ['a run filter', { tab: 'scalars', runFilter: '^lr=1|2$' }, '#scalars?run=^lr%3D1|2$'],
  [
    'order and groups of the run table',
    { tab: 'scalars', table: { order: '-step', grouping: 'hparams::lr', mean: '1', baseline: 'a' } },
    '#scalars?sort=-step&group=hparams::lr&mean=1&baseline=a',
  ],
])('holds %s', (_, part, hash) => expect(hashOf({ ...FIRST_PLACE, ...part })).toBe(hash));

it.each([
  ['a stray percent sign', '#scalars?run=100%', '100%'],
  ['a name without a value', '#scalars?run', ''],
  ['an unknown tab', '#nothing?run=a', 'a'],
])('reads %s', (_, hash, runFilter) => expect(placeOf(hash).runFilter).toBe(runFilter));

function asPlain({ views }: Place) {
  return new Map([...views].map(([tab, settings]) => [tab, Object.entries(settings).sort()]));
}
