// The steps of one series of tensors, as the page keeps them.
import type { ColumnBlock } from '../../../wire/columns.ts';
import type { TensorStepsHead } from '../kind.ts';

/** Arrays are equally long, in ascending order of steps. */
export interface TensorSteps {
  readonly generation: number;
  readonly steps: Float64Array | BigInt64Array;
  /** Seconds since the Unix epoch. */
  readonly wallTimes: Float64Array;
}

/** Throws where the answer is another than expected: then server and page are of different versions. */
export function tensorStepsOf(blocks: readonly ColumnBlock<TensorStepsHead>[]): TensorSteps {
  const { steps, wallTimes } = blocks[0]?.columns ?? {};
  if (
    !blocks[0] ||
    !(steps instanceof Float64Array || steps instanceof BigInt64Array) ||
    !(wallTimes instanceof Float64Array)
  )
    throw new Error('The server answered with other columns than expected. Load the page anew.');
  return { generation: blocks[0].head.generation, steps, wallTimes };
}
