// The band of a margin chart along the points of its curve.

/** Steps that only rise, and a value at each. */
interface Curve {
  readonly steps: ArrayLike<number | bigint>;
  readonly values: ArrayLike<number>;
}

/**
 * Lower and upper end at each of the curve's steps. The three are logged together, but a long series comes thinned, each
 * to other steps: between its own points an end lies on the line between them, beyond them it is NaN.
 */
export function bandOf(
  { steps }: Pick<Curve, 'steps'>,
  lower: Curve,
  upper: Curve,
): { readonly low: Float64Array; readonly high: Float64Array } {
  return { low: alongSteps(steps, lower), high: alongSteps(steps, upper) };
}

function alongSteps(steps: Curve['steps'], { steps: own, values }: Curve): Float64Array {
  const along = new Float64Array(steps.length);
  let right = 0;
  for (let i = 0; i < steps.length; i++) {
    const step = Number(steps[i]);
    while (right < own.length && Number(own[right]) < step) right++;
    along[i] = valueAt(step, right, own, values);
  }
  return along;
}

/** `right` is the first of the end's own points that does not lie before the step. */
function valueAt(step: number, right: number, own: Curve['steps'], values: Curve['values']): number {
  if (right >= own.length) return Number.NaN;
  const rightStep = Number(own[right]);
  if (rightStep === step) return values[right] as number;
  if (right === 0) return Number.NaN;
  const leftStep = Number(own[right - 1]);
  const share = (step - leftStep) / (rightStep - leftStep);
  return (values[right - 1] as number) * (1 - share) + (values[right] as number) * share;
}
