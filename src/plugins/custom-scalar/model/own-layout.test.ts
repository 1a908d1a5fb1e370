import { describe, expect, it } from 'vitest';
import type { Category, Chart, OwnChart, OwnLayout } from '../kind.ts';
import { laidOut, ownChartsOf, withChart, withMovedChart, withoutChart } from './own-layout.ts';

const lines = (title: string, ...tags: string[]) => ({ title, kind: 'multiline' as const, tags });
const own = (category: string, title: string, ...tags: string[]): OwnChart => ({
  ...lines(title, ...tags),
  category,
});
const category = (title: string, ...charts: Chart[]): Category => ({
  title,
  closed: title === 'folded',
  charts,
});
const shown = (charts: readonly OwnChart[], ...categories: Category[]) =>
  laidOut(charts, { categories }).map(({ title, charts: placed }) => [
    title,
    ...placed.map(({ chart, own: at }) => `${chart.title}${at === undefined ? '' : ` own ${at}`}`),
  ]);

describe('what is laid out', () => {
  it('is what was logged, as it was logged', () =>
    expect(laidOut([], { categories: [category('folded', lines('x', 'p'), lines('x', 'q'))] })).toEqual([
      {
        title: 'folded',
        closed: true,
        charts: [
          { id: 'l:folded/x', category: 'folded', chart: lines('x', 'p'), own: undefined },
          { id: 'l:folded/x#2', category: 'folded', chart: lines('x', 'q'), own: undefined },
        ],
      },
    ]));

  it.each([
    [
      'a category of the user comes first',
      [own('mine', 'a')],
      [
        ['mine', 'a own 0'],
        ['c', 'x', 'y'],
      ],
    ],
    ['a chart of a logged category stands behind', [own('c', 'a')], [['c', 'x', 'y', 'a own 0']]],
    ['a chart of a logged title stands in its place', [own('c', 'x')], [['c', 'x own 0', 'y']]],
    [
      'two own charts of one title both stand there',
      [own('c', 'x'), own('c', 'x')],
      [['c', 'x own 0', 'y', 'x own 1']],
    ],
  ])('%s', (_, charts, expected) =>
    expect(shown(charts, category('c', lines('x', 'p'), lines('y', 'q')))).toEqual(expected),
  );
});

describe('the document', () => {
  const before: OwnLayout = { version: 1, charts: [own('c', '0'), own('d', '1'), own('c', '2')] };
  const titles = ({ charts }: OwnLayout) => charts.map(({ title }) => title).join('');

  it.each([
    ['gains a chart at its end', withChart(before, own('e', 'n')), '012n'],
    ['has another chart in the place of one', withChart(before, own('e', 'n'), 1), '0n2'],
    ['begins with the first chart', withChart(undefined, own('e', 'n')), 'n'],
    ['loses a chart', withoutChart(before, 1), '02'],
    ['moves a chart behind the next of its category', withMovedChart(before, 0, 1), '210'],
    ['moves a chart before the last of its category', withMovedChart(before, 2, -1), '210'],
    ['leaves a chart that has no neighbour', withMovedChart(before, 1, 1), '012'],
  ])('%s', (_, after, expected) => expect(titles(after)).toBe(expected));

  it('may be anything: what is no chart is passed over', () => {
    const good = {
      category: 'c',
      title: 't',
      kind: 'margin',
      series: [{ value: 'v', lower: 'l', upper: 'u' }],
    };
    const charts = [
      good,
      null,
      3,
      { ...good, series: [{}] },
      { ...good, title: 4 },
      { ...good, kind: 'bars' },
    ];
    expect(ownChartsOf({ version: 1, charts })).toEqual([good]);
    for (const none of [undefined, null, 'text', { charts: 'x' }]) expect(ownChartsOf(none)).toEqual([]);
  });
});
