// Distributions: histograms over steps, as bands between percentiles. It stores nothing of its own.
import type { DataKind } from '../../kind.ts';
import { HISTOGRAM } from '../histogram/kind.ts';

export const DISTRIBUTION: DataKind = {
  pluginName: 'distributions',
  storage: 'none',
  shows: [HISTOGRAM.pluginName],
  listing: {
    tabName: 'distributions',
    loadingMechanism: { type: 'CUSTOM_ELEMENT', element_name: 'tf-distribution-dashboard' },
  },
};

/**
 * Where a distribution is looked at, in hundredths of a percent: the ends, the median, and half, one, one and a half
 * standard deviations of a normal distribution around it.
 */
export const BASIS_POINTS = [0, 668, 1587, 3085, 5000, 6915, 8413, 9332, 10000] as const;

/**
 * Head of the one block of `GET api/v1/distributions/steps?run=&tag=&limit=`. Columns: `steps`, `wallTimes`, and
 * `values` (f64): nine a step, in the order of BASIS_POINTS; NaN where nothing was counted. Outermost buckets without an
 * end, as TensorFlow 1 writes them, end where they begin. With more than `limit` steps (default 500) evenly spread
 * ones come, the first and the last always among them.
 */
export interface DistributionStepsHead {
  readonly run: string;
  readonly tag: string;
  readonly generation: number;
  /** Steps that the series has, thinned or not. */
  readonly length: number;
}
