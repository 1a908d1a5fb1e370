// Reads event files ahead on all cores. Whoever wants files says so in the order in which they will be taken.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { FilePart, ScanReply, ScanRequest } from './scan-service.ts';

/** Files that a worker is asked for at once, at most. */
const GROUP_FILES = 64;
/** Groups for each worker, where there are files enough: late ones even out what early ones left uneven. */
const GROUPS_EACH = 8;

/** A worker, as the pool sees it. */
export interface ScanPort {
  postMessage(request: ScanRequest): void;
  on(event: 'message', listener: (reply: ScanReply) => void): unknown;
  on(event: 'error' | 'exit', listener: (what: unknown) => void): unknown;
  terminate(): unknown;
}

/** A reply, until all its parts were taken. */
interface Message {
  readonly port: ScanPort;
  left: number;
}

/** What came of one file and was not taken yet. */
interface Inbox {
  readonly parts: { readonly part: FilePart; readonly message: Message }[];
  /** The worker died, or was ended: no more comes. */
  over: boolean;
  wake: (() => void) | undefined;
}

/** A worker for each core. Undefined where the program's files are TypeScript, which a worker cannot load. */
export function newScanPool(): ScanPool | undefined {
  if (!import.meta.url.endsWith('.js')) return undefined;
  return new ScanPool(() => new Worker(new URL('./scan-worker.js', import.meta.url)), availableParallelism());
}

/** Made for one look at many files and closed behind it. Bounded: a worker that is not taken from waits. */
export class ScanPool {
  readonly #ports: ScanPort[];
  readonly #asked = new Map<ScanPort, readonly string[]>();
  readonly #inboxes = new Map<string, Inbox>();
  #queue: string[] = [];
  #groupFiles = 1;
  #closed = false;

  constructor(newPort: () => ScanPort, workers: number) {
    this.#ports = Array.from({ length: workers }, newPort);
    for (const port of this.#ports) {
      port.on('message', (reply) => this.#receive(port, reply));
      port.on('error', () => this.#lose(port));
      port.on('exit', () => this.#lose(port));
    }
  }

  /** Has files read, in this order, behind those wanted before. */
  want(paths: readonly string[]): void {
    this.#queue.push(...paths);
    const even = Math.ceil(this.#queue.length / (this.#ports.length * GROUPS_EACH));
    this.#groupFiles = Math.min(GROUP_FILES, Math.max(1, even));
    for (const port of this.#ports) this.#ask(port);
  }

  /** The parts of a file as they come, once. Undefined where the file is best read by the caller itself. */
  take(path: string): AsyncIterable<FilePart> | undefined {
    const inbox = this.#inboxes.get(path);
    if (inbox) return this.#partsOf(path, inbox);
    // Taken before its turn: to wait for it might be to wait for what nobody takes.
    const at = this.#queue.indexOf(path);
    if (at >= 0) this.#queue.splice(at, 1);
    return undefined;
  }

  /** Ends the workers; what was not taken is lost. */
  close(): void {
    this.#closed = true;
    this.#queue = [];
    for (const port of this.#ports) void port.terminate();
    for (const inbox of this.#inboxes.values()) finish(inbox);
  }

  #ask(port: ScanPort): void {
    if (this.#closed || this.#asked.has(port) || this.#queue.length === 0) return;
    const paths = this.#queue.splice(0, this.#groupFiles);
    for (const path of paths) this.#inboxes.set(path, { parts: [], over: false, wake: undefined });
    this.#asked.set(port, paths);
    port.postMessage({ kind: 'scan', paths });
  }

  #receive(port: ScanPort, reply: ScanReply): void {
    const message = { port, left: reply.parts.length };
    for (const part of reply.parts) {
      const inbox = this.#inboxes.get(part.path);
      if (!inbox) continue;
      inbox.parts.push({ part, message });
      inbox.wake?.();
    }
    if (message.left === 0) port.postMessage({ kind: 'taken' });
    if (!reply.done) return;
    this.#asked.delete(port);
    this.#ask(port);
  }

  /** The files of a worker that died are read by those who take them. */
  #lose(port: ScanPort): void {
    for (const path of this.#asked.get(port) ?? []) {
      const inbox = this.#inboxes.get(path);
      if (inbox) finish(inbox);
    }
  }

  async *#partsOf(path: string, inbox: Inbox): AsyncGenerator<FilePart> {
    try {
      for (;;) {
        const next = inbox.parts.shift();
        if (next) {
          // Told before it is handed over: whoever takes the last part does not come back.
          if (--next.message.left === 0) next.message.port.postMessage({ kind: 'taken' });
          yield next.part;
          if (next.part.end || next.part.failure) return;
        } else if (inbox.over) return;
        else {
          await new Promise<void>((resolve) => {
            inbox.wake = resolve;
          });
        }
      }
    } finally {
      this.#inboxes.delete(path);
    }
  }
}

function finish(inbox: Inbox): void {
  inbox.over = true;
  inbox.wake?.();
}
