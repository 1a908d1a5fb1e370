// Labels and predictions -> Summary.Value with a PR curve, as PyTorch's pr_curve (torch/utils/tensorboard/summary.py).
import { tensorboard } from '../../../proto/messages.ts';
import { ArgumentError, described } from '../../format/argument-error.ts';
import type { SummaryValue } from '../../format/event.ts';
import { type ArrayInput, type NumberArray, shapedArrayOf } from '../../format/shaped-array.ts';
import { PR_CURVE, PR_CURVE_ROWS, type PrCurve } from './kind.ts';

/** How a curve is counted. */
export interface PrCurveOptions {
  /** Thresholds, evenly from 0 to 1. Default 127. */
  readonly numThresholds?: number;
  /** How much each example counts: one number for all or one for each. Default 1. */
  readonly weights?: ArrayInput;
}

/** Whether each example is positive: booleans, or numbers of which 1 is yes and 0 is no. */
export type PrLabels = ArrayInput | readonly boolean[];

/** Less than any count: keeps divisions defined. */
const MINIMUM_COUNT = 1e-7;

/**
 * The curve of `predictions`, probabilities from 0 to 1, as many as `labels`; a prediction outside of 0 to 1, or NaN,
 * counts nowhere. Throws ArgumentError where lengths do not fit.
 */
export function prCurveValue(
  tag: string,
  labels: PrLabels,
  predictions: ArrayInput,
  options: PrCurveOptions = {},
): SummaryValue {
  const { numThresholds = 127, weights } = options;
  checkThresholds(numThresholds);
  const positive = shapedArrayOf(numbersOfLabels(labels)).data;
  const predicted = shapedArrayOf(predictions).data;
  if (positive.length !== predicted.length) {
    const lengths = `${positive.length} labels and ${predicted.length} predictions`;
    throw new ArgumentError(`expected as many predictions as labels, got ${lengths}`);
  }
  const weight = weightsOf(weights, positive.length);
  const truePositives = new Float64Array(numThresholds);
  const falsePositives = new Float64Array(numThresholds);
  // In the precision of the predictions, as numpy does it: at the edge of a bin it tells.
  const narrow = predicted instanceof Float32Array ? Math.fround : (value: number) => value;
  for (let i = 0; i < predicted.length; i++) {
    const bin = Math.floor(narrow((predicted[i] ?? 0) * (numThresholds - 1)));
    if (!(bin >= 0 && bin < numThresholds)) continue;
    const label = positive[i] ?? 0;
    truePositives[bin] = (truePositives[bin] ?? 0) + label * weight(i);
    falsePositives[bin] = (falsePositives[bin] ?? 0) + (1 - label) * weight(i);
  }
  for (const counts of [truePositives, falsePositives]) {
    for (let i = numThresholds - 2; i >= 0; i--) counts[i] = (counts[i] ?? 0) + (counts[i + 1] ?? 0);
  }
  return prCurveRawValue(tag, curveOf(truePositives, falsePositives), numThresholds);
}

/** The rest of a curve of which the positives at each threshold are known. */
function curveOf(truePositives: Float64Array, falsePositives: Float64Array): PrCurve {
  const [allTrue = 0] = truePositives;
  const [allFalse = 0] = falsePositives;
  const share = (part: number, whole: number) => part / Math.max(MINIMUM_COUNT, whole);
  return {
    truePositives,
    falsePositives,
    trueNegatives: falsePositives.map((count) => allFalse - count),
    falseNegatives: truePositives.map((count) => allTrue - count),
    precision: truePositives.map((count, i) => share(count, count + (falsePositives[i] ?? 0))),
    recall: truePositives.map((count) => share(count, allTrue)),
  };
}

/**
 * A curve as it is: six lists of the same length, one entry a threshold. Throws ArgumentError where their lengths
 * differ.
 */
export function prCurveRawValue(
  tag: string,
  curve: Readonly<Record<keyof PrCurve, ArrayInput>>,
  numThresholds = 127,
): SummaryValue {
  checkThresholds(numThresholds);
  const rows = PR_CURVE_ROWS.map((name) => shapedArrayOf(curve[name]).data);
  const length = rows[0]?.length ?? 0;
  const odd = rows.findIndex((row) => row.length !== length);
  if (length === 0 || odd !== -1) {
    const lengths = rows.map((row) => row.length).join(', ');
    throw new ArgumentError(
      `expected ${PR_CURVE_ROWS.join(', ')} of the same length, which is not 0, got ${lengths}`,
    );
  }
  const content = tensorboard.PrCurvePluginData.encode({ numThresholds }).finish();
  return {
    tag,
    metadata: { pluginData: { pluginName: PR_CURVE.pluginName, content } },
    tensor: {
      dtype: tensorboard.DataType.DT_FLOAT,
      tensorShape: { dim: [{ size: rows.length }, { size: length }] },
      floatVal: rows.flatMap((row) => [...row]),
    },
  };
}

function numbersOfLabels(labels: PrLabels): ArrayInput {
  const isBooleans = Array.isArray(labels) && labels.some((label) => typeof label === 'boolean');
  return isBooleans ? Float64Array.from(labels as readonly boolean[], Number) : (labels as ArrayInput);
}

function weightsOf(weights: ArrayInput | undefined, length: number): (index: number) => number {
  if (weights === undefined) return () => 1;
  const data: NumberArray = shapedArrayOf(weights).data;
  const [only = 1] = data;
  if (data.length === 1) return () => only;
  if (data.length === length) return (index) => data[index] ?? 1;
  throw new ArgumentError(`expected one weight or ${length}, one for each label, got ${data.length}`);
}

function checkThresholds(numThresholds: number): void {
  if (Number.isSafeInteger(numThresholds) && numThresholds > 1 && numThresholds < 2 ** 24) return;
  throw new ArgumentError(
    `expected numThresholds to be a whole number from 2 on, got ${described(numThresholds)}`,
  );
}
