// Which runs, tags and steps are wanted, from the parameters of a request or of the command line.
import { type Step, stepOfDigits } from '../../src/format/step.ts';
import type { Series } from '../../src/reader/store/series.ts';
import type { Snapshot } from '../../src/reader/store/snapshot.ts';
import { HttpError } from '../api/http-error.ts';
import { type UserRegex, userRegexOf } from '../api/regex.ts';
import { spreadIndices } from '../api/sample.ts';
import { firstIndex, wholeNumberOf } from '../api/step-of-query.ts';

/** What was asked for; nothing asked for means all. */
export interface Selection {
  /** Exact names. */
  readonly runs: readonly string[];
  readonly tags: readonly string[];
  readonly runPattern?: UserRegex;
  readonly tagPattern?: UserRegex;
  /** Both included. */
  readonly fromStep?: Step;
  readonly toStep?: Step;
  /** Most points of each series, evenly spread; the first and the last are among them. */
  readonly limit: number;
}

/** Reads `run`, `tag`, `runs`, `tags`, `from_step`, `to_step` and `limit`. Throws HttpError 400. */
export function selectionOf(query: URLSearchParams): Selection {
  const runPattern = patternOf(query, 'runs');
  const tagPattern = patternOf(query, 'tags');
  const fromStep = stepOf(query, 'from_step');
  const toStep = stepOf(query, 'to_step');
  return {
    runs: query.getAll('run'),
    tags: query.getAll('tag'),
    ...(runPattern && { runPattern }),
    ...(tagPattern && { tagPattern }),
    ...(fromStep !== undefined && { fromStep }),
    ...(toStep !== undefined && { toStep }),
    limit: query.has('limit') ? wholeNumberOf(query, 'limit', 0, 1) : Number.POSITIVE_INFINITY,
  };
}

/** Whether a run is wanted. */
export function wantsRun({ runs, runPattern }: Selection, run: string): boolean {
  return (runs.length === 0 || runs.includes(run)) && (runPattern?.isFoundIn(run) ?? true);
}

function wantsTag({ tags, tagPattern }: Selection, tag: string): boolean {
  return (tags.length === 0 || tags.includes(tag)) && (tagPattern?.isFoundIn(tag) ?? true);
}

/** Throws HttpError 404 for a run that was named and is not there. */
export function requireRuns(snapshot: Snapshot, { runs }: Selection): void {
  const there = new Set(snapshot.runs.map(({ name }) => name));
  for (const run of runs) {
    if (there.has(run)) continue;
    const loading = snapshot.loading ? ' (the logs are still being read)' : '';
    throw new HttpError(404, `Not found: there is no run ${JSON.stringify(run)}${loading}`);
  }
}

/**
 * The wanted ones of a list of series, in its order. Throws HttpError 404 for a run that is not there, and for a tag that
 * was named and that no wanted run has among the series; `what` says which those are.
 */
export function selectedSeries<S extends Series>(
  snapshot: Snapshot,
  selection: Selection,
  series: readonly S[],
  what: string,
): readonly S[] {
  requireRuns(snapshot, selection);
  const ofRuns = series.filter(({ run }) => wantsRun(selection, run));
  for (const tag of selection.tags) {
    if (ofRuns.some((one) => one.tag === tag)) continue;
    const where =
      selection.runs.length > 0 ? ` in ${selection.runs.map((run) => JSON.stringify(run)).join(', ')}` : '';
    throw new HttpError(404, `Not found: no ${what} have the tag ${JSON.stringify(tag)}${where}`);
  }
  return ofRuns.filter(({ tag }) => wantsTag(selection, tag));
}

/** The wanted points of a series: a range of indices, or a list where `limit` leaves some out. Ascending. */
export function selectedPoints(
  series: Series,
  { fromStep, toStep, limit }: Selection,
): { readonly from: number; readonly to: number; readonly indices?: readonly number[] } {
  const from = fromStep === undefined ? 0 : firstIndex(series, (step) => step >= fromStep);
  const to = toStep === undefined ? series.length : firstIndex(series, (step) => step > toStep);
  if (to - from <= limit) return { from, to: Math.max(from, to) };
  return { from, to, indices: spreadIndices(to - from, limit).map((index) => from + index) };
}

function patternOf(query: URLSearchParams, name: string): UserRegex | undefined {
  const pattern = query.get(name);
  if (pattern === null) return undefined;
  const regex = userRegexOf(pattern);
  if (regex) return regex;
  throw new HttpError(
    400,
    `Invalid argument: ${name}=${pattern} is no regular expression, or one that looks around or refers back`,
  );
}

function stepOf(query: URLSearchParams, name: string): Step | undefined {
  const digits = query.get(name);
  if (digits === null) return undefined;
  const step = stepOfDigits(digits);
  if (step === undefined) throw new HttpError(400, `Invalid argument: ${name} must be a whole number`);
  return step;
}
