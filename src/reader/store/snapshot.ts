// What is known of all runs at one moment.
import type { Problem } from '../../problem.ts';
import type { Series } from './series.ts';

/** A directory that holds event files. */
export interface Run {
  /** Path below the logdir, `/`-separated; `.` for the logdir itself. */
  readonly name: string;
  /** Smallest wall time of the run's events, in seconds since the Unix epoch; NaN where no event has a time. */
  readonly startTimeSeconds: number;
  /** Largest wall time of the run's events; NaN where no event has a time. */
  readonly lastTimeSeconds: number;
}

/** Never changes once it was given out. */
export interface Snapshot {
  /** Raised by every change. */
  readonly version: number;
  /** Whether the first pass over the logdir is still under way. */
  readonly loading: boolean;
  /** Runs with at least one event; by start time, then by name. */
  readonly runs: readonly Run[];
  /** In the order in which they were found. */
  readonly problems: readonly Problem[];
  /** One tag of one run. */
  series(run: string, tag: string): Series | undefined;
  /** All series of a plugin: runs in the order of `runs`, tags by code point. */
  seriesOf(pluginName: string): readonly Series[];
  /** A run's series of a plugin; tags by code point. */
  seriesOfRun(run: string, pluginName: string): readonly Series[];
  /** Plugin names with at least one series, by code point. */
  readonly pluginNames: readonly string[];
}

/** What changed between two snapshots. Lists are in the order of the newer snapshot. */
export interface SnapshotChange {
  readonly snapshot: Snapshot;
  /** Series that are new, grew, or began a new generation. */
  readonly series: readonly Series[];
  /** Whether the list of runs, or a run's times, differ. */
  readonly runsChanged: boolean;
  /** Whether series vanished with their runs. */
  readonly seriesRemoved: boolean;
  readonly problemsChanged: boolean;
}

/** Where snapshots come from; the HTTP and live rooms know nothing more of the store. */
export interface SnapshotSource {
  readonly snapshot: Snapshot;
  /** Calls back after each change; the answer ends the subscription. */
  subscribe(listener: (change: SnapshotChange) => void): () => void;
  /** Looks at the logdir now instead of at the next poll; resolves when what was on disk is in the snapshot. */
  reload(): Promise<void>;
}
