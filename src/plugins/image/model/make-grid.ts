// Many images as one, after torchvision.utils.make_grid.
import { ArgumentError, described } from '../../../format/argument-error.ts';
import {
  type ArrayInput,
  type NestedNumbers,
  type NumberArray,
  type ShapedArray,
  shapedArrayOf,
} from '../../../format/shaped-array.ts';

/** torchvision's options. */
export interface GridOptions {
  /** Images in a row, default 8. */
  readonly nrow?: number;
  /** Pixels between images and around the grid, default 2. */
  readonly padding?: number;
  /** Stretches values to 0..1, default false. */
  readonly normalize?: boolean;
  /** The values that become 0 and 1 when normalizing; the default is the smallest and the largest there are. */
  readonly valueRange?: readonly [number, number];
  /** Normalizes each image by itself rather than all together, default false. */
  readonly scaleEach?: boolean;
  /** Value of the pixels between images, default 0. */
  readonly padValue?: number;
}

/**
 * One image of shape [C, H, W] of all `images`: an array of shape [B, C, H, W], or a list of images of shape
 * [C, H, W]. One channel becomes three. A single image comes back as it is, without a margin. The numbers keep
 * their type, but normalized integers become float32. Throws ArgumentError where shapes do not fit together.
 */
export function makeGrid(images: ArrayInput | readonly ArrayInput[], options: GridOptions = {}): ShapedArray {
  const { nrow = 8, padding = 2, normalize = false, padValue = 0 } = options;
  whole('nrow', nrow, 1);
  whole('padding', padding, 0);
  let batch = withThreeChannels(batchOf(stacked(images)));
  if (normalize) batch = normalized(batch, options);
  const [count = 0, channels = 0, height = 0, width = 0] = batch.shape;
  if (count === 0) throw new ArgumentError(`makeGrid: expected images, got a shape of [${batch.shape}]`);
  if (count === 1) return { shape: [channels, height, width], data: batch.data };
  const columns = Math.min(nrow, count);
  const gridHeight = (height + padding) * Math.ceil(count / columns) + padding;
  const gridWidth = (width + padding) * columns + padding;
  const grid = emptyLike(batch.data, channels * gridHeight * gridWidth).fill(padValue);
  for (let image = 0; image < count; image++) {
    const top = padding + Math.floor(image / columns) * (height + padding);
    const left = padding + (image % columns) * (width + padding);
    for (let channel = 0; channel < channels; channel++) {
      for (let y = 0; y < height; y++) {
        const from = ((image * channels + channel) * height + y) * width;
        const to = (channel * gridHeight + top + y) * gridWidth + left;
        grid.set(batch.data.subarray(from, from + width), to);
      }
    }
  }
  return { shape: [channels, gridHeight, gridWidth], data: grid };
}

function whole(name: string, value: number, smallest: number): void {
  if (Number.isSafeInteger(value) && value >= smallest) return;
  const expected = `expected ${name} to be a whole number from ${smallest} on`;
  throw new ArgumentError(`makeGrid: ${expected}, got ${described(value)}`);
}

function emptyLike(data: NumberArray, length: number): NumberArray {
  return new (data.constructor as new (length: number) => NumberArray)(length);
}

function stacked(images: ArrayInput | readonly ArrayInput[]): ShapedArray {
  const isList = Array.isArray(images) && images.length > 0 && images.every(isImage);
  if (!isList) return shapedArrayOf(images as ArrayInput);
  const each = (images as readonly ArrayInput[]).map(shapedArrayOf);
  const [first] = each;
  if (first === undefined) throw new ArgumentError('makeGrid: expected images, got an empty list');
  const odd = each.findIndex((image) => String(image.shape) !== String(first.shape));
  if (odd !== -1) {
    const shapes = `image 0 has the shape [${first.shape}], image ${odd} [${each[odd]?.shape}]`;
    throw new ArgumentError(`makeGrid: expected images of one shape: ${shapes}`);
  }
  const sameType = each.every((image) => image.data.constructor === first.data.constructor);
  const length = first.data.length * each.length;
  const data = sameType ? emptyLike(first.data, length) : new Float32Array(length);
  each.forEach((image, i) => {
    data.set(image.data, i * first.data.length);
  });
  return { shape: [each.length, ...first.shape], data };
}

function isImage(image: ArrayInput | NestedNumbers): boolean {
  return typeof image === 'object';
}

function batchOf({ shape, data }: ShapedArray): ShapedArray {
  if (shape.length === 4) return { shape, data };
  if (shape.length === 3) return { shape: [1, ...shape], data };
  if (shape.length === 2) return { shape: [1, 1, ...shape], data };
  throw new ArgumentError(`makeGrid: expected a shape of B, C, H, W or C, H, W, got [${shape}]`);
}

function withThreeChannels({ shape, data }: ShapedArray): ShapedArray {
  const [count = 0, channels = 0, height = 0, width = 0] = shape;
  if (channels !== 1) return { shape, data };
  const size = height * width;
  const tripled = emptyLike(data, data.length * 3);
  for (let plane = 0; plane < count * 3; plane++) {
    const from = Math.floor(plane / 3) * size;
    tripled.set(data.subarray(from, from + size), plane * size);
  }
  return { shape: [count, 3, height, width], data: tripled };
}

function normalized({ shape, data }: ShapedArray, options: GridOptions): ShapedArray {
  const floats =
    data instanceof Float64Array ? new Float64Array(data) : Float32Array.from(data, (value) => value);
  const parts = options.scaleEach ? (shape[0] ?? 1) : 1;
  const size = floats.length / Math.max(1, parts);
  for (let part = 0; part < parts; part++) {
    stretch(floats.subarray(part * size, (part + 1) * size), options.valueRange);
  }
  return { shape, data: floats };
}

function stretch(part: Float32Array | Float64Array, valueRange: readonly [number, number] | undefined): void {
  const [low, high] = valueRange ?? rangeOf(part);
  const span = Math.max(high - low, 1e-5);
  part.forEach((value, i) => {
    part[i] = Math.min(high, Math.max(low, value)) - low;
    part[i] = (part[i] ?? 0) / span;
  });
}

function rangeOf(part: ArrayLike<number>): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < part.length; i++) {
    low = Math.min(low, part[i] ?? 0);
    high = Math.max(high, part[i] ?? 0);
  }
  return [low, high];
}
