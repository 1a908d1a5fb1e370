// Labels of points, column by column, in a form that costs little to keep and to hand from a worker to the page: the
// texts' bytes one behind the other, and what each column holds, told once.

export interface LabelColumn {
  readonly name: string;
  /** UTF-8 of all rows' texts, one behind the other. */
  readonly bytes: Uint8Array;
  /** Where each row's text ends in `bytes`. */
  readonly ends: Uint32Array;
  /** Where every text is a number or missing: the numbers, NaN where one is missing. */
  readonly numbers: Float64Array | undefined;
  /** Different texts, the most frequent first; undefined where there are too many to tell apart. */
  readonly categories: readonly string[] | undefined;
  /** Each row's place in `categories`. */
  readonly codes: Uint16Array | undefined;
}

/** More are no categories to look at. */
export const MAX_CATEGORIES = 1024;
const MISSING = /^(?:|-|\?|na|n\/a|nan|null|none|undefined)$/i;
const decoder = new TextDecoder();

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
  const encoder = new TextEncoder();
  const ends = new Uint32Array(rows);
  let bytes = new Uint8Array(rows * 8 + 16);
  let filled = 0;
  let numbers: Float64Array | undefined = new Float64Array(rows);
  let hasNumber = false;
  const places = new Map<string, number>();
  const counts: number[] = [];
  let codes: Uint16Array | undefined = new Uint16Array(rows);
  for (let row = 0; row < rows; row++) {
    const text = textOf(row);
    // A UTF-16 unit takes three bytes at most.
    if (filled + text.length * 3 > bytes.length) {
      const larger = new Uint8Array(2 * bytes.length + text.length * 3);
      larger.set(bytes);
      bytes = larger;
    }
    filled += encoder.encodeInto(text, bytes.subarray(filled)).written;
    ends[row] = filled;
    if (numbers) {
      const number = isMissing(text) ? Number.NaN : numberOf(text);
      if (number === undefined) numbers = undefined;
      else {
        numbers[row] = number;
        hasNumber ||= !Number.isNaN(number);
      }
    }
    if (codes) {
      let code = places.get(text);
      if (code === undefined && places.size === MAX_CATEGORIES) codes = undefined;
      else {
        if (code === undefined) {
          code = places.size;
          places.set(text, code);
        }
        codes[row] = code;
        counts[code] = (counts[code] ?? 0) + 1;
      }
    }
  }
  const ranked = codes && byFrequency([...places.keys()], counts, codes);
  return {
    name,
    bytes: bytes.slice(0, filled),
    ends,
    numbers: hasNumber ? numbers : undefined,
    categories: ranked?.categories,
    codes: ranked?.codes,
  };
}

function numberOf(text: string): number | undefined {
  const number = Number(text);
  return Number.isNaN(number) ? undefined : number;
}

function byFrequency(texts: readonly string[], counts: readonly number[], codes: Uint16Array) {
  const order = texts.map((_, at) => at).sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
  const placeOf = new Uint16Array(texts.length);
  order.forEach((code, place) => {
    placeOf[code] = place;
  });
  return {
    categories: order.map((code) => texts[code] ?? ''),
    codes: codes.map((code) => placeOf[code] ?? 0),
  };
}
