// The steps of one series as the page keeps them, and which of them a choice means.
import type { ColumnBlock } from '../../src/wire/columns.ts';

/** Arrays are equally long, in ascending order of steps. */
export interface StepList {
  readonly generation: number;
  readonly steps: Float64Array | BigInt64Array;
  /** Seconds since the Unix epoch. */
  readonly wallTimes: Float64Array;
}

/** Throws where the answer is another than expected: then server and page are of different versions. */
export function stepListOf(block: ColumnBlock<{ readonly generation: number }> | undefined): StepList {
  const { steps, wallTimes } = block?.columns ?? {};
  if (
    !block ||
    !(steps instanceof Float64Array || steps instanceof BigInt64Array) ||
    !(wallTimes instanceof Float64Array)
  )
    throw new Error('The server answered with other columns than expected. Load the page anew.');
  return { generation: block.head.generation, steps, wallTimes };
}

/**
 * Index of the last step that is not behind `step`, or the first one where all are; of the newest for undefined. −1
 * in an empty list.
 */
export function indexAt(
  { steps }: { readonly steps: ArrayLike<number | bigint> },
  step: number | bigint | undefined,
): number {
  if (step === undefined) return steps.length - 1;
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((steps[middle] as number | bigint) <= step) low = middle + 1;
    else high = middle;
  }
  return Math.min(steps.length - 1, Math.max(0, low - 1));
}
