// The smoothing of TensorBoard's scalar cards: an exponential average, debiased so that it does not begin at zero
// (classicSmoothing in tensorboard/webapp/widgets/line_chart_v2 and scalar_card/utils.ts).

/**
 * The smoothed curve of `values`, as long as they are. `weight` from 0 (nothing changes) to below 1. NaN and
 * infinities stay what they are and leave the average alone; equal values stay exactly equal.
 */
export function smoothed(values: ArrayLike<number>, weight: number): Float64Array {
  const curve = Float64Array.from(values);
  if (weight <= 0 || isConstant(values)) return curve;
  let last = 0;
  let power = 1;
  for (let i = 0; i < curve.length; i++) {
    const value = curve[i] as number;
    if (!Number.isFinite(value)) continue;
    last = last * weight + (1 - weight) * value;
    power *= weight;
    curve[i] = last / (1 - power);
  }
  return curve;
}

function isConstant(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}
