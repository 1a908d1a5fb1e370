// Animated GIF files: https://www.w3.org/Graphics/GIF/spec-gif89a.txt
import { indexedOf } from './palette.ts';
import type { Pixels } from './pixels.ts';

/**
 * Frames of one size as an animation that repeats for ever, each with a palette of its own; alpha is laid over black.
 * A frame is shown for a multiple of 1/100 s, so 30 frames a second become 33.
 */
export function encodeGif(frames: readonly Pixels[], framesPerSecond: number): Uint8Array {
  const [first] = frames;
  const out = new ByteList();
  out.text('GIF89a');
  out.short(first?.width ?? 0);
  out.short(first?.height ?? 0);
  out.bytes(0, 0, 0);
  out.bytes(0x21, 0xff, 11);
  out.text('NETSCAPE2.0');
  out.bytes(3, 1, 0, 0, 0);
  const delay = Math.max(1, Math.round(100 / framesPerSecond));
  for (const frame of frames) {
    const { colours, indices } = indexedOf(rgbOf(frame));
    const bits = Math.max(1, Math.ceil(Math.log2(colours.length / 3)));
    out.bytes(0x21, 0xf9, 4, 0);
    out.short(delay);
    out.bytes(0, 0, 0x2c, 0, 0, 0, 0);
    out.short(frame.width);
    out.short(frame.height);
    out.bytes(0x80 | (bits - 1));
    const table = new Uint8Array(3 * 2 ** bits);
    table.set(colours);
    out.all(table);
    writeCodes(out, indices, Math.max(2, bits));
  }
  out.bytes(0x3b);
  return out.take();
}

function rgbOf({ channels, bytes }: Pixels): Uint8Array {
  if (channels === 3) return bytes;
  const pixels = bytes.length / channels;
  const rgb = new Uint8Array(pixels * 3);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const alpha = (bytes[(pixel + 1) * channels - 1] ?? 255) / 255;
    for (let channel = 0; channel < 3; channel++) {
      const from = pixel * channels + (channels === 4 ? channel : 0);
      rgb[pixel * 3 + channel] = Math.round((bytes[from] ?? 0) * alpha);
    }
  }
  return rgb;
}

/** LZW with codes that grow from `bits` + 1 to 12 bits, in blocks of at most 255 bytes. */
function writeCodes(out: ByteList, indices: Uint8Array, bits: number): void {
  const clear = 2 ** bits;
  const coded = new ByteList();
  let [width, next, held, heldBits] = [bits + 1, clear + 2, 0, 0];
  let table = new Map<number, number>();
  const write = (code: number) => {
    held |= code << heldBits;
    heldBits += width;
    for (; heldBits >= 8; heldBits -= 8, held >>>= 8) coded.bytes(held & 0xff);
  };
  write(clear);
  let prefix = indices[0] ?? 0;
  for (let i = 1; i < indices.length; i++) {
    const index = indices[i] ?? 0;
    const known = table.get((prefix << 8) | index);
    if (known !== undefined) {
      prefix = known;
      continue;
    }
    write(prefix);
    if (next === 4096) {
      write(clear);
      table = new Map();
      [width, next] = [bits + 1, clear + 2];
    } else {
      if (next >= 2 ** width) width++;
      table.set((prefix << 8) | index, next++);
    }
    prefix = index;
  }
  write(prefix);
  // The code after the last one may have filled the width, as in the loop.
  if (next >= 2 ** width && width < 12) width++;
  write(clear + 1);
  if (heldBits > 0) coded.bytes(held & 0xff);
  out.bytes(bits);
  const all = coded.take();
  for (let at = 0; at < all.length; at += 255) {
    const block = all.subarray(at, at + 255);
    out.bytes(block.length);
    out.all(block);
  }
  out.bytes(0);
}

/** Bytes that are not counted beforehand. */
class ByteList {
  #bytes = new Uint8Array(1024);
  #length = 0;

  bytes(...values: readonly number[]): void {
    this.all(values);
  }

  all(values: ArrayLike<number>): void {
    if (this.#length + values.length > this.#bytes.length) {
      const larger = new Uint8Array((this.#length + values.length) * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(values, this.#length);
    this.#length += values.length;
  }

  short(value: number): void {
    this.bytes(value & 0xff, value >> 8);
  }

  text(text: string): void {
    this.all(Array.from(text, (character) => character.charCodeAt(0)));
  }

  take(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}
