// A scanning worker for tests.
import { ScanEngine } from '../src/reader/scan-engine.ts';
import type { ScanPort } from '../src/reader/scan-pool.ts';
import { type ScanReply, type ScanRequest, serveScans } from '../src/reader/scan-service.ts';

/** A worker that runs in this thread; what it posts is cloned as between threads. */
export class LocalPort implements ScanPort {
  readonly replies: ScanReply[] = [];
  waiting = 0;
  mostWaiting = 0;
  #request: (request: ScanRequest) => void = () => undefined;
  readonly #listeners = new Map<string, (what: never) => void>();

  constructor(postBytes?: number, largeBytes?: number) {
    serveScans(
      {
        on: (_, listener) => {
          this.#request = listener;
        },
        postMessage: (reply) => {
          if (reply.kind === 'found' && reply.parts) this.waiting++;
          this.mostWaiting = Math.max(this.mostWaiting, this.waiting);
          const cloned = structuredClone(reply);
          setImmediate(() => this.#listeners.get('message')?.(cloned as never));
        },
      },
      {
        engine: ScanEngine.load(),
        ...(postBytes !== undefined && { postBytes }),
        ...(largeBytes !== undefined && { largeBytes }),
      },
    );
  }
  on(event: string, listener: (what: never) => void): void {
    this.#listeners.set(event, listener);
  }
  postMessage(request: ScanRequest): void {
    if (request.kind === 'taken') this.waiting--;
    setImmediate(() => this.#request(request));
  }
  terminate(): void {
    this.#request = () => undefined;
  }
  die(): void {
    this.terminate();
    this.#listeners.get('error')?.(new Error('out of memory') as never);
  }
}
