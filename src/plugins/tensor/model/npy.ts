// Tensors in NumPy's file format 1.0: numpy/lib/format.py.
import type { NumericDtype, Tensor } from '../../../format/tensor.ts';

/** Little-endian, as the arrays of all machines that run this. Half and bfloat16 are widened to float32 when read. */
const DESCRIPTIONS: Readonly<Record<NumericDtype, string>> = {
  float32: '<f4',
  float64: '<f8',
  float16: '<f4',
  bfloat16: '<f4',
  int8: '|i1',
  int16: '<i2',
  int32: '<i4',
  int64: '<i8',
  uint8: '|u1',
  uint16: '<u2',
  uint32: '<u4',
  uint64: '<u8',
  bool: '|b1',
  complex64: '<c8',
  complex128: '<c16',
};

const HEAD_BYTES = 10;
const ALIGNMENT = 64;

/**
 * The file that `numpy.load` reads. Strings become bytes of equal length (`S12`), so one long string makes all long;
 * undefined where that takes more than `maxBytes`.
 */
export function npyOf(tensor: Tensor, maxBytes = 2 ** 28): Uint8Array | undefined {
  const width =
    tensor.dtype === 'string' ? tensor.strings.reduce((most, { length }) => Math.max(most, length), 1) : 0;
  const body = tensor.dtype === 'string' ? width * tensor.strings.length : tensor.numbers.byteLength;
  if (body > maxBytes) return undefined;
  const descr = tensor.dtype === 'string' ? `|S${width}` : DESCRIPTIONS[tensor.dtype];
  const shape = `(${tensor.shape.join(', ')}${tensor.shape.length === 1 ? ',' : ''})`;
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`;
  const headBytes = Math.ceil((HEAD_BYTES + text.length + 1) / ALIGNMENT) * ALIGNMENT;
  const file = new Uint8Array(headBytes + body);
  file.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  new DataView(file.buffer).setUint16(8, headBytes - HEAD_BYTES, true);
  file.set(new TextEncoder().encode(`${text.padEnd(headBytes - HEAD_BYTES - 1)}\n`), HEAD_BYTES);
  if (tensor.dtype === 'string')
    for (const [at, bytes] of tensor.strings.entries()) file.set(bytes, headBytes + at * width);
  else {
    const { buffer, byteOffset, byteLength } = tensor.numbers;
    file.set(new Uint8Array(buffer, byteOffset, byteLength), headBytes);
  }
  return file;
}
