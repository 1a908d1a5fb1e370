// When an answer equals what TensorBoard answered. The recordings hold TensorBoard's two loaders, which differ; part by
// part, an answer must equal one of them. Numbers match within 1e-6 relative, the order of keys does not count, and of a
// series that TensorBoard sampled only the length and the last point are known.

/** What makes one part differ, with the place in the answer; undefined where nothing does. */
export type Difference = string | undefined;

/** Keys that name this or that machine. */
const IGNORED = new Set(['version', 'data_location', 'debug', 'creation_time', 'window_title']);
/** Each server mints its own names of pictures; they are followed instead. */
const OPAQUE = new Set(['query', 'imageId']);
/** Lengths to which TensorBoard samples. */
const LIMITS = new Set([1000, 501, 500, 100, 51, 10]);

const isCompared = (key: string) => !IGNORED.has(key) && !OPAQUE.has(key);

type Dict = Readonly<Record<string, unknown>>;

function isDict(value: unknown): value is Dict {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Compares with all alternatives: undefined when every part of `answer` equals that part of one of them. */
export function differenceFromAll(alternatives: readonly unknown[], answer: unknown, at = ''): Difference {
  const differences = alternatives.map((one) => differenceFrom(one, answer, at));
  if (differences.includes(undefined)) return undefined;
  if (isDict(answer)) {
    const keys = Object.keys(answer);
    const fitting = alternatives.filter((one) => isDict(one) && sameKeys(Object.keys(one), keys)) as Dict[];
    if (fitting.length > 0) {
      return firstOf(keys.filter(isCompared), (key) =>
        differenceFromAll(
          fitting.map((one) => one[key]),
          answer[key],
          `${at}.${key}`,
        ),
      );
    }
  }
  if (Array.isArray(answer)) {
    const fitting = alternatives.filter(
      (one) => Array.isArray(one) && one.length === answer.length,
    ) as unknown[][];
    if (fitting.length > 0) {
      return firstOf([...answer.keys()], (i) =>
        differenceFromAll(
          fitting.map((one) => one[i]),
          answer[i],
          `${at}[${i}]`,
        ),
      );
    }
  }
  return differences[0];
}

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  const [first, second] = [a, b].map((keys) =>
    keys
      .filter((key) => !IGNORED.has(key))
      .toSorted()
      .join('\n'),
  );
  return first === second;
}

function firstOf<T>(items: readonly T[], compare: (item: T) => Difference): Difference {
  for (const item of items) {
    const difference = compare(item);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function differenceFrom(recorded: unknown, answer: unknown, at: string): Difference {
  const [x, y] = [numberOf(recorded), numberOf(answer)];
  if (x !== undefined && y !== undefined) return numbersMatch(x, y) ? undefined : told(recorded, answer, at);
  if (isDict(recorded) && isDict(answer)) {
    const keys = [...new Set([...Object.keys(recorded), ...Object.keys(answer)])]
      .filter(isCompared)
      .toSorted();
    return firstOf(keys, (key) => {
      if (!(key in answer)) return `${at}.${key}: only in the recording`;
      if (!(key in recorded)) return `${at}.${key}: only in the answer`;
      return differenceFrom(recorded[key], answer[key], `${at}.${key}`);
    });
  }
  if (Array.isArray(recorded) && Array.isArray(answer)) {
    if (recorded.length !== answer.length) return `${at}: length ${recorded.length} is now ${answer.length}`;
    const sampled = LIMITS.has(recorded.length) && at.split('.').length <= 5;
    const indices = sampled ? [recorded.length - 1] : [...recorded.keys()];
    return firstOf(indices, (i) => differenceFrom(recorded[i], answer[i], `${at}[${i}]`));
  }
  if (typeof recorded === 'string' && typeof answer === 'string' && isCsv(recorded)) {
    return differenceFrom(cellsOf(recorded), cellsOf(answer), `${at}(csv)`);
  }
  return recorded === answer ? undefined : told(recorded, answer, at);
}

function told(recorded: unknown, answer: unknown, at: string): string {
  const short = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 80);
  return `${at}: ${short(recorded)} is now ${short(answer)}`;
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : undefined;
}

function numbersMatch(a: number, b: number): boolean {
  if (Object.is(a, b) || a === b) return true;
  return Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b), 1e-30);
}

function isCsv(text: string): boolean {
  return text.includes('\n') && text.split(',').length > 4;
}

function cellsOf(csv: string): unknown[][] {
  const words: Readonly<Record<string, number>> = { nan: Number.NaN, inf: Infinity, '-inf': -Infinity };
  const lines = csv.trim().split('\n');
  return lines.map((line) =>
    line.split(',').map((cell) => words[cell] ?? (Number.isNaN(Number(cell)) ? cell : Number(cell))),
  );
}
