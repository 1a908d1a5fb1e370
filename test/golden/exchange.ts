// A recorded request, and how it is asked again.
import { createHash } from 'node:crypto';

/** One request with the answers of TensorBoard's loaders. */
export interface Exchange {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Where the pictures of a listing are: what each `query` is appended to. */
  readonly follow?: string;
  readonly answers: Readonly<Record<string, Answer>>;
}

/** The parts of an answer that are compared. An error's wording is each server's own. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly json?: unknown;
  readonly text?: string;
  readonly sha256?: string;
  readonly bytes?: number;
  readonly followed?: readonly Answer[];
}

/** Asks the server at `base`, which ends without `/`, and follows the pictures of a listing. */
export async function ask(base: string, exchange: Exchange): Promise<Answer> {
  const { method, headers = {}, body } = exchange;
  const answer = await call(base + exchange.path, { method, headers, body: body ?? null });
  if (exchange.follow === undefined || !Array.isArray(answer.json)) return answer;
  const followed: Answer[] = [];
  for (const { query } of answer.json as { query: string }[]) {
    followed.push(await call(base + exchange.follow + query));
  }
  return { ...answer, followed };
}

async function call(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, init);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
  const head = { status: response.status, type };
  if (response.status >= 400) return head;
  const text = new TextDecoder().decode(bytes);
  if (type === 'application/json') return { ...head, json: JSON.parse(text) };
  if (type.startsWith('text/')) return { ...head, text: text.replaceAll('\r\n', '\n') };
  return { ...head, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}
