// A snapshot as the page hears of it: everything but the values.

import type { Series } from '../../src/reader/store/series.ts';
import type { Run, Snapshot } from '../../src/reader/store/snapshot.ts';
import type { RunInfo, SeriesInfo, ServerState } from '../../src/wire/api.ts';
import type { LongLists } from '../../src/wire/live.ts';
import type { PluginRoutes } from '../plugin-host.ts';
import { Slices } from '../turns.ts';
import { encodeJson, JsonText } from './json.ts';
import { type ListPiece, listTexts, piecesOf } from './list-pieces.ts';

/** What the state tells beside the snapshot. */
export interface StateParts {
  readonly version: string;
  readonly logdir: string;
  readonly windowTitle: string;
  readonly runsFolder: string;
  readonly allowDelete: boolean;
  readonly plugins: readonly PluginRoutes[];
}

/** The state as JSON. */
export interface StateText {
  /** All but the long lists. */
  readonly rest: Omit<ServerState, keyof LongLists>;
  readonly pieces: readonly ListPiece[];
}

/**
 * The state as texts, so that its series, of which there may be tens of thousands, are made and encoded in slices; and
 * once for all that ask meanwhile.
 */
export function stateTextOf(snapshot: Snapshot, parts: StateParts): Promise<StateText> {
  const known = KNOWN.get(parts);
  if (known?.snapshot === snapshot) return known.text;
  const text = encodedState(snapshot, parts);
  KNOWN.set(parts, { snapshot, text });
  return text;
}

const KNOWN = new WeakMap<StateParts, { readonly snapshot: Snapshot; readonly text: Promise<StateText> }>();

/** The state as one JSON object. */
export async function serverStateOf(snapshot: Snapshot, parts: StateParts): Promise<JsonText> {
  const { rest, pieces } = await stateTextOf(snapshot, parts);
  return new JsonText(encodeJson({ ...rest, ...listTexts(pieces) }));
}

async function encodedState(snapshot: Snapshot, parts: StateParts): Promise<StateText> {
  const slices = new Slices();
  await lookAtAll(snapshot, slices);
  const pieces: ListPiece[] = [];
  async function add(more: Iterable<ListPiece>) {
    for (const piece of more) {
      pieces.push(piece);
      if (slices.due) await slices.turn();
    }
  }
  await add(runPieces(snapshot));
  for (const name of snapshot.pluginNames) await add(seriesPieces(snapshot.seriesOf(name), parts));
  await add(problemPieces(snapshot));
  const rest = {
    version: parts.version,
    logdir: parts.logdir,
    windowTitle: parts.windowTitle,
    runsFolder: parts.runsFolder,
    canDelete: parts.allowDelete && parts.runsFolder !== '',
    loading: snapshot.loading,
  };
  return { rest, pieces };
}

export const runPieces = ({ runs }: Snapshot) => piecesOf('runs', runs, (run) => encodeJson(runInfoOf(run)));
export const problemPieces = ({ problems }: Snapshot) => piecesOf('problems', problems, encodeJson);

/** A series holds texts and whole numbers alone, which the engine's own JSON has right. */
export const seriesPieces = (series: Iterable<Series>, { plugins }: StateParts) =>
  piecesOf('series', series, (one) => JSON.stringify(seriesInfoOf(one, plugins)));

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
