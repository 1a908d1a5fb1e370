// Arrays as NumPy saves them: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
import { float32OfHalf } from '../../../format/floats-of-16-bits.ts';
import { PointsError } from './points-error.ts';

/** One read of each element type, little- or big-endian. */
const READERS: Readonly<Record<string, (view: DataView, at: number, little: boolean) => number>> = {
  f8: (view, at, little) => view.getFloat64(at, little),
  f4: (view, at, little) => view.getFloat32(at, little),
  f2: (view, at, little) => float32OfHalf(view.getUint16(at, little)),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  i4: (view, at, little) => view.getInt32(at, little),
  i2: (view, at, little) => view.getInt16(at, little),
  i1: (view, at) => view.getInt8(at),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  u4: (view, at, little) => view.getUint32(at, little),
  u2: (view, at, little) => view.getUint16(at, little),
  u1: (view, at) => view.getUint8(at),
  b1: (view, at) => view.getUint8(at),
};

export function isNpy(bytes: Uint8Array): boolean {
  return bytes[0] === 0x93 && new TextDecoder().decode(bytes.subarray(1, 6)) === 'NUMPY';
}

/** A row for each entry of the first axis, all other axes one behind the other. Throws PointsError. */
export function pointsOfNpy(bytes: Uint8Array): { rows: number; dimensions: number; values: Float32Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12) throw new PointsError('the NPY file ends within its head');
  const version = view.getUint8(6);
  const start = version === 1 ? 10 : 12;
  const end = start + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (end > bytes.length) throw new PointsError('the NPY file ends within its head');
  const head = new TextDecoder().decode(bytes.subarray(start, end));
  const [, order = '', type = ''] = /'descr':\s*'([<>|=])(\w\d+)'/.exec(head) ?? [];
  const isFortran = /'fortran_order':\s*True/.test(head);
  const [, axes] = /'shape':\s*\(([^)]*)\)/.exec(head) ?? [];
  const read = READERS[type];
  if (!read || axes === undefined) {
    throw new PointsError(
      `the NPY file holds ${JSON.stringify(head.slice(0, 80).trim())}, which is no array of numbers`,
    );
  }
  const shape = axes
    .split(',')
    .map((axis) => axis.trim())
    .filter(Boolean)
    .map(Number);
  const [rows = 1, ...others] = shape;
  const dimensions = others.reduce((product, axis) => product * axis, 1);
  const size = Number(type.slice(1));
  if (shape.some((axis) => !Number.isSafeInteger(axis) || axis < 0)) {
    throw new PointsError(`the NPY file has the shape (${shape.join(', ')}), which is none`);
  }
  if (!Number.isSafeInteger(rows * dimensions) || rows * dimensions * size > bytes.length - end) {
    throw new PointsError(`the NPY file is too short for its shape (${shape.join(', ')})`);
  }
  if (isFortran && shape.length > 2)
    throw new PointsError('the NPY file has more than two axes in Fortran order; save it in C order');
  const values = new Float32Array(rows * dimensions);
  const little = order !== '>';
  for (let at = 0; at < values.length; at++) {
    const place = isFortran ? (at % rows) * dimensions + Math.floor(at / rows) : at;
    values[place] = read(view, end + at * size, little);
  }
  return { rows, dimensions, values };
}
