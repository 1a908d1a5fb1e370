// An array of pixels -> Summary.Value with a Summary.Image, as PyTorch writes images.
import type { SummaryValue } from '../../format/event.ts';
import type { ArrayInput } from '../../format/shaped-array.ts';
import { type ImageLayout, type Pixels, pixelsOf } from './model/pixels.ts';

export { type GridOptions, makeGrid } from './model/make-grid.ts';
export type { ImageLayout, Pixels } from './model/pixels.ts';

/** Encodes a picture as a PNG file; compressing is the platform's. */
export type EncodePng = (pixels: Pixels) => Uint8Array;

/** The image as stored: a PNG file and its size. Throws ArgumentError where the shape does not fit the layout. */
export function imageValue(
  tag: string,
  image: ArrayInput,
  layout: ImageLayout | undefined,
  encodePng: EncodePng,
): SummaryValue {
  const pixels = pixelsOf(image, layout);
  return {
    tag,
    image: {
      height: pixels.height,
      width: pixels.width,
      colorspace: pixels.channels,
      encodedImageString: encodePng(pixels),
    },
  };
}
