// One tag's columns while they grow. What was shown once never changes: rows are only added behind it, and where rows
// must go, the columns move to buffers of their own.
import type { Step } from '../format/step.ts';
import type { PlaceColumns, StepColumn, TagMetadata } from './batch.ts';

/** Places together with the file of each: an index into the files of the run. */
export interface FilePlaceColumns extends PlaceColumns {
  readonly files: Uint32Array;
}

/** The columns at one moment; all `length` long. */
export interface ColumnsView {
  readonly length: number;
  /** Raised when rows that an earlier view showed are gone. */
  readonly generation: number;
  readonly steps: StepColumn;
  readonly wallTimesSeconds: Float64Array;
  /** There for scalars. */
  readonly numbers?: Float32Array | Float64Array;
  /** There for all but scalars. */
  readonly places?: FilePlaceColumns;
}

/** Rows to add: those of a batch that fit the series. */
export type AddedRows = Omit<ColumnsView, 'length' | 'generation'>;

/** Steps are strictly increasing. Made by a run's loader, read through `view`. */
export class SeriesColumns {
  readonly tag: string;
  readonly metadata: TagMetadata;
  #length = 0;
  #shownLength = 0;
  #generation: number;
  #steps: StepColumn = new Float64Array(0);
  #wallTimes: Float64Array = new Float64Array(0);
  #numbers: Float32Array | Float64Array | undefined;
  #places: FilePlaceColumns | undefined;

  constructor(tag: string, metadata: TagMetadata, generation: number) {
    this.tag = tag;
    this.metadata = metadata;
    this.#generation = generation;
    if (metadata.dataClass === 'scalar') this.#numbers = new Float32Array(0);
    else this.#places = NO_PLACES;
  }

  get generation(): number {
    return this.#generation;
  }

  /**
   * Adds rows in their order. As in TensorBoard's data server, a row at step s first removes the rows from s on, so a
   * restart replaces what it repeats and the last value of a step wins. `ahead` tells how many times as many rows are to
   * be expected in all.
   */
  append(rows: AddedRows, ahead = 1): void {
    const { steps } = rows;
    if (this.#steps.length === 0 && this.#adopt(rows)) return;
    for (let from = 0; from < steps.length; ) {
      this.purge(steps[from] as Step);
      let to = from + 1;
      while (to < steps.length && (steps[to] as Step) > (steps[to - 1] as Step)) to++;
      this.#extend(rows, from, to, ahead);
      from = to;
    }
  }

  /** Removes the rows from step `from` on. Tells whether there were any. */
  purge(from: Step): boolean {
    if (this.#length === 0 || (this.#steps[this.#length - 1] as Step) < from) return false;
    let low = 0;
    let high = this.#length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#steps[middle] as Step) < from) low = middle + 1;
      else high = middle;
    }
    if (low < this.#shownLength) {
      this.#generation++;
      this.#shownLength = 0;
      this.#resize(this.#steps.length);
    }
    this.#length = low;
    return true;
  }

  /** The columns as they are now; views of the buffers, for nothing to write to. */
  view(): ColumnsView {
    this.#shownLength = this.#length;
    const end = this.#length;
    return {
      length: end,
      generation: this.#generation,
      steps: this.#steps.subarray(0, end),
      wallTimesSeconds: this.#wallTimes.subarray(0, end),
      ...(this.#numbers && { numbers: this.#numbers.subarray(0, end) }),
      ...(this.#places && { places: mapPlaces(this.#places, (column) => firstRows(column, end)) }),
    };
  }

  /** Makes the first rows the columns themselves, where they are in order and nobody else's. */
  #adopt({ steps, wallTimesSeconds, numbers, places }: AddedRows): boolean {
    if (!isAlone(steps) || !isAlone(wallTimesSeconds) || (numbers && !isAlone(numbers))) return false;
    for (let i = 1; i < steps.length; i++) if ((steps[i] as Step) <= (steps[i - 1] as Step)) return false;
    this.#steps = steps;
    this.#wallTimes = wallTimesSeconds;
    if (this.#numbers) this.#numbers = numbers;
    if (this.#places) this.#places = places;
    this.#length = steps.length;
    return true;
  }

  #extend(rows: AddedRows, from: number, to: number, ahead: number): void {
    const at = this.#length;
    const length = at + to - from;
    if (length > this.#steps.length) this.#resize(capacityFor(length, ahead));
    this.#steps = withSteps(this.#steps, rows.steps.subarray(from, to), at);
    this.#wallTimes.set(rows.wallTimesSeconds.subarray(from, to), at);
    if (this.#numbers && rows.numbers) {
      if (rows.numbers instanceof Float64Array && this.#numbers instanceof Float32Array) {
        this.#numbers = Float64Array.from(this.#numbers);
      }
      this.#numbers.set(rows.numbers.subarray(from, to), at);
    }
    if (this.#places && rows.places) {
      for (const name of PLACE_COLUMNS) {
        this.#places[name].set(rows.places[name].subarray(from, to), at);
      }
    }
    this.#length = length;
  }

  /** Moves all columns to new buffers. */
  #resize(capacity: number): void {
    this.#steps = resized(this.#steps, capacity);
    this.#wallTimes = resized(this.#wallTimes, capacity);
    if (this.#numbers) this.#numbers = resized(this.#numbers, capacity);
    if (this.#places) this.#places = mapPlaces(this.#places, (column) => resized(column, capacity));
  }
}

/** Whether a column has its buffer for itself. */
function isAlone(column: Column): boolean {
  return column.byteLength === column.buffer.byteLength;
}

/** Room that is asked for at once, as a multiple of the rows there are: what a file promises it may not keep. */
const MOST_AHEAD = 16;

/** Room for `length` rows and those to come: as many as are expected, or as much again as a live series may need. */
function capacityFor(length: number, ahead: number): number {
  if (ahead > 1.01) return Math.ceil(length * Math.min(ahead * 1.01, MOST_AHEAD));
  return length < 2 ** 16 ? length * 2 : Math.ceil(length * 1.5);
}

const NO_PLACES: FilePlaceColumns = {
  offsetsBytes: new Float64Array(0),
  lengthsBytes: new Uint32Array(0),
  valueIndices: new Uint32Array(0),
  items: new Uint32Array(0),
  files: new Uint32Array(0),
};
const PLACE_COLUMNS = ['offsetsBytes', 'lengthsBytes', 'valueIndices', 'items', 'files'] as const;

function mapPlaces(
  places: FilePlaceColumns,
  map: <C extends Float64Array | Uint32Array>(column: C) => C,
): FilePlaceColumns {
  return {
    offsetsBytes: map(places.offsetsBytes),
    lengthsBytes: map(places.lengthsBytes),
    valueIndices: map(places.valueIndices),
    items: map(places.items),
    files: map(places.files),
  };
}

function withSteps(column: StepColumn, steps: StepColumn, at: number): StepColumn {
  if (column instanceof Float64Array && steps instanceof Float64Array) {
    column.set(steps, at);
    return column;
  }
  const exact = column instanceof Float64Array ? BigInt64Array.from(column, BigInt) : column;
  exact.set(steps instanceof Float64Array ? BigInt64Array.from(steps, BigInt) : steps, at);
  return exact;
}

function firstRows<C extends Float64Array | Uint32Array>(column: C, length: number): C {
  return column.subarray(0, length) as C;
}

type Column = Float64Array | Float32Array | Uint32Array | BigInt64Array;

function resized<C extends Column>(column: C, capacity: number): C {
  const fresh = new (column.constructor as new (length: number) => C)(capacity);
  // Of one class by construction; set() cannot be told so.
  (fresh as Float64Array).set(column as Float64Array);
  return fresh;
}
