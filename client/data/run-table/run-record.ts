// A run with all that is known of it, as the run table sorts, filters, groups and shows it.
import type { RunInfo } from '../../../src/wire/api.ts';
import type { RunCell } from '../../../src/wire/run-columns.ts';
import type { RunNote, RunNotes } from '../../../src/wire/run-notes.ts';
import { runColor } from '../run-colors.ts';

/** A run that wrote within this time is taken for one that still runs, however often it writes. */
export const RUNNING_SECONDS = 120;
/** Longer pauses are those of a training that was resumed. */
const MOST_PAUSE_SECONDS = 3600;
const FAR_SECONDS = 86_400;

export interface RunRecord {
  readonly name: string;
  /** The name that the user gave it, or its own. */
  readonly label: string;
  readonly note: RunNote;
  /** Its place among all runs. */
  readonly index: number;
  /** The one that the user gave it, or that of its place. */
  readonly color: string;
  /** Seconds since the Unix epoch; NaN where no event has a time. */
  readonly startTimeSeconds: number;
  readonly lastTimeSeconds: number;
}

/** What the server knows beyond that: values by the id of their column, parallel to `runs`. */
export interface RunValues {
  readonly runs: ReadonlyMap<string, number>;
  readonly lastSteps: readonly (number | null)[];
  readonly pausesSeconds: readonly (number | null)[];
  readonly columns: ReadonlyMap<string, readonly (RunCell | null)[]>;
}

export const NO_VALUES: RunValues = { runs: new Map(), lastSteps: [], pausesSeconds: [], columns: new Map() };

const NO_NOTE: RunNote = {};

/** A document may be written by hand, and a colour goes into styles. */
const isColor = (color: unknown): color is string =>
  typeof color === 'string' && /^#[0-9a-f]{6}$/i.test(color);

/**
 * In the order of `runs`. `before` are those of the list before: where nothing of a run changed its record is the same
 * object, for of ten thousand a few grow at a time.
 */
export function recordsOf(
  runs: readonly RunInfo[],
  notes: RunNotes | undefined,
  before: readonly RunRecord[] = [],
): readonly RunRecord[] {
  const written = new Map(Object.entries(notes?.runs ?? {}));
  return runs.map(({ name, startTimeSeconds, lastTimeSeconds }, index) => {
    const note = written.size === 0 ? NO_NOTE : (written.get(name) ?? NO_NOTE);
    const known = before[index];
    if (
      known?.name === name &&
      known.note === note &&
      Object.is(known.startTimeSeconds, startTimeSeconds) &&
      Object.is(known.lastTimeSeconds, lastTimeSeconds)
    )
      return known;
    const color = isColor(note.color) ? note.color : runColor(index);
    return { name, label: note.name || name, note, index, color, startTimeSeconds, lastTimeSeconds };
  });
}

/**
 * Whether it wrote not long ago: within RUNNING_SECONDS, or within three of the pauses that it makes between points. What
 * a clock elsewhere put far into the future proves nothing.
 */
export function isRunning(
  { name, lastTimeSeconds }: RunRecord,
  values: RunValues,
  nowSeconds: number,
): boolean {
  const pause = values.pausesSeconds[values.runs.get(name) ?? -1] ?? 0;
  const quietSeconds = nowSeconds - lastTimeSeconds;
  return (
    quietSeconds < Math.max(RUNNING_SECONDS, 3 * Math.min(pause, MOST_PAUSE_SECONDS)) &&
    quietSeconds > -FAR_SECONDS
  );
}
