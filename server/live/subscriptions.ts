// Store change -> message. Pure: what changed is gathered until it is sent, and then told once.

import type { Series } from '../../src/reader/store/series.ts';
import type { Snapshot, SnapshotChange } from '../../src/reader/store/snapshot.ts';
import { LIVE_PROTOCOL } from '../../src/wire/live.ts';
import { encodeJson, JsonText } from '../api/json.ts';
import { runInfoOf, type StateParts, seriesText, serverStateOf } from '../api/server-state.ts';

/** Changes that were not told yet. */
export interface Pending {
  readonly snapshot: Snapshot;
  /** The newest of each series, by run and tag. */
  readonly series: ReadonlyMap<string, Series>;
  readonly runsChanged: boolean;
  readonly seriesRemoved: boolean;
  readonly problemsChanged: boolean;
}

/** A store's change as the first of a batch. */
export function pendingOf(change: SnapshotChange): Pending {
  const series = new Map(change.series.map((one) => [`${one.run.length} ${one.run}${one.tag}`, one]));
  return { ...change, series };
}

/** Both as one; `later` came after `earlier`. */
export function merged(earlier: Pending | undefined, later: Pending): Pending {
  if (!earlier) return later;
  return {
    snapshot: later.snapshot,
    series: new Map([...earlier.series, ...later.series]),
    runsChanged: earlier.runsChanged || later.runsChanged,
    seriesRemoved: earlier.seriesRemoved || later.seriesRemoved,
    problemsChanged: earlier.problemsChanged || later.problemsChanged,
  };
}

/** The text of the first message of a connection. */
export async function stateText(snapshot: Snapshot, parts: StateParts): Promise<string> {
  const state = await serverStateOf(snapshot, parts);
  return encodeJson({ type: 'state', protocol: LIVE_PROTOCOL, state });
}

/** The text of what is new; where series vanished, the whole state is to be sent instead. */
export function changesText(pending: Pending, parts: StateParts): string {
  const { snapshot, series, runsChanged, problemsChanged } = pending;
  const texts = Array.from(series.values(), (one) => seriesText(one, parts.plugins));
  return encodeJson({
    type: 'changes',
    loading: snapshot.loading,
    ...(runsChanged ? { runs: snapshot.runs.map(runInfoOf) } : {}),
    series: new JsonText(`[${texts.join(',')}]`),
    ...(problemsChanged ? { problems: snapshot.problems } : {}),
  });
}
