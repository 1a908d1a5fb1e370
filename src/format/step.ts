// int64 steps without loss: a number while it is safe, else a bigint. Both compare with `<` and print their digits.
import { Long } from '../../proto/messages.ts';

/** A step as TensorBoard stores it, an int64. A bigint only beyond ±(2^53 − 1). */
export type Step = number | bigint;

const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;

/** The step in a decoded message; protobuf leaves out a step of 0. */
export function stepOf(value: number | Long | null | undefined): Step {
  if (value === null || value === undefined) return 0;
  if (typeof value === 'number') return value;
  const exact = value.toNumber();
  return Number.isSafeInteger(exact) ? exact : value.toBigInt();
}

/** Narrows a bigint to a number where nothing is lost. */
export function stepOfBigInt(value: bigint): Step {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** The step as a message holds it. Throws RangeError for what is no int64. */
export function longOfStep(step: Step): number | Long {
  if (typeof step === 'number') {
    if (!Number.isSafeInteger(step)) throw new RangeError(`${step} is not a whole number that is safe`);
    return step;
  }
  if (step < MIN_INT64 || step > MAX_INT64) throw new RangeError(`${step} does not fit into 64 bits`);
  return Long.fromBigInt(step);
}

/** A step in decimal digits, as it stands in a URL; undefined for anything that is no int64. */
export function stepOfDigits(digits: string): Step | undefined {
  if (!/^-?\d{1,19}$/.test(digits)) return undefined;
  const exact = BigInt(digits);
  return exact < MIN_INT64 || exact > MAX_INT64 ? undefined : stepOfBigInt(exact);
}
