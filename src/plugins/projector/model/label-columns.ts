// Labels of points, column by column, in a form that costs little to keep and to hand from a worker to the page: the
// texts' bytes one behind the other, and what each column holds, told once.
import { plainDecimalOf } from './coordinate.ts';

export interface LabelColumn {
  readonly name: string;
  /** UTF-8 of all rows' texts, one behind the other. */
  readonly bytes: Uint8Array;
  /** Where each row's text ends in `bytes`. */
  readonly ends: Uint32Array;
  /** Where every text is a number or missing: the numbers, NaN where one is missing. */
  readonly numbers: Float64Array | undefined;
  /** Of these numbers; undefined where there are none. */
  readonly range: NumberRange | undefined;
  /** Different texts, the most frequent first; undefined where there are too many to tell apart. */
  readonly categories: readonly string[] | undefined;
  /** How many rows have each of them. */
  readonly counts: readonly number[] | undefined;
  /** Each row's place in `categories`. */
  readonly codes: Uint16Array | undefined;
}

/** The least and the most of a column, and how many of its rows hold no finite number. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly missing: number;
}

/** More are no categories to look at. */
export const MAX_CATEGORIES = 1024;
const MISSING = /^(?:|-|\?|na|n\/a|nan|null|none|undefined)$/i;
const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Whether the text stands for a value that is not there. */
export function isMissing(text: string): boolean {
  return text.length <= 9 && MISSING.test(text.trim());
}

/** The text of one row; empty behind the last. */
export function textAt({ bytes, ends }: LabelColumn, row: number): string {
  const start = row === 0 ? 0 : (ends[row - 1] ?? 0);
  return decoder.decode(bytes.subarray(start, ends[row] ?? start));
}

/** Makes one column of `rows` texts; `textOf` is called once for each row, in order. */
export function labelColumnOf(name: string, rows: number, textOf: (row: number) => string): LabelColumn {
  const builder = new LabelColumnBuilder(name, rows);
  for (let row = 0; row < rows; row++) builder.pushText(textOf(row));
  return builder.column();
}

/** One column while its texts come, row by row; a million of them become no objects. */
export class LabelColumnBuilder {
  readonly #name: string;
  readonly #ends: Uint32Array;
  #rows = 0;
  #bytes: Uint8Array;
  #filled = 0;
  #numbers: Float64Array | undefined;
  #hasNumber = false;
  #codes: Uint16Array | undefined;
  readonly #counts: number[] = [];
  /** Where each category's text stands in `#bytes`, begin and end in turn. */
  readonly #places: number[] = [];
  /** The newest category of each hash, and of each category the one before it with the same hash. */
  readonly #newest = new Map<number, number>();
  readonly #before: (number | undefined)[] = [];

  /** `rows` texts are to be pushed, neither more nor fewer. */
  constructor(name: string, rows: number) {
    this.#name = name;
    this.#ends = new Uint32Array(rows);
    this.#bytes = new Uint8Array(rows * 8 + 16);
    this.#numbers = new Float64Array(rows);
    this.#codes = new Uint16Array(rows);
  }

  /** The next row's text, as UTF-8 from `start` to `end`. */
  push(bytes: Uint8Array, start: number, end: number): void {
    this.#makeRoom(end - start);
    const to = this.#bytes;
    let at = this.#filled;
    for (let from = start; from < end; from++) to[at++] = bytes[from] as number;
    this.#end(at);
  }

  pushText(text: string): void {
    // A UTF-16 unit takes three bytes at most.
    this.#makeRoom(text.length * 3);
    this.#end(this.#filled + encoder.encodeInto(text, this.#bytes.subarray(this.#filled)).written);
  }

  column(): LabelColumn {
    const texts = this.#counts.map((_, code) =>
      this.#text(this.#places[code * 2], this.#places[code * 2 + 1]),
    );
    const ranked = this.#codes && byFrequency(texts, this.#counts, this.#codes);
    const numbers = this.#hasNumber ? this.#numbers : undefined;
    return {
      name: this.#name,
      bytes: this.#bytes.slice(0, this.#filled),
      ends: this.#ends,
      numbers,
      range: numbers && rangeOf(numbers),
      categories: ranked?.categories,
      counts: ranked?.counts,
      codes: ranked?.codes,
    };
  }

  #makeRoom(bytes: number): void {
    if (this.#filled + bytes <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * this.#bytes.length + bytes);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }

  /** The text from what is filled to `end` is a row's. */
  #end(end: number): void {
    const start = this.#filled;
    const row = this.#rows++;
    this.#filled = end;
    this.#ends[row] = end;
    if (this.#numbers) this.#readNumber(this.#numbers, row, start, end);
    if (!this.#codes) return;
    const code = this.#codeOf(start, end);
    if (code === undefined) this.#codes = undefined;
    else this.#codes[row] = code;
  }

  #readNumber(numbers: Float64Array, row: number, start: number, end: number): void {
    let number = plainDecimalOf(this.#bytes, start, end);
    if (number === undefined) {
      const text = this.#text(start, end);
      number = isMissing(text) ? Number.NaN : Number(text);
      if (Number.isNaN(number) && !isMissing(text)) {
        this.#numbers = undefined;
        this.#hasNumber = false;
        return;
      }
    }
    numbers[row] = number;
    this.#hasNumber ||= !Number.isNaN(number);
  }

  /** Undefined where there are too many categories. */
  #codeOf(start: number, end: number): number | undefined {
    const bytes = this.#bytes;
    // FNV-1a
    let hash = 0x811c9dc5;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
    const newest = this.#newest.get(hash);
    let code = newest;
    while (code !== undefined && !this.#isAt(code, start, end)) code = this.#before[code];
    if (code === undefined) {
      code = this.#counts.length;
      if (code === MAX_CATEGORIES) return undefined;
      this.#newest.set(hash, code);
      this.#before.push(newest);
      this.#places.push(start, end);
      this.#counts.push(0);
    }
    this.#counts[code] = (this.#counts[code] as number) + 1;
    return code;
  }

  #isAt(code: number, start: number, end: number): boolean {
    const bytes = this.#bytes;
    const from = this.#places[code * 2] as number;
    if ((this.#places[code * 2 + 1] as number) - from !== end - start) return false;
    for (let at = 0; at < end - start; at++) if (bytes[from + at] !== bytes[start + at]) return false;
    return true;
  }

  #text(start: number | undefined, end: number | undefined): string {
    return decoder.decode(this.#bytes.subarray(start, end));
  }
}

function rangeOf(numbers: Float64Array): NumberRange {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let missing = 0;
  for (const number of numbers) {
    if (!Number.isFinite(number)) missing++;
    else {
      if (number < min) min = number;
      if (number > max) max = number;
    }
  }
  return { min, max, missing };
}

function byFrequency(texts: readonly string[], counts: readonly number[], codes: Uint16Array) {
  const order = texts.map((_, at) => at).sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
  const placeOf = new Uint16Array(texts.length);
  order.forEach((code, place) => {
    placeOf[code] = place;
  });
  return {
    categories: order.map((code) => texts[code] ?? ''),
    counts: order.map((code) => counts[code] ?? 0),
    codes: codes.map((code) => placeOf[code] ?? 0),
  };
}
