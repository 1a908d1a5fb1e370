// Which plugins' data a tab shows: those that it names, or all that no tab names, so that nothing is left out, or all.
// And which tabs there are.
import type { Dashboard, TabLink } from '../plugin-host.ts';
import type { AppState } from './app-state.ts';

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

/** What decides which tabs are there. */
interface TabNeeds {
  readonly state: AppState;
  /** Name of the tab's plugin in the address. */
  readonly current: string;
  /** Kinds that have data beside the event files, as far as the server has told. */
  readonly beside: readonly string[];
}

/** Those that have something to show, in their order; and those that are not there, but show files that a user opens. */
export function tabsOf(
  dashboards: readonly Dashboard[],
  { state, current, beside }: TabNeeds,
): { readonly tabs: readonly Dashboard[]; readonly openers: readonly Dashboard[] } {
  // While the logs are read, what they hold may still come.
  const isComplete = state.known && !state.loading;
  const isThere = (tab: Dashboard) => {
    if (state.hasSeriesOf(shownPlugins(tab, dashboards, state.pluginNames))) return true;
    const { asks, opensFiles, pluginName } = tab;
    if (opensFiles && isComplete) return current === pluginName;
    return Boolean(asks) && (current === pluginName || beside.includes(pluginName));
  };
  const tabs = dashboards.filter(isThere);
  return {
    tabs,
    openers: isComplete ? dashboards.filter((one) => one.opensFiles && !tabs.includes(one)) : [],
  };
}

/** Links to those of `tabs` that do not show all kinds alike. */
export function tabLinksOf(
  tabs: readonly Dashboard[],
  dashboards: readonly Shows[],
  present: readonly string[],
  hrefOf: (pluginName: string) => string,
): readonly TabLink[] {
  return tabs
    .filter(({ shows }) => shows !== 'all')
    .map((tab) => ({
      label: tab.label,
      href: hrefOf(tab.pluginName),
      shows: shownPlugins(tab, dashboards, present),
    }));
}
