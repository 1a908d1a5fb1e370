// Floats of 16 bits, of which JavaScript has no readers. A file of its own: some pages and workers need nothing else of tensors.

/** IEEE 754 binary16 bits as a number. */
export function float32OfHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const SCRATCH = new DataView(new ArrayBuffer(4));

/** bfloat16 bits, the upper half of a float32, as a number. */
export function float32OfBfloat16(bits: number): number {
  SCRATCH.setUint32(0, (bits & 0xffff) << 16);
  return SCRATCH.getFloat32(0);
}
