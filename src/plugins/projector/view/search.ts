// Looking for points by their labels: a text, a regular expression, or a range of numbers, in one column or in all.
import { compileRegex } from '../../../../client/data/linear-regex.ts';
import { Slices } from '../../../../client/turns/slices.ts';
import { type LabelColumn, textAt } from '../model/label-columns.ts';

/** Whether a row's cell is meant; `invalid` says why the pattern is none. */
export type Matcher =
  | { readonly kind: 'ready'; test(text: string): boolean }
  | { readonly kind: 'invalid'; readonly why: string }
  /** The engine for regular expressions has not come yet. */
  | { readonly kind: 'pending' };

const COMPARISON = /^\s*(<=|>=|<|>|=)\s*(-?[\d.]+(?:e[+-]?\d+)?)\s*$/i;
const RANGE = /^\s*(-?[\d.]+(?:e[+-]?\d+)?)\s*\.\.\s*(-?[\d.]+(?:e[+-]?\d+)?)\s*$/i;
/** Leaves most of a frame to the page. */
const SLICE_MS = 8;
const ROWS_BETWEEN_LOOKS = 512;

/** `>= 3` and `2..5` compare numbers; anything else is looked for in the text, `isRegex` as a regular expression. */
export function matcherOf(pattern: string, isRegex: boolean): Matcher {
  const numbers = numberTest(pattern);
  if (numbers) return { kind: 'ready', test: (text) => text.trim() !== '' && numbers(Number(text)) };
  const compiled = compileRegex(isRegex ? pattern : escaped(pattern));
  return compiled.kind === 'compiled' ? { kind: 'ready', test: compiled.test } : compiled;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}

function numberTest(pattern: string): ((value: number) => boolean) | undefined {
  const [, sign, bound] = COMPARISON.exec(pattern) ?? [];
  const limit = Number(bound);
  if (sign === '<') return (value) => value < limit;
  if (sign === '<=') return (value) => value <= limit;
  if (sign === '>') return (value) => value > limit;
  if (sign === '>=') return (value) => value >= limit;
  if (sign === '=') return (value) => value === limit;
  const [, low, high] = RANGE.exec(pattern) ?? [];
  return low === undefined ? undefined : (value) => value >= Number(low) && value <= Number(high);
}

/**
 * Rows of which a cell of one of the columns matches, ascending. In slices, so that the page stays answerable; rejects with
 * the signal's reason.
 */
export async function matchingRows(
  columns: readonly LabelColumn[],
  rows: number,
  test: (text: string) => boolean,
  signal: AbortSignal,
): Promise<Uint32Array> {
  const tests = columns.map((column) => rowTest(column, test));
  const found = new Uint32Array(rows);
  let count = 0;
  const slices = new Slices(SLICE_MS);
  for (let row = 0; row < rows; row++) {
    if (tests.some((is) => is(row))) found[count++] = row;
    if (row % ROWS_BETWEEN_LOOKS !== 0 || !slices.isOver) continue;
    await slices.next();
    signal.throwIfAborted();
  }
  return found.slice(0, count);
}

/** Where a column has categories, each is looked at once. */
function rowTest(column: LabelColumn, test: (text: string) => boolean): (row: number) => boolean {
  const { categories, codes } = column;
  if (!categories || !codes) return (row) => test(textAt(column, row));
  const known = categories.map(test);
  return (row) => known[codes[row] as number] as boolean;
}
