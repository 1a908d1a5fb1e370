// The page's copies of number columns: knows what is missing of a series, and appends what came.
import type { SeriesInfo } from '../../src/wire/api.ts';
import type { ColumnBlock } from '../../src/wire/columns.ts';

/** Columns of one series, equally long; views that never change. A longer series is another object. */
export interface SeriesColumns {
  readonly steps: Float64Array | BigInt64Array;
  /** Seconds since the Unix epoch. */
  readonly wallTimes: Float64Array;
  readonly values: Float32Array | Float64Array;
}

/** What the head of an answer must say. */
export interface SeriesBlockHead {
  readonly run: string;
  readonly tag: string;
  readonly generation: number;
  /** Index of the block's first point. */
  readonly from: number;
}

/** What to ask for: the points of a series from an index on. */
export interface MissingPoints {
  readonly series: SeriesInfo;
  readonly from: number;
  /** Points that are known to be there. */
  readonly count: number;
}

interface Kept {
  readonly generation: number;
  readonly view: SeriesColumns;
  /** The same columns with room to grow. */
  readonly room: SeriesColumns;
}

const keyOf = ({ run, tag }: { readonly run: string; readonly tag: string }) => `${run}\0${tag}`;

/** Columns by run and tag. Made by a dashboard, and gone with it. */
export class SeriesCache {
  #kept = new Map<string, Kept>();

  /** Columns as far as they are known, also of an older generation; undefined where nothing came yet. */
  columns(run: string, tag: string): SeriesColumns | undefined {
    return this.#kept.get(keyOf({ run, tag }))?.view;
  }

  /** What to fetch so that `series` is complete; undefined when it is. */
  missing(series: SeriesInfo): MissingPoints | undefined {
    const kept = this.#kept.get(keyOf(series));
    const from = kept?.generation === series.generation ? kept.view.values.length : 0;
    return series.length > from ? { series, from, count: series.length - from } : undefined;
  }

  /**
   * Takes in a block: appends it, replaces what is of another generation, or does nothing where the block does not
   * join on, as after a restart between question and answer. Then `missing` says to ask again from the start.
   */
  take({ head, columns }: ColumnBlock<SeriesBlockHead>): void {
    const block = columnsOf(columns);
    const key = keyOf(head);
    const kept = this.#kept.get(key);
    const known = kept?.generation === head.generation ? kept.view.values.length : 0;
    if (head.from > known) {
      if (kept && kept.generation !== head.generation) this.#kept.delete(key);
      return;
    }
    if (!kept || kept.generation !== head.generation) {
      this.#kept.set(key, { generation: head.generation, view: block, room: block });
      return;
    }
    const skipped = known - head.from;
    if (block.values.length <= skipped) return;
    const length = head.from + block.values.length;
    const room = {
      steps: stepsJoined(kept, block.steps, known, skipped, length),
      wallTimes: joined(kept.room.wallTimes, block.wallTimes, known, skipped, length),
      values: valuesJoined(kept.room.values, block.values, known, skipped, length),
    };
    const view = {
      steps: room.steps.subarray(0, length),
      wallTimes: room.wallTimes.subarray(0, length),
      values: room.values.subarray(0, length),
    };
    this.#kept.set(key, { generation: head.generation, view, room });
  }

  /** Forgets all series but these. */
  retain(series: Iterable<SeriesInfo>): void {
    const names = new Set(Array.from(series, keyOf));
    for (const key of this.#kept.keys()) if (!names.has(key)) this.#kept.delete(key);
  }
}

/** Throws where a column is missing or of a wrong type: then server and page are of different versions. */
function columnsOf({ steps, wallTimes, values }: ColumnBlock<unknown>['columns']): SeriesColumns {
  if (
    !(steps instanceof Float64Array || steps instanceof BigInt64Array) ||
    !(wallTimes instanceof Float64Array) ||
    !(values instanceof Float32Array || values instanceof Float64Array)
  )
    throw new Error('The server answered with other columns than expected. Load the page anew.');
  return { steps, wallTimes, values };
}

/** A column grows by half at least, so that appending a point costs little however long the series is. */
const withRoom = (length: number) => Math.max(64, Math.ceil(length * 1.5));

function joined(room: Float64Array, block: Float64Array, known: number, skipped: number, length: number) {
  const target = room.length >= length ? room : grown(new Float64Array(withRoom(length)), room, known);
  target.set(block.subarray(skipped), known);
  return target;
}

/** As wide as the wider of both. */
function valuesJoined(
  room: SeriesColumns['values'],
  block: SeriesColumns['values'],
  known: number,
  skipped: number,
  length: number,
): SeriesColumns['values'] {
  const wide = room instanceof Float64Array || block instanceof Float64Array;
  const fits = room.length >= length && room instanceof Float64Array === wide;
  const size = withRoom(length);
  const target = fits ? room : grown(wide ? new Float64Array(size) : new Float32Array(size), room, known);
  target.set(block.subarray(skipped), known);
  return target;
}

/** Big integers as soon as one of both has them. */
function stepsJoined(
  { room: { steps: room } }: Kept,
  block: SeriesColumns['steps'],
  known: number,
  skipped: number,
  length: number,
): SeriesColumns['steps'] {
  if (room instanceof Float64Array && block instanceof Float64Array)
    return joined(room, block, known, skipped, length);
  const fits = room instanceof BigInt64Array && room.length >= length;
  const target = fits ? room : new BigInt64Array(withRoom(length));
  if (!fits) target.set(bigSteps(room.subarray(0, known)));
  target.set(bigSteps(block.subarray(skipped)), known);
  return target;
}

function bigSteps(steps: SeriesColumns['steps']): BigInt64Array {
  return steps instanceof BigInt64Array ? steps : BigInt64Array.from(steps, BigInt);
}

function grown<Column extends Float32Array | Float64Array>(
  target: Column,
  room: Float32Array | Float64Array,
  known: number,
): Column {
  target.set(room.subarray(0, known));
  return target;
}

/** Splits what is missing into requests of about `points` points, in order; each has one series at least. */
export function requestsOf(missing: readonly MissingPoints[], points: number): MissingPoints[][] {
  const requests: MissingPoints[][] = [];
  let room = 0;
  for (const item of missing) {
    const last = requests.at(-1);
    if (last && item.count <= room) last.push(item);
    else {
      requests.push([item]);
      room = points;
    }
    room -= item.count;
  }
  return requests;
}
