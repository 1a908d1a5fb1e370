// Smoothing of curves. The exponential one is TensorBoard's: an average, debiased so that it does not begin at zero
// (classicSmoothing in tensorboard/webapp/widgets/line_chart_v2 and scalar_card/utils.ts).

/** `exponential`: weight from 0 to below 1. `gaussian`: standard deviation in points. `mean`: window in points. */
export interface Smoothing {
  readonly kind: SmoothingKind;
  /** 0 changes nothing. */
  readonly amount: number;
}

export const SMOOTHING_KINDS = ['exponential', 'gaussian', 'mean'] as const;
export type SmoothingKind = (typeof SMOOTHING_KINDS)[number];
export const NO_SMOOTHING: Smoothing = { kind: 'exponential', amount: 0 };

/**
 * The smoothed curve of `values`, as long as they are. NaN and infinities stay what they are and leave the averages
 * alone; equal values stay exactly equal.
 */
export function smoothed(values: ArrayLike<number>, { kind, amount }: Smoothing): Float64Array {
  const curve = Float64Array.from(values);
  if (amount <= 0 || isConstant(values)) return curve;
  if (kind === 'exponential') exponential(curve, amount);
  else if (kind === 'mean') runningMean(curve, Math.round(amount) >> 1);
  else for (const radius of boxRadii(amount)) runningMean(curve, radius);
  return curve;
}

function exponential(curve: Float64Array, weight: number): void {
  let last = 0;
  let power = 1;
  for (let i = 0; i < curve.length; i++) {
    const value = curve[i] as number;
    if (!Number.isFinite(value)) continue;
    last = last * weight + (1 - weight) * value;
    power *= weight;
    curve[i] = last / (1 - power);
  }
}

/** Each value becomes the mean of the finite ones within `radius` points at either side, fewer at the ends. */
function runningMean(curve: Float64Array, radius: number): void {
  if (radius < 1) return;
  const { length } = curve;
  // Around the first value, so that a large offset leaves its digits to what varies.
  const origin = curve.find(Number.isFinite) ?? 0;
  const sums = new Float64Array(length + 1);
  const counts = new Uint32Array(length + 1);
  for (let i = 0; i < length; i++) {
    const value = curve[i] as number;
    const counted = Number.isFinite(value);
    sums[i + 1] = (sums[i] as number) + (counted ? value - origin : 0);
    counts[i + 1] = (counts[i] as number) + Number(counted);
  }
  for (let i = 0; i < length; i++) {
    if (!Number.isFinite(curve[i])) continue;
    const reach = Math.min(radius, i, length - 1 - i);
    const [from, to] = [i - reach, i + reach + 1];
    const count = (counts[to] as number) - (counts[from] as number);
    curve[i] = origin + ((sums[to] as number) - (sums[from] as number)) / count;
  }
}

/** Radii of three running means that together are nearly a Gaussian (Kovesi, "Fast almost-Gaussian filtering", 2010). */
function boxRadii(deviation: number): readonly number[] {
  const ideal = Math.sqrt((12 * deviation * deviation) / 3 + 1);
  const lower = ideal < 1 ? 0 : (Math.floor(ideal) - 1) >> 1;
  const width = 2 * lower + 1;
  const narrow = Math.round(
    (12 * deviation * deviation - 3 * width * width - 12 * width - 9) / (-4 * width - 4),
  );
  return [0, 1, 2].map((at) => (at < narrow ? lower : lower + 1));
}

function isConstant(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}
