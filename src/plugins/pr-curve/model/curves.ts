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
