// One index: what was found in the files of a logdir, to start again from. Columns as they were found, a table of the
// series of some runs behind them, then a list of the runs, and where that list lies. Written beside its place and
// renamed, so that it is whole or not there; each part carries a checksum, which is looked at when the part is read.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import type { Problem } from '../../problem.ts';
import type { TagMetadata } from '../batch.ts';
import type { RememberedFolder } from '../logdir.ts';
import type { SavedEnd, SavedFile } from '../saved-tail.ts';
import { SharedBuffers } from '../shared-buffers.ts';
import {
  COLUMN_KINDS,
  type Column,
  type SavedColumn,
  type SavedSeries,
  seriesInTable,
  seriesOfTable,
} from './series-table.ts';

export const INDEX_VERSION = 3;
/** At the beginning: these characters, and the version. */
export const MAGIC = 'RUNBOARD';
export const HEADER_BYTES = 16;
/** At the end: where the list of runs begins, its length, its checksum and the version. */
export const FOOTER_BYTES = 32;
const ROOM_BYTES = 2 ** 18;
/** A column of 256 million numbers. */
const MOST_PART_BYTES = 2 ** 31;

/** Bytes of the index. */
export interface Part {
  readonly atBytes: number;
  readonly lengthBytes: number;
  /** CRC-32 as of zlib. */
  readonly crc: number;
}

/** Where the series of a run stand in a table, which runs that follow one another share. */
export interface TablePlace {
  /** Its number. */
  readonly table: number;
  /** Numbers of the table: those in [from, to). */
  readonly from: number;
  readonly to: number;
}

/** What is listed of a run; its series, and what reading goes on with, are read when they are asked for. */
export interface SavedRun {
  readonly name: string;
  readonly files: readonly SavedFile[];
  readonly events: number;
  readonly startTimeSeconds: number;
  readonly lastTimeSeconds: number;
  /** Absolute paths, by the numbers in columns of places. */
  readonly placeFiles: readonly string[];
  /** What was told of the files when they were read. */
  readonly problems: readonly Problem[];
  /** A table of numbers; see series-table.ts. */
  readonly series: TablePlace;
  /** Of the files, in their order. */
  readonly ends: Part;
}

/** The list of runs, the tables of their series, and what those count in. */
export interface IndexList {
  /** SavedRun[] as JSON, NaN as null: of thousands of small objects, that is read several times sooner. */
  readonly runs: string;
  /** RememberedFolder[], likewise. */
  readonly folders: string;
  readonly tables: readonly Part[];
  readonly tags: readonly string[];
  readonly metadata: readonly TagMetadata[];
}

/** An index that cannot be used, worded for its owner. */
export class IndexError extends Error {
  override readonly name = 'IndexError';
  /** It is of another version: not ours to write over. */
  readonly foreign: boolean;

  constructor(message: string, foreign = false) {
    super(message);
    this.foreign = foreign;
  }
}

/** An index that was written whole. Closed by whoever opened it. */
export class IndexFile {
  readonly #descriptor: number;
  readonly #list: IndexList;
  readonly runs: ReadonlyMap<string, SavedRun>;
  /** Of the logdir, by path. */
  readonly folders: ReadonlyMap<string, RememberedFolder>;
  /** The table that was asked for last: nearly always it is the next one's too. */
  #table: { readonly at: number; readonly numbers: Float64Array } | undefined;
  /** Columns that are read a few at a time lie behind one another in memory. */
  readonly #columns = new SharedBuffers(ROOM_BYTES);
  /** Those that were read last: the next series', of this run or another, are often at the same place. */
  #steps: { readonly atBytes: number; readonly lengthBytes: number; readonly column: Column } | undefined;

  private constructor(descriptor: number) {
    this.#descriptor = descriptor;
    this.#list = listOf(descriptor);
    this.runs = new Map(runsOfText(this.#list.runs).map((run) => [run.name, run]));
    const folders = JSON.parse(this.#list.folders) as RememberedFolder[];
    this.folders = new Map(folders.map((folder) => [folder.path, folder]));
  }

  /** Undefined where there is none. Throws IndexError where it is damaged or of another version. */
  static open(path: string): IndexFile | undefined {
    let descriptor: number;
    try {
      descriptor = openSync(path, 'r');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new IndexError(`it cannot be opened (${messageOf(error)})`);
    }
    try {
      return new IndexFile(descriptor);
    } catch (error) {
      closeSync(descriptor);
      throw error instanceof IndexError ? error : new IndexError(messageOf(error));
    }
  }

  /** Throws IndexError where they are damaged. */
  seriesOf({ series }: SavedRun): readonly SavedSeries[] {
    return seriesOfTable(this.#tableAt(series), this.#list);
  }

  /** One of them; undefined where the run has none of this tag. Throws IndexError where they are damaged. */
  seriesOfTag({ series }: SavedRun, tag: string): SavedSeries | undefined {
    return seriesInTable(this.#tableAt(series), this.#list, tag);
  }

  #tableAt({ table: at, from, to }: TablePlace): Float64Array {
    if (this.#table?.at !== at) {
      const part = this.#list.tables[at];
      if (!part) throw new IndexError(`it has no table ${at}`);
      this.#table = { at, numbers: new Float64Array(readPart(this.#descriptor, part).buffer) };
    }
    return this.#table.numbers.subarray(from, to);
  }

  /** Throws IndexError where they are damaged. */
  endsOf({ ends }: SavedRun): readonly SavedEnd[] {
    return deserialize(readPart(this.#descriptor, ends)) as readonly SavedEnd[];
  }

  /** Throws IndexError where one is damaged. Columns and buffers may be shared with other series. */
  columns(columns: readonly SavedColumn[]): Column[] {
    const found: Column[] = [];
    for (let from = 0; from < columns.length; from = found.length) this.#readColumns(columns, from, found);
    return found;
  }

  /** Reads columns on to `found`: those that stand behind one another at once, to ask one by one takes as long again. */
  #readColumns(columns: readonly SavedColumn[], from: number, found: Column[]): void {
    const first = columns[from] as SavedColumn;
    const steps = this.#steps;
    if (steps?.atBytes === first.atBytes && steps.lengthBytes === first.lengthBytes) {
      found.push(steps.column);
      return;
    }
    let to = from;
    let endBytes = first.atBytes;
    for (; columns[to]?.atBytes === endBytes; to++) endBytes += columns[to]?.lengthBytes ?? 0;
    const bytes = this.#read(first.atBytes, endBytes - first.atBytes);
    for (let i = from; i < to; i++) {
      const saved = columns[i] as SavedColumn;
      const { name, atBytes, lengthBytes } = saved;
      const begin = atBytes - first.atBytes;
      const column = columnOf(saved, checked(bytes.subarray(begin, begin + lengthBytes), saved));
      if (name === 'steps') this.#steps = { atBytes, lengthBytes, column };
      found.push(column);
    }
  }

  #read(atBytes: number, lengthBytes: number): Uint8Array<ArrayBuffer> {
    if (lengthBytes > ROOM_BYTES / 4) return readBytes(this.#descriptor, atBytes, lengthBytes);
    const bytes = this.#columns.room(lengthBytes);
    fill(this.#descriptor, bytes, atBytes);
    return bytes;
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

function columnOf({ kind }: SavedColumn, bytes: Uint8Array<ArrayBuffer>): Column {
  const Kind = COLUMN_KINDS[kind];
  // Behind a column of 4-byte numbers, one of 8-byte ones may stand where no view of them can begin.
  const { buffer, byteOffset } = bytes.byteOffset % Kind.BYTES_PER_ELEMENT === 0 ? bytes : bytes.slice();
  return new Kind(buffer, byteOffset, bytes.length / Kind.BYTES_PER_ELEMENT);
}

function runsOfText(text: string): SavedRun[] {
  const runs = JSON.parse(text) as (SavedRun & { startTimeSeconds?: number; lastTimeSeconds?: number })[];
  for (const run of runs) {
    run.startTimeSeconds ??= Number.NaN;
    run.lastTimeSeconds ??= Number.NaN;
  }
  return runs;
}

function listOf(descriptor: number): IndexList {
  const sizeBytes = fstatSync(descriptor).size;
  if (sizeBytes < HEADER_BYTES + FOOTER_BYTES) throw new IndexError('it is too short');
  const header = readBytes(descriptor, 0, HEADER_BYTES);
  const version = new DataView(header.buffer).getFloat64(8, true);
  if (new TextDecoder().decode(header.subarray(0, 8)) !== MAGIC) throw new IndexError('it is no index');
  if (version !== INDEX_VERSION)
    throw new IndexError(`its version is ${version}, not ${INDEX_VERSION}`, true);
  const footer = new DataView(readBytes(descriptor, sizeBytes - FOOTER_BYTES, FOOTER_BYTES).buffer);
  const part = {
    atBytes: footer.getFloat64(0, true),
    lengthBytes: footer.getFloat64(8, true),
    crc: footer.getFloat64(16, true),
  };
  if (part.atBytes + part.lengthBytes + FOOTER_BYTES !== sizeBytes) throw new IndexError('it was cut');
  return deserialize(readPart(descriptor, part)) as IndexList;
}

function readPart(descriptor: number, part: Part): Uint8Array<ArrayBuffer> {
  return checked(readBytes(descriptor, part.atBytes, part.lengthBytes), part);
}

function checked(bytes: Uint8Array<ArrayBuffer>, { atBytes, crc }: Part): Uint8Array<ArrayBuffer> {
  if (crc32(bytes) !== crc) throw new IndexError(`it is damaged at byte ${atBytes}`);
  return bytes;
}

function readBytes(descriptor: number, atBytes: number, lengthBytes: number): Uint8Array<ArrayBuffer> {
  // Where a length is a number of bytes that a list claims, its checksum was right; the list's own must fit the file.
  if (!(lengthBytes >= 0 && lengthBytes <= MOST_PART_BYTES)) throw new IndexError('a part of it is too long');
  const bytes = new Uint8Array(lengthBytes);
  fill(descriptor, bytes, atBytes);
  return bytes;
}

function fill(descriptor: number, bytes: Uint8Array, atBytes: number): void {
  for (let done = 0; done < bytes.length; ) {
    const read = readPiece(descriptor, bytes, done, atBytes + done);
    if (read === 0) throw new IndexError(`it ends at byte ${atBytes + done}`);
    done += read;
  }
}

function readPiece(descriptor: number, bytes: Uint8Array, from: number, atBytes: number): number {
  try {
    return readSync(descriptor, bytes, from, bytes.length - from, atBytes);
  } catch (error) {
    throw new IndexError(`it cannot be read (${messageOf(error)})`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
