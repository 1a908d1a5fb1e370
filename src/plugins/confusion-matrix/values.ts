// A stored tensor -> a confusion matrix, and its plugin's content -> labels: the inverse of summary.ts.
import { tensorboard } from '../../../proto/messages.ts';
import { type Tensor, TensorError } from '../../format/tensor.ts';
import type { ConfusionMatrix } from './kind.ts';

/** Throws TensorError where the tensor is not n × n numbers. */
export function confusionMatrixOf(tensor: Tensor): ConfusionMatrix {
  const [rows = 0, columns, ...more] = tensor.shape;
  if (tensor.dtype === 'string' || rows !== columns || more.length > 0) {
    throw new TensorError(
      `a confusion matrix must be n × n numbers, not ${tensor.dtype} of shape [${tensor.shape}]`,
    );
  }
  return { classes: rows, counts: Float64Array.from(tensor.numbers as ArrayLike<number | bigint>, Number) };
}

/** The classes' names; none where the content is damaged. */
export function labelsOf(pluginContent: Uint8Array): readonly string[] {
  try {
    return tensorboard.ConfusionMatrixPluginData.decode(pluginContent).label ?? [];
  } catch {
    // The matrix is whole without them: the page numbers the classes.
    return [];
  }
}
