// Store change -> message. Pure: what changed is gathered until it is sent, and then told once.

import type { Series } from '../../src/reader/store/series.ts';
import type { Snapshot, SnapshotChange } from '../../src/reader/store/snapshot.ts';
import { LIVE_PROTOCOL } from '../../src/wire/live.ts';
import { encodeJson } from '../api/json.ts';
import { type ListPiece, listText, listTexts, PIECE_LENGTH, pieceTexts } from '../api/list-pieces.ts';
import { problemPieces, runPieces, type StateParts, seriesPieces, stateTextOf } from '../api/server-state.ts';

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

/** How a client wishes to be told: long lists in pieces before the message, or all in one. */
export type Form = 'pieces' | 'whole';

/** The first messages of a connection. What is short is one message in either form. */
export async function stateTexts(
  snapshot: Snapshot,
  parts: StateParts,
  form: Form,
): Promise<readonly string[]> {
  const { rest, pieces } = await stateTextOf(snapshot, parts);
  return textsOf(form, pieces, (left) => ({
    type: 'state',
    protocol: LIVE_PROTOCOL,
    state: { ...rest, ...listTexts(left) },
  }));
}

/** What is new; where series vanished, the whole state is to be sent instead. */
export function changesTexts(pending: Pending, parts: StateParts, form: Form): readonly string[] {
  const { snapshot, series, runsChanged, problemsChanged } = pending;
  const pieces = [
    ...(runsChanged ? runPieces(snapshot) : []),
    ...seriesPieces(series.values(), parts),
    ...(problemsChanged ? problemPieces(snapshot) : []),
  ];
  return textsOf(form, pieces, (left) => ({
    type: 'changes',
    loading: snapshot.loading,
    ...(runsChanged ? { runs: listText('runs', left) } : {}),
    series: listText('series', left),
    ...(problemsChanged ? { problems: listText('problems', left) } : {}),
  }));
}

/** `messageOf` is given the pieces that go into the message itself. */
function textsOf(
  form: Form,
  pieces: readonly ListPiece[],
  messageOf: (left: readonly ListPiece[]) => object,
): readonly string[] {
  const isShort = pieces.reduce((length, { items }) => length + items.length, 0) <= PIECE_LENGTH;
  return form === 'whole' || isShort
    ? [encodeJson(messageOf(pieces))]
    : [...pieceTexts(pieces), encodeJson(messageOf([]))];
}
