// Files that are one block of ordinary records, as most of a large logdir's are: a row of numbers for each instead of
// objects, which cost more to make than such a file costs to read.
import { closeSync, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { MARK_BYTES, type TagMetadata } from './batch.ts';
import { BlockBatch } from './block-batch.ts';
import type { FileState } from './logdir.ts';
import { ENTRY_BYTES, FirstState, PackedBlock } from './packed-block.ts';
import type { OrdinaryFile, ScanEngine } from './scan-engine.ts';
import type { FilePart } from './scan-service.ts';

/** Larger files come in blocks. */
const MOST_BYTES = 2 ** 21;
/** Shorter ones are not worth the engine's change from file to file. */
const LEAST_BYTES = 256;

/** Files of a table that is not posted. */
const TABLE_FILES = 128;

const ENTRY_WORDS = ENTRY_BYTES / 4;

/** Fields of a row. */
const NUMBER = 0;
const DEVICE = 1;
const INODE = 2;
const SIZE_BYTES = 3;
const MODIFIED_MS = 4;
const EVENTS = 5;
const MIN_WALL_SECONDS = 6;
const MAX_WALL_SECONDS = 7;
const COLUMNS = 8;
const COLUMNS_AT = 9;
const COLUMNS_BYTES = 10;
const ENTRIES_AT = 11;
const TAGS = 12;
const FIELDS = 13;

/** What was found in ordinary files; plain data. The buffers may be transferred. */
export interface OrdinaryFilesData {
  /** FIELDS numbers for each file. */
  readonly rows: Float64Array<ArrayBuffer>;
  /** The last MARK_BYTES of each. */
  readonly marks: Uint8Array<ArrayBuffer>;
  /** Entries of packed blocks; tags by their numbers in `tags`. */
  readonly entries: Uint32Array<ArrayBuffer>;
  /** Where the columns lie that the rows count in. */
  readonly columns: readonly ArrayBuffer[];
  readonly tags: readonly string[];
  readonly metadata: readonly (TagMetadata | undefined)[];
}

/** Made by a thread for the files that it reads; taken from it, some files at a time, as OrdinaryFilesData. */
export class OrdinaryFileScanner {
  readonly #engine: ScanEngine;
  #data = emptyData();
  #files = new OrdinaryFiles(this.#data);
  #entryWords = 0;
  /** The engine's list of tags by which `#numbers` counts: it is renewed once in a while. */
  #engineTags: readonly string[] | undefined;
  /** Of the engine's tags, in those of the data. */
  #numbers: number[] = [];
  #length = 0;
  #columnBytes = 0;

  constructor(engine: ScanEngine) {
    this.#engine = engine;
  }

  /** Files since they were last taken. */
  get length(): number {
    return this.#length;
  }

  /** Bytes that their columns take. */
  get columnBytes(): number {
    return this.#columnBytes;
  }

  /**
   * Scans a whole file, which the caller knows by `number`; `read` fills `bytes` of `memory` from `at` on and tells
   * how many there were. False where it is not one block of ordinary records: then nothing is kept of it.
   */
  add(
    number: number,
    { dev, ino, size, mtimeMs }: Pick<Stats, 'dev' | 'ino' | 'size' | 'mtimeMs'>,
    read: (memory: Uint8Array, at: number, bytes: number) => number,
  ): boolean {
    if (size < LEAST_BYTES || size > MOST_BYTES) return false;
    const found = this.#engine.scanFile(size, read);
    if (!found) return false;
    const data = this.#data;
    const at = this.#length * FIELDS;
    if (at === data.rows.length) {
      data.rows = widened(data.rows, at * 2);
      data.marks = widened(data.marks, this.#length * MARK_BYTES * 2);
    }
    const { rows } = data;
    rows[at + NUMBER] = number;
    rows[at + DEVICE] = dev;
    rows[at + INODE] = ino;
    rows[at + SIZE_BYTES] = size;
    rows[at + MODIFIED_MS] = mtimeMs;
    rows[at + EVENTS] = found.events;
    rows[at + MIN_WALL_SECONDS] = found.minWallTimeSeconds;
    rows[at + MAX_WALL_SECONDS] = found.maxWallTimeSeconds;
    // Each once: a buffer cannot be transferred twice. Files of few rows share one, those of many have their own.
    const known = data.columns.lastIndexOf(found.columns);
    rows[at + COLUMNS] = known < 0 ? data.columns.push(found.columns) - 1 : known;
    rows[at + COLUMNS_AT] = found.columnsAt;
    rows[at + COLUMNS_BYTES] = found.columnsBytes;
    rows[at + ENTRIES_AT] = this.#entryWords;
    rows[at + TAGS] = found.count;
    const [markAt, endsAt] = [this.#length * MARK_BYTES, found.endsAt - MARK_BYTES];
    for (let i = 0; i < MARK_BYTES; i++) data.marks[markAt + i] = found.memory[endsAt + i] ?? 0;
    this.#addEntries(found);
    this.#length++;
    this.#columnBytes += found.columnsBytes;
    return true;
  }

  /** The same of an open file. Throws where it cannot be read. */
  addOpen(number: number, descriptor: number, opened: Stats): boolean {
    return this.add(number, opened, (memory, at, bytes) => readSync(descriptor, memory, at, bytes, 0));
  }

  /**
   * Reads all files of a run at once. Undefined where one of them is not ordinary, or cannot be read, or where they are
   * more than one block: then they are for the caller to read, with a turn for others between blocks.
   */
  readRun(paths: readonly string[]): OrdinaryRun | undefined {
    const [first, entryWords] = [this.#length, this.#entryWords];
    let leftBytes = MOST_BYTES;
    const all = paths.every((path, number) => {
      try {
        const descriptor = openSync(path, 'r');
        try {
          const opened = fstatSync(descriptor);
          leftBytes -= opened.size;
          return leftBytes >= 0 && this.addOpen(number, descriptor, opened);
        } finally {
          closeSync(descriptor);
        }
      } catch (error) {
        // Of the file system alone: whoever reads the file next tells of it.
        if ((error as NodeJS.ErrnoException).code === undefined) throw error;
        return false;
      }
    });
    const run = { files: this.#files, first, count: paths.length };
    if (!all) [this.#length, this.#entryWords] = [first, entryWords];
    if (this.#length >= TABLE_FILES) this.#begin();
    return all ? run : undefined;
  }

  #addEntries({ tags, metadata, words, entriesAt, count }: OrdinaryFile): void {
    const data = this.#data;
    const end = this.#entryWords + count * ENTRY_WORDS;
    if (end > data.entries.length)
      data.entries = widened(data.entries, Math.max(data.entries.length * 2, end));
    const { entries } = data;
    let from = entriesAt;
    for (let at = this.#entryWords; at < end; at += ENTRY_WORDS) {
      entries[at] = this.#tagNumber(tags, metadata, words[from] ?? 0);
      for (let i = 1; i < ENTRY_WORDS; i++) entries[at + i] = words[from + i] ?? 0;
      from += ENTRY_WORDS;
    }
    this.#entryWords = end;
  }

  #tagNumber(
    tags: readonly string[],
    metadata: readonly (TagMetadata | undefined)[],
    number: number,
  ): number {
    if (this.#engineTags !== tags) {
      this.#engineTags = tags;
      this.#numbers = [];
    }
    const data = this.#data;
    const known = this.#numbers[number];
    if (known !== undefined && data.metadata[known] === metadata[number]) return known;
    data.tags.push(tags[number] ?? '');
    const fresh = data.metadata.push(metadata[number]) - 1;
    this.#numbers[number] = fresh;
    return fresh;
  }

  /** What was found since the last call; undefined where that is nothing. */
  take(): OrdinaryFilesData | undefined {
    if (this.#length === 0) return undefined;
    const { rows, marks, entries, ...rest } = this.#data;
    const data = {
      rows: rows.slice(0, this.#length * FIELDS),
      marks: marks.slice(0, this.#length * MARK_BYTES),
      entries: entries.slice(0, this.#entryWords),
      ...rest,
    };
    this.#begin();
    return data;
  }

  #begin(): void {
    this.#data = emptyData();
    this.#files = new OrdinaryFiles(this.#data);
    this.#numbers = [];
    this.#entryWords = 0;
    this.#length = 0;
    this.#columnBytes = 0;
  }
}

function emptyData() {
  return {
    rows: new Float64Array(FIELDS * TABLE_FILES),
    marks: new Uint8Array(MARK_BYTES * TABLE_FILES),
    entries: new Uint32Array(ENTRY_WORDS * TABLE_FILES),
    columns: [] as ArrayBuffer[],
    tags: [] as string[],
    metadata: [] as (TagMetadata | undefined)[],
  };
}

function widened<C extends Float64Array | Uint8Array | Uint32Array>(column: C, length: number): C {
  const wider = new (column.constructor as new (length: number) => C)(length);
  wider.set(column);
  return wider;
}

/** The files of one run: `count` rows from `first` on. */
export interface OrdinaryRun {
  readonly files: OrdinaryFiles;
  readonly first: number;
  readonly count: number;
}

/** Of some files that follow one another. */
interface OrdinaryTotals {
  readonly sizeBytes: number;
  readonly events: number;
  /** Infinity and -Infinity where no event has a time. */
  readonly minWallTimeSeconds: number;
  readonly maxWallTimeSeconds: number;
}

/** Ordinary files, by their rows; objects are made of one when somebody looks. */
export class OrdinaryFiles {
  readonly #data: OrdinaryFilesData;

  constructor(data: OrdinaryFilesData) {
    this.#data = data;
  }

  /** Of files that were taken. */
  get length(): number {
    return this.#data.rows.length / FIELDS;
  }

  /** By which whoever had it read knows a file. */
  numberOf(row: number): number {
    return this.#field(row, NUMBER);
  }

  totals({ first, count }: Pick<OrdinaryRun, 'first' | 'count'>): OrdinaryTotals {
    let [sizeBytes, events] = [0, 0];
    let minWallTimeSeconds = Number.POSITIVE_INFINITY;
    let maxWallTimeSeconds = Number.NEGATIVE_INFINITY;
    for (let row = first; row < first + count; row++) {
      sizeBytes += this.#field(row, SIZE_BYTES);
      events += this.#field(row, EVENTS);
      minWallTimeSeconds = Math.min(minWallTimeSeconds, this.#field(row, MIN_WALL_SECONDS));
      maxWallTimeSeconds = Math.max(maxWallTimeSeconds, this.#field(row, MAX_WALL_SECONDS));
    }
    return { sizeBytes, events, minWallTimeSeconds, maxWallTimeSeconds };
  }

  /** The file as it was when it was opened. */
  state(row: number): FileState {
    return {
      sizeBytes: this.#field(row, SIZE_BYTES),
      identity: `${this.#field(row, DEVICE)}:${this.#field(row, INODE)}`,
      modifiedMs: this.#field(row, MODIFIED_MS),
    };
  }

  /** All that was found in the file. */
  part(row: number, path: string): FilePart & Required<Pick<FilePart, 'opened' | 'end'>> {
    const { marks, entries, columns, tags, metadata } = this.#data;
    const buffer = columns[this.#field(row, COLUMNS)];
    if (!buffer) throw new Error('the columns of a file are missing');
    const block = new PackedBlock(tags, metadata, {
      columns: buffer,
      columnsAt: this.#field(row, COLUMNS_AT),
      columnsBytes: this.#field(row, COLUMNS_BYTES),
      entries: entries.buffer,
      entriesAt: this.#field(row, ENTRIES_AT) * 4,
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
      opened: this.state(row),
      found: [{ offsetBytes: 0, batch }],
      end: { mark, scanner: new FirstState(block, undefined, 0) },
    };
  }

  #field(row: number, field: number): number {
    return this.#data.rows[row * FIELDS + field] ?? 0;
  }
}
