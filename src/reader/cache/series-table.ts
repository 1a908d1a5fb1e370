// The series of a run as a table of numbers: a thousand runs of dozens of tags are told in no time.
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
const SERIES_NUMBERS = 8;
const COLUMN_NUMBERS = 5;

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

/** Makes tables that count in the same two lists. */
export class SeriesTables {
  readonly tags: string[] = [];
  readonly metadata: TagMetadata[] = [];
  readonly #tagNumbers = new Map<string, number>();
  readonly #metadataNumbers = new Map<string, number>();

  /** Adds series behind those that are in a table. */
  add(all: readonly SavedSeries[], table: number[]): void {
    for (const { tag, metadata, length, least, greatest, last, columns } of all) {
      table.push(
        this.#tagNumber(tag),
        this.#metadataNumber(metadata),
        ...[length, least, greatest, last ?? 0, last === undefined ? 0 : 1, columns.length],
      );
      for (const { name, kind, atBytes, lengthBytes, crc } of columns) {
        table.push(COLUMN_NAMES.indexOf(name), KINDS.indexOf(kind), atBytes, lengthBytes, crc);
      }
    }
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

/** The exact inverse of `SeriesTables.add`. */
export function seriesOfTable(
  table: Float64Array,
  lists: Pick<IndexList, 'tags' | 'metadata'>,
): SavedSeries[] {
  const all: SavedSeries[] = [];
  for (let at = 0; at < table.length; ) {
    all.push(new TableSeries(table, at, lists));
    at += SERIES_NUMBERS + COLUMN_NUMBERS * (table[at + 7] ?? 0);
  }
  return all;
}

/** The series of one tag; undefined where there is none. */
export function seriesInTable(
  table: Float64Array,
  lists: Pick<IndexList, 'tags' | 'metadata'>,
  tag: string,
): SavedSeries | undefined {
  for (let at = 0; at < table.length; at += SERIES_NUMBERS + COLUMN_NUMBERS * (table[at + 7] ?? 0)) {
    if (lists.tags[table[at] ?? 0] === tag) return new TableSeries(table, at, lists);
  }
  return undefined;
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

  constructor(table: Float64Array, at: number, { tags, metadata }: Pick<IndexList, 'tags' | 'metadata'>) {
    this.#table = table;
    this.#at = at;
    const number = (index: number) => table[at + index] ?? 0;
    this.tag = tags[number(0)] ?? '';
    this.metadata = metadata[number(1)] as TagMetadata;
    this.length = number(2);
    this.least = number(3);
    this.greatest = number(4);
    this.last = number(6) === 1 ? number(5) : undefined;
  }

  get columns(): readonly SavedColumn[] {
    const table = this.#table;
    const columns: SavedColumn[] = [];
    const end = this.#at + SERIES_NUMBERS + COLUMN_NUMBERS * (table[this.#at + 7] ?? 0);
    for (let at = this.#at + SERIES_NUMBERS; at < end; at += COLUMN_NUMBERS) {
      columns.push({
        name: COLUMN_NAMES[table[at] ?? 0] ?? 'steps',
        kind: KINDS[table[at + 1] ?? 0] ?? 'Float64Array',
        atBytes: table[at + 2] ?? 0,
        lengthBytes: table[at + 3] ?? 0,
        crc: table[at + 4] ?? 0,
      });
    }
    return columns;
  }
}
