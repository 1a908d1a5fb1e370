// What users write about runs, as the fault scenarios ask and write it.
import type { DocumentAnswer } from '../../src/wire/documents.ts';
import type { RunNotes } from '../../src/wire/run-notes.ts';
import type { Peer } from './peer.ts';

const PATH = 'api/v1/documents/runs';

/** The etag of notes that nobody wrote yet. */
export const NO_NOTES = '"none"';

/** The notes as they stand. */
export async function readNotes(
  peer: Peer,
): Promise<DocumentAnswer & { readonly document: RunNotes | null }> {
  return JSON.parse(await peer.text(PATH)) as DocumentAnswer & { readonly document: RunNotes | null };
}

/** Writes a note on the run `a`, on the ground of `etag`. */
export function putNotes(peer: Peer, note: string, etag: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'if-match': etag };
  const body = JSON.stringify({ version: 1, runs: { a: { note } } } satisfies RunNotes);
  return fetch(peer.url + PATH, { method: 'PUT', headers, body });
}
