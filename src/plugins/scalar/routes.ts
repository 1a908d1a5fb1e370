// Scalars over HTTP: TensorBoard's routes (contract 3.1) and whole columns for our page.
import {
  firstIndex,
  HttpError,
  isOf,
  type JsonBytes,
  type JsonText,
  labelledTags,
  type PluginRoutes,
  POINT_ROWS,
  pointsJson,
  queryOf,
  type Route,
  type RouteRequest,
  type RunColumns,
  type ScalarSeries,
  sampleIndices,
  seriesOfQuery,
  stepAt,
  stepsAt,
} from '../../../server/plugin-host.ts';
import { type ColumnBlock, encodeColumns } from '../../wire/columns.ts';
import { SCALAR, type ScalarColumnsHead, type ScalarColumnsRequest, type ScalarThinnedHead } from './kind.ts';
import { pythonFloat } from './model/python-float.ts';
import { scalarTable } from './table.ts';

/** Fewer cannot hold the ends, the extremes and a gap. */
const MIN_THINNED = 8;

/** Of one answer in columns: a gigabyte. */
const MOST_POINTS = 50_000_000;

const tags: Route = async ({ snapshot, markdown }) => ({
  json: await labelledTags(SCALAR, snapshot, markdown),
});

/** One series, as JSON or as CSV. */
export const scalars: Route = (request) => {
  const series = seriesOfQuery(SCALAR, request.snapshot, request.query);
  if (request.query.get('format') !== 'csv') return { json: pointsOf(series, request) };
  const { wallTimes, values } = series;
  const lines = sampleIndices(series.length, limitOf(request)).map(
    (at) => `${pythonFloat(wallTimes[at] ?? 0)},${stepAt(series, at)},${pythonFloat(values[at] ?? 0)}\r\n`,
  );
  return { text: `Wall time,Step,Value\r\n${lines.join('')}`, contentType: 'text/csv' };
};

const scalarsMultirun: Route = (request) => {
  const { method, form, snapshot } = request;
  if (method !== 'POST') throw new HttpError(405, `${method} is not allowed here; post a form.`);
  if (form.getAll('tag').length !== 1)
    throw new HttpError(400, 'Invalid argument: exactly one tag is wanted');
  const tag = queryOf(form, 'tag');
  const byRun = new Map<string, JsonText | JsonBytes>();
  for (const run of form.getAll('runs')) {
    const series = snapshot.series(run, tag);
    if (isOf(SCALAR, series)) byRun.set(run, pointsOf(series, request));
  }
  return { json: byRun };
};

/** Points as TensorBoard lists them, thinned to its limit. */
export function pointsOf(series: ScalarSeries, request: RouteRequest): JsonText | JsonBytes {
  return pointsJson(series, limitOf(request), POINT_ROWS);
}

function limitOf({ sampleLimit }: RouteRequest): number {
  return sampleLimit(SCALAR.pluginName, 1000);
}

const columns: Route = ({ snapshot, body }) => {
  const blocks: ColumnBlock<ScalarColumnsHead>[] = [];
  let points = 0;
  const request = columnsRequestOf(body);
  for (const { run, tag, from } of request.series) {
    const series = snapshot.series(run, tag);
    if (!isOf(SCALAR, series)) continue;
    points = addedTo(points, Math.max(0, series.length - from));
    blocks.push({
      head: { run, tag, generation: series.generation, from },
      columns: {
        steps: series.steps.subarray(from),
        wallTimes: series.wallTimes.subarray(from),
        values: series.values.subarray(from),
      },
    });
  }
  return { bytes: encodeColumns(blocks, request.packed), contentType: 'application/octet-stream' };
};

const thinned: Route = ({ snapshot, body }) => {
  const request = parsed(body);
  if (!isRecord(request) || !Array.isArray(request['series'])) throw malformed();
  const { limit } = request;
  const everySeries = betweenOf(request, EVERYWHERE);
  if (typeof limit !== 'number' || !Number.isSafeInteger(limit) || limit < MIN_THINNED) {
    throw new HttpError(400, `Invalid argument: limit must be a whole number from ${MIN_THINNED} on`);
  }
  const blocks: ColumnBlock<ScalarThinnedHead>[] = [];
  let points = 0;
  for (const item of request['series']) {
    const { run, tag } = wantedOf(item);
    const { fromStep, toStep } = betweenOf(item, everySeries);
    const series = snapshot.series(run, tag);
    if (!isOf(SCALAR, series)) continue;
    const from = firstIndex(series, (step) => step >= fromStep);
    const to = Math.max(
      from,
      firstIndex(series, (step) => step > toStep),
    );
    points = addedTo(points, Math.min(limit, to - from));
    const indices = Array.from(series.thinned(from, to, limit));
    const values = new (series.values instanceof Float32Array ? Float32Array : Float64Array)(indices.length);
    indices.forEach((index, i) => {
      values[i] = series.values[index] ?? 0;
    });
    blocks.push({
      head: { run, tag, generation: series.generation, length: to - from },
      columns: { ...stepsAt(series, indices), values },
    });
  }
  const bytes = encodeColumns(blocks, request['packed'] === true);
  return { bytes, contentType: 'application/octet-stream' };
};

/** Points of an answer with `more`. Throws HttpError 413 where no memory should be spent on so many. */
function addedTo(points: number, more: number): number {
  if (points + more <= MOST_POINTS) return points + more;
  throw new HttpError(413, `More than ${MOST_POINTS} points in one answer: ask for fewer series at once.`);
}

const EVERYWHERE = { fromStep: Number.NEGATIVE_INFINITY, toStep: Number.POSITIVE_INFINITY };

/** The steps of a request, those of `otherwise` where it names none. Throws HttpError 400. */
function betweenOf(request: unknown, otherwise: typeof EVERYWHERE): typeof EVERYWHERE {
  const { fromStep = otherwise.fromStep, toStep = otherwise.toStep } = isRecord(request) ? request : {};
  if (typeof fromStep !== 'number' || typeof toStep !== 'number') throw malformed();
  return { fromStep, toStep };
}

type Wanted = Required<ScalarColumnsRequest['series'][number]>;

/** What was posted, `from` filled in. Throws HttpError 400. */
function columnsRequestOf(body: string): { readonly series: readonly Wanted[]; readonly packed: boolean } {
  const request: unknown = parsed(body);
  if (!isRecord(request) || !Array.isArray(request['series'])) throw malformed();
  return { series: request['series'].map(wantedOf), packed: request['packed'] === true };
}

function wantedOf(item: unknown): Wanted {
  if (!isRecord(item)) throw malformed();
  const { run, tag, from = 0 } = item;
  if (typeof run !== 'string' || typeof tag !== 'string') throw malformed();
  if (typeof from !== 'number' || !Number.isSafeInteger(from) || from < 0) throw malformed();
  return { run, tag, from };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new HttpError(400, 'Invalid argument: the body is no JSON', { cause: error });
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(): HttpError {
  return new HttpError(400, 'Invalid argument: the body must be {"series": [{"run", "tag", "from"?}, …]}');
}

const ASPECTS: ReadonlyMap<string, (series: ScalarSeries) => number> = new Map([
  ['last', ({ summary }: ScalarSeries) => summary.last],
  ['min', ({ summary }: ScalarSeries) => summary.min ?? Number.NaN],
  ['max', ({ summary }: ScalarSeries) => summary.max ?? Number.NaN],
]);

/** Each tag is a metric, of which the last value and the smallest and largest finite one can be asked. */
const runColumns: RunColumns = {
  list: (snapshot) =>
    [...new Set(snapshot.seriesOf(SCALAR.pluginName).map(({ tag }) => tag))].map((name) => ({
      heading: 'Metrics',
      name,
      aspects: [...ASPECTS.keys()],
      shown: false,
    })),
  values: (snapshot, name, aspect) => {
    const read = ASPECTS.get(aspect);
    if (read === undefined) return undefined;
    const values = new Map<string, number>();
    for (const { name: run } of snapshot.runs) {
      const series = snapshot.series(run, name);
      if (isOf(SCALAR, series) && series.length > 0) values.set(run, read(series));
    }
    return values;
  },
};

/** Routes of scalars. */
export const scalarRoutes: PluginRoutes = {
  kind: SCALAR,
  runColumns,
  tensorboard: { '/tags': tags, '/scalars': scalars, '/scalars_multirun': scalarsMultirun },
  table: scalarTable,
  page: { '/columns': columns, '/thinned': thinned },
  overSocket: ['/columns', '/thinned'],
};
