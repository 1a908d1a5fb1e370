// Reads files that are one block of ordinary records into tables of the engine's; see ordinary-files.ts.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { fileFailureOf } from './file-failure.ts';
import type { EventFile } from './logdir.ts';
import { OrdinaryFiles, type OrdinaryRun, type UnsettledFiles } from './ordinary-files.ts';
import { ENTRY_BYTES } from './packed-block.ts';
import { ADDED_LAST, type FileTable, NOT_ORDINARY, type ScanEngine } from './scan-engine.ts';

/** Larger files come in blocks. */
const MOST_BYTES = 2 ** 21;
/** Of smaller ones nothing is asked but their bytes. */
const SMALL_BYTES = 2 ** 16;
/** Shorter ones are not worth the engine's change from file to file. */
const LEAST_BYTES = 256;
/** More files of one run are read as any others. */
const MOST_FILES = 32;

const ENTRY_WORDS = ENTRY_BYTES / 4;

/** A file that is open. */
export interface OpenBytes {
  sizeBytes(): number;
  /** Puts at most `bytes` of the file, `from` there on, at a place of memory. Tells how many there were. */
  read(memory: Uint8Array, at: number, bytes: number, from: number): number;
}

/**
 * Made by a thread for the files that it reads. They gather in a table of the engine's, until that is wanted for another, or
 * what was learned of tags changes.
 */
export class OrdinaryFileScanner implements UnsettledFiles {
  readonly #engine: ScanEngine;
  /** Tables to be taken, where they are. */
  #untaken: FileTable[] | undefined;
  #files = new OrdinaryFiles(this);
  #length = 0;
  #isFull = false;
  /** Size of the file that was added last. */
  #lastBytes = 0;
  #descriptor = -1;
  readonly #opened: OpenBytes = {
    sizeBytes: () => fstatSync(this.#descriptor).size,
    read: (memory, at, bytes, from) => readSync(this.#descriptor, memory, at, bytes, from),
  };

  /** With `isTaken`, whoever has it takes the tables; else runs are read, and hold theirs. */
  constructor(engine: ScanEngine, isTaken = false) {
    this.#engine = engine;
    if (isTaken) this.#untaken = [];
  }

  /** Files in the engine's table. */
  get length(): number {
    return this.#length;
  }

  /** The table must be fetched before anything else is scanned. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** Bytes of the columns that are to be taken. */
  get columnBytes(): number {
    let bytes = this.#length === 0 ? 0 : this.#engine.tableBytes;
    for (const { columns } of this.#untaken ?? []) bytes += columns.byteLength;
    return bytes;
  }

  /**
   * Scans a whole file, which the caller knows by `number`. False where it is not one block of ordinary records: then
   * nothing is kept of it.
   */
  add(number: number, file: OpenBytes): boolean {
    const readMs = Date.now();
    const engine = this.#engine;
    engine.beginWhole(this);
    let room = engine.wholeRoom(SMALL_BYTES);
    let bytes = file.read(room.memory, room.at, SMALL_BYTES, 0);
    // Else there is no more: what the system tells of a file costs as much as to read a small one.
    if (bytes === SMALL_BYTES) {
      const size = file.sizeBytes();
      if (size > MOST_BYTES) return false;
      room = engine.wholeRoom(size);
      bytes += file.read(room.memory, room.at + bytes, size - bytes, bytes);
      if (bytes !== size) return false;
    }
    if (bytes < LEAST_BYTES) return false;
    const added = engine.addFile(bytes, number, readMs);
    if (added === NOT_ORDINARY) return false;
    this.#length++;
    this.#lastBytes = bytes;
    this.#isFull = added === ADDED_LAST;
    return true;
  }

  /** The same of the file at a path. False also where it cannot be read: whoever reads it next tells of that. */
  addAt(path: string, number: number): boolean {
    try {
      this.#descriptor = openSync(path, 'r');
      try {
        return this.add(number, this.#opened);
      } finally {
        closeSync(this.#descriptor);
      }
    } catch (error) {
      fileFailureOf(error);
      return false;
    }
  }

  /**
   * Reads all files of a run at once. Undefined where one of them is not ordinary, or cannot be read, or where they are
   * more than one block: then they are for the caller to read, with a turn for others between blocks.
   */
  readRun(files: readonly EventFile[]): OrdinaryRun | undefined {
    if (files.length > MOST_FILES) return undefined;
    const [table, first] = [this.#files, this.#length];
    const all = this.#addAll(files);
    const [isFull, isOther] = [this.#isFull, this.#files !== table];
    if (all && !isOther) {
      if (isFull) this.settle();
      return { files: table, first, count: files.length };
    }
    this.#drop(isOther ? 0 : first);
    // Files of one run are to be in one table.
    const couldFit = isOther || (isFull && first > 0);
    if (isFull && first > 0) this.settle();
    return couldFit ? this.readRun(files) : undefined;
  }

  #addAll(files: readonly EventFile[]): boolean {
    let leftBytes = MOST_BYTES;
    for (let number = 0; number < files.length; number++) {
      if (this.#isFull || !this.addAt((files[number] as EventFile).path, number)) return false;
      leftBytes -= this.#lastBytes;
      if (leftBytes < 0) return false;
    }
    return true;
  }

  #drop(first: number): void {
    this.#engine.dropFiles(first);
    this.#length = first;
    this.#isFull = false;
  }

  /** Fetches what is in the engine's table. */
  settle(): void {
    if (this.#length === 0) return;
    const table = this.#takeTable();
    if (this.#untaken) this.#untaken.push(table);
    else {
      this.#files.fill(table);
      this.#files = new OrdinaryFiles(this);
    }
  }

  #takeTable(): FileTable {
    const table = this.#engine.takeTable(this.#length);
    this.#length = 0;
    this.#isFull = false;
    return table;
  }

  /** Where the row of a file that is not taken begins. */
  place(row: number): { readonly doubles: Float64Array; readonly at: number } {
    return this.#engine.filePlace(row);
  }

  /** The tables since the last call, as plain data, their tags being those of their files. */
  take(): readonly FileTable[] {
    this.settle();
    const tables = this.#untaken ?? [];
    this.#untaken = [];
    return tables.map(compact);
  }
}

/** The same with the tags of its own entries alone. */
function compact(table: FileTable): FileTable {
  const { entries } = table;
  const numbers = new Map<number, number>();
  for (let at = 0; at < entries.length; at += ENTRY_WORDS) {
    const number = entries[at] ?? 0;
    const known = numbers.get(number) ?? numbers.size;
    if (known === numbers.size) numbers.set(number, known);
    entries[at] = known;
  }
  return {
    ...table,
    tags: Array.from(numbers.keys(), (number) => table.tags[number] ?? ''),
    metadata: Array.from(numbers.keys(), (number) => table.metadata[number]),
  };
}
