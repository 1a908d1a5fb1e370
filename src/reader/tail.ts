// Reads what was appended to one event file since the last whole record. Holds no file open between readings.
import type { Ahead } from './ahead.ts';
import type { ScanBatch } from './batch.ts';
import { probeOfFile } from './cache/saved-run.ts';
import {
  type EventFile,
  type FileState,
  isUnchanged,
  type Logdir,
  type OpenedFile,
  type Soon,
  UNSEEN,
} from './logdir.ts';
import type { SavedEnd, SavedFile, SavedTail } from './saved-tail.ts';
import type { FilePart, FoundBatch } from './scan-service.ts';
import { plainState, type Scanner, type ScannerState } from './scanner.ts';
import type { SplitFile } from './split-file.ts';

/** Read at once. Small enough that scanning it, in some 5 ms, keeps no request waiting. */
const BLOCK_BYTES = 2 ** 22;

/** How a reading ended. */
export type TailEnd =
  | { readonly kind: 'read' }
  /** The file is gone. */
  | { readonly kind: 'gone' }
  /** It shrank, was written anew, or is another file: nothing was read, and what was read before is of no worth. */
  | { readonly kind: 'replaced'; readonly why: string };

/** Takes a batch that was found at `offsetBytes`. The next block is read when it is done with it, unless that says false. */
export type TakeBatch = (offsetBytes: number, batch: ScanBatch) => Soon<boolean>;

/** A scanner for a file's beginning, or for going on where another one stood. */
export type NewScanner = (state?: ScannerState) => Scanner;

const NO_MARK = new Uint8Array(0);
const READ: TailEnd = { kind: 'read' };

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
  #mark: Uint8Array = NO_MARK;
  /** Nothing is left to read until the file grows. */
  #complete = false;
  /** Whoever takes batches wanted more. */
  #goingOn = true;

  constructor(logdir: Logdir, file: EventFile, newScanner: NewScanner) {
    this.#logdir = logdir;
    this.file = file;
    this.#newScanner = newScanner;
  }

  /** Goes on where a tail stood. */
  static restored(
    logdir: Logdir,
    file: EventFile,
    newScanner: NewScanner,
    saved: FileState & Pick<SavedFile, 'offsetBytes'>,
    { neededBytes, mark, scanner }: SavedEnd,
  ): Tail {
    const tail = new Tail(logdir, file, newScanner);
    tail.#see(saved);
    tail.#offsetBytes = saved.offsetBytes;
    tail.#neededBytes = neededBytes;
    tail.#mark = mark;
    tail.#state = scanner;
    tail.#complete = true;
    return tail;
  }

  /** Where it stands; undefined while there is more to read, or where the file cannot be told by its content. */
  save(): SavedTail | undefined {
    const isSeen = this.#identity !== undefined && this.#identity !== UNSEEN;
    if (!this.#complete || this.#searching || !this.#state || !isSeen) return undefined;
    const { path, name } = this.file;
    const probed = probeOfFile(this.#logdir, path, this.#seen, this.#offsetBytes);
    return (
      probed && {
        ...{ path, name },
        ...this.#seen,
        ...probed,
        offsetBytes: this.#offsetBytes,
        neededBytes: this.#neededBytes,
        mark: this.#mark,
        scanner: plainState(this.#state),
      }
    );
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

  /**
   * Reads to the end, a block at a time; at once where that is one block of a file on disk, or was found by others.
   * Throws or rejects where the file cannot be read.
   */
  read(take: TakeBatch, ahead?: Ahead): Soon<TailEnd> {
    if (this.#identity !== undefined) return this.#readOn(take, ahead);
    const early = ahead?.take(this.file.path);
    if (!early) return this.#readFirst(take, ahead);
    return 'path' in early ? this.#takePart(early, take) : this.#takeParts(early, take, ahead);
  }

  /** Whether there is nothing to read, as far as can be told at once: the file is as it was when it was read to its end. */
  get isUnchanged(): boolean {
    return this.#complete && this.#restBytes === 0 && isUnchanged(this.#logdir, this.file.path, this.#seen);
  }

  get #seen(): FileState {
    return { identity: this.#identity ?? '', sizeBytes: this.#sizeBytes, modifiedMs: this.#modifiedMs };
  }

  /** Reads what was appended. */
  async #readOn(take: TakeBatch, ahead?: Ahead): Promise<TailEnd> {
    // Looked at before it is opened: nearly all files of a large logdir have not changed.
    const state = await this.#logdir.state(this.file.path);
    if (!state) return { kind: 'gone' };
    const why = this.#replacement(state);
    if (why !== undefined) return { kind: 'replaced', why };
    const unchanged = state.sizeBytes === this.#sizeBytes && state.modifiedMs === this.#modifiedMs;
    if (this.#complete && unchanged) return READ;
    const opened = await this.#logdir.open(this.file.path);
    return opened ? this.#readOpened(opened, take, ahead) : { kind: 'gone' };
  }

  async #readOpened(opened: OpenedFile, take: TakeBatch, ahead?: Ahead): Promise<TailEnd> {
    try {
      const why = this.#replacement(opened);
      if (why !== undefined) return { kind: 'replaced', why };
      if (!(await this.#marked(opened))) return { kind: 'replaced', why: 'the file was written anew' };
      this.#see(opened);
      this.#complete = false;
      this.#complete = await this.#readBlocks(opened, take, ahead);
      return READ;
    } finally {
      await opened.close();
    }
  }

  /** Reads a file that was not read before. */
  #readFirst(take: TakeBatch, ahead?: Ahead): Soon<TailEnd> {
    const opening = this.#logdir.open(this.file.path);
    if (opening instanceof Promise) {
      return opening.then((opened) => (opened ? this.#readOpened(opened, take, ahead) : { kind: 'gone' }));
    }
    if (!opening) return { kind: 'gone' };
    const { sizeBytes } = opening;
    if (sizeBytes === 0 || sizeBytes > BLOCK_BYTES || sizeBytes >= (ahead?.splitBytes ?? Infinity)) {
      return this.#readOpened(opening, take, ahead);
    }
    let batch: ScanBatch;
    try {
      batch = this.#scanFirst(opening);
    } finally {
      void opening.close();
    }
    const goesOn = take(0, batch);
    if (this.#complete) return goesOn instanceof Promise ? goesOn.then(() => READ) : READ;
    return this.#goOn(goesOn, take, ahead);
  }

  async #goOn(goesOn: Soon<boolean>, take: TakeBatch, ahead?: Ahead): Promise<TailEnd> {
    return (await goesOn) ? this.#readOn(take, ahead) : READ;
  }

  /** Reads and scans a file of one block without letting anybody else have a turn. */
  #scanFirst(opened: OpenedFile): ScanBatch {
    const scanner = this.#newScanner();
    const wanted = opened.sizeBytes;
    const buffer = scanner.room(wanted) ?? new Uint8Array(wanted);
    const bytes = opened.read(buffer, 0);
    if (typeof bytes !== 'number') throw new Error('a disk reads at once');
    const batch = scanner.scan(buffer.subarray(0, bytes), 0, wanted);
    this.#see(opened);
    this.#advance(batch);
    this.#mark = batch.mark;
    this.#state = scanner.state;
    const rest = this.#restBytes;
    this.#complete = bytes === wanted && (rest === 0 || rest < this.#neededBytes);
    return batch;
  }

  /** Takes what a worker read, part by part; reads on where it got lost on the way. */
  async #takeParts(parts: AsyncIterable<FilePart>, take: TakeBatch, ahead?: Ahead): Promise<TailEnd> {
    for await (const part of parts) {
      const end = await this.#takePart(part, take);
      if (end.kind !== 'read' || part.end) return end;
      if (!this.#goingOn) return READ;
    }
    return this.#identity === undefined ? this.#readFirst(take, ahead) : this.#readOn(take, ahead);
  }

  #takePart(part: FilePart, take: TakeBatch): Soon<TailEnd> {
    const { opened, failure, end } = part;
    if (failure?.code === 'ENOENT') return { kind: 'gone' };
    if (failure) throw Object.assign(new Error(failure.message), { code: failure.code });
    if (opened) this.#see(opened);
    const finish = (goesOn: boolean): TailEnd => {
      this.#goingOn = goesOn;
      if (goesOn && end) {
        this.#mark = end.mark;
        this.#state = end.scanner;
        this.#complete = true;
      }
      return READ;
    };
    const goesOn = this.#takeFound(part, 0, take);
    return goesOn instanceof Promise ? goesOn.then(finish) : finish(goesOn);
  }

  #takeFound(part: FilePart, from: number, take: TakeBatch): Soon<boolean> {
    const { found } = part;
    for (let at = from; at < found.length; at++) {
      const { offsetBytes, batch } = found[at] as FoundBatch;
      this.#advance(batch);
      const goesOn = take(offsetBytes, batch);
      if (goesOn instanceof Promise) {
        return goesOn.then((yes) => yes && this.#takeFound(part, at + 1, take));
      }
      if (!goesOn) return false;
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
    if (this.#identity !== UNSEEN && state.identity !== this.#identity)
      return 'the file was replaced by another';
    if (state.sizeBytes < this.#sizeBytes) {
      return `the file shrank from ${this.#sizeBytes} to ${state.sizeBytes} bytes`;
    }
    return undefined;
  }

  /** Tells whether all was read that the file holds so far. */
  async #readBlocks(opened: OpenedFile, take: TakeBatch, ahead?: Ahead): Promise<boolean> {
    const scanner = this.#newScanner(this.#state);
    const large = ahead && opened.sizeBytes - this.#offsetBytes >= ahead.splitBytes;
    const spans = large
      ? ahead.split(this.file.path, opened, this.#offsetBytes, () => scanner.state)
      : undefined;
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
        if (!(await this.#takeFound(span, 0, take))) return false;
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
