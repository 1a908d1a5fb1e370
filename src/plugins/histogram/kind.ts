// Histograms: buckets of left edge, right edge and count at each step.
import type { DataKind } from '../../kind.ts';

export const HISTOGRAM = {
  pluginName: 'histograms',
  storage: 'places',
  shows: ['histograms'],
  listing: {
    tabName: 'histograms',
    loadingMechanism: { type: 'CUSTOM_ELEMENT', element_name: 'tf-histogram-dashboard' },
  },
} as const satisfies DataKind;

/** Buckets in ascending order; three columns of the same length. */
export interface Histogram {
  /** Left edges. */
  readonly left: Float64Array;
  /** Right edges. */
  readonly right: Float64Array;
  /** Values in each bucket; they need not be whole. */
  readonly count: Float64Array;
}

/**
 * Head of the one block of `GET api/v1/histograms/steps?run=&tag=&limit=`. Columns: `steps`, `wallTimes`; `offsets`
 * (u32, one more than steps: where each step's buckets begin), and `left`, `right`, `count` (f64) of all buckets.
 * With more than `limit` steps (default 200) evenly spread ones come, the first and the last always among them.
 */
export interface HistogramStepsHead {
  readonly run: string;
  readonly tag: string;
  readonly generation: number;
  /** Steps that the series has, thinned or not. */
  readonly length: number;
}
