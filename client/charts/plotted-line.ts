// A curve as it is plotted: its columns, its positions along the chosen axis, and its smoothed values.
import { type AxisScale, forward } from './axis-scale.ts';
import type { Band } from './group-mean.ts';
import { type Smoothing, smoothed } from './smooth.ts';

/** Typed columns of one series, equally long. Never changed once they were handed over; a longer one is a new object. */
export interface LineColumns {
  readonly steps: Float64Array | BigInt64Array;
  /** Seconds since the Unix epoch. */
  readonly wallTimes: Float64Array;
  readonly values: Float32Array | Float64Array;
}

/** One curve of a chart. */
export interface Line {
  /** Of the run, or of run and tag; each once in a chart. */
  readonly name: string;
  /** Any CSS colour that needs no custom property. */
  readonly color: string;
  readonly columns: LineColumns;
  /** Lengths of dashes and gaps in CSS pixels; default none. */
  readonly dash?: readonly number[] | undefined;
  /** Vertical axis; default left. */
  readonly side?: 'left' | 'right' | undefined;
  /** Ends of a band around the curve, as long as its columns; default none. */
  readonly band?: Band | undefined;
  /** Whether others are compared with it: it is drawn thicker. */
  readonly base?: boolean | undefined;
  /** What the horizontal axis counts where it counts values of another tag: by step, between its points evenly. */
  readonly over?: LineColumns | undefined;
}

/**
 * Along the horizontal axis: steps, seconds since the curve's first point, seconds since the Unix epoch, or values of
 * another tag.
 */
export type XAxis = 'step' | 'relative' | 'wall' | 'tag';

/** What lines are plotted by. */
export interface Plotting {
  readonly xAxis: XAxis;
  readonly xScale: AxisScale;
  readonly smoothing: Smoothing;
  /** Whether the raw curve stands behind the smoothed one; default yes. */
  readonly showRaw?: boolean;
}

/** What every series has, as a choice. */
export const X_AXES: readonly { readonly value: XAxis; readonly label: string }[] = [
  { value: 'step', label: 'Step' },
  { value: 'relative', label: 'Relative' },
  { value: 'wall', label: 'Wall' },
];

/** The axis that an address names; steps where it names none. */
export function xAxisOf(name: string | undefined): XAxis {
  return X_AXES.find(({ value }) => value === name)?.value ?? 'step';
}

/** How many values of the curves are zero or less. */
export function nonPositiveCount(lines: readonly Line[]): number {
  let count = 0;
  for (const { columns } of lines) for (const value of columns.values) if (value <= 0) count++;
  return count;
}

/** Derived from a Line; arrays are as long as its columns. */
export interface PlottedLine {
  readonly line: Line;
  /** Positions along the horizontal axis: values, or on a logarithmic axis their logarithms. */
  readonly x: ArrayLike<number>;
  /** Whether `x` never goes back, so that it can be bisected. */
  readonly sorted: boolean;
  readonly raw: Float32Array | Float64Array;
  /** The same array as `raw` without smoothing. */
  readonly curve: Float32Array | Float64Array;
  readonly showRaw: boolean;
  /** Smoothed as the curve is. */
  readonly band: Band | undefined;
}

/** Plots lines; keeps what it derived from columns that come again. Owned by one chart. */
export class LinePlotter {
  #known = new Map<string, PlottedLine>();
  #before: Plotting | undefined;

  /** In the order of `lines`. */
  plot(lines: readonly Line[], plotting: Plotting): PlottedLine[] {
    const { value } = this.plotting(lines, plotting, () => false).next();
    return value ?? [];
  }

  /** All of `plot`; stops behind each curve where `isOver` says so. One that is not gone on with has done nothing. */
  *plotting(
    lines: readonly Line[],
    plotting: Plotting,
    isOver: () => boolean,
  ): Generator<void, PlottedLine[]> {
    const { xAxis, xScale, smoothing, showRaw = true } = plotting;
    const before = this.#before;
    const sameX =
      before?.xAxis === xAxis &&
      before.xScale.name === xScale.name &&
      before.xScale.threshold === xScale.threshold;
    const sameCurve =
      before?.smoothing.kind === smoothing.kind && before.smoothing.amount === smoothing.amount;
    const known = this.#known;
    const now = new Map<string, PlottedLine>();
    const plotted: PlottedLine[] = [];
    for (const line of lines) {
      const last = known.get(line.name);
      const same = last?.line.columns === line.columns ? last : undefined;
      const raw = line.columns.values;
      const kept = sameX && same?.line.over === line.over ? same : undefined;
      const x = kept?.x ?? scaledPositions(line, xAxis, xScale);
      const smooth = smoothing.amount > 0 && raw.length > 1;
      const curve = (sameCurve && same?.curve) || (smooth ? smoothed(raw, smoothing) : raw);
      const sorted = kept?.sorted ?? (xAxis === 'step' || isSorted(x));
      const sameBand = same?.line.band === line.band;
      const band =
        (sameCurve && sameBand && same?.band) || (smooth ? smoothedBand(line.band, smoothing) : line.band);
      // A band says how far the curves behind lie apart: the raw mean would only cover it.
      const one: PlottedLine = { line, x, sorted, raw, curve, showRaw: showRaw && !band, band };
      now.set(line.name, one);
      plotted.push(one);
      if (isOver()) yield;
    }
    this.#known = now;
    this.#before = plotting;
    return plotted;
  }
}

function smoothedBand(band: Band | undefined, smoothing: Smoothing): Band | undefined {
  return band && { low: smoothed(band.low, smoothing), high: smoothed(band.high, smoothing) };
}

function scaledPositions({ columns, over }: Line, xAxis: XAxis, scale: AxisScale): Float64Array {
  const x = positionsOf(columns, xAxis, over);
  return scale.name === 'linear' ? x : x.map((value) => forward(scale, value));
}

/** Where each point stands along the axis; `over` is what it counts where it counts values of another tag. */
export function positionsOf(
  { steps, wallTimes }: Pick<LineColumns, 'steps' | 'wallTimes'>,
  xAxis: XAxis,
  over?: LineColumns,
): Float64Array {
  if (xAxis === 'wall') return wallTimes;
  if (xAxis === 'relative') {
    const origin = wallTimes[0] ?? 0;
    return wallTimes.map((time) => time - origin);
  }
  const x = steps instanceof BigInt64Array ? Float64Array.from(steps, Number) : steps;
  return xAxis === 'tag' ? x.map(valueAtStepOf(over)) : x;
}

/** Gives the value of a series at a step, for steps that only rise; NaN beyond its ends, and where it has no points. */
function valueAtStepOf(series: LineColumns | undefined): (step: number) => number {
  if (!series || series.values.length === 0) return () => Number.NaN;
  const { steps, values } = series;
  let right = 0;
  return (step) => {
    while (right < steps.length - 1 && Number(steps[right]) < step) right++;
    const rightStep = Number(steps[right]);
    const left = Math.max(0, right - 1);
    const leftStep = Number(steps[left]);
    if (step > rightStep || step < leftStep) return Number.NaN;
    const share = rightStep === leftStep ? 1 : (step - leftStep) / (rightStep - leftStep);
    return (values[left] as number) * (1 - share) + (values[right] as number) * share;
  };
}

function isSorted(x: ArrayLike<number>): boolean {
  for (let i = 1; i < x.length; i++) if (!((x[i] as number) >= (x[i - 1] as number))) return false;
  return true;
}

/** Points between the positions `min` and `max` and one beyond at either side: indices from `first` to before `end`. */
export function windowOf(
  { x, sorted }: PlottedLine,
  min: number,
  max: number,
): { first: number; end: number } {
  if (!sorted) return { first: 0, end: x.length };
  return {
    first: Math.max(0, lowerBound(x, min) - 1),
    end: Math.min(x.length, upperBound(x, max) + 1),
  };
}

/** Index of the point nearest to the position `at`; undefined in an empty line. Of equally near ones the earlier. */
export function nearestIndex({ x, sorted }: PlottedLine, at: number): number | undefined {
  if (x.length === 0) return undefined;
  const distance = (index: number) => Math.abs((x[index] as number) - at);
  if (sorted) {
    const right = Math.min(x.length - 1, lowerBound(x, at));
    const left = Math.max(0, right - 1);
    return distance(left) <= distance(right) || Number.isNaN(distance(right)) ? left : right;
  }
  let best: number | undefined;
  for (let i = 0; i < x.length; i++)
    if (distance(i) < (best === undefined ? Number.POSITIVE_INFINITY : distance(best))) best = i;
  return best;
}

/** First index whose value is not below `bound`. */
function lowerBound(x: ArrayLike<number>, bound: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((x[middle] as number) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** First index whose value is above `bound`. */
function upperBound(x: ArrayLike<number>, bound: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((x[middle] as number) <= bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
