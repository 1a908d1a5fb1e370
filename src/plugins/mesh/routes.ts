// Meshes over HTTP: TensorBoard's routes (contract 3.8), and steps and parts for our page.
import {
  HttpError,
  isOf,
  listedSeries,
  type PlacedSeries,
  type PluginRoutes,
  queryOf,
  type Route,
  type RouteRequest,
  type Snapshot,
  sampleIndices,
  stepAt,
} from '../../../server/plugin-host.ts';
import { type Step, stepOfDigits } from '../../format/step.ts';
import { type ColumnBlock, encodeColumns } from '../../wire/columns.ts';
import {
  contentTypeOf,
  MESH,
  MESH_PARTS,
  type MeshPart,
  type MeshPartInfo,
  type MeshStepsHead,
} from './kind.ts';
import { meshOf, meshPartInfoOf, meshTensorOf } from './values.ts';

interface PartSeries {
  readonly info: MeshPartInfo;
  readonly series: PlacedSeries;
}

/** Parts of meshes by run; tags by code point. */
function partsByRun(snapshot: Snapshot): Map<string, PartSeries[]> {
  return new Map([...listedSeries(MESH, snapshot)].map(([run, list]) => [run, list.flatMap(partsOf)]));
}

function partsOf(series: PlacedSeries): PartSeries[] {
  const info = meshPartInfoOf(series.pluginContent);
  return info ? [{ info, series }] : [];
}

const tags: Route = ({ snapshot }) => ({
  json: new Map(
    [...partsByRun(snapshot)].map(([run, parts]) => [
      run,
      new Map(parts.map(({ info }) => [info.name, { samples: info.shape[0] ?? 0 }])),
    ]),
  ),
});

/** The parts of the mesh that `run` and `tag` name, in the order of MESH_PARTS; none for what is not there. */
function partsOfQuery({ snapshot, query }: RouteRequest): PartSeries[] {
  const run = queryOf(query, 'run');
  const name = queryOf(query, 'tag');
  return snapshot
    .seriesOf(MESH.pluginName)
    .filter((series) => series.run === run && isOf(MESH, series))
    .flatMap((series) => (series.storage === 'places' ? partsOf(series) : []))
    .filter(({ info }) => info.name === name)
    .sort((a, b) => contentTypeOf(a.info.part) - contentTypeOf(b.info.part));
}

const meshes: Route = (request) => {
  const limit = request.sampleLimit(MESH.pluginName, 100);
  const entries = partsOfQuery(request).flatMap(({ info, series }) =>
    sampleIndices(series.length, limit).map((at) => ({
      wall_time: series.wallTimes[at] ?? 0,
      step: stepAt(series, at),
      content_type: contentTypeOf(info.part),
      components: info.components,
      config: info.config,
      data_shape: info.shape,
    })),
  );
  return { json: entries.sort((a, b) => (a.step === b.step ? 0 : a.step < b.step ? -1 : 1)) };
};

const data: Route = async (request) => {
  const { query } = request;
  const wanted = query.get('content_type');
  const part = MESH_PARTS.find((one) => one === wanted);
  if (!part) throw new HttpError(400, 'Bad content_type');
  const bytes = await partBytes(request, part, query.get('step') ?? '0', query.get('sample') ?? '0');
  return { bytes: bytes ?? new Uint8Array(0), contentType: 'arraybuffer' };
};

/** Undefined where the mesh has no such part at this step. Throws HttpError for a sample that there is not. */
async function partBytes(
  request: RouteRequest,
  part: MeshPart,
  stepText: string,
  sampleText: string,
): Promise<Uint8Array | undefined> {
  const step = stepOf(stepText);
  if (!/^\d{1,9}$/.test(sampleText)) {
    throw new HttpError(400, 'Invalid argument: sample must be a whole number');
  }
  const found = partsOfQuery(request).find(({ info }) => info.part === part);
  const at = found && indexOfStep(found.series, step);
  if (!found || at === undefined) return undefined;
  const tensor = meshTensorOf(await request.tensorAt(found.series, at), part);
  const numbers = meshOf(tensor, Number(sampleText));
  if (numbers) return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  throw new HttpError(400, `Invalid argument: there are ${tensor.shape[0]} samples; sample counts from 0`);
}

/** TensorBoard takes a step with a point as well. */
function stepOf(text: string): Step {
  const step = stepOfDigits(text) ?? (text.trim() === '' ? Number.NaN : Number(text));
  if (Number.isNaN(step)) throw new HttpError(400, 'Invalid argument: step must be a number');
  return step;
}

/** Steps increase strictly, so they are bisected. */
function indexOfStep(series: PlacedSeries, step: Step): number | undefined {
  let low = 0;
  let high = series.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (stepAt(series, middle) < step) low = middle + 1;
    else high = middle;
  }
  return low < series.length && stepAt(series, low) === step ? low : undefined;
}

const steps: Route = (request) => {
  const blocks = partsOfQuery(request).map(
    ({ info, series }): ColumnBlock<MeshStepsHead> => ({
      head: { ...info, run: series.run, generation: series.generation },
      columns: {
        steps: series.steps,
        wallTimes: series.wallTimes,
        meshes: Uint32Array.from(series.places, ({ items }) => items),
      },
    }),
  );
  return { bytes: encodeColumns(blocks), contentType: 'application/octet-stream' };
};

const part: Route = async (request) => {
  const { query } = request;
  const wanted = queryOf(query, 'part');
  const found = MESH_PARTS.find((one) => one === wanted);
  if (!found) throw new HttpError(400, `Invalid argument: part must be one of ${MESH_PARTS.join(', ')}`);
  const step = queryOf(query, 'step');
  const bytes = await partBytes(request, found, step, query.get('sample') ?? '0');
  if (bytes) return { bytes, contentType: 'application/octet-stream' };
  const names = `run=${JSON.stringify(query.get('run'))}, tag=${JSON.stringify(query.get('tag'))}`;
  throw new HttpError(404, `Not found: no ${found} of a mesh for ${names}, step=${step}`);
};

/** Routes of meshes. */
export const meshRoutes: PluginRoutes = {
  kind: MESH,
  tensorboard: { '/tags': tags, '/meshes': meshes, '/data': data },
  page: { '/steps': steps, '/part': part },
};
