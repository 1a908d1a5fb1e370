// Keeps the page up to date: a WebSocket while there can be one, else asking for the whole state now and then.
import type { ServerState } from '../../src/wire/api.ts';
import { LIVE_PROTOCOL, type LiveMessage } from '../../src/wire/live.ts';
import { LiveReader } from './live-reader.ts';

/** `live`: by socket. `polling`: the server answers, yet lets no socket through. `lost`: it does not answer. */
export type LinkState = 'connecting' | 'live' | 'polling' | 'lost';

/** What the client needs of the browser and whom it tells. */
export interface LiveOptions {
  openSocket(): WebSocketLike;
  /** Asks for the whole state over HTTP; rejects with an Error worded for the user. */
  fetchState(): Promise<ServerState>;
  onMessage(message: LiveMessage): void;
  /** `why` is a sentence for the user, given with `lost`. */
  onLink(link: LinkState, why?: string): void;
  /** The server speaks a newer language: the page must be loaded anew. */
  onOtherProtocol(): void;
  /** Runs `task` once after `ms` milliseconds; gives back how to call it off. */
  after(ms: number, task: () => void): () => void;
}

/** As much of a WebSocket as is used. */
export type WebSocketLike = Pick<WebSocket, 'onmessage' | 'onclose' | 'close'>;

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;

/** Waiting time before the next try after `failures` failures in a row: doubling, up to five seconds. */
export function retryMs(failures: number): number {
  return Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1));
}

/** Made and started once by the shell; `stop` ends it for good. */
export class LiveClient {
  readonly #options: LiveOptions;
  #socket: WebSocketLike | undefined;
  #cancelRetry: () => void = () => undefined;
  #failures = 0;
  #stopped = false;

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  start(): void {
    this.#options.onLink('connecting');
    this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelRetry();
    this.#socket?.close();
  }

  /** Tries again at once instead of at the end of the waiting time. Does nothing while a socket is open. */
  retryNow(): void {
    if (this.#socket || this.#stopped) return;
    this.#cancelRetry();
    this.#connect();
  }

  #connect(): void {
    let socket: WebSocketLike;
    try {
      socket = this.#options.openSocket();
    } catch (error) {
      // A browser may forbid sockets outright: then the page lives by polling, and says so.
      if (!(error instanceof DOMException)) throw error;
      void this.#closed();
      return;
    }
    this.#socket = socket;
    const reader = new LiveReader((message) => this.#take(message));
    socket.onmessage = ({ data }) => reader.take(String(data));
    socket.onclose = () => {
      reader.stop();
      void this.#closed();
    };
  }

  #take(message: LiveMessage): void {
    if (message.type === 'state') {
      if (message.protocol !== LIVE_PROTOCOL) {
        this.stop();
        this.#options.onOtherProtocol();
        return;
      }
      // Only now: a proxy may accept a socket and then let nothing through it.
      this.#failures = 0;
      this.#options.onLink('live');
    }
    this.#options.onMessage(message);
  }

  /** Between two tries the state comes over HTTP, so that a page behind a proxy without sockets is slow, not blind. */
  async #closed(): Promise<void> {
    this.#socket = undefined;
    if (this.#stopped) return;
    this.#failures++;
    const answer = await this.#options.fetchState().then(
      (state) => ({ state }),
      (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
    );
    if (this.#stopped) return;
    if ('state' in answer) {
      this.#options.onMessage({ type: 'state', protocol: LIVE_PROTOCOL, state: answer.state });
      this.#options.onLink('polling');
    } else this.#options.onLink('lost', answer.error);
    this.#cancelRetry = this.#options.after(retryMs(this.#failures), () => this.#connect());
  }
}
