// The histograms of one series, as the page keeps them.
import type { ColumnBlock } from '../../../wire/columns.ts';
import type { HistogramStepsHead } from '../kind.ts';

/** Bucket `i` of step `s` is at index `offsets[s] + i` of the last three columns. */
export interface HistogramColumns {
  readonly steps: Float64Array | BigInt64Array;
  /** Seconds since the Unix epoch. */
  readonly wallTimes: Float64Array;
  readonly offsets: Uint32Array;
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly count: Float64Array;
  /** Steps that the series has; more than came where they were thinned. */
  readonly length: number;
}

/** Throws where the answer is another than expected: then server and page are of different versions. */
export function histogramColumnsOf(blocks: readonly ColumnBlock<HistogramStepsHead>[]): HistogramColumns {
  const { steps, wallTimes, offsets, left, right, count } = blocks[0]?.columns ?? {};
  if (
    !blocks[0] ||
    !(steps instanceof Float64Array || steps instanceof BigInt64Array) ||
    !(wallTimes instanceof Float64Array) ||
    !(offsets instanceof Uint32Array) ||
    !(left instanceof Float64Array) ||
    !(right instanceof Float64Array) ||
    !(count instanceof Float64Array)
  )
    throw new Error('The server answered with other columns than expected. Load the page anew.');
  return { steps, wallTimes, offsets, left, right, count, length: blocks[0].head.length };
}
