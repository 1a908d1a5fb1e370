// Files that are one block of ordinary records, as most of a large logdir's are: a row of numbers for each instead of
// objects, which cost more to make than such a file costs to read.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { MARK_BYTES } from './batch.ts';
import { BlockBatch } from './block-batch.ts';
import { type EventFile, type FileState, UNSEEN } from './logdir.ts';
import { ENTRY_BYTES, FirstState, PackedBlock } from './packed-block.ts';
import { ADDED_LAST, FILE_FIELDS, type FileTable, NOT_ORDINARY, type ScanEngine } from './scan-engine.ts';
import type { FilePart } from './scan-service.ts';

/** Larger files come in blocks. */
const MOST_BYTES = 2 ** 21;
/** Of smaller ones nothing is asked but their bytes. */
const SMALL_BYTES = 2 ** 16;
/** Shorter ones are not worth the engine's change from file to file. */
const LEAST_BYTES = 256;
/** More files of one run are read as any others. */
const MOST_FILES = 32;

const ENTRY_WORDS = ENTRY_BYTES / 4;

/** Numbers of a row; see asm/files.ts. */
const NUMBER = 0;
const READ_MS = 1;
const SIZE_BYTES = 2;
const DEVICE = 3;
const INODE = 4;
const MODIFIED_MS = 5;
const EVENTS = 6;
const MIN_WALL_SECONDS = 7;
const MAX_WALL_SECONDS = 8;
const COLUMNS_AT = 9;
const ENTRIES_AT = 10;
const TAGS = 11;

/** The clock of a file system may be this coarse, or this far behind ours. */
const SETTLED_MS = 3_000;

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
export class OrdinaryFileScanner {
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
      // Faults of the program have no code.
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
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

/** Buffers of a table, to be transferred with it; the columns are shared. */
export function tableBuffers({ rows, marks, entries }: FileTable): readonly ArrayBuffer[] {
  return [rows.buffer, marks.buffer, entries.buffer];
}

/** The files of one run: `count` rows from `first` on. */
export interface OrdinaryRun {
  readonly files: OrdinaryFiles;
  readonly first: number;
  readonly count: number;
}

/** Of some files that follow one another. */
export interface OrdinaryTotals {
  readonly sizeBytes: number;
  readonly events: number;
  /** Infinity and -Infinity where no event has a time. */
  readonly minWallTimeSeconds: number;
  readonly maxWallTimeSeconds: number;
}

/** Of `count` rows, the first of which begins at `from`. */
function totalsOf(rows: Float64Array, from: number, count: number): OrdinaryTotals {
  let sizeBytes = 0;
  let events = 0;
  let minWallTimeSeconds = Number.POSITIVE_INFINITY;
  let maxWallTimeSeconds = Number.NEGATIVE_INFINITY;
  for (let at = from; at < from + count * FILE_FIELDS; at += FILE_FIELDS) {
    sizeBytes += rows[at + SIZE_BYTES] ?? 0;
    events += rows[at + EVENTS] ?? 0;
    const [least = 0, greatest = 0] = [rows[at + MIN_WALL_SECONDS], rows[at + MAX_WALL_SECONDS]];
    if (least < minWallTimeSeconds) minWallTimeSeconds = least;
    if (greatest > maxWallTimeSeconds) maxWallTimeSeconds = greatest;
  }
  return { sizeBytes, events, minWallTimeSeconds, maxWallTimeSeconds };
}

/** Ordinary files, by their rows; objects are made of one when somebody looks. */
export class OrdinaryFiles {
  /** Who has them in its engine's table, until they are filled in. */
  #scanner: OrdinaryFileScanner | undefined;
  #table: FileTable | undefined;

  constructor(from: OrdinaryFileScanner | FileTable) {
    if (from instanceof OrdinaryFileScanner) this.#scanner = from;
    else this.#table = from;
  }

  /** Called by whoever had them in a table. */
  fill(table: FileTable): void {
    this.#table = table;
    this.#scanner = undefined;
  }

  get #data(): FileTable {
    this.#scanner?.settle();
    if (!this.#table) throw new Error('the table of files is missing');
    return this.#table;
  }

  /** By which whoever had them read knows them, in the order of the rows. */
  numbers(): readonly number[] {
    const { rows } = this.#data;
    return Array.from(
      { length: rows.length / FILE_FIELDS },
      (_, row) => rows[row * FILE_FIELDS + NUMBER] ?? 0,
    );
  }

  totals({ first, count }: Pick<OrdinaryRun, 'first' | 'count'>): OrdinaryTotals {
    const { doubles, at } = this.#scanner?.place(first) ?? {
      doubles: this.#data.rows,
      at: first * FILE_FIELDS,
    };
    return totalsOf(doubles, at, count);
  }

  /**
   * The file as it was when it was read; UNSEEN where nobody has looked, or none could tell by then that it was still the
   * same. Looked at with `stateNow` when it is first asked for.
   */
  state(row: number, stateNow: () => FileState | undefined): FileState {
    const { rows } = this.#data;
    const at = row * FILE_FIELDS;
    const sizeBytes = this.#field(row, SIZE_BYTES);
    if (Number.isNaN(this.#field(row, DEVICE))) {
      const now = stateNow();
      const isSame =
        now?.sizeBytes === sizeBytes &&
        now.changedMs !== undefined &&
        now.changedMs < this.#field(row, READ_MS) - SETTLED_MS;
      if (!isSame) return unseen(sizeBytes);
      const [device = Number.NaN, inode = Number.NaN] = now.identity.split(':').map(Number);
      rows.set([device, inode, now.modifiedMs], at + DEVICE);
    }
    return {
      sizeBytes,
      identity: `${this.#field(row, DEVICE)}:${this.#field(row, INODE)}`,
      modifiedMs: this.#field(row, MODIFIED_MS),
    };
  }

  /** All that was found in the file, of which it is not known what file that was. */
  part(row: number, path: string): FilePart & Required<Pick<FilePart, 'opened' | 'end'>> {
    const { marks, entries, columns, tags, metadata } = this.#data;
    const block = new PackedBlock(tags, metadata, {
      columns,
      columnsAt: this.#field(row, COLUMNS_AT),
      entries: entries.buffer,
      entriesAt: this.#field(row, ENTRIES_AT),
      count: this.#field(row, TAGS),
    });
    const sizeBytes = this.#field(row, SIZE_BYTES);
    const mark = marks.slice(row * MARK_BYTES, (row + 1) * MARK_BYTES);
    const batch = new BlockBatch(
      {
        consumedBytes: sizeBytes,
        mark,
        endBytes: sizeBytes,
        neededBytes: 0,
        searching: false,
        events: this.#field(row, EVENTS),
        minWallTimeSeconds: this.#field(row, MIN_WALL_SECONDS),
        maxWallTimeSeconds: this.#field(row, MAX_WALL_SECONDS),
        problems: [],
      },
      block,
    );
    return {
      path,
      opened: unseen(sizeBytes),
      found: [{ offsetBytes: 0, batch }],
      end: { mark, scanner: new FirstState(block, undefined, 0) },
    };
  }

  #field(row: number, field: number): number {
    return this.#data.rows[row * FILE_FIELDS + field] ?? 0;
  }
}

function unseen(sizeBytes: number): FileState {
  return { sizeBytes, identity: UNSEEN, modifiedMs: Number.NaN };
}
