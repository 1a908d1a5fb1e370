// Rows that lie in an index until somebody looks at them.
import type { ColumnSegment, FilePlaceColumns, Rows } from '../column-segments.ts';
import { StoredValueError } from '../store/stored-value-error.ts';
import { IndexError } from './index-bytes.ts';
import type { IndexFile } from './index-file.ts';
import type { SavedSeries } from './series-table.ts';

/** Hears that an index is damaged. */
export type Damaged = (error: IndexError) => void;

/** Never grows: rows to come stand in another segment. Looking at it throws StoredValueError where the index is damaged. */
export class CachedSegment implements ColumnSegment {
  readonly length: number;
  readonly last?: number;
  readonly #index: IndexFile;
  readonly #saved: SavedSeries;
  readonly #damaged: Damaged;
  #rows: Rows | undefined;

  constructor(index: IndexFile, saved: SavedSeries, damaged: Damaged) {
    this.length = saved.length;
    if (saved.last !== undefined) this.last = saved.last;
    this.#index = index;
    this.#saved = saved;
    this.#damaged = damaged;
  }

  get steps(): Rows['steps'] {
    return this.#looked.steps;
  }
  get wallTimesSeconds(): Float64Array {
    return this.#looked.wallTimesSeconds;
  }
  get numbers(): Float32Array | Float64Array | undefined {
    return this.#looked.numbers;
  }
  get places(): FilePlaceColumns | undefined {
    return this.#looked.places;
  }

  get #looked(): Rows {
    this.#rows ??= this.peek();
    return this.#rows;
  }

  peek(): Rows {
    try {
      return this.#index.rows(this.#saved);
    } catch (error) {
      if (!(error instanceof IndexError)) throw error;
      this.#damaged(error);
      throw new StoredValueError(
        'gone',
        `the index of ${this.#saved.tag} cannot be used (${error.message}); its run is being read anew`,
        { cause: error },
      );
    }
  }
}
