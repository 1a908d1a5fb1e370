// PR curves over HTTP: TensorBoard's routes (contract 3.8), and columns of all thresholds for our page.
import {
  HttpError,
  indexOfStepInQuery,
  isOf,
  labelledTags,
  type PlacedSeries,
  type PluginRoutes,
  type Route,
  type RouteRequest,
  sampleIndices,
  seriesOfQuery,
  spreadIndices,
  stepAt,
  stepsAt,
  wholeNumberOf,
} from '../../../server/plugin-host.ts';
import { encodeColumns } from '../../wire/columns.ts';
import {
  PR_CURVE,
  PR_CURVE_ROWS,
  type PrCurve,
  type PrCurveHead,
  type PrCurveListHead,
  type PrCurveStepsHead,
} from './kind.ts';
import { definedLengthOf, thresholdsOf } from './model/curves.ts';
import { prCurveTable } from './table.ts';
import { prCurveOf } from './values.ts';

const tags: Route = async ({ snapshot, markdown }) => ({
  json: await labelledTags(PR_CURVE, snapshot, markdown),
});

const prCurves: Route = async (request) => {
  const { snapshot, query } = request;
  const runs = query.getAll('run');
  const tag = query.get('tag');
  if (runs.length === 0) throw new HttpError(400, 'No runs provided when fetching PR curve data');
  if (!tag) throw new HttpError(400, 'No tag provided when fetching PR curve data');
  const found = runs.map((run) => {
    const series = snapshot.series(run, tag);
    if (isOf(PR_CURVE, series)) return series;
    const names = `run ${JSON.stringify(run)} and tag ${JSON.stringify(tag)}`;
    throw new HttpError(400, `No PR curves could be found for ${names}`);
  });
  const entries = await Promise.all(found.map((series) => entriesOf(series, request)));
  return { json: new Map(found.map(({ run }, i) => [run, entries[i]])) };
};

async function entriesOf(series: PlacedSeries, request: RouteRequest): Promise<unknown[]> {
  const indices = sampleIndices(series.length, request.sampleLimit(PR_CURVE.pluginName, 100));
  const curves = await curvesAt(series, indices, request);
  return curves.map((curve, i) => {
    const at = indices[i] ?? 0;
    const length = definedLengthOf(curve);
    const counts = (column: Float64Array) => column.subarray(0, length).map(Math.trunc);
    return {
      wall_time: series.wallTimes[at] ?? 0,
      step: stepAt(series, at),
      precision: curve.precision.subarray(0, length),
      recall: curve.recall.subarray(0, length),
      true_positives: counts(curve.truePositives),
      false_positives: counts(curve.falsePositives),
      true_negatives: counts(curve.trueNegatives),
      false_negatives: counts(curve.falseNegatives),
      thresholds: thresholdsOf(curve.recall.length).subarray(0, length),
    };
  });
}

function curvesAt(
  series: PlacedSeries,
  indices: readonly number[],
  { tensorAt }: RouteRequest,
): Promise<PrCurve[]> {
  return Promise.all(indices.map(async (at) => prCurveOf(await tensorAt(series, at))));
}

const steps: Route = async (request) => {
  const series = seriesOfQuery(PR_CURVE, request.snapshot, request.query);
  const indices = spreadIndices(series.length, wholeNumberOf(request.query, 'limit', 500, 1));
  const curves = await curvesAt(series, indices, request);
  const offsets = new Uint32Array(curves.length + 1);
  curves.forEach((curve, i) => {
    offsets[i + 1] = (offsets[i] ?? 0) + curve.recall.length;
  });
  const rows = PR_CURVE_ROWS.map((name): [string, Float64Array] => {
    const column = new Float64Array(offsets.at(-1) ?? 0);
    curves.forEach((curve, i) => {
      column.set(curve[name], offsets[i] ?? 0);
    });
    return [name, column];
  });
  const { run, tag, generation, length } = series;
  const head: PrCurveStepsHead = { run, tag, generation, length };
  const columns = { ...stepsAt(series, indices), offsets, ...Object.fromEntries(rows) };
  return { bytes: encodeColumns([{ head, columns }]), contentType: 'application/octet-stream' };
};

const list: Route = ({ snapshot, query }) => {
  const { run, tag, generation, steps, wallTimes } = seriesOfQuery(PR_CURVE, snapshot, query);
  const head: PrCurveListHead = { run, tag, generation };
  return {
    bytes: encodeColumns([{ head, columns: { steps, wallTimes } }]),
    contentType: 'application/octet-stream',
  };
};

const at: Route = async ({ snapshot, query, tensorAt }) => {
  const series = seriesOfQuery(PR_CURVE, snapshot, query);
  const index = indexOfStepInQuery(series, query);
  const curve = prCurveOf(await tensorAt(series, index));
  const head: PrCurveHead = { wallTime: series.wallTimes[index] ?? 0 };
  return {
    bytes: encodeColumns([{ head, columns: { ...curve } }]),
    contentType: 'application/octet-stream',
  };
};

/** Routes of PR curves. */
export const prCurveRoutes: PluginRoutes = {
  kind: PR_CURVE,
  tensorboard: { '/tags': tags, '/pr_curves': prCurves },
  table: prCurveTable,
  page: { '/steps': steps, '/list': list, '/at': at },
};
