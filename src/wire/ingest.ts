// How a training page sends records: `POST api/v1/ingest?run=NAME&file=ID&offset=BYTES`, the token in the header
// `Authorization: Bearer TOKEN`, the body whole records of the event file ID from that offset on. What was sent before may
// be sent again, as after an answer that was lost; it is then taken once.

/** Below the server's root. */
export const INGEST_PATH = '/api/v1/ingest';

/** Of one request. A record that is larger cannot be sent. */
export const MAX_INGEST_BYTES = 64 * 2 ** 20;

/** The answer to a request whose records are all in the file. */
export interface IngestAnswer {
  /** Bytes of the file that are on disk: where the next request begins. */
  readonly sizeBytes: number;
}

/** Whether a text names one of the writer's files: 128 random bits in hexadecimal. */
export function isIngestFileId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}
