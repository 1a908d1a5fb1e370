// A stored tensor -> the texts of one step, the inverse of summary.ts; TensorBoard's plugins/text.
import { type Tensor, TensorError } from '../../format/tensor.ts';
import type { TextStep } from './kind.ts';

/** Bytes that are no UTF-8 become U+FFFD. Throws TensorError where the tensor is none of strings. */
export function textStepOf(tensor: Tensor): TextStep {
  const { shape } = tensor;
  // A value without data arrives as an empty tensor of numbers.
  if (tensor.dtype !== 'string' && tensor.numbers.length === 0) return { shape, texts: [] };
  if (tensor.dtype !== 'string') {
    throw new TensorError(`text must be strings, not ${tensor.dtype} of shape [${shape}]`);
  }
  // A byte order mark stays: it is the writer's.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return { shape, texts: tensor.strings.map((bytes) => decoder.decode(bytes)) };
}
