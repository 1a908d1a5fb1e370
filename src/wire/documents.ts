// Small JSON documents that users write in the page: names of runs, notes, layouts. The server keeps them beside the
// logs, never in event files, and `GET` and `PUT api/v1/documents/<name>` read and write them.
import type { Problem } from '../problem.ts';

/** One document that there may be, as the room or the kind that owns it makes it known. */
export interface DocumentKind {
  /** Its file's name without `.json`, and the last part of its address: lower case, digits and hyphens. */
  readonly name: string;
  /** The one version that is understood; a file of another is left as it is. */
  readonly version: number;
}

/** What every document has beside its own fields. */
export interface DocumentBody {
  readonly version: number;
}

/** Answer of `GET`, and of a `PUT` that was done. */
export interface DocumentAnswer {
  /** What `PUT` must name in `If-Match`; there is one also where there is no document yet. */
  readonly etag: string;
  /** Null where there is none, or none that this version understands. */
  readonly document: DocumentBody | null;
  /** Whether it lies in the logdir, or in the user's own folder since nothing can be written to the logdir. */
  readonly place: 'logdir' | 'user';
  /** Why the document that there is cannot be used; it is not overwritten then. */
  readonly problem: Problem | null;
}

/** Most bytes of a document, as it stands in its file. */
export const MAX_DOCUMENT_BYTES = 2 ** 20;
