// Numbers as they lie in the bytes of a tensor, little-endian, of the types that a page tells. Small: the worker of graphs
// starts with it, which `format/tensor.ts` would make larger by all messages.
import { DataType } from '../../../../proto/graph-messages.ts';
import type { tensorboard } from '../../../../proto/messages.ts';
import { float32OfBfloat16, float32OfHalf } from '../../../format/floats-of-16-bits.ts';
import * as small from './small-numbers.ts';

/** How one type lies in bytes, and how its numbers are written. */
export interface RawLayout {
  readonly bytes: number;
  /** Of a complex number, which are two that follow one another. */
  readonly parts: 1 | 2;
  /** The field of a TensorProto that holds such numbers otherwise; undefined where bytes are all that is read. */
  readonly field: 'floatVal' | 'doubleVal' | 'intVal' | 'int64Val' | undefined;
  read(view: DataView, at: number): number;
  text(number: number): string;
}

function layout(
  bytes: number,
  field: RawLayout['field'],
  read: RawLayout['read'],
  text: RawLayout['text'] = String,
): RawLayout {
  return { bytes, parts: 1, field, read, text };
}

const FLOAT32 = layout(4, 'floatVal', (view, at) => view.getFloat32(at, true), float32Text);
const FLOAT64 = layout(8, 'doubleVal', (view, at) => view.getFloat64(at, true));

/** All their digits, but for the powers far below one. */
const smallText = (number: number) => String(Number(number.toPrecision(4)));
const float8Layout = (kind: Parameters<typeof small.float8>[1]) =>
  layout(1, undefined, (view, at) => small.float8(view.getUint8(at), kind), smallText);

const LAYOUTS: ReadonlyMap<tensorboard.DataType, RawLayout> = new Map<tensorboard.DataType, RawLayout>([
  [DataType.DT_FLOAT, FLOAT32],
  [DataType.DT_DOUBLE, FLOAT64],
  [DataType.DT_COMPLEX64, { ...FLOAT32, field: undefined, parts: 2 }],
  [DataType.DT_COMPLEX128, { ...FLOAT64, field: undefined, parts: 2 }],
  [
    DataType.DT_HALF,
    layout(
      2,
      undefined,
      (view, at) => float32OfHalf(view.getUint16(at, true)),
      (number) => shortText(number, 10),
    ),
  ],
  [
    DataType.DT_BFLOAT16,
    layout(
      2,
      undefined,
      (view, at) => float32OfBfloat16(view.getUint16(at, true)),
      (number) => shortText(number, 7),
    ),
  ],
  [DataType.DT_FLOAT8_E4M3FN, float8Layout(small.FLOAT8_E4M3FN)],
  [DataType.DT_FLOAT8_E4M3FNUZ, float8Layout(small.FLOAT8_E4M3FNUZ)],
  [DataType.DT_FLOAT8_E5M2, float8Layout(small.FLOAT8_E5M2)],
  [DataType.DT_FLOAT8_E5M2FNUZ, float8Layout(small.FLOAT8_E5M2FNUZ)],
  [DataType.DT_INT8, layout(1, 'intVal', (view, at) => view.getInt8(at))],
  [DataType.DT_UINT8, layout(1, 'intVal', (view, at) => view.getUint8(at))],
  [DataType.DT_BOOL, layout(1, 'intVal', (view, at) => view.getUint8(at))],
  [DataType.DT_INT16, layout(2, 'intVal', (view, at) => view.getInt16(at, true))],
  [DataType.DT_UINT16, layout(2, 'intVal', (view, at) => view.getUint16(at, true))],
  [DataType.DT_INT32, layout(4, 'intVal', (view, at) => view.getInt32(at, true))],
  [DataType.DT_UINT32, layout(4, 'int64Val', (view, at) => view.getUint32(at, true))],
  [DataType.DT_INT64, layout(8, 'int64Val', (view, at) => Number(view.getBigInt64(at, true)))],
  [DataType.DT_UINT64, layout(8, 'int64Val', (view, at) => Number(view.getBigUint64(at, true)))],
]);

/** Two in a byte, the first in its lower half: half a byte each. */
const packedLayout = (read: (bits: number) => number) =>
  layout(
    0.5,
    undefined,
    (view, at) => {
      const byte = view.getUint8(Math.floor(at));
      return read(Number.isInteger(at) ? byte & 15 : byte >> 4);
    },
    smallText,
  );

const PACKED: ReadonlyMap<tensorboard.DataType, RawLayout> = new Map<tensorboard.DataType, RawLayout>([
  [DataType.DT_UINT4, packedLayout((bits) => bits)],
  [DataType.DT_INT4, packedLayout(small.int4)],
  [DataType.DT_FLOAT4_E2M1FN, packedLayout(small.float4)],
]);

/** As ONNX packs numbers of less than a byte, which TensorFlow does not. Undefined for any other. */
export function packedLayoutOf(dtype: tensorboard.DataType): RawLayout | undefined {
  return PACKED.get(dtype);
}

/** Undefined for numbers of less than a byte, and for what is no number. */
export function rawLayoutOf(dtype: tensorboard.DataType): RawLayout | undefined {
  return LAYOUTS.get(dtype);
}

/** The fewest digits that no other number of so many bits of fraction would have. */
function shortText(number: number, fractionBits: number): string {
  if (!Number.isFinite(number) || number === 0) return String(number);
  const step = 2 ** (Math.floor(Math.log2(Math.abs(number))) - fractionBits);
  for (let digits = 1; digits < 6; digits++) {
    const short = Number(number.toPrecision(digits));
    if (Math.abs(short - number) < step / 2) return String(short);
  }
  return String(number);
}

/** Numbers of one layout as a user reads them, each in the digits that it has. Two parts of a complex one are one. */
export function numberTexts(numbers: readonly number[], { parts, text }: RawLayout): string[] {
  if (parts === 1) return numbers.map(text);
  return Array.from({ length: numbers.length >> 1 }, (_, at) => {
    const [real = 0, imaginary = 0] = numbers.slice(2 * at);
    return `${text(real)}${imaginary < 0 ? '-' : '+'}${text(Math.abs(imaginary))}i`;
  });
}

/** A float32 comes as a double, which would tell digits that nobody stored. */
export function float32Text(number: number): string {
  return String(Number(number.toPrecision(7)));
}

/** The first of them, `most` at most, with all their parts; a number whose bytes break off is left out. */
export function rawNumbers(bytes: Uint8Array, layout: RawLayout, most: number): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = layout.parts * Math.min(most, Math.floor(bytes.length / (layout.bytes * layout.parts)));
  return Array.from({ length: count }, (_, at) => layout.read(view, at * layout.bytes));
}

/** Numbers of 16 bits, little-endian. */
export function bytesOf16(numbers: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * numbers.length));
  for (const [at, number] of numbers.entries()) view.setUint16(2 * at, number, true);
  return new Uint8Array(view.buffer);
}
