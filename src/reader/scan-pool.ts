// Reads event files ahead on all cores. Whoever wants files says so in the order in which they will be taken.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { FileState, ListedRun, Soon } from './logdir.ts';
import { OrdinaryFiles, type OrdinaryRun } from './ordinary-files.ts';
import type { ScanEngine } from './scan-engine.ts';
import type { FilePart, FoundReply, ScanReply, ScanRequest } from './scan-service.ts';
import type { ScannerState } from './scanner.ts';
import { type FoundSpan, SplitFile } from './split-file.ts';
import { unpackParts } from './unpack-parts.ts';

/** Runs that a worker is asked for at once, at most. */
const GROUP_RUNS = 128;
/** Groups for each worker, of the runs that are left: the last ones even out what the first ones left uneven. */
const GROUPS_EACH = 16;
/** What a worker is asked for before it has answered: it need not wait for the next. */
const ASKED = 2;

/** A run to read next. */
export interface NextRun {
  readonly run: ListedRun;
  /** It was read, and all its files are ordinary. */
  readonly found?: OrdinaryRun | undefined;
  /** A worker has read some of it, or all: `take` gives that. */
  readonly begun?: boolean;
}

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

interface Received {
  readonly part: FilePart;
  /** None where it stood in a table. */
  readonly message?: Message;
}

/** What came of one file and was not taken yet. */
interface Inbox {
  readonly parts: Received[];
  /** The worker died, or was ended: no more comes. */
  over: boolean;
  wake: (() => void) | undefined;
}

type Asked =
  | { readonly kind: 'files'; readonly runs: readonly ListedRun[] }
  | { readonly kind: 'span'; readonly give: (found: FoundSpan | undefined) => void };

/** A worker for each core but this thread's, which has `engine`. Undefined without another, or where the files are TypeScript. */
export function newScanPool(engine: ScanEngine | undefined): ScanPool | undefined {
  const workers = availableParallelism() - 1;
  if (!import.meta.url.endsWith('.js') || workers === 0) return undefined;
  const program = new URL('./scan-worker.cjs', import.meta.url);
  return new ScanPool(() => new Worker(program, { workerData: engine?.compiled }), workers);
}

/**
 * Made for one look at many files and closed behind it. The caller reads too: runs from the front of the queue, while
 * workers take them from its end. Bounded: a worker that is not taken from waits.
 */
export class ScanPool {
  /** Of the workers that live. */
  readonly #asked: Map<ScanPort, Asked[]>;
  /** Workers that run by now: to wait for a span of one that has yet to start would take longer than to scan it. */
  readonly #started = new Set<ScanPort>();
  readonly #inboxes = new Map<string, Inbox>();
  readonly #queue: ListedRun[] = [];
  #more = false;
  /** Of the queue, what is before is done with. */
  #front = 0;
  /** Runs that workers have, until something of them comes. */
  readonly #begun = new Set<ListedRun>();
  readonly #ready: NextRun[] = [];
  /** Of those that are ready, how many were given. */
  #given = 0;
  #wake: (() => void) | undefined;
  #split: SplitFile | undefined;
  #closed = false;

  constructor(newPort: () => ScanPort, workers: number) {
    this.#asked = new Map(Array.from({ length: workers }, () => [newPort(), []]));
    for (const port of this.#asked.keys()) {
      port.on('message', (reply) => this.#receive(port, reply));
      port.on('error', () => this.#lose(port));
      port.on('exit', () => this.#lose(port));
    }
  }

  /** Has runs read behind those wanted before; there are `more` to come. */
  want(runs: readonly ListedRun[], more = false): void {
    this.#queue.splice(0, this.#front);
    this.#front = 0;
    for (const run of runs) if (run.files.length > 0) this.#queue.push(run);
    this.#more = more;
    this.#askAll();
  }

  /**
   * The run that is best read next: one that a worker has sent something of, else the first that none has. Later where
   * workers have all that are left; undefined behind the last.
   */
  nextRun(): Soon<NextRun | undefined> {
    const ready = this.#nextReady();
    if (ready) return ready;
    if (this.#front < this.#queue.length) return { run: this.#queue[this.#front++] as ListedRun };
    if (this.#begun.size === 0) return undefined;
    return new Promise<void>((resolve) => {
      this.#wake = resolve;
    }).then(() => this.nextRun());
  }

  #nextReady(): NextRun | undefined {
    if (this.#given < this.#ready.length) return this.#ready[this.#given++];
    this.#ready.length = 0;
    this.#given = 0;
    return undefined;
  }

  /** A file, once: all of it, or its parts as they come. Undefined where no worker has it: the caller is to read it. */
  take(path: string): FilePart | AsyncIterable<FilePart> | undefined {
    const inbox = this.#inboxes.get(path);
    const [first] = inbox?.parts ?? [];
    if (!inbox || !first) return inbox && this.#partsOf(path, inbox);
    if (!first.part.end && !first.part.failure) return this.#partsOf(path, inbox);
    this.#inboxes.delete(path);
    taken(first);
    return first.part;
  }

  /** Lets workers scan spans of a file that the caller is about to read from `fromBytes` on, until the next split. */
  split(path: string, opened: FileState, fromBytes: number, state: () => ScannerState): SplitFile {
    const threads = this.#asked.size + 1;
    this.#split = new SplitFile(path, opened, state, { threads, fromBytes, wanted: () => this.#askAll() });
    this.#askAll();
    return this.#split;
  }

  /** Ends the workers; what was not taken is lost. */
  close(): void {
    this.#closed = true;
    for (const port of this.#asked.keys()) {
      void port.terminate();
      this.#lose(port);
    }
  }

  #askAll(): void {
    for (const port of this.#asked.keys()) this.#ask(port);
  }

  #ask(port: ScanPort): void {
    const asked = this.#asked.get(port);
    while (asked && !this.#closed && asked.length < ASKED) {
      const claim = this.#started.has(port) ? this.#split?.claim() : undefined;
      if (claim) {
        asked.push({ kind: 'span', give: claim.give });
        port.postMessage({ kind: 'span', span: claim.span });
        continue;
      }
      const left = this.#queue.length - this.#front;
      const even = this.#more ? GROUP_RUNS : Math.ceil(left / (this.#asked.size * GROUPS_EACH));
      // One is the caller's: it would have nothing to do.
      const runs = this.#queue.splice(this.#queue.length - Math.min(GROUP_RUNS, even, left - 1));
      if (left < 2 || runs.length === 0) return;
      const paths = runs.flatMap(({ files }) => files.map(({ path }) => path));
      for (const run of runs) this.#begun.add(run);
      asked.push({ kind: 'files', runs });
      port.postMessage({ kind: 'files', paths });
    }
  }

  #receive(port: ScanPort, reply: ScanReply): void {
    if (reply.kind === 'started') {
      this.#started.add(port);
      this.#ask(port);
      return;
    }
    const asked = this.#asked.get(port) ?? [];
    const [current] = asked;
    if (reply.done) asked.shift();
    if (current?.kind === 'span') {
      const [part] = reply.parts ? unpackParts(reply.parts) : [];
      current.give(part && { ...part, startBytes: reply.spanStartBytes ?? -1 });
    } else if (current) {
      this.#deliver(port, current.runs, reply);
      // Whatever it leaves out, the caller reads.
      if (reply.done) for (const run of current.runs) if (this.#begun.has(run)) this.#setReady(run);
    }
    if (reply.done) this.#ask(port);
  }

  #deliver(port: ScanPort, runs: readonly ListedRun[], reply: FoundReply): void {
    const parts = reply.parts ? unpackParts(reply.parts) : [];
    const message = { port, left: parts.length };
    const received: Received[] = parts.map((part) => ({ part, message }));
    for (const table of reply.ordinary) {
      received.push(...this.#deliverOrdinary(runs, new OrdinaryFiles(table)));
    }
    if (received.length === 0) return;
    const runOf = new Map(runs.flatMap((run) => run.files.map(({ path }) => [path, run] as const)));
    for (const one of received) {
      const { path } = one.part;
      const run = runOf.get(path);
      if (run) this.#begin(run);
      const inbox = this.#inboxes.get(path);
      inbox?.parts.push(one);
      inbox?.wake?.();
    }
  }

  /** Runs of which all files are there are ready; gives back the parts of other runs. */
  #deliverOrdinary(runs: readonly ListedRun[], files: OrdinaryFiles): Received[] {
    const others: Received[] = [];
    const numbers = files.numbers();
    let row = 0;
    let number = 0;
    for (const run of runs) {
      const first = row;
      const end = number + run.files.length;
      while ((numbers[row] ?? end) < end) row++;
      const count = row - first;
      if (count > 0 && count === run.files.length) this.#setReady(run, { files, first, count });
      else {
        for (let one = first; one < row; one++) {
          const path = run.files[(numbers[one] ?? 0) - number]?.path ?? '';
          others.push({ part: files.part(one, path) });
        }
      }
      number = end;
    }
    return others;
  }

  /** The first part of one of its files came. */
  #begin(run: ListedRun): void {
    if (!this.#begun.has(run)) return;
    for (const { path } of run.files) this.#inboxes.set(path, { parts: [], over: false, wake: undefined });
    this.#setReady(run, undefined, true);
  }

  #setReady(run: ListedRun, found?: OrdinaryRun, begun = false): void {
    this.#begun.delete(run);
    this.#ready.push({ run, found, begun });
    this.#wake?.();
    this.#wake = undefined;
  }

  /** The files of a worker that died are read by those who take them. */
  #lose(port: ScanPort): void {
    const lost = this.#asked.get(port) ?? [];
    // Never asked again: it would not answer.
    this.#asked.delete(port);
    for (const asked of lost) {
      if (asked.kind === 'span') asked.give(undefined);
      else {
        for (const run of asked.runs) {
          for (const { path } of run.files) {
            const inbox = this.#inboxes.get(path);
            if (inbox) finish(inbox);
          }
          if (this.#begun.has(run)) this.#setReady(run);
        }
      }
    }
  }

  async *#partsOf(path: string, inbox: Inbox): AsyncGenerator<FilePart> {
    try {
      for (;;) {
        const next = inbox.parts.shift();
        if (next) {
          // Told before it is handed over: whoever takes the last part does not come back.
          taken(next);
          yield next.part;
          if (next.part.end || next.part.failure || next.part.found.length === 0) return;
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

/** The worker may post another message when all of one is taken. */
function taken({ message }: Received): void {
  if (message && --message.left === 0) message.port.postMessage({ kind: 'taken' });
}

function finish(inbox: Inbox): void {
  inbox.over = true;
  inbox.wake?.();
}
