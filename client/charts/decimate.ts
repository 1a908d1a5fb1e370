// Thins a curve to what its pixels can show: per pixel column the first, the least, the greatest and the last point.
// What is drawn from them covers the same pixels as the whole curve would.

/** Indices to draw, ascending within `[0, length)`; made once and filled anew for each curve. */
export interface IndexList {
  indices: Uint32Array;
  length: number;
}

/** Which part of a curve to thin, and onto which pixels. */
export interface Columns {
  readonly first: number;
  /** Index behind the last point. */
  readonly end: number;
  /** Left edge of the first pixel column. */
  readonly xMin: number;
  readonly columnsPerUnit: number;
  /** Values that are not above it have no place on the axis: 0 on a logarithmic one, else -Infinity. */
  readonly floor: number;
  /** Keeps of a column only its least and greatest point: half the work, for curves in the background. */
  readonly coarse?: boolean;
}

/** Whether a value has a place on the axis. */
export function isDrawable(value: number, floor: number): boolean {
  return value > floor && value < Number.POSITIVE_INFINITY;
}

/**
 * Lists into `list` what must be drawn of a curve. A point without a place on the axis is a gap: of each kind (NaN,
 * the infinities, at or below the floor) the first in a pixel column is kept, so no gap closes. `x` may go back.
 */
export function decimate(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { first, end, xMin, columnsPerUnit, floor, coarse = false }: Columns,
  list: IndexList,
): void {
  list.length = 0;
  if (list.indices.length < 8) list.indices = new Uint32Array(1024);
  const columns = startsOf(x, first, end, xMin, columnsPerUnit);
  for (let column = 0; column < columns.length; column++) {
    const at = columns.indices[column] as number;
    const next = column + 1 < columns.length ? (columns.indices[column + 1] as number) : end;
    if (next - at <= (coarse ? 2 : 4)) for (let i = at; i < next; i++) push(list, i);
    else pushColumn(y, at, next, floor, list, [!coarse || at === first, !coarse || next === end]);
  }
}

/** Where the pixel columns of the last curve began: curves that were logged together have them, and `x`, in common. */
const starts = { list: { indices: new Uint32Array(1024), length: 0 } as IndexList, of: [] as unknown[] };

/** Indices of the first point of each pixel column; the list is filled anew by the next call. */
function startsOf(
  x: ArrayLike<number>,
  first: number,
  end: number,
  xMin: number,
  columnsPerUnit: number,
): IndexList {
  const { list } = starts;
  const of = [x, first, end, xMin, columnsPerUnit];
  if (of.every((part, at) => part === starts.of[at])) return list;
  starts.of = of;
  list.length = 0;
  let column = Number.NaN;
  for (let i = first; i < end; i++) {
    const next = Math.floor(((x[i] as number) - xMin) * columnsPerUnit);
    if (next === column) continue;
    column = next;
    push(list, i);
  }
  return list;
}

/** Keeps of a column the least and the greatest drawable point, the ends if asked to, and one gap of each kind. */
function pushColumn(
  y: ArrayLike<number>,
  start: number,
  end: number,
  floor: number,
  list: IndexList,
  [keepLeading, keepTrailing]: readonly [boolean, boolean],
): void {
  let leading = -1;
  let least = -1;
  let greatest = -1;
  let trailing = -1;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let gaps: Map<string, number> | undefined;
  for (let i = start; i < end; i++) {
    const value = y[i] as number;
    if (isDrawable(value, floor)) {
      if (leading < 0) leading = i;
      trailing = i;
      if (value < low) {
        low = value;
        least = i;
      }
      if (value > high) {
        high = value;
        greatest = i;
      }
    } else {
      gaps ??= new Map();
      const kind = Number.isFinite(value) ? 'below' : String(value);
      if (!gaps.has(kind)) gaps.set(kind, i);
    }
  }
  const earlier = Math.min(least, greatest);
  const later = Math.max(least, greatest);
  if (!keepLeading) leading = earlier;
  if (!keepTrailing) trailing = later;
  if (gaps) {
    const kept = new Set([leading, least, greatest, trailing, ...gaps.values()]);
    for (const index of [...kept].sort((a, b) => a - b)) if (index >= 0) push(list, index);
    return;
  }
  push(list, leading);
  if (earlier > leading) push(list, earlier);
  if (later > leading && later > earlier) push(list, later);
  if (trailing > later) push(list, trailing);
}

function push(list: IndexList, index: number): void {
  if (list.length === list.indices.length) {
    const larger = new Uint32Array(list.length * 2);
    larger.set(list.indices);
    list.indices = larger;
  }
  list.indices[list.length++] = index;
}
