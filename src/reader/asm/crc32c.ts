// CRC-32C by slicing-by-16 and the mask of TFRecord files (see ../../format/crc32c.ts).
import { allocate } from './memory';

const LENGTHS: u32 = 1 << 16;
const crcTable: usize = allocate(16 * 256 * 4);
// Masked checksums of all short lengths, so that a header is checked by one compare.
const lengthTable: usize = allocate(LENGTHS * 4);

/** To be called once, before anything else here. */
export function buildTables(): void {
  for (let i: u32 = 0; i < 256; i++) {
    let c: u32 = i;
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >> 1) ^ 0x82f63b78 : c >> 1;
    store<u32>(crcTable + (i << 2), c);
  }
  for (let t: u32 = 1; t < 16; t++) {
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

@inline function slice(table: u32, byte: u32): u32 { return load<u32>(crcTable + (table << 10) + (byte << 2)); }

/** Masked CRC-32C of the bytes in [start, end). */
export function masked(start: usize, end: usize): u32 {
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
  c = ~c;
  return ((c >> 15) | (c << 17)) + 0xa282ead8;
}


/** The checksum that belongs to the record's length at `header`. */
@inline export function maskedOfLength(length: u64, header: usize): u32 {
  return length < LENGTHS ? load<u32>(lengthTable + (<usize>length << 2)) : masked(header, header + 8);
}
