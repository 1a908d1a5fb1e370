// A snapshot as the page hears of it: everything but the values.

import type { Series } from '../../src/reader/store/series.ts';
import type { Run, Snapshot } from '../../src/reader/store/snapshot.ts';
import type { RunInfo, SeriesInfo, ServerState } from '../../src/wire/api.ts';
import type { PluginRoutes } from '../plugin-host.ts';

/** What the state tells beside the snapshot. */
export interface StateParts {
  readonly version: string;
  readonly logdir: string;
  readonly windowTitle: string;
  readonly runsFolder: string;
  readonly allowDelete: boolean;
  readonly plugins: readonly PluginRoutes[];
}

export function serverStateOf(snapshot: Snapshot, parts: StateParts): ServerState {
  return {
    version: parts.version,
    logdir: parts.logdir,
    windowTitle: parts.windowTitle,
    runsFolder: parts.runsFolder,
    canDelete: parts.allowDelete && parts.runsFolder !== '',
    loading: snapshot.loading,
    runs: snapshot.runs.map(runInfoOf),
    series: snapshot.pluginNames.flatMap((name) =>
      snapshot.seriesOf(name).map((series) => seriesInfoOf(series, parts.plugins)),
    ),
    problems: snapshot.problems,
  };
}

export function runInfoOf(run: Run): RunInfo {
  return { name: run.name, startTimeSeconds: run.startTimeSeconds, lastTimeSeconds: run.lastTimeSeconds };
}

/** A series without its values; its items are counted by the kind that knows them. */
export function seriesInfoOf(series: Series, plugins: readonly PluginRoutes[]): SeriesInfo {
  const routes = plugins.find(({ kind }) => kind.pluginName === series.pluginName);
  return {
    run: series.run,
    tag: series.tag,
    pluginName: series.pluginName,
    length: series.length,
    generation: series.generation,
    items: series.storage === 'places' ? (routes?.items?.(series) ?? 0) : 0,
    displayName: series.displayName,
    description: series.description,
  };
}
