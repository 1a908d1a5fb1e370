// Arrays of pixels -> Summary.Value with a Summary.Image, as PyTorch writes images, batches, boxes and videos.
import { ArgumentError, described } from '../../format/argument-error.ts';
import type { SummaryValue } from '../../format/event.ts';
import { type ArrayInput, shapedArrayOf } from '../../format/shaped-array.ts';
import { withBoxes } from './model/boxes.ts';
import { reordered } from './model/dimensions.ts';
import { encodeGif } from './model/gif.ts';
import { type ImageLayout, type Pixels, pixelsOf } from './model/pixels.ts';
import { resized } from './model/resize.ts';
import { tiled } from './model/tiles.ts';
import { framesOf } from './model/video.ts';

export { type GridOptions, makeGrid } from './model/make-grid.ts';
export type { ImageLayout, Pixels } from './model/pixels.ts';

/** Encodes a picture as a PNG file; compressing is the platform's. */
export type EncodePng = (pixels: Pixels) => Uint8Array;

/** The order of a batch's dimensions: N pictures, C channels, H rows, W columns. */
export type BatchLayout = 'NCHW' | 'NHWC' | 'CHWN' | 'HWCN';
/** The order of a video's dimensions: N videos, T frames, C channels, H rows, W columns. */
export type VideoLayout = 'NTCHW' | 'NTHWC' | 'NCTHW';

/** Pictures in a row of a batch. */
const BATCH_COLUMNS = 8;

/** The image as stored: a PNG file and its size. Throws ArgumentError where the shape does not fit the layout. */
export function imageValue(
  tag: string,
  image: ArrayInput,
  layout: ImageLayout | undefined,
  encodePng: EncodePng,
): SummaryValue {
  return pngValue(tag, pixelsOf(image, layout), encodePng);
}

/** A picture as stored: a PNG file and its size. */
export function pngValue(tag: string, pixels: Pixels, encodePng: EncodePng): SummaryValue {
  return pictureValue(tag, pixels, encodePng(pixels));
}

function pictureValue(tag: string, { width, height, channels }: Pixels, encoded: Uint8Array): SummaryValue {
  return { tag, image: { height, width, colorspace: channels, encodedImageString: encoded } };
}

/** A batch as one picture, eight in a row without margins. Throws ArgumentError where the shape does not fit. */
export function imagesValue(
  tag: string,
  batch: ArrayInput,
  layout: BatchLayout | undefined,
  encodePng: EncodePng,
): SummaryValue {
  const pictures = reordered(shapedArrayOf(batch), layout ?? 'NCHW', 'NCHW');
  const columns = Math.max(1, Math.min(BATCH_COLUMNS, pictures.shape[0] ?? 0));
  return pngValue(tag, pixelsOf(tiled(pictures, columns)), encodePng);
}

/** How boxes are drawn. */
export interface BoxOptions {
  /** A word for each box; letters beyond ASCII are drawn as rectangles. */
  readonly labels?: readonly string[];
  /** How many times wider and higher the picture becomes, boxes and all. Default 1. */
  readonly rescale?: number;
  /** The order of the picture's dimensions, default `CHW`. */
  readonly dataformats?: ImageLayout;
}

/** A picture with boxes of shape [boxes, 4], left, top, right, bottom in pixels. Throws ArgumentError for other shapes. */
export function imageWithBoxesValue(
  tag: string,
  image: ArrayInput,
  boxes: ArrayInput,
  options: BoxOptions,
  encodePng: EncodePng,
): SummaryValue {
  const { labels, rescale = 1, dataformats } = options;
  if (!(rescale > 0 && rescale <= 100)) {
    throw new ArgumentError(
      `expected rescale to be a number above 0, at most 100, got ${described(rescale)}`,
    );
  }
  const pixels = withBoxes(pixelsOf(image, dataformats), boxes, labels);
  const scaled = (size: number) => Math.max(1, Math.trunc(size * rescale));
  const picture = rescale === 1 ? pixels : resized(pixels, scaled(pixels.width), scaled(pixels.height));
  return pngValue(tag, picture, encodePng);
}

/** How a video plays. */
export interface VideoOptions {
  /** Frames a second, default 4. */
  readonly fps?: number;
  /** The order of the dimensions, default `NTCHW`. */
  readonly dataformats?: VideoLayout;
}

/** Videos side by side as one animated GIF. Throws ArgumentError where the shape does not fit. */
export function videoValue(tag: string, videos: ArrayInput, options: VideoOptions = {}): SummaryValue {
  const { fps = 4, dataformats = 'NTCHW' } = options;
  if (!(fps > 0 && fps <= 100)) {
    throw new ArgumentError(`expected fps to be a number above 0, at most 100, got ${described(fps)}`);
  }
  const frames = framesOf(videos, dataformats);
  const [first] = frames;
  if (!first || first.width > 65535 || first.height > 65535) {
    throw new ArgumentError('expected frames of at most 65535 pixels a side, which is what GIF can hold');
  }
  return pictureValue(tag, first, encodeGif(frames, fps));
}

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Channels by a PNG's colour type. */
const PNG_CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 3, 4: 2, 6: 4 };

/** A PNG file as it is. Throws ArgumentError where the bytes are no PNG file. */
export function pngFileValue(tag: string, png: Uint8Array): SummaryValue {
  const isPng = png.length > 25 && PNG_SIGNATURE.every((byte, i) => png[i] === byte);
  if (!isPng) throw new ArgumentError(`expected the bytes of a PNG file, got ${png.length} other bytes`);
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  return {
    tag,
    image: {
      width: view.getUint32(16),
      height: view.getUint32(20),
      colorspace: PNG_CHANNELS[png[25] ?? 6] ?? 4,
      encodedImageString: png,
    },
  };
}
