// How every response leaves: headers, compression, length. Contract 1.2.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip, gzip as gzipCallback } from 'node:zlib';
import { Slices } from '../turns.ts';
import type { BytesWriter } from './bytes-writer.ts';

const gzip = promisify(gzipCallback);

const TEXTUAL = /^(?:text\/|image\/svg\+xml|application\/json|application\/javascript)/;

/** Whether `Accept-Encoding` lets gzip through. */
export function acceptsGzip(header: string | undefined): boolean {
  return (header ?? '').split(',').some((part) => {
    const [coding = '', quality = ''] = part.split(';');
    return /^(?:gzip|\*)$/i.test(coding.trim()) && !/^\s*q=0(?:\.0*)?\s*$/i.test(quality);
  });
}

/** A short text leaves in one piece with its headers, a fifth faster; a long one is faster as bytes (2026-11-28). */
const SHORT_CHARACTERS = 2 ** 16;

function bytesOfLong(body: string | Uint8Array): string | Uint8Array {
  return typeof body === 'string' && body.length > SHORT_CHARACTERS ? Buffer.from(body) : body;
}

/** The type as it is sent: text gets its charset, JSON has none. */
function contentTypeOf(type: string): string {
  return /^(?:text\/|image\/svg\+xml)/.test(type) && !type.includes('charset')
    ? `${type}; charset=utf-8`
    : type;
}

/** Sends a whole body. Text and JSON are compressed where the client accepts it; pictures and other bytes never. */
export async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const compress = isCompressed(request, contentType);
  const sent = compress ? await gzip(body, { level: LEVEL }) : bytesOfLong(body);
  response.statusCode = status;
  response.setHeader('Content-Length', Buffer.byteLength(sent));
  setHeaders(response, contentType, compress, headers);
  response.end(sent);
}

/**
 * Sends a body as it is made, no faster than the client takes it, and whole if it is one chunk; what makes it stops when
 * the client goes. Rejects where the first two chunks cannot be made; should a later one fail, the connection is cut, so
 * that the client takes nothing for whole.
 */
export async function respondInChunks(
  request: IncomingMessage,
  response: ServerResponse,
  contentType: string,
  chunks: AsyncIterable<Uint8Array>,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  const second = first.done ? first : await iterator.next();
  if (second.done) return respond(request, response, 200, contentType, first.value ?? '', headers);
  const compress = isCompressed(request, contentType);
  response.statusCode = 200;
  setHeaders(response, contentType, compress, headers);
  if (request.method === 'HEAD') {
    await iterator.return?.();
    response.end();
    return;
  }
  async function* all() {
    yield first.value;
    yield second.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  const body = Readable.from(all(), { objectMode: false });
  try {
    if (compress) await pipeline(body, createGzip({ level: LEVEL }), response);
    else await pipeline(body, response);
  } catch (error) {
    // A client that went is nobody's fault.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_STREAM_PREMATURE_CLOSE' && code !== 'ECONNRESET' && code !== 'EPIPE') throw error;
  }
}

/** Half of it takes a tenth more time, twice as much no less; a client that does not read holds two (2026-11-29). */
const CHUNK_BYTES = 2 ** 17;

/** Of answers that were sent: to take memory that was never used costs as much as to fill it. */
const spareChunks: Buffer[] = [];
const MOST_SPARE_CHUNKS = 4;

/**
 * Sends a body as it is written: one chunk leaves while the next is made, and others are answered between. Whole if it is
 * one chunk. Should it fail later, the connection is cut, so that the client takes nothing for whole.
 */
export async function respondAsWritten(
  request: IncomingMessage,
  response: ServerResponse,
  contentType: string,
  writer: BytesWriter,
): Promise<void> {
  let chunk = newChunk();
  let filled = writer.write(chunk, 0);
  if (writer.done) {
    const whole = Buffer.from(chunk.subarray(0, filled));
    keepChunks(chunk);
    return respond(request, response, 200, contentType, whole);
  }
  const compress = isCompressed(request, contentType);
  response.statusCode = 200;
  setHeaders(response, contentType, compress, {});
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const to = compress ? gzipTo(response) : response;
  const slices = new Slices();
  let other = newChunk();
  try {
    while (!writer.done) {
      const sent = sentTo(to, chunk.subarray(0, filled));
      filled = writer.write(other, 0);
      if (slices.due) await slices.turn();
      // A client that went is nobody's fault.
      if (!(await sent)) return;
      [chunk, other] = [other, chunk];
    }
  } catch (error) {
    response.destroy();
    throw error;
  }
  const sent = sentTo(to, chunk.subarray(0, filled));
  to.end();
  if (await sent) keepChunks(chunk, other);
}

function newChunk(): Buffer {
  return spareChunks.pop() ?? Buffer.allocUnsafeSlow(CHUNK_BYTES);
}

function keepChunks(...chunks: readonly Buffer[]): void {
  for (const chunk of chunks) if (spareChunks.length < MOST_SPARE_CHUNKS) spareChunks.push(chunk);
}

/** Resolves when the bytes need not be held any more; to false where the client went before. */
function sentTo(to: Writable, bytes: Uint8Array): Promise<boolean> {
  return new Promise((resolve) => {
    if (to.destroyed) return resolve(false);
    const gone = () => resolve(false);
    to.once('close', gone);
    to.write(bytes, () => {
      to.off('close', gone);
      resolve(true);
    });
  });
}

function gzipTo(response: ServerResponse): Writable {
  const gzip = createGzip({ level: LEVEL });
  gzip.pipe(response);
  response.once('close', () => gzip.destroy());
  return gzip;
}

/** Most of the gain for a fifth of the time, and nearly every client sits on the same machine. */
const LEVEL = 1;

function isCompressed(request: IncomingMessage, contentType: string): boolean {
  return TEXTUAL.test(contentType) && acceptsGzip(request.headers['accept-encoding']);
}

function setHeaders(
  response: ServerResponse,
  contentType: string,
  compress: boolean,
  headers: Readonly<Record<string, string>>,
): void {
  response.setHeader('Content-Type', contentTypeOf(contentType));
  if (compress) response.setHeader('Content-Encoding', 'gzip');
  if (TEXTUAL.test(contentType)) response.setHeader('Vary', 'Accept-Encoding');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('Cache-Control', 'no-cache, must-revalidate');
  response.setHeader('Expires', '0');
  response.setHeader('X-Content-Type-Options', 'nosniff');
}
