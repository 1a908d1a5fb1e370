// A curve as it is plotted: its columns, its positions along the chosen axis, and its smoothed values.
import { smoothed } from './smooth.ts';

/** Typed columns of one series, equally long. Never changed once they were handed over; a longer one is a new object. */
export interface LineColumns {
  readonly steps: Float64Array | BigInt64Array;
  /** Seconds since the Unix epoch. */
  readonly wallTimes: Float64Array;
  readonly values: Float32Array | Float64Array;
}

/** One curve of a chart. */
export interface Line {
  /** Of the run; each once in a chart. */
  readonly name: string;
  /** Any CSS colour that needs no custom property. */
  readonly color: string;
  readonly columns: LineColumns;
}

/** Along the horizontal axis: steps, seconds since the curve's first point, or seconds since the Unix epoch. */
export type XAxis = 'step' | 'relative' | 'wall';

/** All of them, as a choice. */
export const X_AXES: readonly { readonly value: XAxis; readonly label: string }[] = [
  { value: 'step', label: 'Step' },
  { value: 'relative', label: 'Relative' },
  { value: 'wall', label: 'Wall' },
];

/** The axis that an address names; steps where it names none. */
export function xAxisOf(name: string | undefined): XAxis {
  return X_AXES.find(({ value }) => value === name)?.value ?? 'step';
}

/** Derived from a Line; arrays are as long as its columns. */
export interface PlottedLine {
  readonly line: Line;
  readonly x: ArrayLike<number>;
  /** Whether `x` never goes back, so that it can be bisected. */
  readonly sorted: boolean;
  readonly raw: Float32Array | Float64Array;
  /** The same array as `raw` without smoothing. */
  readonly curve: Float32Array | Float64Array;
}

/** Plots lines; keeps what it derived from columns that come again. Owned by one chart. */
export class LinePlotter {
  #known = new Map<string, PlottedLine>();
  #xAxis: XAxis = 'step';
  #weight = 0;

  /** In the order of `lines`. `weight` is that of the smoothing. */
  plot(lines: readonly Line[], xAxis: XAxis, weight: number): PlottedLine[] {
    const known = this.#known;
    this.#known = new Map();
    const plotted = lines.map((line) => {
      const before = known.get(line.name);
      const same = before?.line.columns === line.columns ? before : undefined;
      const raw = line.columns.values;
      const x = same && this.#xAxis === xAxis ? same.x : positionsOf(line.columns, xAxis);
      const curve =
        same && this.#weight === weight
          ? same.curve
          : weight > 0 && raw.length > 1
            ? smoothed(raw, weight)
            : raw;
      const plotted: PlottedLine = {
        line,
        x,
        sorted: same?.x === x ? same.sorted : xAxis === 'step' || isSorted(x),
        raw,
        curve,
      };
      this.#known.set(line.name, plotted);
      return plotted;
    });
    this.#xAxis = xAxis;
    this.#weight = weight;
    return plotted;
  }
}

/** Where each point stands along the axis. */
export function positionsOf(
  { steps, wallTimes }: Pick<LineColumns, 'steps' | 'wallTimes'>,
  xAxis: XAxis,
): Float64Array {
  if (xAxis === 'wall') return wallTimes;
  if (xAxis === 'step') return steps instanceof BigInt64Array ? Float64Array.from(steps, Number) : steps;
  const origin = wallTimes[0] ?? 0;
  return wallTimes.map((time) => time - origin);
}

function isSorted(x: ArrayLike<number>): boolean {
  for (let i = 1; i < x.length; i++) if ((x[i] as number) < (x[i - 1] as number)) return false;
  return true;
}

/** Points between `min` and `max` and one beyond at either side: indices from `first` to before `end`. */
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

/** Index of the point nearest to `at`; undefined in an empty line. Of equally near ones the earlier. */
export function nearestIndex({ x, sorted }: PlottedLine, at: number): number | undefined {
  if (x.length === 0) return undefined;
  const distance = (index: number) => Math.abs((x[index] as number) - at);
  if (sorted) {
    const right = Math.min(x.length - 1, lowerBound(x, at));
    const left = Math.max(0, right - 1);
    return distance(left) <= distance(right) ? left : right;
  }
  let best = 0;
  for (let i = 1; i < x.length; i++) if (distance(i) < distance(best)) best = i;
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
