// What an open page asks of a server, without a browser: it listens on the socket, and of one tag of all runs it fetches
// what is behind the last point that it has.
import { WebSocket } from 'ws';
import type { ScalarColumnsHead } from '../../src/plugins/scalar/kind.ts';
import { decodeColumns } from '../../src/wire/columns.ts';
import type { LiveMessage } from '../../src/wire/live.ts';
import { HttpClient, timed } from './http-client.ts';

/** A page asks again so soon at the earliest. */
const GAP_MS = 250;

/** Open until it is closed. */
export class SoakPage {
  /** Milliseconds of each answer. */
  readonly asked: number[] = [];
  readonly #client: HttpClient;
  readonly #socket: WebSocket;
  readonly #tag: string;
  /** By run: length and generation that the server told, and how many points are here. */
  readonly #series = new Map<string, { length: number; generation: number; held: number }>();
  #timer: NodeJS.Timeout | undefined;
  #failure: Error | undefined;
  #closed = false;

  constructor(url: string, tag: string) {
    this.#client = new HttpClient(url);
    this.#tag = tag;
    this.#socket = new WebSocket(`${url.replace('http', 'ws')}api/v1/live`);
    this.#socket.on('message', (data) => this.#hear(JSON.parse(String(data)) as LiveMessage));
    this.#socket.on('error', (error) => {
      this.#failure ??= error;
    });
    this.#socket.on('close', () => {
      if (!this.#closed) this.#failure ??= new Error('the socket of a page was closed');
    });
  }

  /** Throws what went wrong, if anything did. */
  check(): void {
    if (this.#failure) throw this.#failure;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket.terminate();
    this.#client.close();
  }

  #hear(message: LiveMessage): void {
    if (message.type === 'document') return;
    const all = message.type === 'state' ? message.state.series : message.series;
    if (message.type === 'state') {
      const there = new Set(all.map(({ run }) => run));
      for (const run of this.#series.keys()) if (!there.has(run)) this.#series.delete(run);
    }
    for (const { run, tag, length, generation } of all) {
      if (tag !== this.#tag) continue;
      const held = this.#series.get(run);
      this.#series.set(run, { length, generation, held: held?.generation === generation ? held.held : 0 });
    }
    this.#timer ??= setTimeout(() => void this.#fetch(), GAP_MS);
  }

  async #fetch(): Promise<void> {
    const series = [...this.#series]
      .filter(([, { length, held }]) => held < length)
      .map(([run, { held }]) => ({ run, tag: this.#tag, from: held }));
    try {
      let answer = new ArrayBuffer(0);
      this.asked.push(
        await timed(async () => {
          answer = Uint8Array.from(await this.#client.postJson('api/v1/scalars/columns', { series })).buffer;
        }),
      );
      for (const { head, columns } of decodeColumns<ScalarColumnsHead>(answer)) {
        const held = this.#series.get(head.run);
        if (held) held.held = head.from + (columns['steps']?.length ?? 0);
      }
    } catch (error) {
      if (!this.#closed) this.#failure ??= error instanceof Error ? error : new Error(String(error));
    }
    this.#timer = undefined;
  }
}
