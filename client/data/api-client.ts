// The server over HTTP. Addresses are relative to the page, so that a path prefix or a proxy changes nothing.
import { type ColumnBlock, columnBlocks } from '../../src/wire/columns.ts';
import type { DocumentAnswer, DocumentBody, DocumentKind } from '../../src/wire/documents.ts';
import { PIECES_WISH } from '../../src/wire/live.ts';
import type { Api } from '../plugin-host.ts';
import { Slices } from '../turns/slices.ts';
import { SharedDocument } from './shared-document.ts';

/** An answer that is none of the good ones; the message is for the user. */
class RefusedError extends Error {
  override name = 'RefusedError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Asks `api/v1/` below `pageUrl`. `fetchFn` is the browser's fetch, or a stand-in. */
export class ApiClient implements Api {
  readonly #base: URL;
  readonly #fetch: typeof fetch;
  readonly #documents = new Map<string, SharedDocument<DocumentBody>>();

  constructor(pageUrl: string, fetchFn: typeof fetch = (...request) => fetch(...request)) {
    this.#base = new URL('api/v1/', pageUrl);
    this.#fetch = fetchFn;
  }

  url(path: string, query: Readonly<Record<string, string>> = {}): string {
    const url = new URL(path, this.#base);
    for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
    return url.href;
  }

  /** Where the live socket is: the same address with ws in place of http. */
  get liveUrl(): string {
    return this.url('live', PIECES_WISH).replace(/^http/, 'ws');
  }

  async json<Answer>(
    path: string,
    query?: Readonly<Record<string, string>>,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<Answer> {
    const response = await this.#request(this.url(path, query), requestOf(body, signal));
    return read(response.json(), signal) as Promise<Answer>;
  }

  async columns<Head>(
    path: string,
    query?: Readonly<Record<string, string>>,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<ColumnBlock<Head>[]> {
    const response = await this.#request(this.url(path, query), requestOf(body, signal));
    return read(
      response.arrayBuffer().then((bytes) => inSlices(columnBlocks<Head>(bytes))),
      signal,
    );
  }

  async file(path: string, query?: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<Blob> {
    const response = await this.#request(this.url(path, query), requestOf(undefined, signal));
    return read(response.blob(), signal);
  }

  /** Asks the server to look at the logdir now; resolves when it has. */
  async reload(): Promise<void> {
    await this.#request(this.url('reload'), { method: 'POST' });
  }

  document<Body extends DocumentBody>(kind: DocumentKind): SharedDocument<Body> {
    const known = this.#documents.get(kind.name);
    // A name stands for one kind, and a kind for one type of body.
    if (known) return known as unknown as SharedDocument<Body>;
    const path = `documents/${kind.name}`;
    const document = new SharedDocument<Body>({
      read: () => this.json<DocumentAnswer>(path),
      write: (body, etag) => this.#put(path, body, etag),
    });
    this.#documents.set(kind.name, document as unknown as SharedDocument<DocumentBody>);
    return document;
  }

  /** To be called when a document was written somewhere, or, without a name, when messages may have been missed. */
  documentWritten(written?: { readonly name: string; readonly etag: string }): void {
    for (const [name, document] of this.#documents)
      if (!written || name === written.name) document.written(written?.etag);
  }

  /** Posts JSON. */
  async post<Answer>(path: string, body: unknown): Promise<Answer> {
    const response = await this.#request(this.url(path), posted(body));
    return read(response.json(), undefined) as Promise<Answer>;
  }

  /** Undefined where another page wrote meanwhile. */
  async #put(path: string, body: unknown, etag: string): Promise<DocumentAnswer | undefined> {
    const headers = { 'content-type': 'application/json', 'if-match': etag };
    try {
      const response = await this.#request(this.url(path), {
        method: 'PUT',
        headers,
        body: JSON.stringify(body),
      });
      return await (read(response.json(), undefined) as Promise<DocumentAnswer>);
    } catch (error) {
      if (error instanceof RefusedError && error.status === 412) return undefined;
      throw error;
    }
  }

  async #request(url: string, init: RequestInit): Promise<Response> {
    const response = await this.#fetch(url, init).catch((cause: unknown) => {
      // An abort is the caller's own wish, and told as such.
      if (init.signal?.aborted) throw cause;
      throw new Error('The server does not answer. Is runboard still running?', { cause });
    });
    if (response.ok) return response;
    const said = (response.headers.get('content-type') ?? '').startsWith('text/plain')
      ? await response.text()
      : '';
    throw new RefusedError(
      response.status,
      said.trim() || `The server answered ${response.status} ${response.statusText}`.trim(),
    );
  }
}

/** Longer than this the page does nothing but decode. */
const SLICE_MS = 12;

async function inSlices<Item>(items: Iterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  const slices = new Slices(SLICE_MS);
  for (const item of items) {
    all.push(item);
    if (slices.isOver) await slices.next();
  }
  return all;
}

/** Gets, or posts JSON where there is a body. */
function requestOf(body: unknown, signal?: AbortSignal): RequestInit {
  const init = body === undefined ? {} : posted(body);
  return signal ? { ...init, signal } : init;
}

function posted(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** What a good answer holds. Fails where it broke off, or where a proxy put a page of its own in its place. */
function read<Body>(body: Promise<Body>, signal: AbortSignal | undefined): Promise<Body> {
  return body.catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new Error(
      'The answer cannot be read: it broke off, or something between this page and the server, such as a proxy, answered in its place.',
      { cause },
    );
  });
}
