// Videos of a batch -> frames in which they play side by side, as PyTorch's _prepare_video.
import { ArgumentError } from '../../../format/argument-error.ts';
import { type ArrayInput, shapedArrayOf } from '../../../format/shaped-array.ts';
import { reordered } from './dimensions.ts';
import { type Pixels, pixelsOf } from './pixels.ts';
import { tiled } from './tiles.ts';

/**
 * One picture a frame, all of one size. `videos` has five dimensions in the order of `layout`: N videos, T frames,
 * C channels (1, 3 or 4), H rows, W columns. The number of tiles is a power of two; those left over are black.
 */
export function framesOf(videos: ArrayInput, layout: string): Pixels[] {
  const { shape, data } = reordered(shapedArrayOf(videos), layout, 'TNCHW');
  const [frames = 0, count = 0, channels = 0, height = 0, width = 0] = shape;
  if (data.length === 0) throw new ArgumentError(`expected videos with frames, got a shape of [${shape}]`);
  if (channels !== 1 && channels !== 3 && channels !== 4) {
    throw new ArgumentError(`expected 1, 3 or 4 channels, got ${channels}`);
  }
  const tiles = 2 ** Math.ceil(Math.log2(count));
  const rows = 2 ** Math.floor(Math.floor(Math.log2(count)) / 2);
  const columns = tiles / rows;
  const length = count * channels * height * width;
  return Array.from({ length: frames }, (_, frame) => {
    const batch = {
      shape: [count, channels, height, width],
      data: data.subarray(frame * length, (frame + 1) * length),
    };
    const picture = tiled(batch, columns);
    const missing = rows - (picture.shape[1] ?? 0) / height;
    return withBlackRows(pixelsOf(picture), missing * height);
  });
}

function withBlackRows(pixels: Pixels, rows: number): Pixels {
  if (rows === 0) return pixels;
  const bytes = new Uint8Array(pixels.bytes.length + rows * pixels.width * pixels.channels);
  bytes.set(pixels.bytes);
  return { ...pixels, height: pixels.height + rows, bytes };
}
