// A picture in another size, by Lanczos' filter of three lobes; smaller pictures average, as Pillow's do.
import type { Pixels } from './pixels.ts';

/** At least one pixel wide and high. */
export function resized(pixels: Pixels, width: number, height: number): Pixels {
  const { channels } = pixels;
  // Rows first, then columns: the filter is separable.
  const wide = filtered(
    pixels.bytes,
    pixels.width,
    width,
    { pixel: channels, line: pixels.width * channels },
    {
      pixel: channels,
      line: width * channels,
      lines: pixels.height,
      channels,
    },
  );
  const row = width * channels;
  const bytes = filtered(
    wide,
    pixels.height,
    height,
    { pixel: row, line: channels },
    {
      pixel: row,
      line: channels,
      lines: width,
      channels,
    },
  );
  return { width, height, channels, bytes };
}

interface Strides {
  /** Elements from one pixel of a line to the next. */
  readonly pixel: number;
  /** Elements from one line to the next. */
  readonly line: number;
}

function filtered(
  source: Uint8Array,
  from: number,
  to: number,
  strides: Strides,
  target: Strides & { readonly lines: number; readonly channels: number },
): Uint8Array {
  const result = new Uint8ClampedArray(target.lines * to * target.channels);
  const scale = Math.max(1, from / to);
  for (let x = 0; x < to; x++) {
    const centre = ((x + 0.5) * from) / to;
    const first = Math.max(0, Math.floor(centre - 3 * scale));
    const last = Math.min(from, Math.ceil(centre + 3 * scale));
    const weights = Array.from({ length: last - first }, (_, i) =>
      lanczos((first + i + 0.5 - centre) / scale),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (let line = 0; line < target.lines; line++) {
      for (let channel = 0; channel < target.channels; channel++) {
        let sum = 0;
        weights.forEach((weight, i) => {
          sum += weight * (source[line * strides.line + (first + i) * strides.pixel + channel] ?? 0);
        });
        result[line * target.line + x * target.pixel + channel] = Math.round(sum / total);
      }
    }
  }
  return new Uint8Array(result.buffer);
}

function lanczos(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= 3) return 0;
  const angle = Math.PI * x;
  return (3 * Math.sin(angle) * Math.sin(angle / 3)) / angle ** 2;
}
