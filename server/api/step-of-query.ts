// Which point of a series a query's step names.
import { type Step, stepOfDigits } from '../../src/format/step.ts';
import { type Series, stepAt } from '../../src/reader/store/series.ts';
import { HttpError } from './http-error.ts';
import { queryOf } from './series-of-query.ts';

/** The index of exactly this step; undefined where the series has none. */
export function indexOfStep(series: Series, step: Step): number | undefined {
  const index = firstIndex(series, (one) => one >= step);
  return index < series.length && stepAt(series, index) === step ? index : undefined;
}

/** The first index whose step `reaches`, which no later step must cease to do; the length where none does. */
export function firstIndex({ steps }: Series, reaches: (step: Step) => boolean): number {
  // Steps increase strictly, so they are bisected.
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reaches(steps[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The index of the query's `step`. Throws HttpError 400 or 404. */
export function indexOfStepInQuery(series: Series, query: URLSearchParams): number {
  const step = stepOfDigits(queryOf(query, 'step'));
  if (step === undefined) throw new HttpError(400, 'Invalid argument: step must be a whole number');
  const index = indexOfStep(series, step);
  if (index === undefined) throw new HttpError(404, `Not found: the series has no step ${step}`);
  return index;
}

/** A parameter that is a whole number from `smallest` on; `fallback` where it is not given. Throws HttpError 400. */
export function wholeNumberOf(query: URLSearchParams, name: string, fallback: number, smallest = 0): number {
  const text = query.get(name) ?? `${fallback}`;
  if (/^\d{1,9}$/.test(text) && Number(text) >= smallest) return Number(text);
  throw new HttpError(400, `Invalid argument: ${name} must be a whole number from ${smallest} on`);
}
