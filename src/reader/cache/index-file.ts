// One index: what was found in the files of a logdir, to start again from. Columns as they were found, those of a tag of
// all runs together, tables of these series behind them, then a list of the runs, and where that list lies. Written beside
// its place and renamed, so that it is whole or not there; each part carries a checksum, which is looked at when the part
// is read.
import { deserialize } from 'node:v8';
import type { Problem } from '../../problem.ts';
import type { StepColumn, TagMetadata } from '../batch.ts';
import type { Rows } from '../column-segments.ts';
import type { SavedEnd, SavedFile } from '../saved-tail.ts';
import {
  alignedBytes,
  endOf,
  IndexBytes,
  IndexError,
  messageOf,
  type Part,
  type Span,
} from './index-bytes.ts';
import { rowsOf, stepsOf } from './saved-rows.ts';
import { runsInTable, type SavedSeries, seriesInTable, type TagBlock } from './series-table.ts';

export const INDEX_VERSION = 5;
/** At the beginning: these characters, and the version. */
export const MAGIC = 'RUNBOARD';
export const HEADER_BYTES = 16;
/** At the end: where the list of runs begins, its length, its checksum and the version. */
export const FOOTER_BYTES = 32;
/** Each of so many tags is sooner asked for than looked up which of them a run has. */
const FEW_TAGS = 64;

/** The tables of the series of runs that were written together. */
export interface SavedGroup {
  readonly tables: Part[];
  /** One for each tag. */
  readonly blocks: SavedBlock[];
}

interface SavedBlock extends TagBlock {
  /** The number of its table. */
  readonly table: number;
}

/** What is listed of a run; its series, and what reading goes on with, are read when they are asked for. */
export interface SavedRun {
  readonly name: string;
  readonly files: readonly SavedFile[];
  readonly events: number;
  readonly startTimeSeconds: number;
  readonly lastTimeSeconds: number;
  /** By the numbers in columns of places, which of `files`. */
  readonly placeFiles: readonly number[];
  /** What was told of the files when they were read. */
  readonly problems: readonly Problem[];
  /** The number of its group, and its own in it. */
  readonly group: number;
  readonly number: number;
  /** Of the files, in their order. */
  readonly ends: Part;
}

/** The list of runs, the tables of their series, and what those count in; see series-table.ts. */
export interface IndexList {
  /** SavedRun[] as JSON, NaN as null: of thousands of small objects, that is read several times sooner. */
  readonly runs: string;
  readonly groups: readonly SavedGroup[];
  /** The columns of the tag of numbers that is listed first, of the first group: what a page draws first. */
  readonly first: Span | undefined;
  readonly tags: readonly string[];
  readonly metadata: readonly TagMetadata[];
}

/** A group that is asked for. */
interface GroupTables {
  readonly saved: SavedGroup;
  /** By tag. */
  readonly blocks: ReadonlyMap<string, SavedBlock>;
  /** By the number of the run, once somebody asks for all of one: of thousands of tags it may have a few. */
  byRun?: ReadonlyMap<number, readonly SavedBlock[]>;
  /** By their numbers, those that were read. */
  readonly tables: Map<number, Float64Array>;
}

/** An index that was written whole. Closed by whoever opened it. */
export class IndexFile {
  readonly #bytes: IndexBytes;
  readonly #lists: Pick<IndexList, 'groups' | 'tags' | 'metadata'>;
  readonly runs: ReadonlyMap<string, SavedRun>;
  /** The group that was asked for last: nearly always it is the next run's too. */
  #group: GroupTables | undefined;
  /** Those that were read last: the next series', of this run or another, are often at the same place. */
  #steps: { readonly atBytes: number; readonly column: StepColumn } | undefined;

  private constructor(bytes: IndexBytes) {
    this.#bytes = bytes;
    const { runs, first, ...lists } = listOf(bytes);
    this.#lists = lists;
    this.runs = runsOfText(runs);
    // While the files of the runs are compared.
    for (const span of [first, tablesOf(lists.groups[0])]) if (span) bytes.holdSoon(span);
  }

  /** Undefined where there is none. Throws IndexError where it is damaged or of another version. */
  static open(path: string): IndexFile | undefined {
    const bytes = IndexBytes.open(path);
    if (!bytes) return undefined;
    try {
      return new IndexFile(bytes);
    } catch (error) {
      bytes.close();
      throw error instanceof IndexError ? error : new IndexError(messageOf(error));
    }
  }

  /** Throws IndexError where they are damaged. */
  seriesOf(run: SavedRun): readonly SavedSeries[] {
    const group = this.#groupOf(run);
    return this.#blocksOf(group, run).flatMap((block) => this.#seriesIn(group, block, run) ?? []);
  }

  /** Those that have the run, perhaps among others. */
  #blocksOf(group: GroupTables, run: SavedRun): readonly SavedBlock[] {
    const { blocks } = group.saved;
    if (blocks.length <= FEW_TAGS) return blocks;
    group.byRun ??= this.#blocksByRun(group);
    return group.byRun.get(run.number) ?? [];
  }

  #blocksByRun(group: GroupTables): ReadonlyMap<number, readonly SavedBlock[]> {
    const byRun = new Map<number, SavedBlock[]>();
    for (const block of group.saved.blocks) {
      for (const run of runsInTable(this.#tableOf(group, block), block)) {
        const known = byRun.get(run);
        if (known) known.push(block);
        else byRun.set(run, [block]);
      }
    }
    return byRun;
  }

  /** One of them; undefined where the run has none of this tag. Throws IndexError where they are damaged. */
  seriesOfTag(run: SavedRun, tag: string): SavedSeries | undefined {
    const group = this.#groupOf(run);
    const block = group.blocks.get(tag);
    return block && this.#seriesIn(group, block, run);
  }

  #seriesIn(group: GroupTables, block: SavedBlock, run: SavedRun): SavedSeries | undefined {
    return seriesInTable(this.#tableOf(group, block), block, run.number, this.#lists);
  }

  #tableOf({ saved, tables }: GroupTables, { table }: SavedBlock): Float64Array {
    const known = tables.get(table);
    if (known) return known;
    const part = saved.tables[table];
    if (!part) throw new IndexError(`it has no table ${table}`);
    const { buffer, byteOffset, byteLength } = this.#bytes.part(part);
    const read = new Float64Array(buffer, byteOffset, byteLength / Float64Array.BYTES_PER_ELEMENT);
    tables.set(table, read);
    return read;
  }

  #groupOf({ group }: SavedRun): GroupTables {
    const { groups, tags } = this.#lists;
    const saved = groups[group];
    if (!saved) throw new IndexError(`it has no group ${group}`);
    if (this.#group?.saved !== saved) {
      const blocks = new Map(saved.blocks.map((block) => [tags[block.tag] ?? '', block]));
      this.#group = { saved, blocks, tables: new Map() };
    }
    return this.#group;
  }

  /** Throws IndexError where they are damaged. */
  endsOf({ ends }: SavedRun): readonly SavedEnd[] {
    return deserialize(this.#bytes.part(ends)) as readonly SavedEnd[];
  }

  /** Throws IndexError where they are damaged. Columns and buffers may be shared with other series. */
  rows(saved: SavedSeries): Rows {
    const { form, length, columns } = saved;
    const steps = this.#stepsOf(form, length, saved.steps, columns);
    return rowsOf(form, steps, this.#bytes.partOfMany(columns));
  }

  /** `columns` are the others of the same rows. */
  #stepsOf(form: number, length: number, steps: Part, columns: Part): StepColumn {
    const known = this.#steps;
    if (known?.atBytes === steps.atBytes && known.column.length === length) return known.column;
    const { atBytes } = steps;
    if (columns.atBytes === alignedBytes(endOf(steps)))
      this.#bytes.hold({ atBytes, lengthBytes: endOf(columns) - atBytes });
    const column = stepsOf(form, this.#bytes.partOfMany(steps));
    this.#steps = { atBytes, column };
    return column;
  }

  close(): void {
    this.#bytes.close();
  }
}

/** Where its tables lie, which were written one behind the other. */
function tablesOf(group: SavedGroup | undefined): Span | undefined {
  const [first, last] = [group?.tables[0], group?.tables.at(-1)];
  return first && last && { atBytes: first.atBytes, lengthBytes: endOf(last) - first.atBytes };
}

function runsOfText(text: string): ReadonlyMap<string, SavedRun> {
  const runs = JSON.parse(text) as (SavedRun & { startTimeSeconds?: number; lastTimeSeconds?: number })[];
  const byName = new Map<string, SavedRun>();
  for (const run of runs) {
    run.startTimeSeconds ??= Number.NaN;
    run.lastTimeSeconds ??= Number.NaN;
    byName.set(run.name, run);
  }
  return byName;
}

function listOf(bytes: IndexBytes): IndexList {
  const { sizeBytes } = bytes;
  if (sizeBytes < HEADER_BYTES + FOOTER_BYTES) throw new IndexError('it is too short');
  const header = bytes.read(0, HEADER_BYTES);
  const version = new DataView(header.buffer).getFloat64(8, true);
  if (new TextDecoder().decode(header.subarray(0, 8)) !== MAGIC) throw new IndexError('it is no index');
  if (version !== INDEX_VERSION)
    throw new IndexError(`its version is ${version}, not ${INDEX_VERSION}`, true);
  const footer = new DataView(bytes.read(sizeBytes - FOOTER_BYTES, FOOTER_BYTES).buffer);
  const part = {
    atBytes: footer.getFloat64(0, true),
    lengthBytes: footer.getFloat64(8, true),
    crc: footer.getFloat64(16, true),
  };
  if (part.atBytes + part.lengthBytes + FOOTER_BYTES !== sizeBytes) throw new IndexError('it was cut');
  return deserialize(bytes.part(part)) as IndexList;
}
