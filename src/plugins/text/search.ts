// The search over all texts of the visible runs: linear in the text, and bounded in time and results.
import { setImmediate } from 'node:timers/promises';
import {
  HttpError,
  isOf,
  type Route,
  type RouteRequest,
  stepAt,
  type UserRegex,
  userRegexOf,
} from '../../../server/plugin-host.ts';
import { TensorError } from '../../format/tensor.ts';
import { TEXT, type TextMatch, type TextSearchAnswer, type TextSearchRequest } from './kind.ts';
import { textStepOf } from './values.ts';

const MOST_MATCHES = 200;
const MOST_MS = 2000;
/** Other requests wait no longer than this for a turn. */
const TURN_MS = 10;
/** A longer line is searched in pieces. */
const LINE_CHARACTERS = 10_000;
const AROUND_CHARACTERS = 60;

/** `POST api/v1/text/search` with a TextSearchRequest. Throws HttpError 400 where the pattern is none. */
export const search: Route = async (request) => {
  const { pattern, runs } = asked(request.body);
  const regex = userRegexOf(/\p{Lu}/u.test(pattern.replace(/\\./g, '')) ? pattern : `(?i)${pattern}`);
  if (!regex || pattern === '') {
    throw new HttpError(400, `Invalid argument: ${JSON.stringify(pattern)} is no regular expression`);
  }
  const visible = new Set(runs);
  const found = request.snapshot.seriesOf(TEXT.pluginName).filter((series) => isOf(TEXT, series));
  const searched = found.filter(({ run }) => visible.has(run));
  const answer = await matchesIn(searched, regex, request);
  return { json: { ...answer, steps: searched.reduce((sum, { length }) => sum + length, 0) } };
};

type TextSeries = Parameters<RouteRequest['tensorAt']>[0];

async function matchesIn(
  all: readonly TextSeries[],
  regex: UserRegex,
  { tensorAt }: RouteRequest,
): Promise<Omit<TextSearchAnswer, 'steps'>> {
  const matches: TextMatch[] = [];
  const until = performance.now() + MOST_MS;
  let turnUntil = performance.now() + TURN_MS;
  let searched = 0;
  for (const series of all) {
    for (let index = series.length - 1; index >= 0; index--) {
      for (const line of linesOf(await textsAt(series, index, tensorAt))) {
        if (performance.now() > turnUntil) {
          await setImmediate();
          turnUntil = performance.now() + TURN_MS;
        }
        if (performance.now() > until) return { matches, searched };
        const place = regex.placeIn(line);
        if (!place) continue;
        const { run, tag } = series;
        matches.push({ run, tag, step: `${stepAt(series, index)}`, snippet: snippetOf(line, place) });
        break;
      }
      searched++;
      if (matches.length >= MOST_MATCHES) return { matches, searched };
    }
  }
  return { matches, searched };
}

/** One that cannot be read loses no other; its card says what is wrong. */
async function textsAt(
  series: TextSeries,
  index: number,
  tensorAt: RouteRequest['tensorAt'],
): Promise<readonly string[]> {
  try {
    return textStepOf(await tensorAt(series, index)).texts;
  } catch (error) {
    if (error instanceof HttpError || error instanceof TensorError) return [];
    throw error;
  }
}

function* linesOf(texts: readonly string[]): Generator<string> {
  for (const text of texts) {
    for (let start = 0; start <= text.length; ) {
      const end = text.indexOf('\n', start);
      const stop = Math.min(end < 0 ? text.length : end, start + LINE_CHARACTERS);
      yield text.slice(start, stop);
      start = stop === end || stop === text.length ? stop + 1 : stop;
    }
  }
}

function snippetOf(line: string, { start, end }: { readonly start: number; readonly end: number }) {
  const from = Math.max(0, start - AROUND_CHARACTERS);
  const before = `${from > 0 ? '…' : ''}${line.slice(from, start)}`;
  const to = Math.min(line.length, end + AROUND_CHARACTERS);
  const after = `${line.slice(end, to)}${to < line.length ? '…' : ''}`;
  return [before, line.slice(start, end), after] as const;
}

function asked(body: string): TextSearchRequest {
  try {
    const { pattern, runs } = JSON.parse(body) as Partial<TextSearchRequest>;
    if (typeof pattern === 'string' && Array.isArray(runs)) return { pattern, runs };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new HttpError(400, 'Invalid argument: expected {"pattern": "…", "runs": ["…"]}');
}
