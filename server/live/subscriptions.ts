// Store change -> message. Pure: what changed is gathered until it is sent, and then told once.

import type { Series } from '../../src/reader/store/series.ts';
import type { Snapshot, SnapshotChange } from '../../src/reader/store/snapshot.ts';
import type { LiveMessage } from '../../src/wire/live.ts';
import { LIVE_PROTOCOL } from '../../src/wire/live.ts';
import { runInfoOf, type StateParts, seriesInfoOf, serverStateOf } from '../api/server-state.ts';

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
  const series = new Map(change.series.map((one) => [JSON.stringify([one.run, one.tag]), one]));
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

/** The first message of a connection. */
export function stateMessage(snapshot: Snapshot, parts: StateParts): LiveMessage {
  return { type: 'state', protocol: LIVE_PROTOCOL, state: serverStateOf(snapshot, parts) };
}

/** What is told of a batch: everything where series vanished, else only what is new. */
export function messageOf(pending: Pending, parts: StateParts): LiveMessage {
  const { snapshot, series, runsChanged, seriesRemoved, problemsChanged } = pending;
  if (seriesRemoved) return stateMessage(snapshot, parts);
  return {
    type: 'changes',
    loading: snapshot.loading,
    ...(runsChanged ? { runs: snapshot.runs.map(runInfoOf) } : {}),
    series: Array.from(series.values(), (one) => seriesInfoOf(one, parts.plugins)),
    ...(problemsChanged ? { problems: snapshot.problems } : {}),
  };
}
