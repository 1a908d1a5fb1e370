// The endpoint to which training pages send records, for a server that was started with --ingest. See src/wire/ingest.ts.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type IngestAnswer, isIngestFileId, MAX_INGEST_BYTES } from '../../src/wire/ingest.ts';
import type { IngestedFiles } from '../ingested-files.ts';
import { isSecret } from './access.ts';
import { HttpError } from './http-error.ts';
import { readBytes } from './request-body.ts';
import { respond } from './respond.ts';

/** Who may send, and where it goes. */
export interface Ingest {
  readonly token: string;
  readonly files: IngestedFiles;
}

/** Any page may ask: what it must have is the token, which no browser adds by itself. */
const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'POST',
  'Access-Control-Allow-Headers': 'authorization, content-type',
  'Access-Control-Allow-Private-Network': 'true',
  'Access-Control-Max-Age': '600',
};

/** Answers one request to the endpoint; without `ingest`, that it takes nothing. */
export async function answerIngest(
  ingest: Ingest | undefined,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (ingest === undefined) {
    throw new HttpError(404, 'This server takes no records. Start it with --ingest.');
  }
  if (request.method === 'OPTIONS') return respond(request, response, 204, 'text/plain', '', CORS);
  try {
    const answer: IngestAnswer = { sizeBytes: await appended(ingest, query, request) };
    await respond(request, response, 200, 'application/json', JSON.stringify(answer), CORS);
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    request.resume();
    // Here, not where all others are answered: a page of another origin must be able to read why.
    const challenge: Record<string, string> = error.status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {};
    await respond(request, response, error.status, 'text/plain', error.message, { ...CORS, ...challenge });
  }
}

async function appended(
  { token, files }: Ingest,
  query: URLSearchParams,
  request: IncomingMessage,
): Promise<number> {
  if (request.method !== 'POST') throw new HttpError(405, 'Records are sent by POST.');
  checkToken(token, request.headers.authorization);
  const file = query.get('file') ?? '';
  if (!isIngestFileId(file)) throw new HttpError(400, 'The file must be 32 hexadecimal digits.');
  const offset = query.get('offset') ?? '';
  const offsetBytes = Number(offset);
  if (!/^\d{1,16}$/.test(offset) || !Number.isSafeInteger(offsetBytes)) {
    throw new HttpError(400, 'The offset must be a whole number of bytes.');
  }
  // Before it is read: who sends too much still has to learn why.
  if (Number(request.headers['content-length']) > MAX_INGEST_BYTES) {
    throw new HttpError(413, `A request may have ${MAX_INGEST_BYTES} bytes at most.`);
  }
  const bytes = await readBytes(request, MAX_INGEST_BYTES);
  return files.append({ run: query.get('run') ?? '', file, offsetBytes, bytes });
}

function checkToken(token: string, header: string | undefined): void {
  if (isSecret(/^Bearer (.+)$/i.exec(header ?? '')?.[1] ?? '', token)) return;
  throw new HttpError(
    401,
    'The token is missing or wrong; the server printed the right one when it started.',
  );
}
