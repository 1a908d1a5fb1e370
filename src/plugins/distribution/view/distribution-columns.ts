// The distributions of one series, as the page keeps them.
import type { ColumnBlock } from '../../../wire/columns.ts';
import type { DistributionStepsHead } from '../kind.ts';

export interface DistributionColumns {
  readonly steps: Float64Array | BigInt64Array;
  /** Seconds since the Unix epoch. */
  readonly wallTimes: Float64Array;
  /** Nine a step, in the order of BASIS_POINTS; NaN where nothing was counted. */
  readonly values: Float64Array;
  /** Steps that the series has; more than came where they were thinned. */
  readonly length: number;
}

/** Throws where the answer is another than expected: then server and page are of different versions. */
export function distributionColumnsOf(
  blocks: readonly ColumnBlock<DistributionStepsHead>[],
): DistributionColumns {
  const { steps, wallTimes, values } = blocks[0]?.columns ?? {};
  if (
    !blocks[0] ||
    !(steps instanceof Float64Array || steps instanceof BigInt64Array) ||
    !(wallTimes instanceof Float64Array) ||
    !(values instanceof Float64Array)
  )
    throw new Error('The server answered with other columns than expected. Load the page anew.');
  return { steps, wallTimes, values, length: blocks[0].head.length };
}
