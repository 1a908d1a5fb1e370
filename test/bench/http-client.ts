// Requests over one connection that stays open, as a browser's does; with less of its own in what is timed than fetch.
import { Agent, request } from 'node:http';

/** Made for one server; closed by whoever made it. */
export class HttpClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #base: string;

  /** `base` ends in `/`. */
  constructor(base: string) {
    this.#base = base;
  }

  /** The whole answer. Rejects for a status other than 200. */
  get(path: string): Promise<Buffer> {
    return this.#send(path, 'GET', '', 'text/plain');
  }

  postForm(path: string, form: URLSearchParams): Promise<Buffer> {
    return this.#send(path, 'POST', form.toString(), 'application/x-www-form-urlencoded');
  }

  postJson(path: string, body: object): Promise<Buffer> {
    return this.#send(path, 'POST', JSON.stringify(body), 'application/json');
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(path: string, method: string, body: string, contentType: string): Promise<Buffer> {
    const headers = method === 'POST' ? { 'content-type': contentType } : {};
    return new Promise((resolve, reject) => {
      const sent = request(new URL(path, this.#base), { agent: this.#agent, method, headers }, (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.once('error', reject);
        answer.once('end', () => {
          if (answer.statusCode === 200) resolve(Buffer.concat(pieces));
          else reject(new Error(`${method} ${path} was answered with ${answer.statusCode}`));
        });
      });
      sent.once('error', reject);
      sent.end(body);
    });
  }
}

/** Milliseconds until the answer is there. */
export async function timed(ask: () => Promise<unknown>): Promise<number> {
  const sinceMs = performance.now();
  await ask();
  return performance.now() - sinceMs;
}
