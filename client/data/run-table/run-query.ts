// The run table's filter: terms parted by spaces, all of which must hold.
//   resnet|vgg        a regular expression, found in the run's name
//   lr<0.01           a field and a number: < <= > >= = !=
//   opt:adam          a field and a regular expression, found in its value
//   -opt:sgd          not
//   "my run" "a b">3  quotes keep spaces together
// What looks like a field and is none is part of a regular expression: runs may be named `lr=0.1`.
import type { RunCell } from '../../../src/wire/run-columns.ts';
import { compileRegex } from '../linear-regex.ts';
import { invalidText } from '../run-selection.ts';
import type { FieldNames, RunField } from './run-fields.ts';
import type { RunRecord, RunValues } from './run-record.ts';

export interface RunQuery {
  readonly matches: (record: RunRecord, values: RunValues) => boolean;
  /** Why a term cannot be used; it lets all runs through meanwhile. */
  readonly invalid: string | undefined;
  /** Fields whose values it needs. */
  readonly fields: readonly RunField[];
}

type Term = Omit<RunQuery, 'fields'> & { readonly field?: RunField };

const OPERATORS: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '=': (order) => order === 0,
};

/** Compiles a filter. */
export function runQueryOf(text: string, names: FieldNames): RunQuery {
  const terms = wordsOf(text).map((word) => termOf(word, names));
  const [only] = terms;
  return {
    // Ten thousand runs are asked at each change.
    matches:
      only && terms.length === 1
        ? only.matches
        : (record, values) => terms.every((term) => term.matches(record, values)),
    invalid: terms.find(({ invalid }) => invalid !== undefined)?.invalid,
    fields: terms.flatMap(({ field }) => field ?? []),
  };
}

/** Parted by spaces outside of quotes. A quote that nobody closes is a character like others. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/(?:"[^"]*"|\S)+/g)].map(([word]) => word);
}

function termOf(word: string, names: FieldNames): Term {
  if (word.length > 1 && word.startsWith('-')) {
    const term = fieldTermOf(word.slice(1), names);
    if (term)
      return {
        ...term,
        matches: (record, values) => term.invalid !== undefined || !term.matches(record, values),
      };
  }
  return fieldTermOf(word, names) ?? nameTermOf(unquoted(word));
}

/** Undefined where the word begins with no field and operator. */
function fieldTermOf(word: string, names: FieldNames): Term | undefined {
  for (const { 0: operator, index } of word.matchAll(/[<>!=]=|[<>=:]/g)) {
    const before = word.slice(0, index);
    const field = before.split('"').length % 2 === 1 ? names.find(unquoted(before)) : undefined;
    if (!field) continue;
    const wanted = unquoted(word.slice(index + operator.length));
    if (operator === ':')
      return {
        ...regexTerm(wanted, (test) => (record, values) => test(textOf(field.value(record, values)))),
        field,
      };
    const compare = comparison(operator, wanted);
    return {
      field,
      invalid: undefined,
      matches: (record, values) => compare(field.value(record, values)),
    };
  }
  return undefined;
}

/** `!=` holds for runs without the value too; nothing else does. */
function comparison(operator: string, wanted: string): (value: RunCell | undefined) => boolean {
  if (operator === '!=') {
    const same = comparison('=', wanted);
    return (value) => !same(value);
  }
  const holds = OPERATORS[operator === '==' ? '=' : operator] ?? (() => false);
  const number = wanted.trim() === '' ? Number.NaN : Number(wanted);
  return (value) => {
    if (value === undefined) return false;
    if (typeof value === 'number') {
      if (/^nan$/i.test(wanted)) return Number.isNaN(value) && holds(0);
      return !Number.isNaN(number) && !Number.isNaN(value) && holds(value - number || 0);
    }
    collator ??= new Intl.Collator('en', { numeric: true, sensitivity: 'accent' });
    return holds(collator.compare(String(value), wanted));
  };
}

/** Made at the first use: that takes some milliseconds. */
let collator: Intl.Collator | undefined;

/** Found in the run's own name, or in the one that the user gave it. */
const nameTermOf = (pattern: string) =>
  regexTerm(
    pattern,
    (test) =>
      ({ name, label }) =>
        test(name) || (name !== label && test(label)),
  );

function regexTerm(pattern: string, matching: (test: (text: string) => boolean) => Term['matches']): Term {
  const regex = compileRegex(pattern);
  if (regex.kind === 'compiled') return { invalid: undefined, matches: matching(regex.test) };
  return { invalid: regex.kind === 'invalid' ? invalidText(regex.why) : undefined, matches: () => true };
}

const textOf = (value: RunCell | undefined) => (value === undefined ? '' : String(value));
const unquoted = (text: string) => text.replaceAll('"', '');
