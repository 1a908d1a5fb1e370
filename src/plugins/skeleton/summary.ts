// A user's numbers -> Summary.Value. Pure: it runs in Node and in a page. SummaryWriter's method is one call of this.
import type { SummaryValue } from '../../format/event.ts';
import { type ArrayInput, shapedArrayOf } from '../../format/shaped-array.ts';
import { encodeTensor } from '../../format/tensor.ts';
import { SKELETON } from './kind.ts';

/** The value as stored: float32, flat. Throws ArgumentError for what is no array of numbers. */
export function skeletonValue(tag: string, input: ArrayInput): SummaryValue {
  const numbers = Float32Array.from(shapedArrayOf(input).data);
  return {
    tag,
    metadata: { pluginData: { pluginName: SKELETON.pluginName } },
    tensor: encodeTensor(numbers, [numbers.length]),
  };
}
