// Which plugins' data a tab shows: those that it names, or all that no tab names, so that nothing is left out, or all.
import type { Dashboard } from '../plugin-host.ts';

type Shows = Pick<Dashboard, 'shows'>;

/** Names of plugins, in the order in which the tab names them or in that of `present`. */
export function shownPlugins(
  tab: Shows,
  tabs: readonly Shows[],
  present: readonly string[],
): readonly string[] {
  if (tab.shows === 'all') return present;
  if (tab.shows !== 'others') return tab.shows;
  const named = new Set(tabs.flatMap(({ shows }) => (typeof shows === 'string' ? [] : shows)));
  return present.filter((pluginName) => !named.has(pluginName));
}
