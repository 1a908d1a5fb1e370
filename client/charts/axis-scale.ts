// How values lie along an axis: evenly, by their logarithm, or by it on both sides of zero.

export const SCALE_NAMES = ['linear', 'log', 'symlog'] as const;
export type ScaleName = (typeof SCALE_NAMES)[number];

/** `threshold`: on a symlog axis values nearer to zero than this lie evenly, as in Matplotlib's `linthresh`. */
export interface AxisScale {
  readonly name: ScaleName;
  readonly threshold: number;
}

export const LINEAR: AxisScale = { name: 'linear', threshold: 1 };

/** Position along the axis, in decades where it is logarithmic; -Infinity for what has no place on a log axis. */
export function forward({ name, threshold }: AxisScale, value: number): number {
  if (name === 'linear') return value;
  if (name === 'log') return value > 0 ? Math.log10(value) : Number.NEGATIVE_INFINITY;
  return Math.sign(value) * Math.log10(1 + Math.abs(value) / threshold);
}

/** The value at a position; inverse of `forward`. */
export function backward({ name, threshold }: AxisScale, position: number): number {
  if (name === 'linear') return position;
  if (name === 'log') return 10 ** position;
  return Math.sign(position) * (10 ** Math.abs(position) - 1) * threshold;
}

/** Values that are not above it have no place on the axis. */
export function floorOf({ name }: AxisScale): number {
  return name === 'log' ? 0 : Number.NEGATIVE_INFINITY;
}

const magnitudes = new WeakMap<object, readonly [least: number, greatest: number]>();

/** Least and greatest distance from zero of finite values other than zero. Remembered with the array. */
function magnitudesOf(values: ArrayLike<number> & object): readonly [number, number] {
  const known = magnitudes.get(values);
  if (known) return known;
  let [least, greatest] = [Number.POSITIVE_INFINITY, 0];
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i] as number);
    if (!(size > 0 && size < Number.POSITIVE_INFINITY)) continue;
    if (size < least) least = size;
    if (size > greatest) greatest = size;
  }
  magnitudes.set(values, [least, greatest]);
  return [least, greatest];
}

/** A symlog scale for these values: its even part reaches to the least of them, yet is no less than a millionth. */
export function symlogFor(columns: Iterable<ArrayLike<number> & object>): AxisScale {
  let [least, greatest] = [Number.POSITIVE_INFINITY, 0];
  for (const values of columns) {
    const [low, high] = magnitudesOf(values);
    least = Math.min(least, low);
    greatest = Math.max(greatest, high);
  }
  const wanted = Math.max(least, greatest * 1e-6);
  return { name: 'symlog', threshold: Number.isFinite(wanted) ? 10 ** Math.floor(Math.log10(wanted)) : 1 };
}
