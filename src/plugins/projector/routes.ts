// The projector over HTTP: TensorBoard's routes (contract 3.10). Every fault of a request is a 400, as there.
import { setImmediate } from 'node:timers/promises';
import {
  HttpError,
  type PluginRoutes,
  queryOf,
  type Route,
  type RouteRequest,
  type RunFolder,
} from '../../../server/plugin-host.ts';
import { ProtoTextError } from '../../format/proto-text-parse.ts';
import { pictureTypeOf } from '../image/values.ts';
import {
  ASSETS_FOLDER,
  CONFIG_FILE,
  type Embedding,
  type Points,
  PROJECTOR,
  type ProjectorConfig,
} from './kind.ts';
import { firstLabels, PointsError, readPoints, shapeOfLines } from './model/points.ts';
import { embeddingOf, isUsable, projectorConfigOf } from './values.ts';

const MAX_CONFIG_BYTES = 2 ** 20;
const MAX_ASSET_BYTES = 2 ** 30;

/** A run's config and where the paths in it begin. */
interface Found {
  readonly folder: RunFolder;
  readonly config: ProjectorConfig;
}

/** Undefined where the run has no config. Throws HttpError 400 for one that cannot be read. */
async function findConfig(request: RouteRequest, run: string): Promise<Found | undefined> {
  for (const folder of [{ run, below: ASSETS_FOLDER }, { run }]) {
    const bytes = await request.readBeside(folder, CONFIG_FILE, MAX_CONFIG_BYTES);
    if (!bytes) continue;
    try {
      return { folder, config: projectorConfigOf(new TextDecoder().decode(bytes)) };
    } catch (error) {
      if (!(error instanceof ProtoTextError)) throw error;
      throw new HttpError(400, `${CONFIG_FILE} of the run ${JSON.stringify(run)}: ${error.message}`, {
        cause: error,
      });
    }
  }
  return undefined;
}

/** Runs in the snapshot's order; the logdir itself last where it is no run. */
function candidates({ snapshot }: RouteRequest): string[] {
  const names = snapshot.runs.map(({ name }) => name);
  return names.includes('.') ? names : [...names, '.'];
}

async function hasPoints(request: RouteRequest, run: string): Promise<boolean> {
  try {
    const found = await findConfig(request, run);
    return found !== undefined && isUsable(found.config);
  } catch (error) {
    // What is wrong with the config is told when the run is asked for.
    if (error instanceof HttpError) return false;
    throw error;
  }
}

async function runsWithPoints(request: RouteRequest): Promise<string[]> {
  const names = candidates(request);
  const usable = await Promise.all(names.map((run) => hasPoints(request, run)));
  return names.filter((_, i) => usable[i]);
}

const runs: Route = async (request) => ({ json: await runsWithPoints(request) });

/** The config that the query's run has. Throws HttpError 400. */
async function configOfQuery(request: RouteRequest): Promise<Found> {
  const run = queryOf(request.query, 'run');
  const found = candidates(request).includes(run) ? await findConfig(request, run) : undefined;
  if (!found) throw new HttpError(400, `Unknown run: ${JSON.stringify(run)}`);
  if (isUsable(found.config)) return found;
  const why = found.config.embeddings?.length
    ? 'names no files of points (tensor_path); points in a TensorFlow checkpoint cannot be read, write them as TSV'
    : 'names no embeddings';
  throw new HttpError(400, `The ${CONFIG_FILE} of the run ${JSON.stringify(run)} ${why}`);
}

const info: Route = async (request) => {
  const { folder, config } = await configOfQuery(request);
  const embeddings = await Promise.all(
    (config.embeddings ?? []).map((embedding) => withShape(request, folder, embedding)),
  );
  return { json: { ...config, embeddings } };
};

/** The shape is what the page cannot do without; where the config lacks it, the file's lines tell. */
async function withShape(request: RouteRequest, folder: RunFolder, embedding: Embedding): Promise<Embedding> {
  if (embedding.tensorShape || !embedding.tensorPath) return embedding;
  try {
    const bytes = await request.readBeside(folder, embedding.tensorPath, MAX_ASSET_BYTES);
    return bytes ? { ...embedding, tensorShape: shapeOfLines(bytes) } : embedding;
  } catch (error) {
    // The other embeddings are to be seen; this one's fault is told when its points are asked for.
    if (error instanceof HttpError) return embedding;
    throw error;
  }
}

const tensor: Route = async (request) => {
  const maxRows = rowsOfQuery(request);
  const { folder, config } = await configOfQuery(request);
  const name = queryOf(request.query, 'name');
  const embedding = embeddingOf(config, name);
  const path = embedding?.tensorPath;
  if (!path) {
    const what = embedding
      ? 'lies in a TensorFlow checkpoint, which cannot be read; write it as TSV'
      : 'is not known';
    throw new HttpError(400, `The tensor ${JSON.stringify(name)} ${what}`);
  }
  const bytes = await asset(request, folder, path);
  const { numbers } = await parsePoints(bytes, path, embedding.tensorShape, maxRows);
  return { bytes: littleEndian(numbers), contentType: 'application/octet-stream' };
};

async function parsePoints(
  bytes: Uint8Array,
  path: string,
  shape: readonly number[] | undefined,
  maxRows: number | undefined,
): Promise<Points> {
  const reading = readPoints(bytes, shape, maxRows);
  try {
    for (let piece = reading.next(); ; piece = reading.next()) {
      if (piece.done) return piece.value;
      await setImmediate();
    }
  } catch (error) {
    if (!(error instanceof PointsError)) throw error;
    throw new HttpError(400, `The file ${JSON.stringify(path)}: ${error.message}`, { cause: error });
  }
}

function littleEndian(numbers: Float32Array): Uint8Array {
  const bytes = new Uint8Array(numbers.length * 4);
  const view = new DataView(bytes.buffer);
  numbers.forEach((number, i) => {
    view.setFloat32(i * 4, number, true);
  });
  return bytes;
}

const metadata: Route = async (request) => {
  const maxRows = rowsOfQuery(request);
  const bytes = await assetOfQuery(request, 'metadata', ({ metadataPath }) => metadataPath);
  return { bytes: maxRows === undefined ? bytes : firstLabels(bytes, maxRows), contentType: 'text/plain' };
};

const sprite: Route = async (request) => {
  const bytes = await assetOfQuery(request, 'sprite image', (embedding) => embedding.sprite?.imagePath);
  return { bytes, contentType: pictureTypeOf(bytes) };
};

const bookmarks: Route = async (request) => ({
  bytes: await assetOfQuery(request, 'bookmarks', ({ bookmarksPath }) => bookmarksPath),
  contentType: 'application/json',
});

async function assetOfQuery(
  request: RouteRequest,
  what: string,
  pathOf: (embedding: Embedding) => string | undefined,
): Promise<Uint8Array> {
  const { folder, config } = await configOfQuery(request);
  const name = queryOf(request.query, 'name');
  const embedding = embeddingOf(config, name);
  const path = embedding && pathOf(embedding);
  if (!path)
    throw new HttpError(400, `No ${what} file found for tensor ${JSON.stringify(name)} in ${CONFIG_FILE}`);
  return asset(request, folder, path);
}

async function asset({ readBeside }: RouteRequest, folder: RunFolder, path: string): Promise<Uint8Array> {
  const bytes = await readBeside(folder, path, MAX_ASSET_BYTES);
  if (!bytes) throw new HttpError(400, `${JSON.stringify(path)} not found, or is not a file`);
  return bytes;
}

/** Undefined where all rows are wanted. Throws HttpError 400. */
function rowsOfQuery({ query }: RouteRequest): number | undefined {
  const text = query.get('num_rows');
  if (text === null || text === '') return undefined;
  const rows = /^\s*\+?\d{1,15}\s*$/.test(text) ? Number(text) : 0;
  if (rows === 0) throw new HttpError(400, 'query parameter num_rows must be integer > 0');
  return rows;
}

/** Routes of the projector. */
export const projectorRoutes: PluginRoutes = {
  kind: PROJECTOR,
  active: async (request) => (await runsWithPoints(request)).length > 0,
  tensorboard: {
    '/runs': runs,
    '/info': info,
    '/tensor': tensor,
    '/metadata': metadata,
    '/sprite_image': sprite,
    '/bookmarks': bookmarks,
  },
  page: {},
};
