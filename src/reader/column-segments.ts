// Pieces of a series' columns: rows that stand behind one another in memory.
import type { Step } from '../format/step.ts';
import type { PlaceColumns, StepColumn } from './batch.ts';

/** Places together with the file of each: an index into the files of the run. */
export interface FilePlaceColumns extends PlaceColumns {
  readonly files: Uint32Array;
}

/** Rows of one tag; all columns are equally long. */
export interface Rows {
  readonly steps: StepColumn;
  /** Seconds since the Unix epoch. */
  readonly wallTimesSeconds: Float64Array;
  /** There for scalars. */
  readonly numbers?: Float32Array | Float64Array | undefined;
  /** There for all but scalars. */
  readonly places?: FilePlaceColumns | undefined;
}

/** Columns of at least `length` rows; what lies behind is room for more. Rows that are there never change. */
export interface ColumnSegment extends Rows {
  length: number;
  /** The number in the last row, where that is known without a look at the columns. */
  readonly last?: number;
  /** The rows, where they lie elsewhere, without keeping them. */
  peek?(): Rows;
}

/** In the order of their rows. */
export type Segments = readonly ColumnSegment[];

/** The rows in [from, to), as views. */
export function rowsBetween(
  { steps, wallTimesSeconds, numbers, places }: Rows,
  from: number,
  to: number,
): Rows {
  return {
    steps: steps.subarray(from, to),
    wallTimesSeconds: wallTimesSeconds.subarray(from, to),
    ...(numbers && { numbers: numbers.subarray(from, to) }),
    ...(places && { places: mapPlaces(places, (column) => column.subarray(from, to) as typeof column) }),
  };
}

/** Whether the segment's columns hold such rows exactly. */
export function holds(segment: ColumnSegment, rows: Rows): boolean {
  const { steps, numbers } = segment;
  return (
    (steps instanceof BigInt64Array || rows.steps instanceof Float64Array) &&
    (numbers instanceof Float64Array || !(rows.numbers instanceof Float64Array))
  );
}

/** Writes rows behind those of a segment that holds such, and has room for them. */
export function put(segment: ColumnSegment, rows: Rows): void {
  const at = segment.length;
  const { steps } = rows;
  if (segment.steps instanceof Float64Array) segment.steps.set(steps as Float64Array, at);
  else segment.steps.set(steps instanceof Float64Array ? BigInt64Array.from(steps, BigInt) : steps, at);
  segment.wallTimesSeconds.set(rows.wallTimesSeconds, at);
  if (rows.numbers) segment.numbers?.set(rows.numbers, at);
  if (rows.places) for (const name of PLACE_COLUMNS) segment.places?.[name].set(rows.places[name], at);
  segment.length += steps.length;
}

/** The first `length` rows of the segments in one, with room for `capacity` in all. */
export function mergedSegment(segments: Segments, length: number, capacity: number): ColumnSegment {
  const exact = segments.some(({ steps }) => steps instanceof BigInt64Array);
  const wide = segments.some(({ numbers }) => numbers instanceof Float64Array);
  const first = segments[0];
  const merged: ColumnSegment = {
    steps: exact ? new BigInt64Array(capacity) : new Float64Array(capacity),
    wallTimesSeconds: new Float64Array(capacity),
    ...(first?.numbers && { numbers: wide ? new Float64Array(capacity) : new Float32Array(capacity) }),
    ...(first?.places && { places: mapPlaces(first.places, (column) => emptyLike(column, capacity)) }),
    length: 0,
  };
  for (const segment of segments) {
    const rows = Math.min(segment.length, length - merged.length);
    put(merged, rows === segment.steps.length ? segment : rowsBetween(segment, 0, rows));
  }
  return merged;
}

/** Index of the first of `length` increasing steps that is `from` or above. */
export function firstAtLeast(steps: StepColumn, length: number, from: Step): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((steps[middle] as Step) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

const PLACE_COLUMNS = ['offsetsBytes', 'lengthsBytes', 'valueIndices', 'items', 'files'] as const;

/** The same of each column. */
export function mapPlaces(
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

function emptyLike<C extends Float64Array | Uint32Array>(column: C, length: number): C {
  return new (column.constructor as new (length: number) => C)(length);
}
