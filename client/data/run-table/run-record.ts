// A run with all that is known of it, as the run table sorts, filters, groups and shows it.
import type { RunInfo } from '../../../src/wire/api.ts';
import type { RunCell } from '../../../src/wire/run-columns.ts';
import type { RunNote, RunNotes } from '../../../src/wire/run-notes.ts';

/** A run that wrote within this time is taken for one that still runs. */
export const RUNNING_SECONDS = 120;

export interface RunRecord {
  readonly name: string;
  /** The name that the user gave it, or its own. */
  readonly label: string;
  readonly note: RunNote;
  /** Its place among all runs, from which its colour comes. */
  readonly index: number;
  /** Seconds since the Unix epoch; NaN where no event has a time. */
  readonly startTimeSeconds: number;
  readonly lastTimeSeconds: number;
}

/** What the server knows beyond that: values by the id of their column, parallel to `runs`. */
export interface RunValues {
  readonly runs: ReadonlyMap<string, number>;
  readonly lastSteps: readonly (number | null)[];
  readonly columns: ReadonlyMap<string, readonly (RunCell | null)[]>;
}

export const NO_VALUES: RunValues = { runs: new Map(), lastSteps: [], columns: new Map() };

const NO_NOTE: RunNote = {};

/** In the order of `runs`. */
export function recordsOf(runs: readonly RunInfo[], notes: RunNotes | undefined): RunRecord[] {
  const written = new Map(Object.entries(notes?.runs ?? {}));
  return runs.map(({ name, startTimeSeconds, lastTimeSeconds }, index) => {
    const note = written.get(name) ?? NO_NOTE;
    return { name, label: note.name || name, note, index, startTimeSeconds, lastTimeSeconds };
  });
}

export function isRunning({ lastTimeSeconds }: RunRecord, nowSeconds: number): boolean {
  return nowSeconds - lastTimeSeconds < RUNNING_SECONDS;
}
