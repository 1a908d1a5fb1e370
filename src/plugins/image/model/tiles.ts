// Pictures side by side without margins, as PyTorch joins a batch (torch/utils/tensorboard/_utils.py).
import { ArgumentError } from '../../../format/argument-error.ts';
import type { NumberArray, ShapedArray } from '../../../format/shaped-array.ts';

/** A batch of shape [N, C, H, W] as one picture [C, rows · H, columns · W]; tiles without a picture are zeros. */
export function tiled({ shape, data }: ShapedArray, columns: number): ShapedArray {
  const [count = 0, channels = 0, height = 0, width = 0] = shape;
  if (count === 0) throw new ArgumentError(`expected pictures, got a shape of [${shape}]`);
  const rows = Math.ceil(count / columns);
  const rowLength = columns * width;
  const joined = new (data.constructor as new (length: number) => NumberArray)(
    channels * rows * height * rowLength,
  );
  for (let plane = 0; plane < count * channels; plane++) {
    const [tile, channel] = [Math.floor(plane / channels), plane % channels];
    const top = channel * rows * height + Math.floor(tile / columns) * height;
    for (let y = 0; y < height; y++) {
      const from = (plane * height + y) * width;
      joined.set(data.subarray(from, from + width), (top + y) * rowLength + (tile % columns) * width);
    }
  }
  return { shape: [channels, rows * height, rowLength], data: joined };
}
