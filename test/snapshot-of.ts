// Snapshots from plain lists, for tests of what reads them: no disk, no store.

import type { Problem } from '../src/problem.ts';
import type { Place } from '../src/reader/store/place.ts';
import { Pyramid } from '../src/reader/store/pyramid.ts';
import type { Series } from '../src/reader/store/series.ts';
import type { Run, Snapshot, SnapshotChange, SnapshotSource } from '../src/reader/store/snapshot.ts';

/** One tag of one run as a test writes it; what is left out is empty, zero, or counted. */
export interface GivenSeries {
  readonly run: string;
  readonly tag: string;
  readonly pluginName?: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly pluginContent?: Uint8Array;
  readonly generation?: number;
  readonly steps?: readonly (number | bigint)[];
  readonly wallTimes?: readonly number[];
  /** Makes it a series of numbers. */
  readonly values?: readonly number[];
  /** Makes it a series of heavy values. */
  readonly places?: readonly Partial<Place>[];
}

export function seriesOf(given: GivenSeries): Series {
  const length = given.values?.length ?? given.places?.length ?? 0;
  const steps = given.steps ?? Array.from({ length }, (_, i) => i);
  const wallTimes = given.wallTimes ?? Array.from({ length }, (_, i) => 1_700_000_000 + i);
  const head = {
    run: given.run,
    tag: given.tag,
    displayName: given.displayName ?? '',
    description: given.description ?? '',
    pluginContent: given.pluginContent ?? new Uint8Array(0),
    length,
    generation: given.generation ?? 0,
    steps: steps.some((step) => typeof step === 'bigint')
      ? BigInt64Array.from(steps, BigInt)
      : Float64Array.from(steps, Number),
    wallTimes: Float64Array.from(wallTimes),
  };
  if (given.values) {
    const values = Float32Array.from(given.values);
    const pyramid = new Pyramid();
    pyramid.grow(values);
    const thinned = (from: number, to: number, limit: number) => pyramid.thin(values, from, to, limit);
    const finite = values.filter(Number.isFinite);
    const summary = {
      last: values.at(-1) ?? Number.NaN,
      min: finite.length > 0 ? Math.min(...finite) : undefined,
      max: finite.length > 0 ? Math.max(...finite) : undefined,
      count: length,
    };
    return {
      ...head,
      storage: 'columns',
      pluginName: given.pluginName ?? 'scalars',
      values,
      summary,
      thinned,
    };
  }
  const places = (given.places ?? []).map((place) => ({
    file: '/nowhere',
    offsetBytes: 0,
    lengthBytes: 0,
    valueIndex: 0,
    items: 1,
    ...place,
  }));
  return { ...head, storage: 'places', pluginName: given.pluginName ?? 'histograms', places };
}

/** What else a snapshot holds. */
export interface GivenSnapshot {
  readonly version?: number;
  readonly loading?: boolean;
  /** Runs in order; default: those of the series, in the order in which they come. */
  readonly runs?: readonly Run[];
  readonly problems?: readonly Problem[];
}

export function snapshotOf(given: readonly GivenSeries[], rest: GivenSnapshot = {}): Snapshot {
  const all = given.map(seriesOf);
  const names = [...new Set(all.map((series) => series.run))];
  const runs =
    rest.runs ??
    names.map((name, i) => ({
      name,
      startTimeSeconds: 1_700_000_000 + i,
      lastTimeSeconds: 1_700_000_100 + i,
    }));
  const order = new Map(runs.map((run, i) => [run.name, i]));
  const ofPlugin = (pluginName: string) =>
    all
      .filter((series) => series.pluginName === pluginName)
      .toSorted((a, b) => (order.get(a.run) ?? 0) - (order.get(b.run) ?? 0) || (a.tag < b.tag ? -1 : 1));
  return {
    version: rest.version ?? 1,
    loading: rest.loading ?? false,
    runs,
    problems: rest.problems ?? [],
    series: (run, tag) => all.find((series) => series.run === run && series.tag === tag),
    seriesOf: ofPlugin,
    seriesOfRun: (name, pluginName) => ofPlugin(pluginName).filter(({ run }) => run === name),
    pluginNames: [...new Set(all.map((series) => series.pluginName))].toSorted(),
  };
}

/** A source whose snapshot the test sets. */
export interface ScriptedSource extends SnapshotSource {
  /** Becomes the snapshot and is told to all listeners. */
  change(change: SnapshotChange): void;
  /** How often `reload` was called. */
  readonly reloads: number;
}

export function sourceOf(first: Snapshot): ScriptedSource {
  const listeners = new Set<(change: SnapshotChange) => void>();
  let snapshot = first;
  let reloads = 0;
  return {
    get snapshot() {
      return snapshot;
    },
    get reloads() {
      return reloads;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async reload() {
      reloads += 1;
    },
    change(change) {
      snapshot = change.snapshot;
      for (const listener of listeners) listener(change);
    },
  };
}
