// A stored tensor -> a PR curve, the inverse of summary.ts. Rows as in TensorBoard's plugins/pr_curve/metadata.py.
import { type Tensor, TensorError } from '../../format/tensor.ts';
import type { PrCurve } from './kind.ts';

/** Throws TensorError where the tensor is not 6 × n numbers. */
export function prCurveOf(tensor: Tensor): PrCurve {
  const [rows, thresholds = 0, ...more] = tensor.shape;
  if (tensor.dtype === 'string' || rows !== 6 || more.length > 0 || tensor.shape.length !== 2) {
    throw new TensorError(`a PR curve must be 6 × n numbers, not ${tensor.dtype} of shape [${tensor.shape}]`);
  }
  const { numbers } = tensor;
  const row = (at: number) =>
    Float64Array.from({ length: thresholds }, (_, i) => Number(numbers[at * thresholds + i] ?? 0));
  return {
    truePositives: row(0),
    falsePositives: row(1),
    trueNegatives: row(2),
    falseNegatives: row(3),
    precision: row(4),
    recall: row(5),
  };
}
