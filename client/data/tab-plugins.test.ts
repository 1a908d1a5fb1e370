import { describe, expect, it } from 'vitest';
import type { Dashboard } from '../plugin-host.ts';
import type { AppState } from './app-state.ts';
import { shownPlugins, tabLinksOf, tabsOf } from './tab-plugins.ts';

it('a plugin that no tab names is shown by the tab of the others', () => {
  const tabs = [
    { shows: ['scalars'] },
    { shows: ['graphs', 'graph_run_metadata'] },
    { shows: 'others' },
    { shows: 'all' },
  ] as const;
  const present = ['', 'graph_run_metadata', 'my_plugin', 'scalars'];
  expect(tabs.map((tab) => shownPlugins(tab, tabs, present))).toEqual([
    ['scalars'],
    ['graphs', 'graph_run_metadata'],
    ['', 'my_plugin'],
    present,
  ]);
});

describe('tabs', () => {
  const dashboard = (pluginName: string, more: Partial<Dashboard> = {}): Dashboard => ({
    pluginName,
    label: pluginName,
    shows: [pluginName],
    load: async () => `rb-${pluginName}`,
    ...more,
  });
  const dashboards = [
    dashboard('scalars'),
    dashboard('graphs', { asks: true, opensFiles: 'Open a graph file' }),
    dashboard('projector', { asks: true }),
  ];
  const stateOf = (more: Partial<AppState>) =>
    ({
      ...{ known: true, loading: false, pluginNames: ['scalars'] },
      hasSeriesOf: (names: readonly string[]) => names.includes('scalars'),
      ...more,
    }) as AppState;
  const named = (needs: Partial<Parameters<typeof tabsOf>[1]>) => {
    const { tabs, openers } = tabsOf(dashboards, { state: stateOf({}), current: '', beside: [], ...needs });
    return [tabs, openers].map((list) => list.map(({ pluginName }) => pluginName));
  };

  it('are linked with what they show, but for the one that shows all kinds', () => {
    const all = [
      ...dashboards,
      dashboard('others', { shows: 'others' }),
      dashboard('overview', { shows: 'all' }),
    ];
    expect(tabLinksOf(all, all, ['scalars', 'mine'], (name) => `#${name}`)).toEqual([
      { label: 'scalars', href: '#scalars', shows: ['scalars'] },
      { label: 'graphs', href: '#graphs', shows: ['graphs'] },
      { label: 'projector', href: '#projector', shows: ['projector'] },
      { label: 'others', href: '#others', shows: ['mine'] },
    ]);
  });

  it.each([
    ['those with series, and a link to open files', {}, [['scalars'], ['graphs']]],
    [
      'those with data beside the event files',
      { beside: ['projector'] },
      [['scalars', 'projector'], ['graphs']],
    ],
    ['that of the address, though empty', { current: 'projector' }, [['scalars', 'projector'], ['graphs']]],
    ['the one that opens files, once asked for', { current: 'graphs' }, [['scalars', 'graphs'], []]],
    ['no link while logs are read', { state: stateOf({ loading: true }) }, [['scalars'], []]],
  ])('are %s', (_, needs, expected) => expect(named(needs)).toEqual(expected));
});
