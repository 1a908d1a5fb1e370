import { expect, it } from 'vitest';
import { shownPlugins } from './tab-plugins.ts';

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
