// Distributions over HTTP: TensorBoard's routes (contract 3.3) and columns of percentiles for our page.
import {
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
import { HISTOGRAM } from '../histogram/kind.ts';
import { histogramsAt, histogramTags } from '../histogram/routes.ts';
import { BASIS_POINTS, DISTRIBUTION, type DistributionStepsHead } from './kind.ts';
import { closedHistogram, percentilesOf } from './model/percentiles.ts';

const distributions: Route = async (request) => {
  const series = seriesOfQuery(HISTOGRAM, request.snapshot, request.query);
  const indices = sampleIndices(series.length, request.sampleLimit(DISTRIBUTION.pluginName, 501));
  const read = await histogramsAt(series, indices, request.tensorAt);
  return {
    json: read.map((histogram, i) => {
      const at = indices[i] ?? 0;
      const values = percentilesOf(histogram);
      const pairs = BASIS_POINTS.map((basisPoint, column) => [basisPoint, values[column] ?? 0]);
      return [series.wallTimes[at] ?? 0, stepAt(series, at), pairs];
    }),
  };
};

const steps: Route = async ({ snapshot, query, tensorAt }) => {
  const series = seriesOfQuery(HISTOGRAM, snapshot, query);
  const indices = spreadIndices(series.length, wholeNumberOf(query, 'limit', 500, 1));
  const read = await histogramsAt(series, indices, tensorAt);
  const values = new Float64Array(read.length * BASIS_POINTS.length);
  read.forEach((histogram, i) => {
    const counted = histogram.count.some((count) => count > 0);
    const percentiles = percentilesOf(closedHistogram(histogram));
    values.set(counted ? percentiles : percentiles.fill(Number.NaN), i * BASIS_POINTS.length);
  });
  const { run, tag, generation, length } = series;
  const head: DistributionStepsHead = { run, tag, generation, length };
  const columns = { ...stepsAt(series, indices), values };
  return { bytes: encodeColumns([{ head, columns }]), contentType: 'application/octet-stream' };
};

/** Routes of distributions. */
export const distributionRoutes: PluginRoutes = {
  kind: DISTRIBUTION,
  tensorboard: { '/tags': histogramTags, '/distributions': distributions },
  page: { '/steps': steps },
};
