// One event file: events in, whole records in order out. Adding only encodes into memory; a background write follows
// within milliseconds, at once when `maxQueue` events wait, and a synchronous one when the process ends.
import { type Event, encodeEvent } from '../format/event.ts';
import { type ScalarTag, scalarTagOf } from '../format/scalar-event.ts';
import type { EventSink } from './event-sink.ts';
import { flushAtExit } from './exit-flush.ts';
import { RecordQueue } from './record-queue.ts';

/** A page is to show a point while it is new, so nothing waits for `flushSecs` that need not. */
const SOON_MS = 100;
const RETRY_MS = 1000;
/** A program that never gives way to the event loop, and so to the background write, is written for after so long … */
const STARVED_MS = 1000;
/** … or so much. */
const STARVED_BYTES = 16 * 2 ** 20;
/** Beyond this, a disk that is full or hangs costs events rather than the memory of the training. */
const MAX_WAITING_BYTES = 64 * 2 ** 20;
const MAX_TAGS = 1000;
const KEPT = 'events wait in memory until the disk takes them';
const GONE = 'what was written is gone, and so is what follows';

/** PyTorch's bounds, and what tests replace. */
export interface EventFileWriterOptions {
  /** Events that may wait before a write begins at once. */
  readonly maxQueue: number;
  /** Longest time an event waits, in milliseconds. */
  readonly flushMs: number;
  /** Takes the one line that a failing disk is worth. Default: stderr. */
  readonly warn?: (line: string) => void;
}

/**
 * Writes one event file. Life: made by a SummaryWriter, which closes it. Invariant: the file is at all times a prefix
 * of what was added, in order, up to a last record that may be cut where the process was killed inside a write.
 */
export class EventFileWriter {
  readonly #sink: EventSink;
  readonly #options: Required<EventFileWriterOptions>;
  readonly #queue = new RecordQueue();
  readonly #tags = new Map<string, ScalarTag>();
  readonly #releaseExit: () => void;
  #waitingEvents = 0;
  #writing: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failure: Error | undefined;
  #warned = false;
  #lostEvents = 0;
  #closed: Promise<void> | undefined;
  #exiting = false;
  /** When the event loop was last seen to turn, and what was added since. */
  #turn: { readonly sinceMs: number; bytes: number } | undefined;

  constructor(sink: EventSink, options: EventFileWriterOptions) {
    this.#sink = sink;
    this.#options = { warn: (line) => process.stderr.write(`${line}\n`), ...options };
    this.#releaseExit = flushAtExit({
      flushSync: () => {
        this.#exiting = true;
        this.#writeNow();
      },
    });
  }

  /** Takes an event. Throws RangeError for a step that is no int64; the disk's troubles are told by `flush`. */
  add(event: Event): void {
    const payload = encodeEvent(event);
    if (this.#isFull()) return;
    this.#queue.append(payload);
    this.#added(payload.length);
  }

  /** Takes a float32 scalar, as `add` would its event, in a third of the time. Arguments as `writeScalarEvent` takes them. */
  addScalar(tag: string, wallTimeSeconds: number, step: number, value: number): void {
    if (this.#isFull()) return;
    this.#added(this.#queue.appendScalar(this.#tagOf(tag), wallTimeSeconds, step, value));
  }

  /** Resolves once all that was added before is in the file. Rejects where that failed or events were lost. */
  async flush(): Promise<void> {
    if (this.#closed !== undefined) return this.#closed;
    await this.#flush();
  }

  /** Flushes, then gives up the file, even where flushing fails; then it rejects as `flush` does. Idempotent. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #flush(): Promise<void> {
    const target = this.#queue.confirmedBytes + this.#queue.length;
    do {
      await this.#startWriting();
    } while (this.#failure === undefined && this.#queue.confirmedBytes < target);
    try {
      await this.#sink.verify();
    } catch (error) {
      this.#fail(error, GONE);
    }
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#lostEvents > 0) throw new Error(this.#lostText());
  }

  async #close(): Promise<void> {
    try {
      await this.#flush();
    } catch (cause) {
      if (this.#queue.length === 0) throw cause;
      const bytes = `${this.#queue.length} bytes of events could not be written`;
      throw new Error(`${this.#sink.name}: ${bytes} and are lost (${(cause as Error).message})`, { cause });
    } finally {
      clearTimeout(this.#timer);
      this.#releaseExit();
      await this.#sink.close();
    }
  }

  /** Whether no more fits; the event is then lost, which is told. */
  #isFull(): boolean {
    if (this.#queue.length <= MAX_WAITING_BYTES) return false;
    this.#lostEvents++;
    this.#warn(this.#lostText());
    return true;
  }

  #added(bytes: number): void {
    this.#waitingEvents++;
    if (this.#exiting || this.#starved(bytes)) this.#writeNow();
    else if (this.#writing === undefined) this.#schedule();
  }

  #tagOf(tag: string): ScalarTag {
    const known = this.#tags.get(tag);
    if (known !== undefined) return known;
    // A program that makes a new tag for each step must not fill its memory with them.
    if (this.#tags.size >= MAX_TAGS) this.#tags.clear();
    const made = scalarTagOf(tag);
    this.#tags.set(tag, made);
    return made;
  }

  #schedule(): void {
    if (this.#failure === undefined && this.#waitingEvents >= this.#options.maxQueue) {
      void this.#startWriting();
    } else if (this.#timer === undefined) {
      const delayMs = this.#failure === undefined ? Math.min(SOON_MS, this.#options.flushMs) : RETRY_MS;
      // The process may end before: the exit handler writes the rest.
      this.#timer = setTimeout(() => void this.#startWriting(), delayMs).unref();
    }
  }

  /** Never rejects: what went wrong is in `#failure`. */
  #startWriting(): Promise<void> {
    this.#writing ??= this.#writeAll().then(() => {
      this.#writing = undefined;
      if (this.#queue.length > 0) this.#schedule();
    });
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#failure = undefined;
    try {
      while (this.#queue.length > 0) {
        const offset = this.#queue.confirmedBytes;
        const bytes = this.#queue.lend();
        this.#waitingEvents = 0;
        await this.#sink.write(bytes, offset);
        this.#queue.confirm(offset + bytes.length);
        this.#queue.giveBack();
      }
    } catch (error) {
      this.#fail(error, KEPT);
    }
    this.#queue.giveBack();
  }

  /** A write of the same bytes may be under way: both put them at the same place. */
  #writeNow(): void {
    const bytes = this.#queue.unwritten();
    try {
      this.#sink.writeSync(bytes, this.#queue.confirmedBytes);
    } catch (error) {
      this.#fail(error, KEPT);
      return;
    }
    this.#failure = undefined;
    this.#queue.confirm(this.#queue.confirmedBytes + bytes.length);
    this.#waitingEvents = 0;
  }

  /** Whether the program kept the event loop from turning so long or added so much that the disk must come first. */
  #starved(addedBytes: number): boolean {
    if (this.#turn === undefined) {
      this.#turn = { sinceMs: Date.now(), bytes: 0 };
      setImmediate(() => {
        this.#turn = undefined;
      }).unref();
    }
    this.#turn.bytes += addedBytes;
    const starved = this.#turn.bytes > STARVED_BYTES || Date.now() - this.#turn.sinceMs > STARVED_MS;
    if (starved) this.#turn = { sinceMs: Date.now(), bytes: 0 };
    return starved;
  }

  #fail(cause: unknown, consequence: string): void {
    const what = cause instanceof Error ? cause.message : String(cause);
    this.#failure = new Error(`${this.#sink.name}: ${what}; ${consequence}`, { cause });
    this.#warn(this.#failure.message);
  }

  #warn(line: string): void {
    if (!this.#warned) this.#options.warn(`runboard: ${line}`);
    this.#warned = true;
  }

  #lostText(): string {
    const why = `more than ${MAX_WAITING_BYTES / 2 ** 20} MiB waited for the disk`;
    return `${this.#sink.name}: ${this.#lostEvents} events were lost, because ${why}`;
  }
}
