// An array of any shape -> Summary.Value, as PyTorch's tensor_proto (torch/utils/tensorboard/summary.py).
import type { SummaryValue } from '../../format/event.ts';
import { type ArrayInput, shapedArrayOf } from '../../format/shaped-array.ts';
import { encodeTensor } from '../../format/tensor.ts';
import { TENSOR } from './kind.ts';

/** The tensor as stored, in the type of the array's elements; nested arrays and 64-bit integers as float64. */
export function tensorValue(tag: string, input: ArrayInput): SummaryValue {
  const { shape, data } = shapedArrayOf(input);
  const numbers = data instanceof Uint8ClampedArray ? Uint8Array.from(data) : data;
  return {
    tag,
    metadata: { pluginData: { pluginName: TENSOR.pluginName } },
    tensor: encodeTensor(numbers, shape),
  };
}
