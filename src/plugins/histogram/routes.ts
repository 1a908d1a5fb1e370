// Histograms over HTTP: TensorBoard's routes (contract 3.3) and columns of all buckets for our page.
import {
  labelledTags,
  type PlacedSeries,
  type PluginRoutes,
  type Route,
  sampleIndices,
  seriesOfQuery,
  spreadIndices,
  stepAt,
  stepsAt,
  wholeNumberOf,
} from '../../../server/plugin-host.ts';
import { encodeColumns } from '../../wire/columns.ts';
import { HISTOGRAM, type Histogram, type HistogramStepsHead } from './kind.ts';
import { histogramTable } from './table.ts';
import { histogramOf } from './values.ts';

/** Tags of all histograms, whatever is shown of them. */
export const histogramTags: Route = async ({ snapshot, markdown }) => ({
  json: await labelledTags(HISTOGRAM, snapshot, markdown),
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
  const indices = spreadIndices(series.length, wholeNumberOf(request.query, 'limit', 200, 1));
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
    ...stepsAt(series, indices),
    offsets,
    left: joined(({ left }) => left),
    right: joined(({ right }) => right),
    count: joined(({ count }) => count),
  };
  return { bytes: encodeColumns([{ head, columns }]), contentType: 'application/octet-stream' };
};

/** Routes of histograms. */
export const histogramRoutes: PluginRoutes = {
  kind: HISTOGRAM,
  tensorboard: { '/tags': histogramTags, '/histograms': histograms },
  table: histogramTable,
  page: { '/steps': steps },
};
