// How large a picture is shown.

/** Heights that pictures are enlarged to at most, in CSS pixels: alone, and in a row of several. */
const ALONE_PIXELS = 320;
const ROW_PIXELS = 140;

/**
 * CSS pixels for a pixel of the picture. Whole numbers above one, so that all its pixels are equally large; below one
 * exactly as much as fits `room`, the width there is.
 */
export function enlargement(
  { width, height }: { readonly width: number; readonly height: number },
  room: number,
  alone: boolean,
): number {
  const most = alone ? ALONE_PIXELS : ROW_PIXELS;
  const fits = Math.min(room / width, most / height);
  if (fits >= 1) return Math.floor(fits);
  // Alone, only the width has a bound: a high picture is shown as high as it is.
  return Math.min(1, room / width, alone ? 1 : most / height);
}
