// Floats of 8 and 4 bits, and integers of 4 (https://onnx.ai/onnx/technical/float8.html, float4.html, int4.html).

interface SmallFloat {
  readonly fractionBits: number;
  readonly bias: number;
  /** What the largest exponent means: numbers but for the last one, as in IEEE 754, or nothing but numbers. */
  readonly top: 'last is NaN' | 'IEEE' | 'numbers';
  /** Whether minus zero is the one NaN. */
  readonly unsignedZero: boolean;
}

export const FLOAT8_E4M3FN = { fractionBits: 3, bias: 7, top: 'last is NaN', unsignedZero: false } as const;
export const FLOAT8_E4M3FNUZ = { fractionBits: 3, bias: 8, top: 'numbers', unsignedZero: true } as const;
export const FLOAT8_E5M2 = { fractionBits: 2, bias: 15, top: 'IEEE', unsignedZero: false } as const;
export const FLOAT8_E5M2FNUZ = { fractionBits: 2, bias: 16, top: 'numbers', unsignedZero: true } as const;
const FLOAT4_E2M1FN = { fractionBits: 1, bias: 1, top: 'numbers', unsignedZero: false } as const;

/** `bits` are a sign, an exponent and a fraction, in `width` bits. */
function smallFloat(
  bits: number,
  width: 8 | 4,
  { fractionBits, bias, top, unsignedZero }: SmallFloat,
): number {
  const sign = 1 << (width - 1);
  if (unsignedZero && bits === sign) return Number.NaN;
  const fraction = bits & ((1 << fractionBits) - 1);
  const exponent = (bits & (sign - 1)) >> fractionBits;
  const [largest, last] = [(sign - 1) >> fractionBits, (1 << fractionBits) - 1];
  const minus = bits & sign ? -1 : 1;
  if (exponent === largest && top === 'IEEE') return fraction === 0 ? minus * Infinity : Number.NaN;
  if (exponent === largest && top === 'last is NaN' && fraction === last) return Number.NaN;
  const share = fraction / (1 << fractionBits);
  return minus * (exponent === 0 ? share * 2 ** (1 - bias) : (1 + share) * 2 ** (exponent - bias));
}

export const float8 = (bits: number, kind: SmallFloat): number => smallFloat(bits, 8, kind);
export const float4 = (bits: number): number => smallFloat(bits, 4, FLOAT4_E2M1FN);
export const int4 = (bits: number): number => (bits < 8 ? bits : bits - 16);
