// Reads what was appended to one event file since the last whole record. Holds no file open between readings.
import type { ScanBatch } from './batch.ts';
import type { EventFile, FileState, Logdir, OpenedFile } from './logdir.ts';
import type { Scanner } from './scan.ts';

/** Read at once. Small enough that scanning it keeps no request waiting. */
const BLOCK_BYTES = 2 ** 18;

/** Bytes before the offset that must still be the same: a checksum is among them. */
const MARK_BYTES = 32;

/** How a reading ended. */
export type TailEnd =
  | { readonly kind: 'read' }
  /** The file is gone. */
  | { readonly kind: 'gone' }
  /** It shrank, was written anew, or is another file: nothing was read, and what was read before is of no worth. */
  | { readonly kind: 'replaced'; readonly why: string };

/** Takes a batch that was found at `offsetBytes`. The next block is read when it resolves, unless to false. */
export type TakeBatch = (offsetBytes: number, batch: ScanBatch) => Promise<boolean>;

/** Follows one file. When it was replaced, make another tail. */
export class Tail {
  readonly file: EventFile;
  readonly #logdir: Logdir;
  readonly #scanner: Scanner;
  #identity: string | undefined;
  #offsetBytes = 0;
  #neededBytes = 0;
  #sizeBytes = 0;
  #modifiedMs = 0;
  #searching = false;
  #mark = new Uint8Array(0);
  /** Nothing is left to read until the file grows. */
  #complete = false;

  constructor(logdir: Logdir, file: EventFile, scanner: Scanner) {
    this.#logdir = logdir;
    this.file = file;
    this.#scanner = scanner;
  }

  /** Where the next record begins; everything before is done with. */
  get offsetBytes(): number {
    return this.#offsetBytes;
  }

  /** Bytes of a record at the end that is not whole yet; 0 where the file ends behind one, or in damage. */
  get unfinishedBytes(): number {
    return this.#searching ? 0 : this.#restBytes;
  }

  get #restBytes(): number {
    return this.#sizeBytes - this.#offsetBytes;
  }

  /** When the file last changed, in milliseconds since the Unix epoch. */
  get modifiedMs(): number {
    return this.#modifiedMs;
  }

  /** Reads to the end, a block at a time. Rejects where the file cannot be read. */
  async read(take: TakeBatch): Promise<TailEnd> {
    // Looked at before it is opened: nearly all files of a large logdir have not changed.
    const state = await this.#logdir.state(this.file.path);
    if (!state) return { kind: 'gone' };
    if (this.#identity !== undefined) {
      const why = this.#replacement(state);
      if (why !== undefined) return { kind: 'replaced', why };
      if (this.#complete && state.sizeBytes === this.#sizeBytes) return { kind: 'read' };
    }
    const opened = await this.#logdir.open(this.file.path);
    if (!opened) return { kind: 'gone' };
    try {
      const why = this.#replacement(opened);
      if (why !== undefined) return { kind: 'replaced', why };
      if (!(await this.#marked(opened))) return { kind: 'replaced', why: 'the file was written anew' };
      this.#identity = opened.identity;
      this.#sizeBytes = opened.sizeBytes;
      this.#modifiedMs = opened.modifiedMs;
      this.#complete = false;
      this.#complete = await this.#readBlocks(opened, take);
      return { kind: 'read' };
    } finally {
      await opened.close();
    }
  }

  /** Whether what was read last is still there: a file that was cut may have grown again since it was looked at. */
  async #marked(opened: OpenedFile): Promise<boolean> {
    const mark = this.#mark;
    if (mark.length === 0) return true;
    const there = new Uint8Array(mark.length);
    const bytes = await opened.read(there, this.#offsetBytes - mark.length);
    return bytes === mark.length && there.every((byte, i) => byte === mark[i]);
  }

  #replacement(state: FileState): string | undefined {
    if (this.#identity === undefined) return undefined;
    if (state.identity !== this.#identity) return 'the file was replaced by another';
    if (state.sizeBytes < this.#sizeBytes) {
      return `the file shrank from ${this.#sizeBytes} to ${state.sizeBytes} bytes`;
    }
    return undefined;
  }

  /** Tells whether all was read that the file holds so far. */
  async #readBlocks(opened: OpenedFile, take: TakeBatch): Promise<boolean> {
    const endBytes = opened.sizeBytes;
    let buffer = new Uint8Array(0);
    while (this.#restBytes > 0 && this.#restBytes >= this.#neededBytes) {
      // Never more than there is: a length that only claims to be long costs nothing.
      const wanted = Math.min(this.#restBytes, Math.max(BLOCK_BYTES, this.#neededBytes));
      if (buffer.length < wanted || buffer.length > 2 * BLOCK_BYTES) buffer = new Uint8Array(wanted);
      const offsetBytes = this.#offsetBytes;
      const bytes = await opened.read(buffer.subarray(0, wanted), offsetBytes);
      if (bytes === 0) return false;
      const batch = this.#scanner.scan(buffer.subarray(0, bytes), offsetBytes, endBytes);
      this.#offsetBytes += batch.consumedBytes;
      if (batch.consumedBytes > 0) {
        this.#mark = buffer.slice(Math.max(0, batch.consumedBytes - MARK_BYTES), batch.consumedBytes);
      }
      this.#neededBytes = batch.neededBytes;
      this.#searching = batch.searching;
      if (!(await take(offsetBytes, batch))) return false;
      if (batch.consumedBytes > 0) continue;
      if (bytes >= batch.neededBytes) return true;
      // Cut while it was read; the next look finds out.
      if (bytes < wanted) return false;
    }
    return true;
  }
}
