// The series of runs as tables of numbers, tag by tag: a thousand runs of dozens of tags are told in no time.
import type { TagMetadata } from '../batch.ts';
import type { IndexList, Part } from './index-file.ts';

export const COLUMN_KINDS = { Float64Array, Float32Array, BigInt64Array, Uint32Array } as const;
type ColumnKind = keyof typeof COLUMN_KINDS;
const KINDS = Object.keys(COLUMN_KINDS) as ColumnKind[];
export type Column = Float64Array | Float32Array | BigInt64Array | Uint32Array;

/** What columns hold; see `Rows` and `FilePlaceColumns`. */
const COLUMN_NAMES = [
  'steps',
  'wallTimesSeconds',
  'numbers',
  'offsetsBytes',
  'lengthsBytes',
  'valueIndices',
  'items',
  'files',
] as const;
export type ColumnName = (typeof COLUMN_NAMES)[number];

/** A column, little-endian. */
export interface SavedColumn extends Part {
  readonly name: ColumnName;
  readonly kind: ColumnKind;
}

export interface SavedSeries {
  readonly tag: string;
  readonly metadata: TagMetadata;
  readonly length: number;
  readonly least: number;
  readonly greatest: number;
  /** The last number; undefined for what is no scalar. */
  readonly last: number | undefined;
  readonly columns: readonly SavedColumn[];
}

/** Of the table: a series' numbers before those of its columns, and a column's. */
const SERIES_NUMBERS = 7;
const COLUMN_NUMBERS = 3;

/** The kind of a column, as it is saved. */
export function kindOf(column: Column): ColumnKind {
  const kind = KINDS.find((name) => column instanceof COLUMN_KINDS[name]);
  if (!kind) throw new Error('a column of no kind');
  return kind;
}

/** Whether columns of this name are saved. */
export function isColumnName(name: string): name is ColumnName {
  return (COLUMN_NAMES as readonly string[]).includes(name);
}

/**
 * Makes tables that count in the same two lists. A table holds the series of some tags; those of a tag stand as a block:
 * their count, the numbers of their runs, increasing, where in the block each begins, and the series.
 */
export class SeriesTables {
  readonly tags: string[] = [];
  readonly metadata: TagMetadata[] = [];
  readonly #tagNumbers = new Map<string, number>();
  readonly #metadataNumbers = new Map<string, number>();
  #runs: number[] = [];
  #begins: number[] = [];
  #series: number[] = [];

  /** Adds a run's series to the block of its tag. */
  add(run: number, { metadata, length, least, greatest, last, columns }: SavedSeries): void {
    this.#runs.push(run);
    this.#begins.push(this.#series.length);
    this.#series.push(
      this.#metadataNumber(metadata),
      ...[length, least, greatest, last ?? 0, last === undefined ? 0 : 1, columns.length],
    );
    for (const { name, kind, atBytes, crc } of columns) {
      this.#series.push(COLUMN_NAMES.indexOf(name) * KINDS.length + KINDS.indexOf(kind), atBytes, crc);
    }
  }

  /** Ends a block, and adds it to a table. */
  endTag(tag: string, table: number[]): TagBlock {
    const from = table.length;
    const head = 1 + 2 * this.#runs.length;
    table.push(this.#runs.length);
    for (const run of this.#runs) table.push(run);
    for (const begin of this.#begins) table.push(head + begin);
    for (const number of this.#series) table.push(number);
    [this.#runs, this.#begins, this.#series] = [[], [], []];
    return { tag: this.#tagNumber(tag), from };
  }

  #tagNumber(tag: string): number {
    const known = this.#tagNumbers.get(tag);
    if (known !== undefined) return known;
    this.#tagNumbers.set(tag, this.tags.length);
    return this.tags.push(tag) - 1;
  }

  #metadataNumber(metadata: TagMetadata): number {
    const { pluginName, dataClass, displayName, description, content } = metadata;
    const key = JSON.stringify([pluginName, dataClass, displayName, description, [...content]]);
    const known = this.#metadataNumbers.get(key);
    if (known !== undefined) return known;
    this.#metadataNumbers.set(key, this.metadata.length);
    return this.metadata.push(metadata) - 1;
  }
}

/** Where the block of a tag begins in a table. */
export interface TagBlock {
  /** Its number. */
  readonly tag: number;
  readonly from: number;
}

/** The numbers of the runs in a block. */
export function runsInTable(table: Float64Array, { from }: TagBlock): Float64Array {
  return table.subarray(from + 1, from + 1 + (table[from] ?? 0));
}

/** A run's series of the tag whose block begins at `from`; undefined where it has none. */
export function seriesInTable(
  table: Float64Array,
  { tag, from }: TagBlock,
  run: number,
  { tags, metadata }: Pick<IndexList, 'tags' | 'metadata'>,
): SavedSeries | undefined {
  const count = table[from] ?? 0;
  const runs = from + 1;
  // Nearly always each run has the tag.
  let [at, end] = run < count && table[runs + run] === run ? [run, run] : [0, count];
  while (at < end) {
    const middle = (at + end) >> 1;
    if ((table[runs + middle] ?? 0) < run) at = middle + 1;
    else end = middle;
  }
  if (at === count || table[runs + at] !== run) return undefined;
  const begin = from + (table[runs + count + at] ?? 0);
  return new TableSeries(table, begin, tags[tag] ?? '', metadata);
}

/** Most series of most runs are never looked into: where their columns lie is made out when somebody does. */
class TableSeries implements SavedSeries {
  readonly tag: string;
  readonly metadata: TagMetadata;
  readonly length: number;
  readonly least: number;
  readonly greatest: number;
  readonly last: number | undefined;
  readonly #table: Float64Array;
  readonly #at: number;

  constructor(table: Float64Array, at: number, tag: string, metadata: readonly TagMetadata[]) {
    this.#table = table;
    this.#at = at;
    this.tag = tag;
    this.metadata = metadata[table[at] ?? 0] as TagMetadata;
    this.length = table[at + 1] ?? 0;
    this.least = table[at + 2] ?? 0;
    this.greatest = table[at + 3] ?? 0;
    this.last = table[at + 5] === 1 ? table[at + 4] : undefined;
  }

  get columns(): readonly SavedColumn[] {
    const table = this.#table;
    const columns: SavedColumn[] = [];
    const first = this.#at + SERIES_NUMBERS;
    const end = first + COLUMN_NUMBERS * (table[first - 1] ?? 0);
    for (let at = first; at < end; at += COLUMN_NUMBERS) {
      const form = table[at] ?? 0;
      const kind = KINDS[form % KINDS.length] ?? 'Float64Array';
      columns.push({
        name: COLUMN_NAMES[Math.floor(form / KINDS.length)] ?? 'steps',
        kind,
        atBytes: table[at + 1] ?? 0,
        lengthBytes: this.length * COLUMN_KINDS[kind].BYTES_PER_ELEMENT,
        crc: table[at + 2] ?? 0,
      });
    }
    return columns;
  }
}
