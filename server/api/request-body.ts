// Bodies of requests, by content type, up to a bound. TensorBoard's page posts forms as multipart and JSON as text.
import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { HttpError } from './http-error.ts';

/** A form's fields, or the text of any other body. */
export interface RequestBody {
  readonly form: URLSearchParams;
  readonly body: string;
}

/** A thousand runs of a thousand characters fit many times. */
export const MAX_BODY_BYTES = 64 * 2 ** 20;

const NOTHING: RequestBody = { form: new URLSearchParams(), body: '' };

/** Reads the whole body; nothing of it is there for a request without one. Throws HttpError 400 or 413. */
export async function readBody(request: IncomingMessage): Promise<RequestBody> {
  const { headers } = request;
  // Nearly all requests: to read the body that they do not have takes longer than many answers.
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return NOTHING;
  const type = (headers['content-type'] ?? '').toLowerCase();
  if (type.startsWith('multipart/form-data')) return { form: await readMultipart(request), body: '' };
  const text = await readText(request);
  if (type.startsWith('application/x-www-form-urlencoded'))
    return { form: new URLSearchParams(text), body: '' };
  return { form: new URLSearchParams(), body: text };
}

/** The whole body as it came. Throws HttpError 413 above `maxBytes`, 400 where the client hangs up before its end. */
export async function readBytes(request: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let lengthBytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      lengthBytes += chunk.length;
      if (lengthBytes > maxBytes) throw tooLarge(maxBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error;
    throw new HttpError(400, 'Invalid argument: the body broke off', { cause: error });
  }
  return Buffer.concat(chunks);
}

async function readText(request: IncomingMessage): Promise<string> {
  return new TextDecoder().decode(await readBytes(request, MAX_BODY_BYTES));
}

function readMultipart(request: IncomingMessage): Promise<URLSearchParams> {
  return new Promise((resolve, reject) => {
    const form = new URLSearchParams();
    let parser: busboy.Busboy;
    try {
      parser = busboy({
        headers: request.headers,
        limits: { fieldSize: MAX_BODY_BYTES, fields: 100_000, parts: 100_000 },
      });
    } catch (error) {
      reject(new HttpError(400, 'Invalid argument: the form has no boundary', { cause: error }));
      return;
    }
    let lengthBytes = 0;
    const fail = (error: HttpError) => {
      request.unpipe(parser);
      request.resume();
      reject(error);
    };
    parser.on('field', (name, value, info) => {
      if (info.valueTruncated) fail(tooLarge());
      else form.append(name, value);
    });
    parser.on('file', (_name, stream) => stream.resume());
    parser.on('fieldsLimit', () => fail(tooLarge()));
    parser.on('partsLimit', () => fail(tooLarge()));
    parser.on('error', (error) =>
      fail(new HttpError(400, 'Invalid argument: the form is damaged', { cause: error })),
    );
    parser.on('close', () => resolve(form));
    request.on('data', (chunk: Buffer) => {
      lengthBytes += chunk.length;
      if (lengthBytes > MAX_BODY_BYTES) fail(tooLarge());
    });
    request.on('aborted', () => reject(new HttpError(400, 'Invalid argument: the form broke off')));
    request.pipe(parser);
  });
}

function tooLarge(maxBytes = MAX_BODY_BYTES): HttpError {
  return new HttpError(413, `Invalid argument: a body may have ${maxBytes} bytes at most`);
}
