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
import { pictureTypeOf } from '../image/values.ts';
import { readMatrix } from './checkpoint.ts';
import { asset, assetOfQuery, configOfQuery, MAX_ASSET_BYTES, runsWithPoints } from './embedding-files.ts';
import { type Embedding, type Points, PROJECTOR, PROJECTOR_DEFAULT } from './kind.ts';
import { firstLabels, readPoints, shapeOfLines } from './model/points.ts';
import { PointsError } from './model/points-error.ts';
import { pageRoutes } from './page-routes.ts';
import { embeddingOf } from './values.ts';

const runs: Route = async (request) => {
  const names: string[] = [];
  for await (const name of runsWithPoints(request)) names.push(name);
  return { json: names };
};

/** Looks no further than the first run that has points. */
async function hasAnyPoints(request: RouteRequest): Promise<boolean> {
  const { done } = await runsWithPoints(request).next();
  return done !== true;
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
  const { folder, config, checkpoint } = await configOfQuery(request);
  const name = queryOf(request.query, 'name');
  const embedding = embeddingOf(config, name);
  const path = embedding?.tensorPath;
  if (!path && checkpoint) {
    const { rows, columns, numbers } = await readMatrix(request, checkpoint, name);
    const some = numbers.subarray(0, columns * Math.min(rows, maxRows ?? rows));
    return { bytes: littleEndian(some), contentType: 'application/octet-stream' };
  }
  if (!path) throw new HttpError(400, `The tensor ${JSON.stringify(name)} is not known`);
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
  active: hasAnyPoints,
  documents: [PROJECTOR_DEFAULT],
  tensorboard: {
    '/runs': runs,
    '/info': info,
    '/tensor': tensor,
    '/metadata': metadata,
    '/sprite_image': sprite,
    '/bookmarks': bookmarks,
  },
  page: { ...pageRoutes, '/sprite': sprite, '/bookmarks': bookmarks },
};
