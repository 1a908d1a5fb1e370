// JSON that no single kind owns. The page learns all of it from its socket's first message or from `GET api/v1/state`.
import type { Problem } from '../problem.ts';

/** A run, in the order in which TensorBoard lists and colours runs. */
export interface RunInfo {
  readonly name: string;
  /** Seconds since the Unix epoch. */
  readonly startTimeSeconds: number;
  readonly lastTimeSeconds: number;
}

/** One tag of one run, without its values. */
export interface SeriesInfo {
  readonly run: string;
  readonly tag: string;
  readonly pluginName: string;
  readonly length: number;
  /** When it differs from what was fetched, everything is to be fetched anew; else only what was appended. */
  readonly generation: number;
  /** Most items at one step (pictures, clips); 0 for numbers. */
  readonly items: number;
  /** Empty where the writer gave none. */
  readonly displayName: string;
  /** Markdown as the writer gave it; empty where it gave none. Not HTML: show it as text or render it safely. */
  readonly description: string;
}

/** Everything but the values. */
export interface ServerState {
  readonly version: string;
  readonly logdir: string;
  readonly windowTitle: string;
  /** Absolute path of the folder below which runs lie; empty where they lie in several. */
  readonly runsFolder: string;
  /** Whether `POST runs/delete` is answered. */
  readonly canDelete: boolean;
  /** Whether the first pass over the logdir is still under way. */
  readonly loading: boolean;
  /** By start time, then by name. */
  readonly runs: readonly RunInfo[];
  /** By plugin name, then run, then tag. */
  readonly series: readonly SeriesInfo[];
  readonly problems: readonly Problem[];
}

/** Answer of `POST api/v1/runs/delete`, whose body is `{"runs": ["name", …]}`. */
export interface DeleteRunsAnswer {
  /** Where they lie now; absolute. */
  readonly folder: string;
  readonly done: readonly string[];
  readonly failed: readonly { readonly run: string; readonly why: string }[];
}

/** Event files of one run. */
export interface RunFilesInfo {
  readonly count: number;
  readonly sizeBytes: number;
  /** When one was written last, in seconds since the Unix epoch. */
  readonly modifiedSeconds: number;
}

/** Answer of `GET api/v1/overview`: what lies in the logdir. */
export interface OverviewAnswer {
  readonly logdir: string;
  readonly runCount: number;
  /** Of all events, in seconds since the Unix epoch; null where none has a time. */
  readonly firstTimeSeconds: number | null;
  readonly lastTimeSeconds: number | null;
  /** Of all runs; null where nothing is known of them. */
  readonly files: RunFilesInfo | null;
  /** The runs that wrote last, that which was the last first, a hundred at most; `files` is null where nothing is known of them. */
  readonly newest: readonly (RunInfo & { readonly files: RunFilesInfo | null })[];
  /** The first of them. */
  readonly problems: readonly Problem[];
  readonly problemCount: number;
}
