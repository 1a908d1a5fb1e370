// CRC-32C by slicing-by-16 and the mask of TFRecord files (see ../../format/crc32c.ts).
import { allocate } from './memory';

const LENGTHS: u32 = 1 << 16;
/** What each byte adds to the checksum when so many bytes follow it is known up to here. */
export const FAR: u32 = 256;
const crcTable: usize = allocate(FAR * 256 * 4);
// Masked checksums of all short lengths, so that a header is checked by one compare.
const lengthTable: usize = allocate(LENGTHS * 4);

/** To be called once, before anything else here. */
export function buildTables(): void {
  for (let i: u32 = 0; i < 256; i++) {
    let c: u32 = i;
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >> 1) ^ 0x82f63b78 : c >> 1;
    store<u32>(crcTable + (i << 2), c);
  }
  for (let t: u32 = 1; t < FAR; t++) {
    for (let i: u32 = 0; i < 256; i++) {
      const previous = load<u32>(crcTable + (((t - 1) * 256 + i) << 2));
      store<u32>(crcTable + ((t * 256 + i) << 2), (previous >> 8) ^ load<u32>(crcTable + ((previous & 255) << 2)));
    }
  }
  const scratch = allocate(16);
  store<u64>(scratch, 0);
  for (let i: u32 = 0; i < LENGTHS; i++) {
    store<u32>(scratch, i);
    store<u32>(lengthTable + (i << 2), masked(scratch, scratch + 8));
  }
}

/** What `byte` adds to a checksum when `following` bytes come behind it: a CRC is linear in each of its bits. */
@inline export function slice(following: u32, byte: u32): u32 { return load<u32>(crcTable + (following << 10) + (byte << 2)); }

/** Where `slice` looks for so many bytes, 4 bytes for each byte; the table for one more stands behind it. */
@inline export function sliceTable(following: u32): usize { return crcTable + (following << 10); }

@inline export function mask(crc: u32): u32 { return rotr<u32>(crc, 15) + 0xa282ead8; }

/** Masked CRC-32C of the bytes in [start, end). */
export function masked(start: usize, end: usize): u32 { return mask(crc32c(start, end)); }

/** CRC-32C of the bytes in [start, end). */
export function crc32c(start: usize, end: usize): u32 {
  let c: u32 = 0xffffffff;
  let p = start;
  while (p + 16 <= end) {
    const a = load<u32>(p) ^ c;
    const b = load<u32>(p, 4);
    const d = load<u32>(p, 8);
    const e = load<u32>(p, 12);
    c = slice(15, a & 255) ^ slice(14, (a >> 8) & 255) ^ slice(13, (a >> 16) & 255) ^ slice(12, a >> 24)
      ^ slice(11, b & 255) ^ slice(10, (b >> 8) & 255) ^ slice(9, (b >> 16) & 255) ^ slice(8, b >> 24)
      ^ slice(7, d & 255) ^ slice(6, (d >> 8) & 255) ^ slice(5, (d >> 16) & 255) ^ slice(4, d >> 24)
      ^ slice(3, e & 255) ^ slice(2, (e >> 8) & 255) ^ slice(1, (e >> 16) & 255) ^ slice(0, e >> 24);
    p += 16;
  }
  if (p + 8 <= end) {
    const a = load<u32>(p) ^ c;
    const b = load<u32>(p, 4);
    c = slice(7, a & 255) ^ slice(6, (a >> 8) & 255) ^ slice(5, (a >> 16) & 255) ^ slice(4, a >> 24)
      ^ slice(3, b & 255) ^ slice(2, (b >> 8) & 255) ^ slice(1, (b >> 16) & 255) ^ slice(0, b >> 24);
    p += 8;
  }
  if (p + 4 <= end) {
    const a = load<u32>(p) ^ c;
    c = slice(3, a & 255) ^ slice(2, (a >> 8) & 255) ^ slice(1, (a >> 16) & 255) ^ slice(0, a >> 24);
    p += 4;
  }
  while (p < end) {
    c = slice(0, (c ^ load<u8>(p)) & 255) ^ (c >> 8);
    p++;
  }
  return ~c;
}

/** The checksum that belongs to the record's length at `header`. */
@inline export function maskedOfLength(length: u64, header: usize): u32 {
  return length < LENGTHS ? load<u32>(lengthTable + (<usize>length << 2)) : masked(header, header + 8);
}
