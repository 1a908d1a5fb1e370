// When an answer equals one of TensorBoard's as a whole: the stricter of the two comparisons. Whole numbers are compared
// digit by digit however long they are, others within 1e-6 relative; text token by token. Of a series that TensorBoard
// sampled at random only the length and the last point are known.
import type { Difference } from './comparison.ts';

type Dict = Readonly<Record<string, unknown>>;

/** JSON in which whole numbers of 16 digits and more come as texts, since JavaScript's would lose some. */
export function parseExactly(json: string): unknown {
  const tokens = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;
  return JSON.parse(json.replace(tokens, (token) => (MANY_DIGITS.test(token) ? `"${token}"` : token)));
}

const MANY_DIGITS = /^-?\d{16,}$/;

/** Undefined where they are equal, else the first place where they are not. */
export function strictDifference(recorded: unknown, answer: unknown, at = '$'): Difference {
  if (isDict(recorded) && isDict(answer)) {
    const keys = [...new Set([...Object.keys(recorded), ...Object.keys(answer)])];
    return first(keys, (key) => {
      if (!(key in answer)) return `${at}.${key}: only in the recording`;
      if (!(key in recorded)) return `${at}.${key}: only in the answer`;
      return strictDifference(recorded[key], answer[key], `${at}.${key}`);
    });
  }
  if (Array.isArray(recorded) && Array.isArray(answer)) {
    if (recorded.length !== answer.length) return `${at}: length ${recorded.length} is now ${answer.length}`;
    return first([...recorded.keys()], (i) => strictDifference(recorded[i], answer[i], `${at}[${i}]`));
  }
  return equal(recorded, answer) ? undefined : told(recorded, answer, at);
}

/** Of each series the length and the last point; what is no series is compared whole. */
export function sampledDifference(recorded: unknown, answer: unknown, at = '$'): Difference {
  if (!isDict(recorded) || !isDict(answer)) {
    if (!Array.isArray(recorded) || !Array.isArray(answer)) return strictDifference(recorded, answer, at);
    if (recorded.length !== answer.length) return `${at}: length ${recorded.length} is now ${answer.length}`;
    if (isSeries(recorded)) return strictDifference(recorded.at(-1), answer.at(-1), `${at}[-1]`);
    return first([...recorded.keys()], (i) => sampledDifference(recorded[i], answer[i], `${at}[${i}]`));
  }
  const keys = Object.keys(recorded);
  if (keys.toSorted().join('\n') !== Object.keys(answer).toSorted().join('\n')) return `${at}: other keys`;
  return first(keys, (key) => sampledDifference(recorded[key], answer[key], `${at}.${key}`));
}

function isSeries([point]: readonly unknown[]): boolean {
  return !isDict(point) || ['step', 'wall_time', 'wallTime'].some((key) => key in point);
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}:<>,[\]]|[^\s{}:<>,[\]"]+/g;

/** CSV, text protos and LaTeX, however they are indented. */
export function textDifference(recorded: string, answer: string): Difference {
  if (recorded === answer) return undefined;
  const [wanted, given] = [recorded, answer].map((text) => text.match(TOKEN) ?? []);
  return strictDifference(wanted?.map(numberOrText), given?.map(numberOrText), 'token');
}

const WORDS: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
};

function numberOrText(token: string): number | string {
  if (MANY_DIGITS.test(token)) return token;
  return WORDS[token] ?? (/^[-+]?[\d.]/.test(token) && !Number.isNaN(Number(token)) ? Number(token) : token);
}

function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || a === b) return true;
  if (typeof a !== 'number' && typeof b !== 'number') return false;
  // One may have come as a text, for its many digits.
  const [x, y] = [a, b].map((value) => (MANY_DIGITS.test(String(value)) ? Number(value) : value));
  if (typeof x !== 'number' || typeof y !== 'number') return false;
  return x === y || Math.abs(x - y) <= 1e-6 * Math.max(Math.abs(x), Math.abs(y)) + 1e-12;
}

function first<T>(items: readonly T[], compare: (item: T) => Difference): Difference {
  for (const item of items) {
    const difference = compare(item);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function isDict(value: unknown): value is Dict {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function told(recorded: unknown, answer: unknown, at: string): string {
  const short = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 80);
  return `${at}: ${short(recorded)} is now ${short(answer)}`;
}
