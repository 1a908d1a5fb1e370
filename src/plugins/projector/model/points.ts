// Points as files hold them: lines of numbers between tabs, or float32 as they lie in memory. A large file is parsed in
// pieces, so that whoever parses can let others work in between.
import type { Points } from '../kind.ts';
import { PointsError } from './points-error.ts';
import { RowReader } from './row-reader.ts';

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const TAB = 9;
const PIECE_BYTES = 2 ** 20;

/** Points and coordinates of a file of lines, without reading the numbers. Blank lines do not count. */
export function shapeOfLines(bytes: Uint8Array): readonly [rows: number, columns: number] {
  let rows = 0;
  let columns = 0;
  for (const [start, end] of linesOf(bytes)) {
    if (rows === 0) {
      columns = 1;
      for (let at = start; at < end; at++) if (bytes[at] === TAB) columns++;
    }
    rows++;
  }
  return [rows, columns];
}

/** Where lines that are not blank begin and end; their ends are left out. */
function* linesOf(bytes: Uint8Array): Generator<readonly [start: number, end: number]> {
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(NEWLINE, start);
    const next = found < 0 ? bytes.length : found + 1;
    let end = found < 0 ? bytes.length : found;
    if (end > start && bytes[end - 1] === CARRIAGE_RETURN) end--;
    if (end > start) yield [start, end];
    start = next;
  }
}

/**
 * The points of a file, at most `maxRows`. `shape` is the config's, needed for what is no text. Yields between pieces,
 * returns at the end. Throws PointsError for a file that is neither.
 */
export function* readPoints(
  bytes: Uint8Array,
  shape: readonly number[] | undefined,
  maxRows = Number.POSITIVE_INFINITY,
): Generator<void, Points> {
  try {
    return yield* readLines(bytes, maxRows);
  } catch (error) {
    if (!(error instanceof PointsError)) throw error;
    const [rows = 0, columns = 0] = shape ?? [];
    if (shape?.length === 2 && bytes.length === rows * columns * 4)
      return rawPoints(bytes, rows, columns, maxRows);
    if (!isText(bytes)) {
      const given = shape ? `[${shape}]` : 'missing';
      throw new PointsError(
        `it is no text, and its ${bytes.length} bytes are not float32 of the shape in the config, which is ${given}`,
      );
    }
    throw error;
  }
}

function rawPoints(bytes: Uint8Array, rows: number, columns: number, maxRows: number): Points {
  const kept = Math.min(rows, maxRows);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbers = Float32Array.from({ length: kept * columns }, (_, i) => view.getFloat32(i * 4, true));
  return { rows: kept, columns, numbers };
}

function isText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, PIECE_BYTES));
    return true;
  } catch {
    // The decoder's only way to say so.
    return false;
  }
}

function* readLines(bytes: Uint8Array, maxRows: number): Generator<void, Points> {
  const reader = new RowReader('\t', maxRows);
  const parts: Float32Array[] = [];
  for (let at = 0; at < bytes.length && reader.rows < maxRows; at += PIECE_BYTES) {
    parts.push(reader.push(bytes.subarray(at, at + PIECE_BYTES)));
    yield;
  }
  parts.push(reader.end());
  const numbers = new Float32Array(reader.rows * reader.columns);
  let filled = 0;
  for (const part of parts) {
    numbers.set(part, filled);
    filled += part.length;
  }
  return { rows: reader.rows, columns: reader.columns, numbers };
}

/** The first lines of a table of labels: `maxRows`, and one more where the first is a header, as its tab tells. */
export function firstLabels(bytes: Uint8Array, maxRows: number): Uint8Array {
  const header = bytes.subarray(0, endOfLine(bytes, 0)).includes(TAB) ? 1 : 0;
  let end = 0;
  for (let line = 0; line < maxRows + header && end < bytes.length; line++) end = endOfLine(bytes, end);
  return bytes.subarray(0, end);
}

/** Behind the line's end. */
function endOfLine(bytes: Uint8Array, start: number): number {
  const at = bytes.indexOf(NEWLINE, start);
  return at < 0 ? bytes.length : at + 1;
}
