// A run as an index keeps it: taken from a reader and given back to one.
import type { Rows } from '../column-segments.ts';
import type { EventFile, Logdir } from '../logdir.ts';
import type { ColumnsView, SeriesColumns } from '../series-columns.ts';
import type { SavedTail } from '../tail.ts';
import type { SavedRun } from './index-file.ts';
import type { IndexWriter } from './index-writer.ts';
import { probeOf } from './probe.ts';
import { isColumnName, type SavedColumn, type SavedSeries } from './series-table.ts';

/** What is to be saved of a run. Nothing in it changes any more. */
export interface RunToSave extends Omit<SavedRun, 'series' | 'scanners' | 'files'> {
  readonly files: readonly SavedTail[];
  readonly series: readonly { readonly columns: SeriesColumns; readonly view: ColumnsView }[];
}

/** Writes a run. */
export async function writeRun(
  writer: IndexWriter,
  { series, files, ...head }: RunToSave,
): Promise<SavedRun> {
  const saved: SavedSeries[] = [];
  for (const { columns, view } of series) saved.push(await savedSeries(writer, columns, view));
  return {
    ...head,
    files: files.map(({ scanner: _, ...file }) => file),
    series: await writer.table(saved),
    scanners: await writer.value(files.map(({ scanner }) => scanner)),
  };
}

async function savedSeries(
  writer: IndexWriter,
  { tag, metadata }: SeriesColumns,
  view: ColumnsView,
): Promise<SavedSeries> {
  const { steps, wallTimesSeconds, numbers, places }: Rows = view.peek();
  const columns: SavedColumn[] = [];
  for (const [name, column] of Object.entries({ steps, wallTimesSeconds, numbers, ...places })) {
    if (column && isColumnName(name)) columns.push(await writer.column(name, column));
  }
  const { least, greatest } = view.extremes;
  return { tag, metadata, length: view.length, least, greatest, last: view.lastNumber, columns };
}

/** How the files of a run compare with those that it was saved of. */
export type Compared = 'same' | 'grown' | 'other';

/** `grown` also where there are others behind them. */
export function compareFiles(saved: SavedRun, files: readonly EventFile[], logdir: Logdir): Compared {
  const paths = new Set(files.map(({ path }) => path));
  if (!saved.files.every(({ path }) => paths.has(path))) return 'other';
  const known = new Set(saved.files.map(({ path }) => path));
  const last = saved.files.reduce((latest, { path }) => (path > latest ? path : latest), '');
  // Files count in the order of their names.
  if (!files.every(({ path }) => known.has(path) || path > last)) return 'other';
  let compared: Compared = files.length > known.size ? 'grown' : 'same';
  for (const file of saved.files) {
    const one = compareFile(file, logdir);
    if (one === 'other') return one;
    if (one === 'grown') compared = one;
  }
  return compared;
}

function compareFile(saved: Omit<SavedTail, 'scanner'>, logdir: Logdir): Compared {
  try {
    const opened = logdir.open(saved.path);
    // Only a disk answers at once, and only what lies on one is saved.
    if (!opened || opened instanceof Promise) return 'other';
    try {
      const { identity, sizeBytes, modifiedMs } = opened;
      if (identity !== saved.identity || sizeBytes < saved.sizeBytes) return 'other';
      if (sizeBytes === saved.sizeBytes && modifiedMs !== saved.modifiedMs) return 'other';
      if (probeOf(opened, saved.offsetBytes) !== saved.probe) return 'other';
      return sizeBytes > saved.sizeBytes ? 'grown' : 'same';
    } finally {
      void opened.close();
    }
  } catch {
    // Whoever reads it next says why it cannot be read.
    return 'other';
  }
}

/** The probe of a file that was read as far as `offsetBytes`; undefined where it is another by now. */
export function probeOfFile(
  logdir: Logdir,
  path: string,
  identity: string,
  offsetBytes: number,
): number | undefined {
  const opened = logdir.open(path);
  if (!opened || opened instanceof Promise) return undefined;
  try {
    return opened.identity === identity ? probeOf(opened, offsetBytes) : undefined;
  } finally {
    void opened.close();
  }
}
