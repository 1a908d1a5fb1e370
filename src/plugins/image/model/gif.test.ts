import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeGif } from './gif.ts';
import { indexedOf } from './palette.ts';

/** Frames of a GIF file as RGB, by the plainest decoder of what encodeGif writes. */
function decodeGif(gif: Uint8Array): { width: number; height: number; delay: number; rgb: number[] }[] {
  const short = (at: number) => (gif[at] ?? 0) | ((gif[at + 1] ?? 0) << 8);
  const frames: { width: number; height: number; delay: number; rgb: number[] }[] = [];
  // Behind the header and the one application block.
  for (let at = 13 + 19; gif[at] === 0x21; ) {
    const delay = short(at + 4);
    at += 8;
    const [width, height] = [short(at + 5), short(at + 7)];
    const colours = 2 ** (((gif[at + 9] ?? 0) & 7) + 1);
    const table = gif.subarray(at + 10, at + 10 + colours * 3);
    at += 10 + colours * 3;
    const bits = gif[at++] ?? 0;
    const data: number[] = [];
    for (; gif[at] !== 0; at += (gif[at] ?? 0) + 1)
      data.push(...gif.subarray(at + 1, at + 1 + (gif[at] ?? 0)));
    at++;
    frames.push({
      width,
      height,
      delay,
      rgb: decodeCodes(data, bits).flatMap((i) => [...table.subarray(i * 3, i * 3 + 3)]),
    });
  }
  return frames;
}

function decodeCodes(data: readonly number[], bits: number): number[] {
  const clear = 2 ** bits;
  const roots = Array.from({ length: clear + 2 }, (_, i) => [i]);
  let table = [...roots];
  let width = bits + 1;
  let previous: number[] | undefined;
  const indices: number[] = [];
  let at = 0;
  for (;;) {
    let code = 0;
    for (let bit = 0; bit < width; bit++, at++) code |= (((data[at >> 3] ?? 0) >> (at & 7)) & 1) << bit;
    if (code === clear + 1) return indices;
    if (code === clear) {
      [table, width, previous] = [[...roots], bits + 1, undefined];
      continue;
    }
    const entry = table[code] ?? [...(previous ?? []), previous?.[0] ?? 0];
    indices.push(...entry);
    if (previous && table.length < 4096) table.push([...previous, entry[0] ?? 0]);
    if (table.length === 2 ** width && width < 12) width++;
    previous = entry;
  }
}

describe('an animation', () => {
  it('holds every pixel of frames with few colours', () => {
    const sizes = fc.record({
      width: fc.integer({ min: 1, max: 90 }),
      height: fc.integer({ min: 1, max: 90 }),
      colours: fc.integer({ min: 1, max: 256 }),
      seed: fc.integer({ min: 1, max: 2 ** 30 }),
    });
    fc.assert(
      fc.property(sizes, ({ width, height, colours, seed }) => {
        const bytes = new Uint8Array(width * height * 3);
        for (let pixel = 0; pixel < width * height; pixel++) {
          const colour = (Math.imul(pixel + 1, seed * 2 + 1) >>> 11) % colours;
          bytes.set([colour, 255 - colour, colour >> 1], pixel * 3);
        }
        const frame = { width, height, channels: 3, bytes } as const;
        const [first, second, ...more] = decodeGif(encodeGif([frame, frame], 10));
        expect(more).toEqual([]);
        expect(first).toEqual({ width, height, delay: 10, rgb: [...bytes] });
        expect(second).toEqual(first);
      }),
      { numRuns: 40 },
    );
  });

  it('lays alpha over black', () => {
    const frame = { width: 1, height: 1, channels: 4, bytes: Uint8Array.of(200, 100, 50, 51) } as const;
    expect(decodeGif(encodeGif([frame], 4))[0]?.rgb).toEqual([40, 20, 10]);
  });
});

describe('a palette', () => {
  it('is exact up to 256 colours', () => {
    const rgb = Uint8Array.from({ length: 256 * 3 }, (_, i) => Math.floor(i / 3));
    const { colours, indices } = indexedOf(rgb);
    expect([...indices].flatMap((index) => [...colours.subarray(index * 3, index * 3 + 3)])).toEqual([
      ...rgb,
    ]);
  });

  it('of more is near', () => {
    const rgb = Uint8Array.from({ length: 4096 * 3 }, (_, i) => {
      const pixel = Math.floor(i / 3);
      return [pixel % 64, pixel >> 6, 0][i % 3] ?? 0;
    });
    const { colours, indices } = indexedOf(rgb);
    expect(colours.length).toBeLessThanOrEqual(256 * 3);
    indices.forEach((index, pixel) => {
      for (const channel of [0, 1, 2]) {
        const error = (colours[index * 3 + channel] ?? 0) - (rgb[pixel * 3 + channel] ?? 0);
        expect(Math.abs(error)).toBeLessThan(9);
      }
    });
  });
});
