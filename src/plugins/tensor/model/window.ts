// A window of a tensor as text: rows and columns of its last two dimensions, at chosen indices of the others.
import type { Tensor, TensorNumbers } from '../../../format/tensor.ts';
import { type TensorStatistics, type TensorWindow, WINDOW_COLUMNS, WINDOW_ROWS } from '../kind.ts';
import { statisticsOf } from './statistics.ts';

/** Where a window begins. */
export interface WindowPlace {
  readonly slice: readonly number[];
  readonly row: number;
  readonly column: number;
}

/** Longer strings are cut; the file that can be downloaded has all of them. */
const MOST_CHARACTERS = 500;

/** The window at a place; what is out of range is brought into it. */
export function windowOf(tensor: Tensor, place: WindowPlace): TensorWindow {
  const { shape, dtype } = tensor;
  const rows = shape.length === 0 ? 1 : ((shape.length === 1 ? shape[0] : shape.at(-2)) ?? 1);
  const columns = shape.length < 2 ? 1 : (shape.at(-1) ?? 1);
  const outer = shape.slice(0, -2);
  const slice = outer.map((size, at) => within(place.slice[at] ?? 0, size));
  const firstRow = within(place.row, rows);
  const firstColumn = within(place.column, columns);
  const base = slice.reduce((sum, index, at) => sum * (outer[at] ?? 1) + index, 0) * rows;
  const cellAt = cellsOf(tensor);
  const isEmpty = shape.includes(0);
  const cells = lengthOf(firstRow, isEmpty ? 0 : rows, WINDOW_ROWS).map((row) =>
    lengthOf(firstColumn, columns, WINDOW_COLUMNS).map((column) => cellAt((base + row) * columns + column)),
  );
  const statistics = tensor.dtype === 'string' ? {} : { statistics: knownStatisticsOf(tensor.numbers) };
  return {
    dtype,
    shape,
    bytes: bytesOf(tensor),
    ...statistics,
    slice,
    rows,
    columns,
    firstRow,
    firstColumn,
    cells,
  };
}

/** Numbers never change, and a large tensor is looked at window by window. */
const known = new WeakMap<TensorNumbers, TensorStatistics>();

function knownStatisticsOf(numbers: TensorNumbers): TensorStatistics {
  const statistics = known.get(numbers) ?? statisticsOf(numbers);
  known.set(numbers, statistics);
  return statistics;
}

function within(index: number, size: number): number {
  return Math.max(0, Math.min(index, size - 1));
}

/** Indices from `first` on, at most `most` of them, below `size`. */
function lengthOf(first: number, size: number, most: number): number[] {
  return Array.from({ length: Math.max(0, Math.min(size - first, most)) }, (_, i) => first + i);
}

function bytesOf(tensor: Tensor): number {
  return tensor.dtype === 'string'
    ? tensor.strings.reduce((sum, bytes) => sum + bytes.length, 0)
    : tensor.numbers.byteLength;
}

function cellsOf(tensor: Tensor): (index: number) => string {
  if (tensor.dtype === 'string') return (index) => textOf(tensor.strings[index] ?? new Uint8Array(0));
  const { numbers, dtype } = tensor;
  if (dtype === 'bool') return (index) => (numbers[index] ? 'true' : 'false');
  if (dtype !== 'complex64' && dtype !== 'complex128') return (index) => numberText(numbers[index], numbers);
  return (index) => {
    const imaginary = numberText(numbers[index * 2 + 1], numbers);
    return `${numberText(numbers[index * 2], numbers)}${imaginary.startsWith('-') ? '' : '+'}${imaginary}i`;
  };
}

/** The fewest digits that mean this number in its own type. */
function numberText(value: number | bigint | undefined, numbers: TensorNumbers): string {
  const isFloat32 = numbers instanceof Float32Array && typeof value === 'number' && Number.isFinite(value);
  if (!isFloat32) return String(value);
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}

/** UTF-8, or the bytes in hexadecimal where they are none. */
function textOf(bytes: Uint8Array): string {
  const text = utf8Of(bytes.subarray(0, endOfCharacters(bytes)));
  const rest = `… (${bytes.length.toLocaleString('en-US')} bytes)`;
  // Characters that nothing shows: it is no text that happens to decode.
  if (text === undefined || /\p{Cc}/u.test(text.replace(/[\t\n\r]/g, ''))) {
    const digits = Array.from(bytes.subarray(0, 64), (byte) => byte.toString(16).padStart(2, '0'));
    return `0x${digits.join('')}${bytes.length > 64 ? rest : ''}`;
  }
  const shown = text.slice(0, MOST_CHARACTERS);
  return shown.length < text.length || bytes.length > MOST_CHARACTERS * 4 ? shown + rest : text;
}

/** Where so many bytes end as hold enough characters, none of them cut in two. */
function endOfCharacters(bytes: Uint8Array): number {
  let end = Math.min(bytes.length, MOST_CHARACTERS * 4);
  while (end < bytes.length && end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return end;
}

function utf8Of(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
