// What is asked of importance.ts, and what it answers: apart from it, since it brings a library along.
import type { HParamValue } from '../kind.ts';

/** Columns are parallel: one value a session. */
export interface ImportanceTask {
  readonly columns: readonly (readonly (HParamValue | undefined)[])[];
  readonly metric: readonly (HParamValue | undefined)[];
}

export interface Importance {
  /** For each column, between 0 and 1; together 1, or all 0 where none matters. */
  readonly shares: readonly number[];
  /** For each column, between -1 and 1; undefined where its values are no numbers, or all the same. */
  readonly correlations: readonly (number | undefined)[];
  /** How many sessions the forest learned from, and of how many. */
  readonly used: number;
  readonly sessions: number;
  /** What part of the metric's variance the forest tells of sessions that it did not learn from; below 0: nothing. */
  readonly explained: number;
}

export const FEWEST_SESSIONS = 5;
