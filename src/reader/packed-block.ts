// Rows of numbers as the engine packs them: columns behind one another, and an entry for each tag. Objects are made of
// them when somebody looks: to make them costs as much as to scan, and most tags of many runs are never looked at.
import type { Extremes, TagMetadata, TagRows } from './batch.ts';
import type { Damage } from './record-walk.ts';
import type { ScannerState } from './scanner.ts';

/** Of an entry: see asm/rows.ts. */
export const ENTRY_BYTES = 40;
const WIDE = 1;
const UNORDERED = 2;

/** Rows of numbers of one tag; columns are views of a buffer that the tags of a block share. */
export interface PackedRows {
  readonly tag: string;
  readonly extremes: Extremes;
  readonly steps: Float64Array;
  readonly wallTimesSeconds: Float64Array;
  readonly numbers: Float32Array | Float64Array;
  readonly increasing: boolean;
}

/** Where packed rows lie. */
export interface PackedPlace {
  readonly columns: ArrayBufferLike;
  /** Where the columns begin; entries count from there. */
  readonly columnsAt: number;
  readonly entries: ArrayBufferLike;
  readonly entriesAt: number;
  /** How many tags have rows. */
  readonly count: number;
}

/** The rows of numbers of one block of a file. */
export class PackedBlock {
  readonly tags: readonly string[];
  readonly #metadata: readonly (TagMetadata | undefined)[];
  readonly place: PackedPlace;

  /** Tags and their metadata by the numbers in the entries. */
  constructor(tags: readonly string[], metadata: readonly (TagMetadata | undefined)[], place: PackedPlace) {
    this.tags = tags;
    this.#metadata = metadata;
    this.place = place;
  }

  /** The numbers of the tags. */
  get numbers(): number[] {
    const { entries, entriesAt, count } = this.place;
    const words = new Uint32Array(entries, entriesAt, (count * ENTRY_BYTES) / 4);
    return Array.from({ length: count }, (_, entry) => words[(entry * ENTRY_BYTES) / 4] ?? 0);
  }

  tagOf(number: number): string {
    return this.tags[number] ?? '';
  }

  metadataOf(number: number): TagMetadata | undefined {
    return this.#metadata[number];
  }

  /** Tags in the order of their first row. */
  get rows(): PackedRows[] {
    const { columns, columnsAt, entries, entriesAt, count } = this.place;
    const words = new Uint32Array(entries, entriesAt, (count * ENTRY_BYTES) / 4);
    const doubles = new Float64Array(entries, entriesAt, (count * ENTRY_BYTES) / 8);
    return Array.from({ length: count }, (_, entry) => {
      const at = (entry * ENTRY_BYTES) / 4;
      const rows = words[at + 1] ?? 0;
      const flags = words[at + 2] ?? 0;
      const values = columnsAt + (words[at + 5] ?? 0);
      return {
        tag: this.tagOf(words[at] ?? 0),
        steps: new Float64Array(columns, columnsAt + (words[at + 3] ?? 0), rows),
        wallTimesSeconds: new Float64Array(columns, columnsAt + (words[at + 4] ?? 0), rows),
        numbers:
          (flags & WIDE) !== 0
            ? new Float64Array(columns, values, rows)
            : new Float32Array(columns, values, rows),
        extremes: { least: doubles[at / 2 + 3] ?? 0, greatest: doubles[at / 2 + 4] ?? 0 },
        increasing: (flags & UNORDERED) === 0,
      };
    });
  }

  /** The rows of a file of which this is the first block, and all tags of which come with their metadata in it. */
  get firstRows(): TagRows[] {
    const { numbers } = this;
    return this.rows.map((rows, entry) => {
      const metadata = this.metadataOf(numbers[entry] ?? 0);
      return { ...rows, dataClass: 'scalar', ...(metadata && { metadata }) };
    });
  }
}

/** That of a scanner behind one block of ordinary records, the first of its file. */
export class FirstState implements ScannerState {
  readonly block: PackedBlock;
  readonly damage: Damage | undefined;
  readonly problems: number;

  constructor(block: PackedBlock, damage: Damage | undefined, problems: number) {
    this.block = block;
    this.damage = damage;
    this.problems = problems;
  }

  get tags(): ScannerState['tags'] {
    return this.block.numbers.map((number) => [this.block.tagOf(number), 'scalar'] as const);
  }
}
