// The server over HTTP. Addresses are relative to the page, so that a path prefix or a proxy changes nothing.
import { type ColumnBlock, decodeColumns } from '../../src/wire/columns.ts';
import type { Api } from '../plugin-host.ts';

/** Asks `api/v1/` below `pageUrl`. `fetchFn` is the browser's fetch, or a stand-in. */
export class ApiClient implements Api {
  readonly #base: URL;
  readonly #fetch: typeof fetch;

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
    return this.url('live').replace(/^http/, 'ws');
  }

  async json<Answer>(
    path: string,
    query?: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<Answer> {
    const response = await this.#request(this.url(path, query), signal ? { signal } : {});
    return read(response.json(), signal) as Promise<Answer>;
  }

  async columns<Head>(
    path: string,
    query?: Readonly<Record<string, string>>,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<ColumnBlock<Head>[]> {
    const posted: RequestInit =
      body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await this.#request(this.url(path, query), signal ? { ...posted, signal } : posted);
    return read(
      response.arrayBuffer().then((bytes) => decodeColumns<Head>(bytes)),
      signal,
    );
  }

  /** Asks the server to look at the logdir now; resolves when it has. */
  async reload(): Promise<void> {
    await this.#request(this.url('reload'), { method: 'POST' });
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
    throw new Error(said.trim() || `The server answered ${response.status} ${response.statusText}`.trim());
  }
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
