// Messages of the WebSocket at `api/v1/live`. The server tells what is new, as JSON text. A client may ask for columns,
// as JSON text too, and gets each answer as one binary message; the page itself asks over HTTP.
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

/**
 * Query of `api/v1/live` by which a client wishes long lists in pieces, since what comes as one message is read in one
 * task of a page. A program that does not ask for it gets each message whole, and no pieces.
 */
export const PIECES_WISH = { lists: 'pieces' } as const;

/** Lists that may be long. */
export type LongLists = Pick<ServerState, 'runs' | 'series' | 'problems'>;

/** Before a message: its lists are the items of the pieces, in their order, and then its own. */
export interface LivePiece extends Partial<LongLists> {
  readonly type: 'piece';
}

/** What a client may ask, in at most `MAX_QUESTION_BYTES` of JSON text; whoever sends another message is cut off. */
export interface LiveQuestion {
  /** Given back with the answer: a whole number from 0 to 2^32 - 1, of the client's own choice. */
  readonly id: number;
  /** Below `api/v1/`: `scalars/columns` or `scalars/thinned`. */
  readonly path: string;
  /** What would be posted there. */
  readonly body?: unknown;
}

/** Some thousand series. */
export const MAX_QUESTION_BYTES = 2 ** 18;

/** Answers come in the order of the questions. */
export interface LiveAnswer {
  readonly id: number;
  /** As over HTTP; 200 is the only good one. */
  readonly status: number;
  /** The bytes that HTTP would bring; for any other status a text in UTF-8. */
  readonly payload: Uint8Array;
}

/** What stands before the payload: u32 id, u32 status, little-endian. As long as columns need for their alignment. */
export const ANSWER_HEAD_BYTES = 8;

export function encodeAnswerHead({ id, status }: Omit<LiveAnswer, 'payload'>): Uint8Array {
  const head = new DataView(new ArrayBuffer(ANSWER_HEAD_BYTES));
  head.setUint32(0, id, true);
  head.setUint32(4, status, true);
  return new Uint8Array(head.buffer);
}

/** The payload is a view of `message`. Throws an Error where the message is too short to be an answer. */
export function decodeAnswer(message: ArrayBuffer): LiveAnswer {
  if (message.byteLength < ANSWER_HEAD_BYTES) throw new Error('this is no answer');
  const head = new DataView(message);
  return {
    id: head.getUint32(0, true),
    status: head.getUint32(4, true),
    payload: new Uint8Array(message, ANSWER_HEAD_BYTES),
  };
}

/** A client's message as a question; undefined where it is none. */
export function questionOf(text: string): LiveQuestion | undefined {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof given !== 'object' || given === null) return undefined;
  const { id, path, body } = given as Readonly<Record<string, unknown>>;
  if (typeof id !== 'number' || id >>> 0 !== id || typeof path !== 'string') return undefined;
  return { id, path, body };
}
