// Small pictures of points in one, row by row in a square grid; after make_sprite of torch/utils/tensorboard/_embedding.py.
import { ArgumentError } from '../../../format/argument-error.ts';
import { type ArrayInput, type NumberArray, shapedArrayOf } from '../../../format/shaped-array.ts';
import { type Pixels, pixelsOf } from '../../image/model/pixels.ts';
import { tiled } from '../../image/model/tiles.ts';

/** The projector's page refuses larger ones. */
const MAX_SIDE = 8192;

export interface SpritePicture {
  readonly pixels: Pixels;
  /** Width and height of one, in pixels. */
  readonly single: readonly [width: number, height: number];
}

/**
 * The pictures of `points` points, shape [points, channels, height, width], as many a row as there are rows; what is left
 * over is black. Throws ArgumentError for other shapes and for what would be too large.
 */
export function spriteOf(images: ArrayInput, points: number): SpritePicture {
  const { shape, data } = shapedArrayOf(images);
  const [count = 0, channels = 0, height = 0, width = 0] = shape;
  if (shape.length !== 4 || count !== points) {
    throw new ArgumentError(
      `expected labelImg of shape [${points}, C, H, W], a picture a point, got [${shape}]`,
    );
  }
  const side = Math.ceil(Math.sqrt(count));
  if (side * Math.max(width, height) > MAX_SIDE) {
    const size = `${side * width} x ${side * height}`;
    throw new ArgumentError(
      `expected a sprite of at most ${MAX_SIDE} pixels a side, got ${size}: log fewer points or smaller pictures`,
    );
  }
  const square = new (data.constructor as new (length: number) => NumberArray)(
    side * side * channels * height * width,
  );
  square.set(data);
  const grid = tiled({ shape: [side * side, channels, height, width], data: square }, side);
  return { pixels: pixelsOf(grid), single: [width, height] };
}
