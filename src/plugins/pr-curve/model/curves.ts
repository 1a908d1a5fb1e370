// What is derived from the counts of a PR curve: its defined part, its thresholds, and the ROC curve.
import type { PrCurve } from '../kind.ts';

/** Thresholds from the first on for which anything is taken as positive; at least one of them, if there are any. */
export function definedLengthOf({ truePositives, falsePositives }: PrCurve): number {
  let length = truePositives.length;
  const positives = (at: number) => Math.trunc(truePositives[at] ?? 0) + Math.trunc(falsePositives[at] ?? 0);
  while (length > 1 && positives(length - 1) === 0) length--;
  return length;
}

/** The thresholds of a curve with `length` of them: evenly from 0 to 1. */
export function thresholdsOf(length: number): Float64Array {
  // As numpy's linspace: the step times the index, the last exactly 1.
  const step = length > 1 ? 1 / (length - 1) : 0;
  return Float64Array.from({ length }, (_, i) => (i > 0 && i === length - 1 ? 1 : i * step));
}

/** One point a threshold, in the order of the thresholds: from (1, 1) towards (0, 0). */
export interface RocCurve {
  /** FP / (FP + TN), 0 to 1; NaN without negatives. */
  readonly falsePositiveRate: Float64Array;
  /** TP / (TP + FN), 0 to 1; NaN without positives. */
  readonly truePositiveRate: Float64Array;
}

/** The ROC curve of the same counts. */
export function rocCurveOf(curve: PrCurve): RocCurve {
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = curve;
  const share = (part: Float64Array, rest: Float64Array) =>
    part.map((count, i) => count / (count + (rest[i] ?? 0)));
  return {
    falsePositiveRate: share(falsePositives, trueNegatives),
    truePositiveRate: share(truePositives, falseNegatives),
  };
}

/** The area under a ROC curve, by trapezoids, the corner (0, 0) included; NaN where the curve is not defined. */
export function areaUnder({ falsePositiveRate, truePositiveRate }: RocCurve): number {
  let area = 0;
  for (let i = 0; i < falsePositiveRate.length; i++) {
    const [x = 0, y = 0] = [falsePositiveRate[i], truePositiveRate[i]];
    const [nextX, nextY] = [falsePositiveRate[i + 1] ?? 0, truePositiveRate[i + 1] ?? 0];
    area += ((x - nextX) * (y + nextY)) / 2;
  }
  return area;
}

/** The average precision, which is the area under a PR curve by steps; lines between its points would promise too much. */
export function averagePrecision(curve: PrCurve): number {
  const length = definedLengthOf(curve);
  let area = 0;
  for (let i = 0; i < length; i++) {
    const next = i + 1 < length ? (curve.recall[i + 1] ?? 0) : 0;
    area += ((curve.recall[i] ?? 0) - next) * (curve.precision[i] ?? 0);
  }
  return area;
}

/** What counts at one threshold. */
export interface OperatingPoint {
  readonly threshold: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
  readonly precision: number;
  readonly recall: number;
  /** The harmonic mean of precision and recall; 0 where both are. */
  readonly f1: number;
}

/** Index of the threshold next to `threshold`, of `length` from 0 to 1. */
export function thresholdIndex(length: number, threshold: number): number {
  return Math.min(length - 1, Math.max(0, Math.round(threshold * (length - 1))));
}

/** Undefined where the curve has no such index. */
export function operatingPointAt(curve: PrCurve, index: number): OperatingPoint | undefined {
  const [precision, recall] = [curve.precision[index], curve.recall[index]];
  if (precision === undefined || recall === undefined) return undefined;
  return {
    threshold: curve.recall.length > 1 ? index / (curve.recall.length - 1) : 0,
    truePositives: curve.truePositives[index] ?? 0,
    falsePositives: curve.falsePositives[index] ?? 0,
    trueNegatives: curve.trueNegatives[index] ?? 0,
    falseNegatives: curve.falseNegatives[index] ?? 0,
    precision,
    recall,
    f1: precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0,
  };
}

/** Precision at which a recall has the F1 `f1`; beyond 1 where none has. */
export const precisionOfF1 = (f1: number, recall: number): number => {
  const precision = (f1 * recall) / (2 * recall - f1);
  return precision >= 0 ? precision : Number.POSITIVE_INFINITY;
};
