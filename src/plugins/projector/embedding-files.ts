// The files that a run's config names, found for a request. Every fault of a request is an HttpError 400.
import {
  HttpError,
  queryOf,
  type RouteRequest,
  type RunFolder,
  Slices,
} from '../../../server/plugin-host.ts';
import { ProtoTextError } from '../../format/proto-text-parse.ts';
import { type Checkpoint, findCheckpoint, withTensors } from './checkpoint.ts';
import { ASSETS_FOLDER, CONFIG_FILE, type Embedding, type ProjectorConfig } from './kind.ts';
import { embeddingOf, isUsable, projectorConfigOf } from './values.ts';

const MAX_CONFIG_BYTES = 2 ** 20;
export const MAX_ASSET_BYTES = 2 ** 30;

/** A run's config and where the paths in it begin. */
export interface Found {
  readonly folder: RunFolder;
  /** With what a checkpoint adds. */
  readonly config: ProjectorConfig;
  readonly checkpoint: Checkpoint | undefined;
}

/** Undefined where the run has no config. Throws HttpError 400 for one that cannot be read. */
export async function findConfig(request: RouteRequest, run: string): Promise<Found | undefined> {
  for (const folder of [{ run, below: ASSETS_FOLDER }, { run }]) {
    const bytes = await request.readBeside(folder, CONFIG_FILE, MAX_CONFIG_BYTES);
    if (!bytes) continue;
    const config = configOf(bytes, run);
    const checkpoint = await checkpointOf(request, folder, config);
    return { folder, config: checkpoint ? withTensors(config, checkpoint) : config, checkpoint };
  }
  return undefined;
}

/** What is wrong with a checkpoint says nothing against files of points that the config names. */
async function checkpointOf(
  request: RouteRequest,
  folder: RunFolder,
  config: ProjectorConfig,
): Promise<Checkpoint | undefined> {
  try {
    return await findCheckpoint(request, folder, config);
  } catch (error) {
    if (error instanceof HttpError && isUsable(config, false)) return undefined;
    throw error;
  }
}

function configOf(bytes: Uint8Array, run: string): ProjectorConfig {
  try {
    return projectorConfigOf(new TextDecoder().decode(bytes));
  } catch (error) {
    if (!(error instanceof ProtoTextError)) throw error;
    throw new HttpError(400, `${CONFIG_FILE} of the run ${JSON.stringify(run)}: ${error.message}`, {
      cause: error,
    });
  }
}

/**
 * Where a config may lie: runs in the snapshot's order, then folders above runs, which Keras' callback writes it to, and at
 * last the logdir itself where it is no run. TensorBoard knows the logdir alone of those that are no runs.
 */
export function candidates({ snapshot }: RouteRequest): string[] {
  const names = new Set(snapshot.runs.map(({ name }) => name));
  const above = new Set<string>();
  for (const name of names)
    for (let end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
      const folder = name.slice(0, end);
      if (above.has(folder)) break;
      if (!names.has(folder)) above.add(folder);
    }
  return [...names, ...above, ...(names.has('.') ? [] : ['.'])];
}

async function hasPoints(request: RouteRequest, run: string): Promise<boolean> {
  try {
    const found = await findConfig(request, run);
    return found !== undefined && isUsable(found.config, found.checkpoint !== undefined);
  } catch (error) {
    // What is wrong with the config is told when the run is asked for.
    if (error instanceof HttpError) return false;
    throw error;
  }
}

/** In the order of `candidates`. In slices, since there may be ten thousand runs, and a look at the disk for each. */
export async function* runsWithPoints(request: RouteRequest): AsyncGenerator<string> {
  const slices = new Slices();
  for (const run of candidates(request)) {
    if (await hasPoints(request, run)) yield run;
    if (slices.due) await slices.turn();
  }
}

/** The config that the query's run has. Throws HttpError 400. */
export async function configOfQuery(request: RouteRequest): Promise<Found> {
  const run = queryOf(request.query, 'run');
  const found = candidates(request).includes(run) ? await findConfig(request, run) : undefined;
  if (!found) throw new HttpError(400, `Unknown run: ${JSON.stringify(run)}`);
  if (isUsable(found.config, found.checkpoint !== undefined)) return found;
  const why = found.config.embeddings?.length
    ? 'names no files of points (tensor_path), and there is no TensorFlow checkpoint with them'
    : 'names no embeddings';
  throw new HttpError(400, `The ${CONFIG_FILE} of the run ${JSON.stringify(run)} ${why}`);
}

export async function assetOfQuery(
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

export async function asset(
  { readBeside }: RouteRequest,
  folder: RunFolder,
  path: string,
): Promise<Uint8Array> {
  const bytes = await readBeside(folder, path, MAX_ASSET_BYTES);
  if (!bytes) throw new HttpError(400, `${JSON.stringify(path)} not found, or is not a file`);
  return bytes;
}
