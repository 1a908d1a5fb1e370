// One tag's columns while they grow. What was shown once never changes: rows are only added behind it, and where rows
// must go, they go out of sight while those who saw them keep them.
import type { Step } from '../format/step.ts';
import type { Extremes, StepColumn, TagMetadata } from './batch.ts';
import {
  type ColumnSegment,
  type FilePlaceColumns,
  firstAtLeast,
  holds,
  mapPlaces,
  mergedSegment,
  put,
  type Rows,
  rowsBetween,
  type Segments,
} from './column-segments.ts';

/** Rows to add: those of a batch that fit the series. */
export interface AddedRows extends Rows {
  /** Whether each step is known to be above the one before; left out where nobody looked. */
  readonly increasing?: boolean;
  /** Of `numbers`; left out where nobody looked. */
  readonly extremes?: Extremes;
}

/** Fewer rows are copied together with those before them; more stay where they are, as do those of the first files. */
const ADOPTED_ROWS = 64;
const FIRST_SEGMENTS = 4;
/** Room for rows to come that is made at once, at most. */
const MOST_ROOM_ROWS = 2 ** 16;

/** Steps are strictly increasing. Made by a run's loader, read through `view`. */
export class SeriesColumns {
  readonly tag: string;
  readonly metadata: TagMetadata;
  #length = 0;
  #shownLength = 0;
  #generation: number;
  #segments: Segments = [];
  /** Somebody has looked: rows that come from now on are looked at as they come. */
  #merged = false;
  /** How many rows fit into the last segment. */
  #roomRows = 0;
  /** The same, where that segment was made for rows that come a few at a time; else 0. */
  #madeRows = 0;
  /** Of all rows; undefined after some were removed, until they are looked for. */
  #extremes: Extremes | undefined = NO_EXTREMES;

  constructor(tag: string, metadata: TagMetadata, generation: number) {
    this.tag = tag;
    this.metadata = metadata;
    this.#generation = generation;
  }

  /** A series that stands as one segment, which never grows. */
  static restored(
    tag: string,
    metadata: TagMetadata,
    generation: number,
    segment: ColumnSegment,
    extremes: Extremes,
  ): SeriesColumns {
    const series = new SeriesColumns(tag, metadata, generation);
    series.#length = segment.length;
    series.#roomRows = segment.length;
    series.#segments = [segment];
    series.#extremes = extremes;
    return series;
  }

  get generation(): number {
    return this.#generation;
  }

  /**
   * Adds rows in their order. As in TensorBoard's data server, a row at step s first removes the rows from s on, so a
   * restart replaces what it repeats and the last value of a step wins.
   */
  append(rows: AddedRows): void {
    const { steps } = rows;
    for (let from = 0; from < steps.length; ) {
      this.purge(steps[from] as Step);
      let to = steps.length;
      if (!rows.increasing) {
        to = from + 1;
        while (to < steps.length && (steps[to] as Step) > (steps[to - 1] as Step)) to++;
      }
      const whole = to - from === steps.length;
      this.#extend(whole ? rows : rowsBetween(rows, from, to), whole ? rows.extremes : undefined);
      from = to;
    }
  }

  /** Removes the rows from step `from` on. Tells whether there were any. */
  purge(from: Step): boolean {
    const last = this.#segments.at(-1);
    if (!last || (last.steps[last.length - 1] as Step) < from) return false;
    const kept = [...this.#segments];
    // Looking at a segment may fail: nothing is changed until all was looked at.
    let left = this.#length;
    let segment = kept.pop();
    while (segment && (segment.steps[0] as Step) >= from) {
      left -= segment.length;
      segment = kept.pop();
    }
    if (segment) {
      const length = firstAtLeast(segment.steps, segment.length, from);
      left -= segment.length - length;
      const { steps, wallTimesSeconds, numbers, places } = segment;
      kept.push({
        steps,
        wallTimesSeconds,
        ...(numbers && { numbers }),
        ...(places && { places }),
        length,
      });
      this.#roomRows = length;
    }
    this.#length = left;
    this.#extremes = undefined;
    // Another list: whoever shows the rows that are gone holds the former.
    this.#segments = kept;
    if (this.#length < this.#shownLength) {
      this.#generation++;
      this.#shownLength = 0;
    }
    return true;
  }

  /** The columns as they are now. */
  view(): ColumnsView {
    this.#shownLength = this.#length;
    this.#extremes ??= this.#segments
      .map(({ numbers, length }) => extremesOf(numbers?.subarray(0, length)))
      .reduce(bothExtremes, NO_EXTREMES);
    return new ColumnsView(this, this.#segments, this.#length, this.#extremes);
  }

  /** All rows in one segment, as they stand from now on; with room for more where rows come a few at a time. */
  merge(): ColumnSegment | undefined {
    this.#merged = true;
    if (this.#segments.length > 1) {
      const live = this.#roomRows > (this.#segments.at(-1)?.length ?? 0);
      this.#roomRows = live ? Math.ceil(this.#length * 1.25) : this.#length;
      this.#segments = [mergedSegment(this.#segments, this.#length, this.#roomRows)];
    }
    return this.#segments[0];
  }

  #extend(rows: Rows, extremes?: Extremes): void {
    if (this.#extremes) this.#extremes = bothExtremes(this.#extremes, extremes ?? extremesOf(rows.numbers));
    const rowCount = rows.steps.length;
    const last = this.#segments.at(-1);
    const isSmall = rowCount < ADOPTED_ROWS;
    const hasRoom = last !== undefined && last.length + rowCount <= this.#roomRows && holds(last, rows);
    if (hasRoom && (isSmall || this.#merged)) {
      put(last, rows);
      this.#length += rowCount;
      return;
    }
    const { steps, wallTimesSeconds, numbers, places } = rows;
    let segment: ColumnSegment = {
      steps,
      wallTimesSeconds,
      ...(numbers && { numbers }),
      ...(places && { places }),
      length: rowCount,
    };
    if (isSmall && last && (this.#merged || this.#segments.length >= FIRST_SEGMENTS)) {
      this.#madeRows = Math.max(ADOPTED_ROWS, Math.min(this.#madeRows * 2, MOST_ROOM_ROWS));
      this.#roomRows = this.#madeRows;
      segment = mergedSegment([segment], rowCount, this.#roomRows);
    } else {
      this.#madeRows = 0;
      this.#roomRows = rowCount;
    }
    // Pushed to a list that views share: they know how many rows are theirs.
    (this.#segments as ColumnSegment[]).push(segment);
    this.#length += rowCount;
  }
}

/** The columns at one moment, each `length` long; they are put together when they are first looked at. */
export class ColumnsView {
  readonly length: number;
  /** Raised when rows that an earlier view showed are gone. */
  readonly generation: number;
  /** Of the numbers. */
  readonly extremes: Extremes;
  readonly #owner: SeriesColumns;
  readonly #segments: Segments;
  #whole: ColumnSegment | undefined;

  constructor(owner: SeriesColumns, segments: Segments, length: number, extremes: Extremes) {
    this.extremes = extremes;
    this.#owner = owner;
    this.#segments = segments;
    this.length = length;
    this.generation = owner.generation;
  }

  get steps(): StepColumn {
    return firstOf(this.#columns?.steps ?? NO_NUMBERS, this.length);
  }

  /** Seconds since the Unix epoch. */
  get wallTimesSeconds(): Float64Array {
    return firstOf(this.#columns?.wallTimesSeconds ?? NO_NUMBERS, this.length);
  }

  /** There for scalars. */
  get numbers(): Float32Array | Float64Array | undefined {
    const numbers = this.#columns?.numbers;
    return numbers && firstOf(numbers, this.length);
  }

  /** There for all but scalars. */
  get places(): FilePlaceColumns | undefined {
    const places = this.#columns?.places;
    return places && mapPlaces(places, (column) => column.subarray(0, this.length) as typeof column);
  }

  /** The number in the last row, without putting anything together; undefined where there is none. */
  get lastNumber(): number | undefined {
    let left = this.length;
    for (const segment of this.#segments) {
      const { length } = segment;
      if (left === length && segment.last !== undefined) return segment.last;
      if (left <= length) return segment.numbers?.[left - 1];
      left -= length;
    }
    return undefined;
  }

  /** The columns, put together without being kept so. */
  peek(): Rows {
    const segments = this.#segments.map((segment) =>
      segment.peek ? { ...segment.peek(), length: segment.length } : segment,
    );
    const [first] = segments;
    const whole =
      first && first.length >= this.length ? first : mergedSegment(segments, this.length, this.length);
    return rowsBetween(whole, 0, this.length);
  }

  get #columns(): ColumnSegment | undefined {
    if (this.#whole) return this.#whole;
    const first = this.#segments[0];
    if (!first || first.length >= this.length) this.#whole = first;
    else if (this.#owner.generation === this.generation) this.#whole = this.#owner.merge();
    else this.#whole = mergedSegment(this.#segments, this.length, this.length);
    return this.#whole;
  }
}

const NO_EXTREMES: Extremes = { least: Number.POSITIVE_INFINITY, greatest: Number.NEGATIVE_INFINITY };

function bothExtremes(a: Extremes, b: Extremes): Extremes {
  return { least: Math.min(a.least, b.least), greatest: Math.max(a.greatest, b.greatest) };
}

function extremesOf(numbers: Float32Array | Float64Array = NO_NUMBERS): Extremes {
  let { least, greatest } = NO_EXTREMES;
  for (const number of numbers) {
    if (number < least && number > Number.NEGATIVE_INFINITY) least = number;
    if (number > greatest && number < Number.POSITIVE_INFINITY) greatest = number;
  }
  return { least, greatest };
}

const NO_NUMBERS = new Float64Array(0);

/** The first rows of a column: the column itself where it has no more, since a view of it costs as much as to look. */
function firstOf<C extends StepColumn | Float32Array>(column: C, length: number): C {
  return column.length === length ? column : (column.subarray(0, length) as C);
}
