// Numbers as they lie in the bytes of a tensor, little-endian, of the types that a page tells. Small: the worker of graphs
// starts with it, which `format/tensor.ts` would make larger by all messages.
import { DataType } from '../../../../proto/graph-messages.ts';
import type { tensorboard } from '../../../../proto/messages.ts';

/** How one type lies in bytes, and the field of a TensorProto that holds it otherwise. */
export interface RawLayout {
  readonly bytes: number;
  readonly field: 'floatVal' | 'doubleVal' | 'intVal' | 'int64Val';
  read(view: DataView, at: number): number;
}

const LAYOUTS: ReadonlyMap<tensorboard.DataType, RawLayout> = new Map<tensorboard.DataType, RawLayout>([
  [DataType.DT_FLOAT, { bytes: 4, field: 'floatVal', read: (view, at) => view.getFloat32(at, true) }],
  [DataType.DT_DOUBLE, { bytes: 8, field: 'doubleVal', read: (view, at) => view.getFloat64(at, true) }],
  [DataType.DT_INT8, { bytes: 1, field: 'intVal', read: (view, at) => view.getInt8(at) }],
  [DataType.DT_UINT8, { bytes: 1, field: 'intVal', read: (view, at) => view.getUint8(at) }],
  [DataType.DT_BOOL, { bytes: 1, field: 'intVal', read: (view, at) => view.getUint8(at) }],
  [DataType.DT_INT16, { bytes: 2, field: 'intVal', read: (view, at) => view.getInt16(at, true) }],
  [DataType.DT_UINT16, { bytes: 2, field: 'intVal', read: (view, at) => view.getUint16(at, true) }],
  [DataType.DT_INT32, { bytes: 4, field: 'intVal', read: (view, at) => view.getInt32(at, true) }],
  [DataType.DT_UINT32, { bytes: 4, field: 'int64Val', read: (view, at) => view.getUint32(at, true) }],
  [
    DataType.DT_INT64,
    { bytes: 8, field: 'int64Val', read: (view, at) => Number(view.getBigInt64(at, true)) },
  ],
  [
    DataType.DT_UINT64,
    { bytes: 8, field: 'int64Val', read: (view, at) => Number(view.getBigUint64(at, true)) },
  ],
]);

/** Undefined for halves, complex numbers, and what is no number. */
export function rawLayoutOf(dtype: tensorboard.DataType): RawLayout | undefined {
  return LAYOUTS.get(dtype);
}

/** Numbers of one layout as a user reads them: a float32 in the digits that it has, all others whole. */
export function numberTexts(numbers: readonly number[], { field }: RawLayout): string[] {
  return numbers.map(field === 'floatVal' ? float32Text : String);
}

/** A float32 comes as a double, which would tell digits that nobody stored. */
export function float32Text(number: number): string {
  return String(Number(number.toPrecision(7)));
}

/** The first of them, `most` at most; a number whose bytes break off is left out. */
export function rawNumbers(bytes: Uint8Array, layout: RawLayout, most: number): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = Math.min(most, Math.floor(bytes.length / layout.bytes));
  return Array.from({ length: count }, (_, at) => layout.read(view, at * layout.bytes));
}
