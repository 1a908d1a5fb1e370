// Fetches and reads tables of points beside the page: a million rows take seconds.
import { labelColumnOf, textAt } from '../../model/label-columns.ts';
import { labelsOf, NO_LABELS } from '../../model/label-table.ts';
import { PointBlocksReader } from '../../model/point-blocks.ts';
import { PointsError } from '../../model/points-error.ts';
import { tableOfFiles } from './dropped-files.ts';
import { GrowingRows } from './growing-rows.ts';
import type { LoadProgress, PointTable } from './point-table.ts';

/** What to read: answers of the server, or files that the user gave; or what to write into labels. */
export type TableTask =
  | { readonly kind: 'fetch'; readonly pointsUrl: string; readonly labelsUrl: string | undefined }
  | { readonly kind: 'files'; readonly files: readonly File[]; readonly before: PointTable | undefined }
  | { readonly kind: 'edit'; readonly table: PointTable; readonly edit: LabelEdit };

/** One text for some points. */
export interface LabelEdit {
  /** Of a column, or of a new one. */
  readonly column: string;
  readonly rows: Uint32Array;
  readonly text: string;
}

export type TableAnswer =
  | { readonly kind: 'progress'; readonly progress: LoadProgress }
  | { readonly kind: 'table'; readonly table: PointTable }
  | { readonly kind: 'failed'; readonly message: string };

const say = (answer: TableAnswer, transfer: Transferable[] = []) => self.postMessage(answer, { transfer });
const tell = (progress: LoadProgress) => say({ kind: 'progress', progress });

self.onmessage = async ({ data: task }: MessageEvent<TableTask>) => {
  try {
    const table = await tableOf(task);
    say({ kind: 'table', table }, buffersOf(table));
  } catch (error) {
    // Whatever it is, the user is told; a bug leaves its stack on the console.
    if (!(error instanceof PointsError)) console.error(error);
    const message = error instanceof Error ? error.message : String(error);
    const isTooLarge = error instanceof RangeError;
    say({
      kind: 'failed',
      message: isTooLarge ? `The points do not fit into this browser's memory (${message}).` : message,
    });
  }
};

function tableOf(task: TableTask): Promise<PointTable> | PointTable {
  if (task.kind === 'fetch') return fetched(task.pointsUrl, task.labelsUrl);
  return task.kind === 'files' ? given(task) : edited(task.table, task.edit);
}

/** The same points with a column written anew. */
function edited(table: PointTable, { column: name, rows, text }: LabelEdit): PointTable {
  const { columns, note } = table.labels;
  const before = columns.find((column) => column.name === name);
  const changed = new Set(rows);
  const column = labelColumnOf(name, table.rows, (row) =>
    changed.has(row) ? text : before ? textAt(before, row) : '',
  );
  const all = before ? columns.map((one) => (one === before ? column : one)) : [...columns, column];
  return { ...table, labels: { columns: all, note } };
}

/** What is handed over instead of copied; shared memory is neither. */
function buffersOf({ values, labels }: PointTable): Transferable[] {
  const parts = [
    values,
    ...labels.columns.flatMap(({ bytes, ends, numbers, codes }) => [bytes, ends, numbers, codes]),
  ];
  const buffers = parts.filter((part) => part !== undefined).map(({ buffer }) => buffer);
  return [...new Set(buffers.filter((buffer) => buffer instanceof ArrayBuffer))];
}

async function fetched(pointsUrl: string, labelsUrl: string | undefined): Promise<PointTable> {
  // Asked for at once, so that labels are there when the points are.
  const labelsFile = labelsUrl === undefined ? undefined : fetchBytes(labelsUrl);
  // What fails there is told when it is waited for.
  labelsFile?.catch(() => undefined);
  const points = await fetchPoints(pointsUrl);
  if (labelsFile === undefined) return { ...points, labels: NO_LABELS, sprite: undefined };
  tell({ phase: 'Loading labels', done: 0, total: 0 });
  const file = await labelsFile;
  tell({ phase: 'Reading labels', done: 0, total: 0 });
  return { ...points, labels: labelsOf(file, points.rows), sprite: undefined };
}

async function fetchPoints(url: string): Promise<Pick<PointTable, 'rows' | 'dimensions' | 'values'>> {
  const reader = new PointBlocksReader();
  let rows = new GrowingRows(0);
  let sizeBytes = 0;
  let ended = false;
  let toldAt = 0;
  for await (const piece of piecesOf(await answerOf(url)))
    for (const part of reader.push(piece)) {
      if (part.kind === 'fault') throw new PointsError(`The file of points cannot be read: ${part.message}.`);
      if (part.kind === 'head') {
        rows = new GrowingRows(part.head.columns);
        ({ sizeBytes } = part.head);
      } else if (part.kind === 'end') ended = true;
      else {
        rows.push(part.numbers, part.readBytes / sizeBytes);
        if (performance.now() < toldAt + 50) continue;
        toldAt = performance.now();
        tell({
          phase: `Loading points: ${rows.rows.toLocaleString('en-US')}`,
          done: part.readBytes,
          total: sizeBytes,
        });
      }
    }
  if (!ended) throw new PointsError('The points broke off on their way; is runboard still running?');
  return rows.table();
}

async function fetchBytes(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await answerOf(url)).arrayBuffer());
}

async function answerOf(url: string): Promise<Response> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new PointsError('The server does not answer. Is runboard still running?', { cause });
  });
  if (response.ok) return response;
  throw new PointsError((await response.text()).trim() || `The server answered ${response.status}.`);
}

async function* piecesOf(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new PointsError('The points broke off on their way; is runboard still running?', { cause });
    });
    if (done) return;
    yield value;
  }
}

async function given({ files, before }: TableTask & { readonly kind: 'files' }): Promise<PointTable> {
  const read = [];
  for (const file of files) {
    tell({ phase: `Reading ${file.name}`, done: 0, total: 0 });
    read.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
  }
  return tableOfFiles(read, before);
}
