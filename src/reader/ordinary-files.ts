// Files that are one block of ordinary records, as most of a large logdir's are: a row of numbers for each instead of
// objects, which cost more to make than such a file costs to read.
import { MARK_BYTES } from './batch.ts';
import { BlockBatch } from './block-batch.ts';
import { type FileState, SETTLED_MS, UNSEEN } from './logdir.ts';
import { FirstState, PackedBlock } from './packed-block.ts';
import { FILE_FIELDS, type FileTable } from './scan-engine.ts';
import type { FilePart } from './scan-service.ts';

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

/** Who has files in its engine's table, until it settles: then they are filled in. */
export interface UnsettledFiles {
  settle(): void;
  /** Where the row of one of them begins. */
  place(row: number): { readonly doubles: Float64Array; readonly at: number };
}

/** Ordinary files, by their rows; objects are made of one when somebody looks. */
export class OrdinaryFiles {
  #unsettled: UnsettledFiles | undefined;
  #table: FileTable | undefined;

  constructor(from: UnsettledFiles | FileTable) {
    if ('settle' in from) this.#unsettled = from;
    else this.#table = from;
  }

  /** Called by whoever had them in a table. */
  fill(table: FileTable): void {
    this.#table = table;
    this.#unsettled = undefined;
  }

  get #data(): FileTable {
    this.#unsettled?.settle();
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
    const { doubles, at } = this.#unsettled?.place(first) ?? {
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
