// Reads what was appended to one event file since the last whole record. Holds no file open between readings.
import type { ScanBatch } from './batch.ts';
import type { EventFile, FileState, Logdir, OpenedFile } from './logdir.ts';
import type { Scanner, ScannerState } from './scan.ts';
import type { FilePart } from './scan-service.ts';
import type { SplitFile } from './split-file.ts';

/** Read at once. Small enough that scanning it keeps no request waiting. */
const BLOCK_BYTES = 2 ** 20;

/** How a reading ended. */
export type TailEnd =
  | { readonly kind: 'read' }
  /** The file is gone. */
  | { readonly kind: 'gone' }
  /** It shrank, was written anew, or is another file: nothing was read, and what was read before is of no worth. */
  | { readonly kind: 'replaced'; readonly why: string };

/** Takes a batch that was found at `offsetBytes`. The next block is read when it resolves, unless to false. */
export type TakeBatch = (offsetBytes: number, batch: ScanBatch) => Promise<boolean>;

/** A scanner for a file's beginning, or for going on where another one stood. */
export type NewScanner = (state?: ScannerState) => Scanner;

/** Whoever reads and scans files ahead. */
export interface Ahead {
  /** What was found in the file, once; undefined where nobody was at it. */
  take(path: string): AsyncIterable<FilePart> | undefined;
  /** Spans of a file that is about to be read from `fromBytes` on; undefined for one that is not large. */
  split(path: string, opened: FileState, fromBytes: number, state: () => ScannerState): SplitFile | undefined;
}

/** Follows one file. When it was replaced, make another tail. */
export class Tail {
  readonly file: EventFile;
  readonly #logdir: Logdir;
  readonly #newScanner: NewScanner;
  /** Where the scanner stood when reading ended: a scanner for each of many files would be much to keep. */
  #state: ScannerState | undefined;
  #identity: string | undefined;
  #offsetBytes = 0;
  #neededBytes = 0;
  #sizeBytes = 0;
  #modifiedMs = 0;
  #searching = false;
  #mark: Uint8Array = new Uint8Array(0);
  /** Nothing is left to read until the file grows. */
  #complete = false;

  constructor(logdir: Logdir, file: EventFile, newScanner: NewScanner) {
    this.#logdir = logdir;
    this.file = file;
    this.#newScanner = newScanner;
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
  async read(take: TakeBatch, ahead?: Ahead): Promise<TailEnd> {
    const early = this.#identity === undefined ? ahead?.take(this.file.path) : undefined;
    const end = early && (await this.#takeParts(early, take));
    if (end) return end;
    if (this.#identity !== undefined) {
      // Looked at before it is opened: nearly all files of a large logdir have not changed.
      const state = await this.#logdir.state(this.file.path);
      if (!state) return { kind: 'gone' };
      const why = this.#replacement(state);
      if (why !== undefined) return { kind: 'replaced', why };
      const unchanged = state.sizeBytes === this.#sizeBytes && state.modifiedMs === this.#modifiedMs;
      if (this.#complete && unchanged) return { kind: 'read' };
    }
    const opened = await this.#logdir.open(this.file.path);
    if (!opened) return { kind: 'gone' };
    try {
      const why = this.#replacement(opened);
      if (why !== undefined) return { kind: 'replaced', why };
      if (!(await this.#marked(opened))) return { kind: 'replaced', why: 'the file was written anew' };
      this.#see(opened);
      this.#complete = false;
      this.#complete = await this.#readBlocks(opened, take, ahead);
      return { kind: 'read' };
    } finally {
      await opened.close();
    }
  }

  /** Takes what a worker read; undefined where there is more to read, or the worker got lost on the way. */
  async #takeParts(parts: AsyncIterable<FilePart>, take: TakeBatch): Promise<TailEnd | undefined> {
    for await (const part of parts) {
      const { opened, failure, end } = part;
      if (failure?.code === 'ENOENT') return { kind: 'gone' };
      if (failure) throw Object.assign(new Error(failure.message), { code: failure.code });
      if (opened) this.#see(opened);
      if (!(await this.#takeFound(part, take))) return { kind: 'read' };
      if (!end) continue;
      this.#mark = end.mark;
      this.#state = end.scanner;
      this.#complete = true;
      return { kind: 'read' };
    }
    return undefined;
  }

  async #takeFound({ found }: FilePart, take: TakeBatch): Promise<boolean> {
    for (const { offsetBytes, batch } of found) {
      this.#advance(batch);
      if (!(await take(offsetBytes, batch))) return false;
    }
    return true;
  }

  #see({ identity, sizeBytes, modifiedMs }: FileState): void {
    this.#identity = identity;
    this.#sizeBytes = sizeBytes;
    this.#modifiedMs = modifiedMs;
  }

  #advance(batch: ScanBatch): void {
    this.#offsetBytes += batch.consumedBytes;
    this.#neededBytes = batch.neededBytes;
    this.#searching = batch.searching;
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
  async #readBlocks(opened: OpenedFile, take: TakeBatch, ahead?: Ahead): Promise<boolean> {
    const scanner = this.#newScanner(this.#state);
    const spans = ahead?.split(this.file.path, opened, this.#offsetBytes, () => scanner.state);
    try {
      return await this.#scanBlocks(opened, scanner, take, spans);
    } finally {
      this.#state = scanner.state;
    }
  }

  async #scanBlocks(
    opened: OpenedFile,
    scanner: Scanner,
    take: TakeBatch,
    spans?: SplitFile,
  ): Promise<boolean> {
    let own = new Uint8Array(0);
    while (this.#restBytes > 0 && this.#restBytes >= this.#neededBytes) {
      const offsetBytes = this.#offsetBytes;
      const span = await spans?.take(offsetBytes);
      if (span?.end && scanner.adopt(batchesOf(span), span.end.scanner)) {
        this.#mark = span.end.mark;
        if (!(await this.#takeFound(span, take))) return false;
        continue;
      }
      const blockBytes = Math.min(BLOCK_BYTES, (spans?.limitBehind(offsetBytes) ?? Infinity) - offsetBytes);
      // Never more than there is: a length that only claims to be long costs nothing.
      const wanted = Math.min(this.#restBytes, Math.max(blockBytes, this.#neededBytes));
      // The scanner's room is another's as soon as anybody else has a turn.
      const room = this.#logdir.onDisk ? scanner.room(wanted) : undefined;
      if (!room && own.length < wanted) own = new Uint8Array(wanted);
      const buffer = room ?? own.subarray(0, wanted);
      const read = opened.read(buffer, offsetBytes);
      const bytes = typeof read === 'number' ? read : await read;
      if (bytes === 0) return false;
      const batch = scanner.scan(buffer.subarray(0, bytes), offsetBytes, opened.sizeBytes);
      this.#advance(batch);
      if (batch.consumedBytes > 0) this.#mark = batch.mark;
      if (!(await take(offsetBytes, batch))) return false;
      if (batch.consumedBytes > 0) continue;
      if (bytes >= batch.neededBytes) return true;
      // Cut while it was read; the next look finds out.
      if (bytes < wanted) return false;
    }
    return true;
  }
}

function batchesOf({ found }: FilePart): readonly ScanBatch[] {
  return found.map(({ batch }) => batch);
}
