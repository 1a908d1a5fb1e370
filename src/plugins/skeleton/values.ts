// Stored tensor -> Skeleton, the exact inverse of summary.ts.
import { type Tensor, TensorError } from '../../format/tensor.ts';
import type { Skeleton } from './kind.ts';

/** The value of one step. Throws TensorError for a tensor that no writer of this kind makes. */
export function skeletonOf(tensor: Tensor): Skeleton {
  if (tensor.dtype === 'string' || !(tensor.numbers instanceof Float32Array) || tensor.shape.length !== 1) {
    throw new TensorError(
      `a skeleton is float32 of one dimension, not ${tensor.dtype} of shape [${tensor.shape}]`,
    );
  }
  return { numbers: tensor.numbers };
}
