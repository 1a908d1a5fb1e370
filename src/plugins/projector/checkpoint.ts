// The TensorFlow checkpoint that holds a run's points, found as TensorBoard finds it: the config names it, or the folder of
// the run, else the one above, has a file `checkpoint` that tells its newest.
import { HttpError, type RouteRequest, type RunFolder } from '../../../server/plugin-host.ts';
import { ProtoTextError, parseProtoText } from '../../format/proto-text-parse.ts';
import { TableError } from '../../format/sorted-table.ts';
import { TensorError } from '../../format/tensor.ts';
import { type BundleEntry, bundleTensor, readBundleIndex } from '../../format/tensor-bundle.ts';
import type { Embedding, Points, ProjectorConfig } from './kind.ts';
import { embeddingOf } from './values.ts';

const STATE_FILE = 'checkpoint';
const MAX_STATE_BYTES = 2 ** 20;
const MAX_INDEX_BYTES = 2 ** 27;
const MAX_TENSOR_BYTES = 2 ** 31;

/** A checkpoint, and the folder that none of its files may lie outside of. */
export interface Checkpoint {
  readonly folder: RunFolder;
  /** Its files' names are this and an ending. */
  readonly prefix: string;
  /** By name. */
  readonly entries: ReadonlyMap<string, BundleEntry>;
}

/**
 * Undefined where there is none. Throws HttpError 400 for one that cannot be read, or is named and lies outside the config's
 * folder.
 */
export async function findCheckpoint(
  request: RouteRequest,
  folder: RunFolder,
  { modelCheckpointPath }: ProjectorConfig,
): Promise<Checkpoint | undefined> {
  if (modelCheckpointPath) return readCheckpoint(request, folder, modelCheckpointPath);
  const { run } = folder;
  const above = run.includes('/') ? run.slice(0, run.lastIndexOf('/')) : '.';
  for (const place of run === '.' ? [{ run }] : [{ run }, { run: above }]) {
    const prefix = await newestOf(request, place);
    const found = prefix === undefined ? undefined : await readCheckpoint(request, place, prefix);
    if (found) return found;
  }
  return undefined;
}

/** What the file `checkpoint` of a folder names; undefined without one. */
async function newestOf(request: RouteRequest, folder: RunFolder): Promise<string | undefined> {
  const bytes = await request.readBeside(folder, STATE_FILE, MAX_STATE_BYTES);
  if (!bytes) return undefined;
  try {
    const { modelCheckpointPath } = parseProtoText('CheckpointState', new TextDecoder().decode(bytes));
    return typeof modelCheckpointPath === 'string' ? modelCheckpointPath : undefined;
  } catch (error) {
    // A file of that name may be anything else.
    if (error instanceof ProtoTextError) return undefined;
    throw error;
  }
}

async function readCheckpoint(
  request: RouteRequest,
  folder: RunFolder,
  prefix: string,
): Promise<Checkpoint | undefined> {
  const bytes = await request.readBeside(folder, `${prefix}.index`, MAX_INDEX_BYTES);
  if (!bytes) return undefined;
  const entries = told(`${prefix}.index`, () => readBundleIndex(bytes));
  return { folder, prefix, entries: new Map(entries.map((entry) => [entry.name, entry])) };
}

/** The config with the checkpoint's matrices, as TensorBoard adds them: those of optimizers are none to look at. */
export function withTensors(config: ProjectorConfig, { entries, prefix }: Checkpoint): ProjectorConfig {
  const [first, ...rest] = config.embeddings ?? [];
  // A first embedding without a name says what belongs to all tensors that the config does not name.
  const isForAll = first !== undefined && !first.tensorName;
  const named = isForAll ? rest : (config.embeddings ?? []);
  const matrices = [...entries.values()].filter(
    ({ name, shape }) => shape.length === 2 && !name.includes('.OPTIMIZER_SLOT'),
  );
  const { metadataPath, bookmarksPath } = (isForAll && first) || {};
  const shared = { ...(metadataPath && { metadataPath }), ...(bookmarksPath && { bookmarksPath }) };
  const shapeOf = (embedding: Embedding) =>
    embeddingOf(
      { embeddings: matrices.map(({ name }) => ({ tensorName: name })) },
      embedding.tensorName ?? '',
    )?.tensorName;
  const known = named.map((embedding): Embedding => {
    const tensorShape = embedding.tensorShape ?? entries.get(shapeOf(embedding) ?? '')?.shape;
    return { ...embedding, ...(tensorShape && { tensorShape }) };
  });
  const added = matrices.filter(({ name }) => !embeddingOf({ embeddings: named }, name));
  return {
    ...config,
    modelCheckpointPath: config.modelCheckpointPath || prefix,
    embeddings: [
      ...known,
      ...added.map(({ name, shape }): Embedding => ({ tensorName: name, ...shared, tensorShape: shape })),
    ],
  };
}

/** The matrix of that name. Throws HttpError 400 where it is not there, or cannot be read. */
export async function readMatrix(
  request: RouteRequest,
  checkpoint: Checkpoint,
  name: string,
): Promise<Points> {
  const { entries, folder, prefix } = checkpoint;
  const entry = entries.get(name) ?? entries.get(name.replace(/:0$/, ''));
  if (!entry) throw new HttpError(400, `Tensor ${JSON.stringify(name)} not found in checkpoint ${prefix}`);
  const what = `The tensor ${JSON.stringify(name)}`;
  const [rows, columns] = entry.shape;
  if (entry.isSliced) throw new HttpError(400, `${what} is stored in slices, which are not put together`);
  if (rows === undefined || columns === undefined || entry.shape.length !== 2)
    throw new HttpError(400, `${what} has the shape [${entry.shape.join(', ')}], which is no matrix`);
  if (entry.sizeBytes > MAX_TENSOR_BYTES)
    throw new HttpError(
      413,
      `${what} has ${entry.sizeBytes} bytes, more than the ${MAX_TENSOR_BYTES} that are read`,
    );
  const bytes = await bytesOf(request, folder, `${prefix}${entry.fileSuffix}`, entry);
  const tensor = told(name, () => bundleTensor(entry, bytes));
  if (tensor.dtype === 'string') throw new HttpError(400, `${what} holds texts`);
  const { numbers } = tensor;
  if (numbers.length !== rows * columns) throw new HttpError(400, `${what} holds complex numbers`);
  return {
    rows,
    columns,
    numbers: numbers instanceof Float32Array ? numbers : Float32Array.from(numbers, Number),
  };
}

async function bytesOf(
  { openBeside }: RouteRequest,
  folder: RunFolder,
  path: string,
  { offsetBytes, sizeBytes }: BundleEntry,
): Promise<Uint8Array> {
  const file = await openBeside(folder, path);
  if (!file) throw new HttpError(400, `${JSON.stringify(path)} not found, or is not a file`);
  try {
    if (offsetBytes < 0 || sizeBytes < 0 || offsetBytes + sizeBytes > file.sizeBytes)
      throw new HttpError(400, `${JSON.stringify(path)} is shorter than its index says`);
    const bytes = new Uint8Array(sizeBytes);
    let filled = 0;
    for await (const piece of file.pieces(offsetBytes)) {
      const part = piece.subarray(0, sizeBytes - filled);
      bytes.set(part, filled);
      filled += part.length;
      if (filled === sizeBytes) break;
    }
    return bytes;
  } finally {
    await file.close();
  }
}

/** What `read` gives; a file that cannot be read becomes an HttpError 400 that names it. */
function told<Result>(what: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TableError || error instanceof TensorError)) throw error;
    throw new HttpError(400, `${JSON.stringify(what)} of the checkpoint cannot be read: ${error.message}`, {
      cause: error,
    });
  }
}
