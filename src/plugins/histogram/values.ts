// A stored tensor -> a histogram. Rows of [left, right, count]; TensorBoard's plugins/histogram/summary_v2.py.
import { type Tensor, TensorError } from '../../format/tensor.ts';
import type { Histogram } from './kind.ts';

/** Throws TensorError where the tensor is not k × 3 numbers. */
export function histogramOf(tensor: Tensor): Histogram {
  const [rows = 0, width = 3, ...more] = tensor.shape;
  // A value without data arrives as an empty tensor of shape [0].
  const fits = more.length === 0 && width === 3 && tensor.shape.length > 0;
  if (tensor.dtype === 'string' || !fits || (tensor.shape.length === 1 && rows > 0)) {
    throw new TensorError(
      `a histogram must be k × 3 numbers, not ${tensor.dtype} of shape [${tensor.shape}]`,
    );
  }
  const { numbers } = tensor;
  const column = (at: number) =>
    Float64Array.from({ length: rows }, (_, i) => Number(numbers[i * 3 + at] ?? 0));
  return { left: column(0), right: column(1), count: column(2) };
}
