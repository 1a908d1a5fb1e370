// A run as an index keeps it: taken from a reader and given back to one.
import { fileFailureOf } from '../file-failure.ts';
import { type EventFile, type FileState, isUnchanged, type Logdir } from '../logdir.ts';
import type { SavedEnd, SavedFile, SavedTail } from '../saved-tail.ts';
import type { ColumnsView, SeriesColumns } from '../series-columns.ts';
import type { SavedRun } from './index-file.ts';
import type { IndexWriter } from './index-writer.ts';
import { probeOf } from './probe.ts';
import { columnsOf, formOf } from './saved-rows.ts';
import type { SavedSeries } from './series-table.ts';

/** What is to be saved of a run. Nothing in it changes any more. */
export interface RunToSave extends Omit<SavedRun, 'group' | 'number' | 'ends' | 'files'> {
  readonly files: readonly SavedTail[];
  readonly series: readonly { readonly columns: SeriesColumns; readonly view: ColumnsView }[];
}

/**
 * Writes runs, the columns of a tag of all of them behind one another, as a chart asks for them. None where `goesOn`,
 * which is asked between two series, says no.
 */
export async function writeRuns(
  writer: IndexWriter,
  runs: readonly RunToSave[],
  goesOn: () => Promise<boolean>,
): Promise<SavedRun[]> {
  const byTag = new Map<string, (RunToSave['series'][number] & { readonly run: number })[]>();
  for (const [run, { series }] of runs.entries()) {
    for (const one of series) {
      const known = byTag.get(one.columns.tag);
      if (known) known.push({ ...one, run });
      else byTag.set(one.columns.tag, [{ ...one, run }]);
    }
  }
  for (const [tag, series] of byTag) {
    for (const { run, columns, view } of series) {
      writer.series(run, await savedSeries(writer, columns, view));
      if (!(await goesOn())) return [];
    }
    writer.endTag(tag, series[0]?.columns.metadata.dataClass === 'scalar');
  }
  const group = await writer.endGroup();
  const saved: SavedRun[] = [];
  for (const [number, { series: _, files, ...head }] of runs.entries()) {
    saved.push({
      ...{ ...head, group, number },
      files: files.map(({ scanner: _, mark: __, neededBytes: ___, ...file }) => file),
      ends: await writer.value(
        files.map(({ neededBytes, mark, scanner }): SavedEnd => ({ neededBytes, mark, scanner })),
      ),
    });
  }
  return saved;
}

async function savedSeries(
  writer: IndexWriter,
  { tag, metadata }: SeriesColumns,
  view: ColumnsView,
): Promise<SavedSeries> {
  const rows = view.peek();
  const steps = await writer.steps(rows.steps);
  const columns = await writer.columns(columnsOf(rows));
  const { length, lastNumber: last } = view;
  return { tag, metadata, length, ...view.extremes, last, form: formOf(rows), steps, columns };
}

/** How the files of a run compare with those that it was saved of; `alike` where only their content is still to be looked at. */
export type Compared = 'alike' | 'same' | 'grown' | 'other';

/** `grown` also where there are others behind them. */
export function compareFiles(saved: SavedRun, files: readonly EventFile[], logdir: Logdir): Compared {
  const isSame = ({ path }: SavedFile, at: number) => files[at]?.path === path;
  if (saved.files.length === files.length && saved.files.every(isSame)) {
    if (looksAsSaved(saved, logdir)) return 'alike';
  }
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

/** Whether the content of all files is still, in some places, what it was. */
export function areAsSaved(saved: SavedRun, logdir: Logdir): boolean {
  return saved.files.every((file) => compareFile(file, logdir) !== 'other');
}

/** Whether nothing of its files changed since the run was saved, as far as the system tells. */
export function looksAsSaved({ files }: SavedRun, logdir: Logdir): boolean {
  return files.every((file) => looksAlike(file, logdir));
}

function looksAlike(saved: SavedFile, logdir: Logdir): boolean {
  if (saved.changedMs === undefined) return false;
  try {
    return isUnchanged(logdir, saved.path, saved);
  } catch (error) {
    // Whoever reads it next says why it cannot be looked at.
    fileFailureOf(error);
    return false;
  }
}

function compareFile(saved: SavedFile, logdir: Logdir): Compared {
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

/** What tells a file's content that was read as far as `offsetBytes`, and was `seen` so; undefined where it is another by now. */
export function probeOfFile(
  logdir: Logdir,
  path: string,
  seen: FileState,
  offsetBytes: number,
): Pick<SavedFile, 'probe' | 'changedMs'> | undefined {
  const opened = logdir.open(path);
  if (!opened || opened instanceof Promise) return undefined;
  try {
    const { identity, sizeBytes, modifiedMs, changedMs } = opened;
    const probe = identity === seen.identity ? probeOf(opened, offsetBytes) : undefined;
    if (probe === undefined) return undefined;
    const unchanged = sizeBytes === seen.sizeBytes && modifiedMs === seen.modifiedMs;
    return { probe, ...(unchanged && changedMs !== undefined && { changedMs }) };
  } finally {
    void opened.close();
  }
}
