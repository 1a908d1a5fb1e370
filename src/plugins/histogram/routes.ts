// Histograms over HTTP: TensorBoard's routes (contract 3.3) and columns of all buckets for our page.
import {
  HttpError,
  listedSeries,
  type PlacedSeries,
  type PluginRoutes,
  queryOf,
  type Route,
  sampleIndices,
  seriesOfQuery,
  stepAt,
} from '../../../server/plugin-host.ts';
import { encodeColumns } from '../../wire/columns.ts';
import { HISTOGRAM, type Histogram, type HistogramStepsHead } from './kind.ts';
import { histogramOf } from './values.ts';

const tags: Route = ({ snapshot, markdown }) => ({
  json: new Map(
    [...listedSeries(HISTOGRAM, snapshot)].map(([run, list]) => [
      run,
      new Map(
        list.map(({ tag, displayName, description }) => [
          tag,
          { displayName, description: markdown(description) },
        ]),
      ),
    ]),
  ),
});

const histograms: Route = async (request) => {
  const series = seriesOfQuery(HISTOGRAM, request.snapshot, request.query);
  const indices = sampleIndices(series.length, request.sampleLimit(HISTOGRAM.pluginName, 51));
  const read = await histogramsAt(series, indices, request.tensorAt);
  return {
    json: indices.map((at, i) => [series.wallTimes[at] ?? 0, stepAt(series, at), rowsOf(read[i])]),
  };
};

function rowsOf(histogram: Histogram | undefined): [number, number, number][] {
  if (!histogram) return [];
  const { left, right, count } = histogram;
  return Array.from(left, (edge, i) => [edge, right[i] ?? 0, count[i] ?? 0]);
}

/** Histograms at the indices, in their order. */
export function histogramsAt(
  series: PlacedSeries,
  indices: readonly number[],
  tensorAt: Parameters<Route>[0]['tensorAt'],
): Promise<Histogram[]> {
  return Promise.all(indices.map(async (at) => histogramOf(await tensorAt(series, at))));
}

const steps: Route = async (request) => {
  const series = seriesOfQuery(HISTOGRAM, request.snapshot, request.query);
  const indices = spread(series.length, limitOf(request.query));
  const read = await histogramsAt(series, indices, request.tensorAt);
  const offsets = new Uint32Array(read.length + 1);
  read.forEach((histogram, i) => {
    offsets[i + 1] = (offsets[i] ?? 0) + histogram.left.length;
  });
  const joined = (of: (histogram: Histogram) => Float64Array) => {
    const column = new Float64Array(offsets[read.length] ?? 0);
    read.forEach((histogram, i) => {
      column.set(of(histogram), offsets[i] ?? 0);
    });
    return column;
  };
  const { run, tag, generation, length } = series;
  const head: HistogramStepsHead = { run, tag, generation, length };
  const columns = {
    steps: stepsAt(series, indices),
    wallTimes: Float64Array.from(indices, (at) => series.wallTimes[at] ?? 0),
    offsets,
    left: joined(({ left }) => left),
    right: joined(({ right }) => right),
    count: joined(({ count }) => count),
  };
  return { bytes: encodeColumns([{ head, columns }]), contentType: 'application/octet-stream' };
};

/** Steps at the indices, as wide as the series keeps them. */
function stepsAt({ steps: all }: PlacedSeries, indices: readonly number[]): Float64Array | BigInt64Array {
  if (all instanceof BigInt64Array) return BigInt64Array.from(indices, (at) => all[at] ?? 0n);
  return Float64Array.from(indices, (at) => all[at] ?? 0);
}

function limitOf(query: URLSearchParams): number {
  if (!query.has('limit')) return 200;
  const limit = Number(queryOf(query, 'limit'));
  if (Number.isSafeInteger(limit) && limit > 0) return limit;
  throw new HttpError(400, 'Invalid argument: limit must be a whole number above 0');
}

/** Evenly spread indices, the first and the last among them: ridges want equal distances. */
function spread(length: number, limit: number): number[] {
  if (length <= limit) return Array.from({ length }, (_, i) => i);
  if (limit === 1) return [length - 1];
  return Array.from({ length: limit }, (_, i) => Math.round((i * (length - 1)) / (limit - 1)));
}

/** Routes of histograms. */
export const histogramRoutes: PluginRoutes = {
  kind: HISTOGRAM,
  tensorboard: { '/tags': tags, '/histograms': histograms },
  page: { '/steps': steps },
};
