// Points as lines of numbers, read piece by piece: a file's beginning is shown while its end is still on its way, and
// what is read of it at once fits in memory however long it is.
import { coordinateOf, plainDecimalOf } from './coordinate.ts';
import { PointsError } from './points-error.ts';

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const TAB = 9;

/** Takes pieces of one file in order. Blank lines do not count. */
export class RowReader {
  /** Coordinates a point; 0 until the first line has come. */
  columns = 0;
  /** Whole points so far. */
  rows = 0;
  readonly #separator: number;
  readonly #maxRows: number;
  readonly #decoder = new TextDecoder();
  #rest: Uint8Array = new Uint8Array(0);
  #numbers = new Float32Array(0);
  #filled = 0;

  /** `separator` is one ASCII character; what comes behind the first `maxRows` points is not looked at. */
  constructor(separator = '\t', maxRows = Number.POSITIVE_INFINITY) {
    this.#separator = separator.charCodeAt(0) || TAB;
    this.#maxRows = maxRows;
  }

  /** The points that end in `bytes`, row-major. Throws PointsError for a line that has other cells than the first. */
  push(bytes: Uint8Array): Float32Array {
    const all = joined(this.#rest, bytes);
    const end = all.lastIndexOf(NEWLINE) + 1;
    this.#rest = all.slice(end);
    return this.#read(all.subarray(0, end));
  }

  /** The last point, where the file does not end with a line's end. Throws PointsError. */
  end(): Float32Array {
    const rest = this.#rest;
    this.#rest = new Uint8Array(0);
    return this.#read(rest);
  }

  #read(bytes: Uint8Array): Float32Array {
    this.#filled = 0;
    for (let start = 0; start < bytes.length && this.rows < this.#maxRows; ) {
      const found = bytes.indexOf(NEWLINE, start);
      const next = found < 0 ? bytes.length : found + 1;
      let end = found < 0 ? bytes.length : found;
      if (end > start && bytes[end - 1] === CARRIAGE_RETURN) end--;
      if (end > start) this.#readLine(bytes, start, end);
      start = next;
    }
    return this.#numbers.slice(0, this.#filled);
  }

  #readLine(bytes: Uint8Array, start: number, end: number): void {
    if (this.columns === 0) this.columns = this.#cells(bytes, start, end);
    this.#makeRoom();
    let column = 0;
    for (let from = start; from <= end; column++) {
      let to = from;
      while (to < end && bytes[to] !== this.#separator) to++;
      if (column < this.columns)
        this.#numbers[this.#filled + column] =
          plainDecimalOf(bytes, from, to) ?? this.#anyCell(bytes, from, to);
      from = to + 1;
    }
    if (column !== this.columns)
      throw new PointsError(
        `point ${this.rows + 1} has ${column} coordinates, the first one has ${this.columns}`,
      );
    this.#filled += this.columns;
    this.rows++;
  }

  #anyCell(bytes: Uint8Array, from: number, to: number): number {
    const cell = this.#decoder.decode(bytes.subarray(from, to));
    const number = coordinateOf(cell);
    if (number !== undefined) return number;
    throw new PointsError(
      `point ${this.rows + 1} has the coordinate ${JSON.stringify(cell.slice(0, 30))}, which is no number`,
    );
  }

  #cells(bytes: Uint8Array, start: number, end: number): number {
    let cells = 1;
    for (let at = start; at < end; at++) if (bytes[at] === this.#separator) cells++;
    return cells;
  }

  #makeRoom(): void {
    const needed = this.#filled + this.columns;
    if (needed <= this.#numbers.length) return;
    const larger = new Float32Array(Math.max(needed, 2 * this.#numbers.length, 2 ** 12));
    larger.set(this.#numbers.subarray(0, this.#filled));
    this.#numbers = larger;
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
