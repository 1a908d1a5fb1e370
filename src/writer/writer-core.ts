// What every SummaryWriter is besides its add…: open files that are flushed and closed, and one event for what fails.
import type { EmbeddingFiles } from '../plugins/projector/summary.ts';
import { EventLog } from './event-log.ts';
import type { RunFiles } from './run-files.ts';
import type { Surroundings } from './surroundings.ts';
import { WriterErrorEvent } from './writer-error-event.ts';

/** What a writer is made of. */
export interface WriterParts {
  readonly files: RunFiles;
  readonly surroundings: Surroundings;
  /** Writes an embedding's files where the own run lies; throws what stands in the way. Not there where no files can be. */
  readonly writeEmbedding?: (files: EmbeddingFiles) => void;
}

/** How a writer is listened to. */
export interface ListenerOptions {
  /** Removes the listener after its first call. Default false. */
  readonly once?: boolean;
  /** Removes the listener when it aborts. Default none. */
  readonly signal?: AbortSignal;
}

/** Life: made by a program, which closes it. */
export abstract class WriterCore extends EventTarget {
  protected readonly parts: WriterParts;
  protected readonly log: EventLog;
  #told = false;

  /** `open` is given what takes the first failure. Throws what `open` throws. */
  protected constructor(open: (report: (error: Error) => void) => WriterParts) {
    super();
    this.parts = open((error) => this.#tell(error));
    this.log = new EventLog(this.parts.files);
  }

  /**
   * Waits until all that was added before is in the files, or with the server. Rejects where that failed: with the reason,
   * and what becomes of the events. The writer stays usable, and tries again by itself.
   *
   * @example await writer.flush();
   */
  async flush(): Promise<void> {
    return this.parts.files.flush();
  }

  /**
   * Flushes, and gives up all files. Further add… throw; a second `close` gives the first one's promise. Rejects as
   * `flush` does; what could not be written by then is lost.
   *
   * @example await writer.close();
   */
  close(): Promise<void> {
    return this.parts.files.close();
  }

  /**
   * Closes, at the end of an `await using` block.
   *
   * @example await using writer = new SummaryWriter('runs/first');
   */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /**
   * Listens to the writer's one event, `error`.
   *
   * @example writer.addEventListener('error', ({ error }) => stopAndTell(error));
   */
  override addEventListener(
    type: 'error',
    listener: (event: WriterErrorEvent) => void,
    options?: ListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: Parameters<EventTarget['addEventListener']>[1],
    options?: Parameters<EventTarget['addEventListener']>[2],
  ): void;
  override addEventListener(
    type: string,
    listener: Parameters<EventTarget['addEventListener']>[1] | ((event: WriterErrorEvent) => void),
    options?: Parameters<EventTarget['addEventListener']>[2],
  ): void {
    super.addEventListener(type, listener as Parameters<EventTarget['addEventListener']>[1], options);
  }

  #tell(error: Error): void {
    if (this.#told) return;
    this.#told = true;
    const isForUs = this.dispatchEvent(new WriterErrorEvent(error));
    if (isForUs) this.parts.surroundings.warn(`runboard: ${error.message}`);
  }
}
