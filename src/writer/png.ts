// PNG files (https://www.w3.org/TR/png-3/) of eight bits a channel. What compresses them is given: zlib on Node, a
// library in a page.
import { joined } from '../format/joined-bytes.ts';
import type { Pixels } from '../plugins/image/summary.ts';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const COLOUR_TYPES = { 2: 4, 3: 2, 4: 6 } as const;
/** Filter "up": each byte less the one above it, which makes flat areas zeros. */
const FILTER_UP = 2;

/** CRC-32 as PNG wants it: appendix D of the standard. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

/** The picture as a PNG file; `deflate` makes a zlib stream (RFC 1950). */
export function encodePng(
  { width, height, channels, bytes }: Pixels,
  deflate: (bytes: Uint8Array) => Uint8Array,
): Uint8Array {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 8);
  header.setUint8(9, COLOUR_TYPES[channels]);
  return joined([
    SIGNATURE,
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('IDAT', deflate(filteredRows(bytes, width * channels, height))),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

function filteredRows(bytes: Uint8Array, rowBytes: number, height: number): Uint8Array {
  const rows = new Uint8Array((rowBytes + 1) * height);
  for (let y = 0, to = 0; y < height; y++) {
    rows[to++] = FILTER_UP;
    const row = y * rowBytes;
    for (let from = row; from < row + rowBytes; from++) {
      rows[to++] = (bytes[from] ?? 0) - (y === 0 ? 0 : (bytes[from - rowBytes] ?? 0));
    }
  }
  return rows;
}

function chunk(type: 'IHDR' | 'IDAT' | 'IEND', data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}
