// A stored tensor -> a scalar.
import { type Tensor, TensorError } from '../../format/tensor.ts';

/** The one number of a tensor of any numeric type. Throws TensorError where there is none or more. */
export function scalarOfTensor(tensor: Tensor): number {
  if (tensor.dtype === 'string') throw new TensorError('a scalar must be a number, not a string');
  const [only] = tensor.numbers;
  if (only === undefined || tensor.numbers.length !== 1) {
    throw new TensorError(`a scalar must be one number, not ${tensor.numbers.length}`);
  }
  return Number(only);
}
