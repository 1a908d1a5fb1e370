// What a user wrote about runs: the document `runs`.
import type { DocumentBody, DocumentKind } from './documents.ts';

export const RUN_NOTES = { name: 'runs', version: 1 } as const satisfies DocumentKind;

/** What a user wrote about one run; a field that is left out was not written. */
export interface RunNote {
  /** Shown in place of the run's own name. */
  readonly name?: string;
  readonly note?: string;
  readonly tags?: readonly string[];
  /** In place of the colour of its place in the list: `#rrggbb`. */
  readonly color?: string;
  /** Left out of the table and of all tabs. */
  readonly ignored?: true;
}

export interface RunNotes extends DocumentBody {
  /** By the run's name; runs about which nothing was written are left out. */
  readonly runs: Readonly<Record<string, RunNote>>;
}
