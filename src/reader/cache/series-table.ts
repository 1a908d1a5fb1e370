// The series of runs as tables of numbers, tag by tag: a thousand runs of dozens of tags are told in no time.
import type { TagMetadata } from '../batch.ts';
import type { Part } from './index-bytes.ts';
import type { IndexList } from './index-file.ts';
import { FORMS, rowBytes, STEP_BYTES } from './saved-rows.ts';

export interface SavedSeries {
  readonly tag: string;
  readonly metadata: TagMetadata;
  readonly length: number;
  readonly least: number;
  readonly greatest: number;
  /** The last number; undefined for what is no scalar. */
  readonly last: number | undefined;
  /** How its rows are kept; see saved-rows.ts. */
  readonly form: number;
  /** Its steps, which other series may share. */
  readonly steps: Part;
  /** Its other columns. */
  readonly columns: Part;
}

/** In a table, of a series. */
const SERIES_NUMBERS = 10;
/** Added to the form where there is a last number. */
const HAS_LAST = FORMS;

/**
 * Makes tables that count in the same two lists. A table holds the series of some tags; those of a tag stand as a block:
 * their count, the numbers of their runs, increasing, and the series.
 */
export class SeriesTables {
  readonly tags: string[] = [];
  readonly metadata: TagMetadata[] = [];
  readonly #tagNumbers = new Map<string, number>();
  readonly #metadataNumbers = new Map<string, number>();
  #runs: number[] = [];
  #series: number[] = [];

  /** Adds a run's series to the block of its tag. */
  add(run: number, { metadata, length, least, greatest, last, form, steps, columns }: SavedSeries): void {
    this.#runs.push(run);
    this.#series.push(
      ...[this.#metadataNumber(metadata), last === undefined ? form : form + HAS_LAST],
      ...[length, least, greatest, last ?? 0],
      ...[steps.atBytes, steps.crc, columns.atBytes, columns.crc],
    );
  }

  /** Ends a block, and adds it to a table. */
  endTag(tag: string, table: number[]): TagBlock {
    const from = table.length;
    table.push(this.#runs.length);
    for (const run of this.#runs) table.push(run);
    for (const number of this.#series) table.push(number);
    [this.#runs, this.#series] = [[], []];
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
  const isOwn = run < count && table[runs + run] === run;
  let at = isOwn ? run : 0;
  let end = isOwn ? run : count;
  while (at < end) {
    const middle = (at + end) >> 1;
    if ((table[runs + middle] ?? 0) < run) at = middle + 1;
    else end = middle;
  }
  if (at === count || table[runs + at] !== run) return undefined;
  return new TableSeries(table, runs + count + SERIES_NUMBERS * at, tags[tag] ?? '', metadata);
}

/** Most series of most runs are never looked into: where their columns lie is made out when somebody does. */
class TableSeries implements SavedSeries {
  readonly tag: string;
  readonly metadata: TagMetadata;
  readonly length: number;
  readonly least: number;
  readonly greatest: number;
  readonly last: number | undefined;
  readonly form: number;
  readonly #table: Float64Array;
  readonly #at: number;

  constructor(table: Float64Array, at: number, tag: string, metadata: readonly TagMetadata[]) {
    this.#table = table;
    this.#at = at;
    this.tag = tag;
    this.metadata = metadata[table[at] ?? 0] as TagMetadata;
    const form = table[at + 1] ?? 0;
    this.form = form % FORMS;
    this.length = table[at + 2] ?? 0;
    this.least = table[at + 3] ?? 0;
    this.greatest = table[at + 4] ?? 0;
    this.last = form & HAS_LAST ? table[at + 5] : undefined;
  }

  get steps(): Part {
    return this.#part(this.#at + 6, STEP_BYTES);
  }

  get columns(): Part {
    return this.#part(this.#at + 8, rowBytes(this.form));
  }

  #part(at: number, bytes: number): Part {
    const table = this.#table;
    return { atBytes: table[at] ?? 0, lengthBytes: this.length * bytes, crc: table[at + 1] ?? 0 };
  }
}
