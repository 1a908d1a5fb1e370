// What part of the plane a chart shows: all that its curves reach, or what the user zoomed to.
import {
  type AxisScale,
  backward,
  floorOf,
  forward,
  LINEAR,
  type ScaleName,
  symlogFor,
} from './axis-scale.ts';
import type { ChartView } from './chart-view.ts';
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

/** Ends of an axis; one that is left out fits itself to the curves. */
export interface Limits {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** What the user zoomed to, in values. */
export interface Zoom {
  readonly x?: Limits | undefined;
  readonly y?: Limits | undefined;
  /** The second vertical axis. */
  readonly right?: Limits | undefined;
}

export interface Range {
  readonly x: Interval;
  readonly y: Interval;
  readonly right?: Interval | undefined;
}

/** Scales of the axes. */
export interface Scales {
  readonly x: AxisScale;
  readonly y: AxisScale;
}

/** Scales that fit the curves. */
export function scalesOf({
  xAxis,
  xScale,
  yScale,
  lines,
}: Pick<ChartView, 'xAxis' | 'xScale' | 'yScale' | 'lines'>): Scales {
  const scaleOf = (name: ScaleName, symlog: () => AxisScale): AxisScale =>
    name === 'symlog' ? symlog() : { ...LINEAR, name };
  return {
    // Steps and seconds lie evenly up to one; the clock has no logarithm that means something.
    x: scaleOf(xAxis === 'wall' ? 'linear' : xScale, () => ({ name: 'symlog', threshold: 1 })),
    y: scaleOf(yScale, () => symlogFor(lines.map(({ columns }) => columns.values))),
  };
}

/** Room above and below the curves, as a share of their height. */
const MARGIN = 0.05;
/** Values beyond these quantiles are outliers, as in TensorBoard. */
const OUTLIERS = [0.05, 0.95] as const;
/** Values from which quantiles are taken. */
const SAMPLE = 20_000;

/**
 * The range to show. Without any drawable point an axis runs from 0 to 1, a logarithmic one from 1 to 10.
 * `ignoreOutliers` fits the height to the middle nine tenths of the values.
 */
export function rangeOf(
  lines: readonly PlottedLine[],
  zoom: Zoom,
  scales: Scales,
  ignoreOutliers = false,
): Range {
  const x = limited(zoom.x, scales.x, () => xExtent(lines, scales.x));
  const side = (wanted: 'left' | 'right') => {
    const some = lines.filter(({ line }) => (line.side ?? 'left') === wanted);
    return yExtent(some, positions(x, scales.x), scales.y, ignoreOutliers);
  };
  const hasRight = lines.some(({ line }) => line.side === 'right');
  return {
    x,
    y: limited(zoom.y, scales.y, () => side('left')),
    ...(hasRight && { right: limited(zoom.right, scales.y, () => side('right')) }),
  };
}

/** The limits as far as the axis has a place for them and they are in order, else what the curves need. */
function limited(limits: Limits | undefined, scale: AxisScale, fitted: () => Interval): Interval {
  if (!limits) return fitted();
  const floor = floorOf(scale);
  const usable = (end: number | undefined) => (end !== undefined && isDrawable(end, floor) ? end : undefined);
  const [min, max] = [usable(limits.min), usable(limits.max)];
  if (min !== undefined && max !== undefined) return min < max ? { min, max } : fitted();
  const all = fitted();
  const [low, high] = [min ?? all.min, max ?? all.max];
  if (low < high) return { min: low, max: high };
  // All curves lie beyond the one limit: as much room as they take, on its other side.
  const width = all.max - all.min;
  return min === undefined ? { min: high - width, max: high } : { min: low, max: low + width };
}

function positions({ min, max }: Interval, scale: AxisScale): Interval {
  return { min: forward(scale, min), max: forward(scale, max) };
}

function xExtent(lines: readonly PlottedLine[], scale: AxisScale): Interval {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const { x, sorted } of lines) {
    let [first, end] = [0, x.length];
    if (sorted) {
      // Steps that a log axis cannot show come first.
      while (first < end && !Number.isFinite(x[first])) first++;
      if (first < end - 1) {
        min = Math.min(min, x[first] as number);
        first = end - 1;
      }
    }
    for (let i = first; i < end; i++) {
      const position = x[i] as number;
      if (!Number.isFinite(position)) continue;
      if (position < min) min = position;
      if (position > max) max = position;
    }
  }
  if (!(min <= max)) return scale.name === 'log' ? { min: 1, max: 10 } : { min: 0, max: 1 };
  if (min === max) [min, max] = [min - 0.5, max + 0.5];
  return { min: backward(scale, min), max: backward(scale, max) };
}

function yExtent(
  lines: readonly PlottedLine[],
  shown: Interval,
  scale: AxisScale,
  ignoreOutliers: boolean,
): Interval {
  const floor = floorOf(scale);
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  const middle: number[] = [];
  let every = 1;
  const take = (y: ArrayLike<number>, first: number, end: number) => {
    for (let i = first; i < end; i++) {
      const value = y[i] as number;
      if (!isDrawable(value, floor)) continue;
      if (ignoreOutliers && i % every === 0) middle.push(value);
      if (value < min) min = value;
      if (value > max) max = value;
    }
  };
  const windows = lines.map((line) => windowOf(line, shown.min, shown.max));
  if (ignoreOutliers)
    every = Math.ceil(windows.reduce((sum, { first, end }) => sum + end - first, 0) / SAMPLE) || 1;
  for (const [at, line] of lines.entries()) {
    const { first, end } = windows[at] ?? { first: 0, end: 0 };
    take(line.curve, first, end);
    if (line.band && !ignoreOutliers) {
      take(line.band.low, first, end);
      take(line.band.high, first, end);
    }
    if (line.raw !== line.curve && !ignoreOutliers && line.showRaw) take(line.raw, first, end);
  }
  if (middle.length > 2) {
    const sorted = Float64Array.from(middle).sort();
    const [low, high] = OUTLIERS.map((share) => sorted[Math.round(share * (sorted.length - 1))] as number);
    if (low !== undefined && high !== undefined && low < high) [min, max] = [low, high];
  }
  if (!(min <= max)) return scale.name === 'log' ? { min: 1, max: 10 } : { min: 0, max: 1 };
  return withMargin(min, max, scale);
}

function withMargin(min: number, max: number, scale: AxisScale): Interval {
  const bound = (value: number, least: number) => Math.min(Math.max(value, least), Number.MAX_VALUE);
  const least = scale.name === 'log' ? Number.MIN_VALUE : -Number.MAX_VALUE;
  const [low, high] = [forward(scale, min), forward(scale, max)];
  // Half a decade around a level curve on a logarithmic axis.
  const level = scale.name === 'linear' ? Math.abs(min) * MARGIN || 1 : 0.5;
  const room = min === max ? level : (high - low) * MARGIN;
  return {
    min: bound(backward(scale, low - room), least),
    max: bound(backward(scale, high + room), least),
  };
}
