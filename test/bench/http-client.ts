// Requests over one connection that stays open, as a browser's does; with less of its own in what is timed than fetch.
import { Agent, request } from 'node:http';

/** Made for one server; closed by whoever made it. */
export class HttpClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly base: string;

  /** `base` ends in `/`. */
  constructor(base: string) {
    this.base = base;
  }

  /** The whole answer. Rejects for a status other than 200. */
  get(path: string): Promise<Buffer> {
    return this.#sendWell(path, 'GET', '', {});
  }

  postForm(path: string, form: URLSearchParams): Promise<Buffer> {
    return this.#sendWell(path, 'POST', form.toString(), typed('application/x-www-form-urlencoded'));
  }

  postJson(path: string, body: object): Promise<Buffer> {
    return this.#sendWell(path, 'POST', JSON.stringify(body), typed('application/json'));
  }

  /** The whole answer, whatever its status. */
  async send(path: string, method: string, body: string, headers: Headers): Promise<Buffer> {
    return (await this.#send(path, method, body, headers)).body;
  }

  close(): void {
    this.#agent.destroy();
  }

  async #sendWell(path: string, method: string, body: string, headers: Headers): Promise<Buffer> {
    const answer = await this.#send(path, method, body, headers);
    if (answer.status === 200) return answer.body;
    throw new Error(`${method} ${path} was answered with ${answer.status}`);
  }

  #send(path: string, method: string, body: string, headers: Headers): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request(new URL(path, this.base), { agent: this.#agent, method, headers }, (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.once('error', reject);
        answer.once('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(pieces) }));
      });
      sent.once('error', reject);
      sent.end(body);
    });
  }
}

type Headers = Readonly<Record<string, string>>;

interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

function typed(contentType: string): Headers {
  return { 'content-type': contentType };
}

/** Milliseconds until the answer is there. */
export async function timed(ask: () => Promise<unknown>): Promise<number> {
  const sinceMs = performance.now();
  await ask();
  return performance.now() - sinceMs;
}
