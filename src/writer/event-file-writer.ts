// One event file: events in, whole records in order out. Adding only encodes into memory; a background write follows
// within milliseconds, at once when `maxQueue` events wait, and a synchronous one when the process ends.
import { type Event, encodeEvent } from '../format/event.ts';
import { type ScalarTag, scalarTagOf } from '../format/scalar-event.ts';
import type { EventSink } from './event-sink.ts';
import { RecordQueue } from './record-queue.ts';
import type { Surroundings } from './surroundings.ts';

/** A page is to show a point while it is new, so nothing waits for `flushSecs` that need not. */
const SOON_MS = 100;
/** After the first failure; twice as long after each further one, up to the most. */
const RETRY_MS = 1000;
const MOST_RETRY_MS = 16_000;
/** A program that never gives way to the event loop, and so to the background write, is written for after so long … */
const STARVED_MS = 1000;
/** … or so much. */
const STARVED_BYTES = 16 * 2 ** 20;
/** Beyond this, a disk that is full or hangs costs events rather than the memory of the training. */
const MAX_WAITING_BYTES = 64 * 2 ** 20;
const MAX_TAGS = 1000;
const GONE = 'what was written is gone, and so is what follows';

/** PyTorch's bounds, and what tests replace. */
export interface EventFileWriterOptions {
  /** Events that may wait before a write begins at once; 0 for any number. */
  readonly maxQueue: number;
  /** Longest time an event waits, in milliseconds. */
  readonly flushMs: number;
  readonly surroundings: Surroundings;
  /** Takes the first failure. */
  readonly report: (error: Error) => void;
}

/**
 * Writes one event file. Life: made by a SummaryWriter, which closes it. Invariant: the file is at all times a prefix
 * of what was added, in order, up to a last record that may be cut where the process was killed inside a write.
 */
export class EventFileWriter {
  readonly #sink: EventSink;
  readonly #options: EventFileWriterOptions;
  readonly #queue = new RecordQueue();
  readonly #tags = new Map<string, ScalarTag>();
  readonly #releaseExit: () => void;
  #waitingEvents = 0;
  #writing: Promise<void> | undefined;
  #cancelTimer: (() => void) | undefined;
  #failure: Error | undefined;
  #retryMs = RETRY_MS;
  #reported = false;
  #lostEvents = 0;
  #closed: Promise<void> | undefined;
  #exiting = false;
  /** When the event loop was last seen to turn, and what was added since. */
  #turn: { readonly sinceMs: number; bytes: number } | undefined;

  constructor(sink: EventSink, options: EventFileWriterOptions) {
    this.#sink = sink;
    this.#options = options;
    this.#releaseExit = options.surroundings.atEnd({
      flushSync: () => {
        this.#exiting = sink.writeSync !== undefined;
        if (this.#exiting) this.#writeNow();
        else sink.leave?.(this.#queue.unwritten(), this.#queue.confirmedBytes);
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

  /** Has all that was added before in the file when it returns. Throws where that failed, or cannot be. */
  flushSync(): void {
    if (this.#closed !== undefined) return;
    if (this.#sink.writeSync === undefined) throw new Error(`${this.#sink.name}: nothing is sent at once`);
    this.#writeNow();
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#lostEvents > 0) throw new Error(this.#lostText());
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
      this.#cancelTimer?.();
      this.#releaseExit();
      await this.#sink.close();
    }
  }

  /** Whether no more fits; the event is then lost, which is told. */
  #isFull(): boolean {
    if (this.#queue.length <= MAX_WAITING_BYTES) return false;
    this.#lostEvents++;
    this.#report(new Error(this.#lostText()));
    return true;
  }

  #added(bytes: number): void {
    this.#waitingEvents++;
    const canWriteNow = this.#sink.writeSync !== undefined;
    if (this.#exiting || (canWriteNow && this.#starved(bytes))) this.#writeNow();
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
    const { maxQueue, flushMs, surroundings } = this.#options;
    if (this.#failure === undefined && maxQueue > 0 && this.#waitingEvents >= maxQueue) {
      void this.#startWriting();
    } else if (this.#cancelTimer === undefined) {
      const delayMs = this.#failure === undefined ? Math.min(SOON_MS, flushMs) : this.#retryMs;
      this.#cancelTimer = surroundings.later(() => void this.#startWriting(), delayMs);
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
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#failure = undefined;
    try {
      while (this.#queue.length > 0) {
        const offset = this.#queue.confirmedBytes;
        const bytes = this.#queue.lend();
        this.#waitingEvents = 0;
        await this.#sink.write(bytes, offset);
        this.#queue.confirm(offset + bytes.length);
        this.#queue.giveBack();
        this.#retryMs = RETRY_MS;
      }
    } catch (error) {
      this.#failWaiting(error);
    }
    this.#queue.giveBack();
  }

  /** Only where the sink can. A write of the same bytes may be under way: both put them at the same place. */
  #writeNow(): void {
    const bytes = this.#queue.unwritten();
    try {
      this.#sink.writeSync?.(bytes, this.#queue.confirmedBytes);
    } catch (error) {
      this.#failWaiting(error);
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
      this.#options.surroundings.afterTurn(() => {
        this.#turn = undefined;
      });
    }
    this.#turn.bytes += addedBytes;
    const starved = this.#turn.bytes > STARVED_BYTES || Date.now() - this.#turn.sinceMs > STARVED_MS;
    if (starved) this.#turn = { sinceMs: Date.now(), bytes: 0 };
    return starved;
  }

  #failWaiting(cause: unknown): void {
    this.#fail(cause, `events wait in memory until ${this.#sink.keeper} takes them`);
    this.#retryMs = Math.min(2 * this.#retryMs, MOST_RETRY_MS);
  }

  #fail(cause: unknown, consequence: string): void {
    const what = cause instanceof Error ? cause.message : String(cause);
    this.#failure = new Error(`${this.#sink.name}: ${what}; ${consequence}`, { cause });
    this.#report(this.#failure);
  }

  #report(error: Error): void {
    if (!this.#reported) this.#options.report(error);
    this.#reported = true;
  }

  #lostText(): string {
    const why = `more than ${MAX_WAITING_BYTES / 2 ** 20} MiB waited for ${this.#sink.keeper}`;
    return `${this.#sink.name}: ${this.#lostEvents} events were lost, because ${why}`;
  }
}
