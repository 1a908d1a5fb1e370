// CRC-32C (Castagnoli, RFC 3720 appendix B.4) by slicing-by-8, and the mask that TFRecord files add to it.

const POLYNOMIAL_REFLECTED = 0x82f63b78;
const MASK_DELTA = 0xa282ead8;

const TABLES = new Int32Array(256 * 8);
for (let byte = 0; byte < 256; byte++) {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL_REFLECTED : crc >>> 1;
  TABLES[byte] = crc;
}
for (let byte = 0; byte < 256; byte++) {
  for (let slice = 1; slice < 8; slice++) {
    const previous = TABLES[(slice - 1) * 256 + byte] as number;
    TABLES[slice * 256 + byte] = (previous >>> 8) ^ (TABLES[previous & 255] as number);
  }
}

/** CRC-32C of `bytes[start, end)`, as an unsigned 32-bit number. */
export function crc32c(bytes: Uint8Array, start = 0, end = bytes.length): number {
  // Indices stay inside both arrays by construction; the casts keep the loop free of checks.
  const b = bytes;
  const t = TABLES;
  let crc = -1;
  let i = start;
  for (; end - i >= 8; i += 8) {
    crc ^=
      (b[i] as number) |
      ((b[i + 1] as number) << 8) |
      ((b[i + 2] as number) << 16) |
      ((b[i + 3] as number) << 24);
    crc =
      (t[1792 + (crc & 255)] as number) ^
      (t[1536 + ((crc >>> 8) & 255)] as number) ^
      (t[1280 + ((crc >>> 16) & 255)] as number) ^
      (t[1024 + (crc >>> 24)] as number) ^
      (t[768 + (b[i + 4] as number)] as number) ^
      (t[512 + (b[i + 5] as number)] as number) ^
      (t[256 + (b[i + 6] as number)] as number) ^
      (t[b[i + 7] as number] as number);
  }
  for (; i < end; i++) crc = (t[(crc ^ (b[i] as number)) & 255] as number) ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** The masked CRC that a TFRecord stores: rotated right by 15 bits, plus a constant, modulo 2^32. */
export function maskedCrc32c(bytes: Uint8Array, start = 0, end = bytes.length): number {
  const crc = crc32c(bytes, start, end);
  return (((crc >>> 15) | (crc << 17)) + MASK_DELTA) >>> 0;
}
