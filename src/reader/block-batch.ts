// What was found in a block, its rows made when they are first asked for.
import type { ScanBatch, ScanProblem, TagRows } from './batch.ts';
import { PackedBlock } from './packed-block.ts';

/** All but the rows. */
type Found = Omit<ScanBatch, 'rows'>;

export class BlockBatch implements ScanBatch {
  readonly consumedBytes: number;
  readonly mark: Uint8Array;
  readonly endBytes: number;
  readonly neededBytes: number;
  readonly searching: boolean;
  readonly events: number;
  readonly minWallTimeSeconds: number;
  readonly maxWallTimeSeconds: number;
  readonly problems: readonly ScanProblem[];
  /** Where they were not made yet: the first block of a file. */
  #rows: readonly TagRows[] | PackedBlock;

  constructor(found: Found, rows: readonly TagRows[] | PackedBlock) {
    this.consumedBytes = found.consumedBytes;
    this.mark = found.mark;
    this.endBytes = found.endBytes;
    this.neededBytes = found.neededBytes;
    this.searching = found.searching;
    this.events = found.events;
    this.minWallTimeSeconds = found.minWallTimeSeconds;
    this.maxWallTimeSeconds = found.maxWallTimeSeconds;
    this.problems = found.problems;
    this.#rows = rows;
  }

  get rows(): readonly TagRows[] {
    if (this.#rows instanceof PackedBlock) this.#rows = this.#rows.firstRows;
    return this.#rows;
  }
}
