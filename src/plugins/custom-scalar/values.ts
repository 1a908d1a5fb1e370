// A stored tensor -> a layout, the inverse of summary.ts: the encoded Layout of proto/plugins/custom_scalar.proto.
import { tensorboard } from '../../../proto/messages.ts';
import { type Tensor, TensorError } from '../../format/tensor.ts';
import type { Chart, Layout } from './kind.ts';

/** Throws TensorError where the tensor is not one string that holds a layout. */
export function layoutOf(tensor: Tensor): Layout {
  const [bytes, ...more] = tensor.dtype === 'string' ? tensor.strings : [];
  if (bytes === undefined || more.length > 0) {
    throw new TensorError(`a layout must be one string, not ${tensor.dtype} of shape [${tensor.shape}]`);
  }
  let message: tensorboard.Layout;
  try {
    message = tensorboard.Layout.decode(bytes);
  } catch (error) {
    throw new TensorError('the layout of custom scalars is damaged', { cause: error });
  }
  return {
    categories: (message.category ?? []).map(({ title, closed, chart }) => ({
      title: title ?? '',
      closed: closed ?? false,
      charts: (chart ?? []).map(chartOf),
    })),
  };
}

function chartOf({ title, multiline, margin }: tensorboard.Chart.$Properties): Chart {
  const head = { title: title ?? '' };
  if (multiline) return { ...head, kind: 'multiline', tags: multiline.tag ?? [] };
  if (!margin) return { ...head, kind: 'empty' };
  const series = (margin.series ?? []).map(({ value, lower, upper }) => ({
    value: value ?? '',
    lower: lower ?? '',
    upper: upper ?? '',
  }));
  return { ...head, kind: 'margin', series };
}
