// Typed columns of a series put together: appended in place where there is room, or joined from parts.

/** Columns of one series, equally long; views that never change. A longer series is another object. */
export interface SeriesColumns {
  readonly steps: Float64Array | BigInt64Array;
  /** Seconds since the Unix epoch. */
  readonly wallTimes: Float64Array;
  readonly values: Float32Array | Float64Array;
}

/** Columns, and the same columns with room to grow. */
export interface GrowingColumns {
  readonly view: SeriesColumns;
  readonly room: SeriesColumns;
}

/** Appends `block` without its first `skipped` points. The old view stays as it was. */
export function appended(
  { view, room }: GrowingColumns,
  block: SeriesColumns,
  skipped: number,
): GrowingColumns {
  const known = view.values.length;
  const length = known + block.values.length - skipped;
  const grownRoom = {
    steps: stepsJoined(room.steps, block.steps, known, skipped, length),
    wallTimes: joined(room.wallTimes, block.wallTimes, known, skipped, length),
    values: valuesJoined(room.values, block.values, known, skipped, length),
  };
  return {
    view: {
      steps: grownRoom.steps.subarray(0, length),
      wallTimes: grownRoom.wallTimes.subarray(0, length),
      values: grownRoom.values.subarray(0, length),
    },
    room: grownRoom,
  };
}

/** `coarse` with `fine` in place of all points from fine's first step to its last. */
export function withDetail(coarse: SeriesColumns, fine: SeriesColumns): SeriesColumns {
  const points = fine.steps.length;
  if (points === 0) return coarse;
  const first = Number(fine.steps[0]);
  const last = Number(fine.steps[points - 1]);
  const before = indexFrom(coarse.steps, (step) => step >= first);
  const behind = indexFrom(coarse.steps, (step) => step > last);
  const start = { view: slice(coarse, 0, before), room: slice(coarse, 0, before) };
  return appended(appended(start, fine, 0), slice(coarse, behind, coarse.values.length), 0).view;
}

function slice({ steps, wallTimes, values }: SeriesColumns, from: number, to: number): SeriesColumns {
  return {
    steps: steps.slice(from, to),
    wallTimes: wallTimes.slice(from, to),
    values: values.slice(from, to),
  };
}

/** First index whose step `reaches`, which no later step must cease to do; the length where none does. */
export function indexFrom(steps: SeriesColumns['steps'], reaches: (step: number) => boolean): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reaches(Number(steps[middle]))) high = middle;
    else low = middle + 1;
  }
  return low;
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
  room: SeriesColumns['steps'],
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
