// The event files of a writer: one for its own run, one for each sub-run.
import type { Event } from '../format/event.ts';
import { EventFileWriter, type EventFileWriterOptions } from './event-file-writer.ts';
import type { EventSink } from './event-sink.ts';

/** The writer's own run, the folder itself. */
export const OWN_RUN = '';
const WRITER_NAME = 'runboard.writer.event_file_writer';

/**
 * Files by run, each made when its first event comes. Life: made by a SummaryWriter, which closes it; events after
 * `close` are not to come.
 */
export class RunFiles {
  readonly #newSink: (run: string) => EventSink;
  readonly #options: EventFileWriterOptions;
  readonly #writers = new Map<string, EventFileWriter>();
  /** Files of ended runs that are being closed; those that could not be stay. */
  readonly #closing = new Set<Promise<void>>();
  #closed: Promise<void> | undefined;
  /** Files beside the event files that could not be written. */
  readonly #failures: Error[] = [];

  /** `newSink` makes what takes the bytes of a run's file: at once for the own run, else when its first event comes. */
  constructor(newSink: (run: string) => EventSink, options: EventFileWriterOptions) {
    this.#newSink = newSink;
    this.#options = options;
    this.#start(OWN_RUN);
  }

  get closed(): boolean {
    return this.#closed !== undefined;
  }

  /** Takes an event of a run, whose folder is `run` below the logDir. Throws RangeError for a step that is no int64. */
  add(run: string, event: Event): void {
    this.#writerOf(run).add(event);
  }

  /** Takes a float32 scalar, as `add` would its event. Arguments as `writeScalarEvent` takes them. */
  addScalar(run: string, tag: string, wallTimeSeconds: number, step: number, value: number): void {
    this.#writerOf(run).addScalar(tag, wallTimeSeconds, step, value);
  }

  /**
   * Has files written beside the event files, at once. What stands in the way is reported, and told by `flush` and
   * `close`; the training goes on.
   */
  addBeside(what: string, write: () => void): void {
    try {
      write();
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : cause;
      const failure = new Error(`${what} was not written (${reason})`, { cause });
      this.#failures.push(failure);
      this.#options.report(failure);
    }
  }

  /**
   * Gives a run's file back to the system once all is written; a sweep has more runs than a process may have files.
   * Another event begins another file.
   */
  end(run: string): void {
    const writer = this.#writers.get(run);
    if (writer === undefined) return;
    const close = () => {
      this.#writers.delete(run);
      const closed = writer.close();
      this.#closing.add(closed);
      void closed.then(
        () => this.#closing.delete(closed),
        () => undefined,
      );
    };
    // Where it fails the writer stays, tries again, and tells `flush` and `close`.
    void writer.flush().then(close, () => undefined);
  }

  /** Resolves once all that was added before is in the files; rejects where that failed. */
  flush(): Promise<void> {
    return this.#closed ?? allOf([...this.#flushes(), ...this.#closing, ...this.#rejections()]);
  }

  /** Has all that was added before in the files when it returns. Throws the first failure, after all were tried. */
  flushSync(): void {
    const failures = [...this.#failures];
    for (const writer of this.#writers.values()) {
      try {
        writer.flushSync();
      } catch (error) {
        failures.push(error as Error);
      }
    }
    if (failures[0] !== undefined) throw failures[0];
  }

  /** Flushes and closes all files. A second call gives the first one's promise. */
  close(): Promise<void> {
    this.#closed ??= allOf([
      ...[...this.#writers.values()].map((writer) => writer.close()),
      ...this.#closing,
      ...this.#rejections(),
    ]);
    return this.#closed;
  }

  #flushes(): Promise<void>[] {
    return [...this.#writers.values()].map((writer) => writer.flush());
  }

  #rejections(): Promise<void>[] {
    return this.#failures.map((failure) => Promise.reject(failure));
  }

  #writerOf(run: string): EventFileWriter {
    return this.#writers.get(run) ?? this.#start(run);
  }

  #start(run: string): EventFileWriter {
    const writer = new EventFileWriter(this.#newSink(run), this.#options);
    this.#writers.set(run, writer);
    const wallTimeSeconds = Date.now() / 1000;
    writer.add({ wallTimeSeconds, step: 0, fileVersion: 'brain.Event:2', sourceWriter: WRITER_NAME });
    return writer;
  }
}

/** Waits for all, then tells the first failure or, of several, all. */
async function allOf(promises: readonly Promise<void>[]): Promise<void> {
  const settled = await Promise.allSettled(promises);
  const failures = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, failures.map(String).join('\n'));
}
