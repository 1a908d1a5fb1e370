// A snapshot as the page hears of it: everything but the values.

import type { Series } from '../../src/reader/store/series.ts';
import type { Run, Snapshot } from '../../src/reader/store/snapshot.ts';
import type { RunInfo, SeriesInfo, ServerState } from '../../src/wire/api.ts';
import type { PluginRoutes } from '../plugin-host.ts';
import { Slices } from '../turns.ts';
import { encodeJson, JsonText } from './json.ts';

/** What the state tells beside the snapshot. */
export interface StateParts {
  readonly version: string;
  readonly logdir: string;
  readonly windowTitle: string;
  readonly runsFolder: string;
  readonly allowDelete: boolean;
  readonly plugins: readonly PluginRoutes[];
}

/**
 * The state as text, so that its series, of which there may be tens of thousands, are made and encoded in slices; and
 * once for all that ask meanwhile.
 */
export function serverStateOf(snapshot: Snapshot, parts: StateParts): Promise<JsonText> {
  const known = KNOWN.get(parts);
  if (known?.snapshot === snapshot) return known.text;
  const text = encodedState(snapshot, parts);
  KNOWN.set(parts, { snapshot, text });
  return text;
}

const KNOWN = new WeakMap<StateParts, { readonly snapshot: Snapshot; readonly text: Promise<JsonText> }>();

async function encodedState(snapshot: Snapshot, parts: StateParts): Promise<JsonText> {
  const slices = new Slices();
  await lookAtAll(snapshot, slices);
  const series: string[] = [];
  for (const name of snapshot.pluginNames) {
    for (const one of snapshot.seriesOf(name)) {
      series.push(seriesText(one, parts.plugins));
      if (slices.due) await slices.turn();
    }
  }
  const rest: Omit<ServerState, 'series'> = {
    version: parts.version,
    logdir: parts.logdir,
    windowTitle: parts.windowTitle,
    runsFolder: parts.runsFolder,
    canDelete: parts.allowDelete && parts.runsFolder !== '',
    loading: snapshot.loading,
    runs: snapshot.runs.map(runInfoOf),
    problems: snapshot.problems,
  };
  return new JsonText(encodeJson({ ...rest, series: new JsonText(`[${series.join(',')}]`) }));
}

/** Makes the series of all runs, which else whoever first lists them all would do in one go. */
export async function lookAtAll(snapshot: Snapshot, slices = new Slices()): Promise<void> {
  for (const { name } of snapshot.runs) {
    snapshot.seriesOfRun(name, '');
    if (slices.due) await slices.turn();
  }
}

export function runInfoOf(run: Run): RunInfo {
  return { name: run.name, startTimeSeconds: run.startTimeSeconds, lastTimeSeconds: run.lastTimeSeconds };
}

/** A series without its values, as JSON. It holds texts and whole numbers alone, which the engine's own JSON has right. */
export function seriesText(series: Series, plugins: readonly PluginRoutes[]): string {
  return JSON.stringify(seriesInfoOf(series, plugins));
}

/** Items are counted by the kind that knows them. */
function seriesInfoOf(series: Series, plugins: readonly PluginRoutes[]): SeriesInfo {
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
