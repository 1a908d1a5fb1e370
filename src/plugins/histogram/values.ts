// A stored tensor -> a histogram. Rows of [left, right, count]; TensorBoard's plugins/histogram/summary_v2.py.
import { type Tensor, TensorError, type TensorNumbers } from '../../format/tensor.ts';
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
  return {
    left: columnOf(numbers, rows, 0),
    right: columnOf(numbers, rows, 1),
    count: columnOf(numbers, rows, 2),
  };
}

/** A loop, since a series has a hundred thousand buckets: `Float64Array.from` takes ten times as long. */
function columnOf(numbers: TensorNumbers, rows: number, at: number): Float64Array {
  const column = new Float64Array(rows);
  for (let row = 0; row < rows; row++) column[row] = Number(numbers[row * 3 + at]);
  return column;
}
