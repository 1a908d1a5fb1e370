// Lines, areas and words on the pixels of a picture.
import { CHARACTER_HEIGHT, CHARACTER_WIDTH, forEachDot } from './font.ts';
import type { Pixels } from './pixels.ts';

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** Sets a pixel; outside of the picture nothing happens. */
export function drawDot(
  { width, height, channels, bytes }: Pixels,
  x: number,
  y: number,
  colour: Colour,
): void {
  if (!(x >= 0 && y >= 0 && x < width && y < height)) return;
  const at = (y * width + x) * channels;
  for (let channel = 0; channel < Math.min(channels, 3); channel++)
    bytes[at + channel] = colour[channel] ?? 0;
  if (channels === 4) bytes[at + 3] = 255;
}

/** Fills the rectangle from (left, top) on, `width` × `height` pixels large; what lies outside is cut off. */
export function drawArea(
  pixels: Pixels,
  [left, top, width, height]: readonly [left: number, top: number, width: number, height: number],
  colour: Colour,
): void {
  const right = Math.min(pixels.width, left + width);
  const bottom = Math.min(pixels.height, top + height);
  for (let y = Math.max(0, top); y < bottom; y++) {
    for (let x = Math.max(0, left); x < right; x++) drawDot(pixels, x, y, colour);
  }
}

/** The outline of a box of which the corners are given, two pixels thick as PyTorch draws it. */
export function drawBox(
  pixels: Pixels,
  [left, top, right, bottom]: readonly [left: number, top: number, right: number, bottom: number],
  colour: Colour,
): void {
  // Where Pillow puts lines of two pixels: a row above the edge, and inside of the sides.
  const [width, height] = [right - left + 1, bottom - top + 2];
  drawArea(pixels, [left, top - 1, width, 2], colour);
  drawArea(pixels, [left, bottom - 1, width, 2], colour);
  drawArea(pixels, [left, top - 1, 2, height], colour);
  drawArea(pixels, [right - 1, top - 1, 2, height], colour);
}

/** A word with its upper left corner at (left, top). */
export function drawText(pixels: Pixels, text: string, left: number, top: number, colour: Colour): void {
  forEachDot(text, (x, y) => drawDot(pixels, left + x, top + y, colour));
}

/** Pixels that a word takes. */
export function textSize(text: string): readonly [width: number, height: number] {
  return [Math.max(0, [...text].length * CHARACTER_WIDTH - 1), CHARACTER_HEIGHT];
}
