// PR curves: how precision and recall depend on the threshold, at each step. The same record holds the ROC curve.
import type { DataKind } from '../../kind.ts';

export const PR_CURVE = {
  pluginName: 'pr_curves',
  storage: 'places',
  shows: ['pr_curves'],
  listing: {
    tabName: 'PR Curves',
    loadingMechanism: { type: 'CUSTOM_ELEMENT', element_name: 'tf-pr-curve-dashboard' },
  },
} as const satisfies DataKind;

/** What counts at each threshold, in ascending order; the thresholds are spaced evenly from 0 to 1. */
export interface PrCurve {
  /** Positive examples above the threshold, by weight. */
  readonly truePositives: Float64Array;
  /** Negative examples above the threshold, by weight. */
  readonly falsePositives: Float64Array;
  /** Negative examples below the threshold, by weight. */
  readonly trueNegatives: Float64Array;
  /** Positive examples below the threshold, by weight. */
  readonly falseNegatives: Float64Array;
  /** 0 to 1. */
  readonly precision: Float64Array;
  /** 0 to 1. */
  readonly recall: Float64Array;
}

/** The rows of the stored tensor, in their order. */
export const PR_CURVE_ROWS = [
  'truePositives',
  'falsePositives',
  'trueNegatives',
  'falseNegatives',
  'precision',
  'recall',
] as const satisfies readonly (keyof PrCurve)[];

/**
 * Head of the one block of `GET api/v1/pr_curves/steps?run=&tag=&limit=`. Columns: `steps`, `wallTimes`; `offsets`
 * (u32, one more than steps: where each step's thresholds begin), and the six of PR_CURVE_ROWS (f64). With more than
 * `limit` steps (default 500) evenly spread ones come, the first and the last always among them.
 */
export interface PrCurveStepsHead {
  readonly run: string;
  readonly tag: string;
  readonly generation: number;
  /** Steps that the series has, thinned or not. */
  readonly length: number;
}

/** Head of the one block of `GET api/v1/pr_curves/list?run=&tag=`. Columns: `steps`, `wallTimes`; all of them. */
export interface PrCurveListHead {
  readonly run: string;
  readonly tag: string;
  readonly generation: number;
}

/** Head of the one block of `GET api/v1/pr_curves/at?run=&tag=&step=`. Columns: the six of PR_CURVE_ROWS (f64). */
export interface PrCurveHead {
  /** Seconds since the Unix epoch. */
  readonly wallTime: number;
}
