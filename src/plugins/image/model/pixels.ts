// Arrays of any layout -> rows of bytes, as PyTorch's add_image does it (torch/utils/tensorboard/_utils.py).
import { ArgumentError, described } from '../../../format/argument-error.ts';
import { type ArrayInput, type NumberArray, shapedArrayOf } from '../../../format/shaped-array.ts';

/** The order of an image's dimensions: C channels, H rows, W columns. */
export type ImageLayout = 'CHW' | 'HWC' | 'HW';

/** A picture: row by row from the top, in a row pixel by pixel, in a pixel its channels. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Gray and alpha, RGB, or RGBA. Gray alone becomes RGB, as with PyTorch. */
  readonly channels: 2 | 3 | 4;
  readonly bytes: Uint8Array;
}

/**
 * The picture of an array. Floats stand for 0 to 1 and are multiplied by 255; integers are bytes already; both are
 * clipped to 0..255 and rounded down. Throws ArgumentError where the shape does not fit the layout.
 */
export function pixelsOf(input: ArrayInput, layout: ImageLayout = 'CHW'): Pixels {
  if (layout !== 'CHW' && layout !== 'HWC' && layout !== 'HW') {
    throw new ArgumentError(`expected dataformats to be CHW, HWC or HW, got ${described(layout)}`);
  }
  const { shape, data } = shapedArrayOf(input);
  const size = (letter: string) => shape[layout.indexOf(letter)] ?? 1;
  const [height, width, stored] = [size('H'), size('W'), layout === 'HW' ? 1 : size('C')];
  if (shape.length !== layout.length) {
    throw new ArgumentError(`expected a shape of ${[...layout].join(', ')}, got [${shape}]`);
  }
  if (stored < 1 || stored > 4) {
    throw new ArgumentError(`expected 1 to 4 channels (${layout}), got ${stored} in a shape of [${shape}]`);
  }
  if (width === 0 || height === 0) throw new ArgumentError(`expected pixels, got a shape of [${shape}]`);
  const channels = stored === 1 ? 3 : (stored as 2 | 3 | 4);
  const source = bytesOf(data);
  const bytes = new Uint8Array(width * height * channels);
  const [pixelStride, channelStride] = layout === 'HWC' ? [stored, 1] : [1, width * height];
  for (let channel = 0; channel < channels; channel++) {
    const from = stored === 1 ? 0 : channel * channelStride;
    for (let pixel = 0; pixel < width * height; pixel++) {
      bytes[pixel * channels + channel] = source[from + pixel * pixelStride] ?? 0;
    }
  }
  return { width, height, channels, bytes };
}

function bytesOf(data: NumberArray): Uint8Array | Uint8ClampedArray {
  if (data instanceof Uint8Array || data instanceof Uint8ClampedArray) return data;
  const scale = data instanceof Float32Array || data instanceof Float64Array ? 255 : 1;
  const bytes = new Uint8ClampedArray(data.length);
  for (let i = 0; i < data.length; i++) {
    // In float32 as PyTorch: 0.3 of a float64 and of a float32 must be the same byte. NaN becomes 0.
    bytes[i] = Math.floor(Math.fround(Math.fround(data[i] as number) * scale));
  }
  return bytes;
}
