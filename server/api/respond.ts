// How every response leaves: headers, compression, length. Contract 1.2.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip as gzipCallback } from 'node:zlib';

const gzip = promisify(gzipCallback);

const TEXTUAL = /^(?:text\/|image\/svg\+xml|application\/json|application\/javascript)/;

/** Whether `Accept-Encoding` lets gzip through. */
export function acceptsGzip(header: string | undefined): boolean {
  return (header ?? '').split(',').some((part) => {
    const [coding = '', quality = ''] = part.split(';');
    return /^(?:gzip|\*)$/i.test(coding.trim()) && !/^\s*q=0(?:\.0*)?\s*$/i.test(quality);
  });
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
  const plain = typeof body === 'string' ? Buffer.from(body) : body;
  const compress = TEXTUAL.test(contentType) && acceptsGzip(request.headers['accept-encoding']);
  // Level 1: most of the gain for a fifth of the time, and nearly every client sits on the same machine.
  const sent = compress ? await gzip(plain, { level: 1 }) : plain;
  response.statusCode = status;
  response.setHeader('Content-Type', contentTypeOf(contentType));
  response.setHeader('Content-Length', sent.length);
  if (compress) response.setHeader('Content-Encoding', 'gzip');
  if (TEXTUAL.test(contentType)) response.setHeader('Vary', 'Accept-Encoding');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('Cache-Control', 'no-cache, must-revalidate');
  response.setHeader('Expires', '0');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.end(sent);
}
