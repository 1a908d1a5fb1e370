// The projector for our page: what there is, points as they are read from their file, and labels. No file is too long.
import {
  type FileBeside,
  HttpError,
  queryOf,
  type Route,
  type RouteAnswer,
  type RouteRequest,
} from '../../../server/plugin-host.ts';
import { readMatrix } from './checkpoint.ts';
import { candidates, configOfQuery, findConfig } from './embedding-files.ts';
import type { EmbeddingInfo, EmbeddingsAnswer, Points, RunEmbeddings } from './kind.ts';
import { encodeBlock, encodeEnd, encodeFault, encodeHead, IS_LITTLE_ENDIAN } from './model/point-blocks.ts';
import { PointsError } from './model/points-error.ts';
import { RowReader } from './model/row-reader.ts';
import { embeddingOf } from './values.ts';

/** What a first look at a file takes in. */
const LOOK_BYTES = 2 ** 16;
const NO_TEXT =
  'it is no text, and its size is not that of float32 of the shape in the config (tensor_shape)';

const NO_POINTS =
  'Its config names no files of points (tensor_path), and there is no TensorFlow checkpoint with them. The .weights.h5 of ' +
  'Keras 3 is none: write the points as TSV and name it in tensor_path.';

const embeddings: Route = async (request) => {
  const known = new Set(['.', ...request.snapshot.runs.map(({ name }) => name)]);
  const runs = await Promise.all(
    candidates(request).map((run) => embeddingsOf(request, run, known.has(run) ? {} : { above: true })),
  );
  const answer: EmbeddingsAnswer = {
    loading: request.snapshot.loading,
    runs: runs.filter((run) => run !== undefined),
  };
  return { json: answer };
};

async function embeddingsOf(
  request: RouteRequest,
  run: string,
  above: Pick<RunEmbeddings, 'above'>,
): Promise<RunEmbeddings | undefined> {
  try {
    const found = await findConfig(request, run);
    if (!found) return undefined;
    const infos = (found.config.embeddings ?? []).flatMap((embedding): EmbeddingInfo[] => {
      const { tensorName: name, tensorPath, metadataPath, bookmarksPath, sprite } = embedding;
      if (!name || !(tensorPath || found.checkpoint?.entries.has(name))) return [];
      const [width = 0, height = 0] = sprite?.singleImageDim ?? [];
      const hasPicture = sprite?.imagePath !== undefined && width > 0 && height > 0;
      return [
        {
          name,
          hasLabels: metadataPath !== undefined,
          hasBookmarks: bookmarksPath !== undefined,
          ...(hasPicture && { picture: [width, height] as const }),
        },
      ];
    });
    if (infos.length > 0) return { run, ...above, embeddings: infos };
    const fault = found.checkpoint ? 'Its TensorFlow checkpoint holds no matrices.' : NO_POINTS;
    return { run, ...above, embeddings: [], fault };
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return { run, ...above, embeddings: [], fault: error.message };
  }
}

const points: Route = async (request) => {
  const name = queryOf(request.query, 'name');
  const { folder, config, checkpoint } = await configOfQuery(request);
  const embedding = embeddingOf(config, name);
  const path = embedding?.tensorPath;
  if (!path && checkpoint) {
    const chunks = matrixBlocks(await readMatrix(request, checkpoint, name));
    return { chunks, contentType: 'application/octet-stream', fileName: 'points' };
  }
  if (!path) throw new HttpError(400, `The points ${JSON.stringify(name)} are not known, or lie in no file`);
  const file = await request.openBeside(folder, path);
  if (!file) throw new HttpError(400, `${JSON.stringify(path)} not found, or is not a file`);
  return streamed(file, 'points', pointBlocks(file, embedding.tensorShape));
};

/** The file is closed when the answer is at its end, or its client gone. */
function streamed(file: FileBeside, fileName: string, chunks: AsyncIterable<Uint8Array>): RouteAnswer {
  async function* closing() {
    try {
      yield* chunks;
    } finally {
      await file.close();
    }
  }
  return { chunks: closing(), contentType: 'application/octet-stream', fileName };
}

async function* pointBlocks(
  file: FileBeside,
  shape: readonly number[] | undefined,
): AsyncGenerator<Uint8Array> {
  const [rows = 0, columns = 0] = shape?.length === 2 ? shape : [];
  const isRaw =
    columns > 0 && rows * columns * 4 === file.sizeBytes && !(await looksLikeLines(file, columns));
  yield* isRaw ? rawBlocks(file, columns) : lineBlocks(file);
}

const ROWS_A_BLOCK = 4096;

async function* matrixBlocks({ rows, columns, numbers }: Points): AsyncGenerator<Uint8Array> {
  yield encodeHead({ columns, sizeBytes: numbers.byteLength });
  for (let row = 0; row < rows; row += ROWS_A_BLOCK) {
    const block = numbers.subarray(row * columns, (row + ROWS_A_BLOCK) * columns);
    yield encodeBlock(block, columns, row * columns * 4 + block.byteLength);
  }
  yield encodeEnd(numbers.byteLength);
}

/** Whether the file begins with a point of as many coordinates as text. */
async function looksLikeLines(file: FileBeside, columns: number): Promise<boolean> {
  for await (const piece of file.pieces()) {
    const reader = new RowReader('\t', 1);
    try {
      reader.push(piece.subarray(0, LOOK_BYTES));
      if (piece.length === file.sizeBytes) reader.end();
    } catch (error) {
      if (!(error instanceof PointsError)) throw error;
      return false;
    }
    return reader.rows > 0 && reader.columns === columns;
  }
  return false;
}

/** float32, little-endian, as they lie there. */
async function* rawBlocks(file: FileBeside, columns: number): AsyncGenerator<Uint8Array> {
  const rowBytes = columns * 4;
  yield encodeHead({ columns, sizeBytes: file.sizeBytes });
  let rest = new Uint8Array(0);
  let readBytes = 0;
  for await (const piece of file.pieces()) {
    readBytes += piece.length;
    const all = new Uint8Array(rest.length + piece.length);
    all.set(rest);
    all.set(piece, rest.length);
    const whole = all.length - (all.length % rowBytes);
    rest = all.slice(whole);
    if (whole > 0) yield encodeBlock(floatsOf(all.slice(0, whole)), columns, readBytes);
  }
  yield encodeEnd(readBytes);
}

/** A view of the bytes where the machine has them in the file's order; `bytes` begin a buffer. */
function floatsOf(bytes: Uint8Array): Float32Array {
  if (IS_LITTLE_ENDIAN) return new Float32Array(bytes.buffer, 0, bytes.length / 4);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => view.getFloat32(at * 4, true));
}

async function* lineBlocks(file: FileBeside): AsyncGenerator<Uint8Array> {
  const reader = new RowReader();
  let hasHead = false;
  let readBytes = 0;
  const blocks = function* (numbers: Float32Array) {
    if (reader.columns === 0) return;
    if (!hasHead) yield encodeHead({ columns: reader.columns, sizeBytes: file.sizeBytes });
    hasHead = true;
    if (numbers.length > 0) yield encodeBlock(numbers, reader.columns, readBytes);
  };
  try {
    for await (const piece of file.pieces()) {
      if (piece.includes(0)) throw new PointsError(NO_TEXT);
      readBytes += piece.length;
      yield* blocks(reader.push(piece));
    }
    yield* blocks(reader.end());
  } catch (error) {
    if (!(error instanceof PointsError)) throw error;
    if (!hasHead) yield encodeHead({ columns: reader.columns, sizeBytes: file.sizeBytes });
    yield encodeFault(error.message);
    return;
  }
  if (!hasHead) yield encodeHead({ columns: 0, sizeBytes: file.sizeBytes });
  yield encodeEnd(readBytes);
}

/** As the file has them; an empty answer where there are none. */
const labels: Route = async (request) => {
  const name = queryOf(request.query, 'name');
  const { folder, config } = await configOfQuery(request);
  const path = embeddingOf(config, name)?.metadataPath;
  const file = path === undefined ? undefined : await request.openBeside(folder, path);
  if (!file) throw new HttpError(400, `No file of labels found for ${JSON.stringify(name)}`);
  return streamed(file, 'labels', file.pieces());
};

export const pageRoutes: Readonly<Record<string, Route>> = {
  '/embeddings': embeddings,
  '/points': points,
  '/labels': labels,
};
