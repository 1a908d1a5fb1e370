// What part of the plane a chart shows: all that its curves reach, or what the user zoomed to.
import { isDrawable } from './decimate.ts';
import { type PlottedLine, windowOf } from './plotted-line.ts';

export interface Interval {
  readonly min: number;
  readonly max: number;
}

/** Whether both are the same, or both left out; for Lit's `hasChanged`, the other way round. */
export function sameInterval(a: Interval | undefined, b: Interval | undefined): boolean {
  return a?.min === b?.min && a?.max === b?.max;
}

/** From the least to the greatest of the finite values; undefined where there is none. */
export function extentOf(values: Iterable<number>): Interval | undefined {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? { min, max } : undefined;
}

/** What the user zoomed to; an axis that is left out fits itself to the curves. */
export interface Zoom {
  readonly x?: Interval;
  readonly y?: Interval;
}

export interface Range {
  readonly x: Interval;
  readonly y: Interval;
}

/** Room above and below the curves, as a share of their height. */
const MARGIN = 0.05;

/** The range to show. Without any drawable point an axis runs from 0 to 1, a logarithmic one from 1 to 10. */
export function rangeOf(lines: readonly PlottedLine[], zoom: Zoom, logarithmic: boolean): Range {
  const x = zoom.x ?? xExtent(lines);
  return { x, y: zoom.y ?? yExtent(lines, x, logarithmic) };
}

function xExtent(lines: readonly PlottedLine[]): Interval {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const { x, sorted } of lines) {
    if (sorted && x.length > 0) {
      min = Math.min(min, x[0] as number);
      max = Math.max(max, x[x.length - 1] as number);
    } else
      for (let i = 0; i < x.length; i++) {
        min = Math.min(min, x[i] as number);
        max = Math.max(max, x[i] as number);
      }
  }
  if (!(min <= max)) return { min: 0, max: 1 };
  return min === max ? { min: min - 0.5, max: max + 0.5 } : { min, max };
}

function yExtent(lines: readonly PlottedLine[], shown: Interval, logarithmic: boolean): Interval {
  const floor = logarithmic ? 0 : Number.NEGATIVE_INFINITY;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  const take = (y: ArrayLike<number>, first: number, end: number) => {
    for (let i = first; i < end; i++) {
      const value = y[i] as number;
      if (!isDrawable(value, floor)) continue;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  };
  for (const line of lines) {
    const { first, end } = windowOf(line, shown.min, shown.max);
    take(line.curve, first, end);
    if (line.raw !== line.curve) take(line.raw, first, end);
  }
  if (!(min <= max)) return logarithmic ? { min: 1, max: 10 } : { min: 0, max: 1 };
  if (logarithmic) {
    // Half a decade around a level curve.
    const factor = min === max ? Math.sqrt(10) : (max / min) ** MARGIN;
    return { min: Math.max(min / factor, Number.MIN_VALUE), max: Math.min(max * factor, Number.MAX_VALUE) };
  }
  const room = min === max ? Math.abs(min) * MARGIN || 1 : (max - min) * MARGIN;
  return { min: Math.max(min - room, -Number.MAX_VALUE), max: Math.min(max + room, Number.MAX_VALUE) };
}
