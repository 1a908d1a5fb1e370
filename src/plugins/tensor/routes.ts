// Tensors of any plugin over HTTP, for our page; TensorBoard has no such routes.
import {
  HttpError,
  indexOfStepInQuery,
  type PluginRoutes,
  queryOf,
  type Route,
  type RouteRequest,
  type Series,
  wholeNumberOf,
} from '../../../server/plugin-host.ts';
import type { Tensor } from '../../format/tensor.ts';
import { encodeColumns } from '../../wire/columns.ts';
import { TENSOR, type TensorStepsHead } from './kind.ts';
import { npyOf } from './model/npy.ts';
import { windowOf } from './model/window.ts';

/** The series that `run` and `tag` name, whatever its plugin is. */
function anySeriesOf({ snapshot, query }: RouteRequest): Series {
  const [run, tag] = [queryOf(query, 'run'), queryOf(query, 'tag')];
  const series = snapshot.series(run, tag);
  if (series) return series;
  throw new HttpError(404, `Not found: no data for run=${JSON.stringify(run)}, tag=${JSON.stringify(tag)}`);
}

async function tensorOfQuery(request: RouteRequest): Promise<Tensor> {
  const series = anySeriesOf(request);
  const at = indexOfStepInQuery(series, request.query);
  if (series.storage === 'places') return request.tensorAt(series, at);
  const { values } = series;
  const dtype = values instanceof Float32Array ? 'float32' : 'float64';
  return { dtype, shape: [], numbers: values.subarray(at, at + 1) };
}

const steps: Route = (request) => {
  const { steps, wallTimes, generation } = anySeriesOf(request);
  const head: TensorStepsHead = { generation };
  return {
    bytes: encodeColumns([{ head, columns: { steps, wallTimes } }]),
    contentType: 'application/octet-stream',
  };
};

const at: Route = async (request) => {
  const { query } = request;
  const slice = (query.get('slice') ?? '').split(',').map((text) => Number.parseInt(text, 10) || 0);
  const place = { slice, row: wholeNumberOf(query, 'row', 0), column: wholeNumberOf(query, 'column', 0) };
  return { json: windowOf(await tensorOfQuery(request), place) };
};

const npy: Route = async (request) => {
  const bytes = npyOf(await tensorOfQuery(request));
  if (bytes) return { bytes, contentType: 'application/octet-stream' };
  throw new HttpError(
    413,
    'These strings are too long for an NPY file, which makes all as long as the longest.',
  );
};

/** Routes of tensors. */
export const tensorRoutes: PluginRoutes = {
  kind: TENSOR,
  tensorboard: {},
  page: { '/steps': steps, '/at': at, '/npy': npy },
};
