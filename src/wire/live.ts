// WebSocket messages, JSON text, from the server to the page at `api/v1/live`. The page says nothing back: it
// fetches the values it needs over HTTP.
import type { Problem } from '../problem.ts';
import type { RunInfo, SeriesInfo, ServerState } from './api.ts';

/** Raised when a message changes its meaning; a page that meets another number reloads itself. */
export const LIVE_PROTOCOL = 2;

export type LiveMessage =
  /** The first message, and again whenever series vanished. Replaces everything. */
  | { readonly type: 'state'; readonly protocol: number; readonly state: ServerState }
  /** What is new. Absent fields did not change. */
  | {
      readonly type: 'changes';
      readonly loading: boolean;
      /** The whole list. */
      readonly runs?: readonly RunInfo[];
      /** Replace those of the same run and tag, or are new. */
      readonly series: readonly SeriesInfo[];
      /** The whole list. */
      readonly problems?: readonly Problem[];
    }
  /** A document was written, by this page or another. */
  | { readonly type: 'document'; readonly name: string; readonly etag: string };
