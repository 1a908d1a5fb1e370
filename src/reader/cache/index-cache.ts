// The index of one logdir in the user's cache folder: what a server found, for the next start.
import { mkdirSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Problem } from '../../problem.ts';
import { fileFailureOf } from '../file-failure.ts';
import { StoredValueError } from '../store/stored-value-error.ts';
import { IndexError } from './index-bytes.ts';
import { INDEX_VERSION, IndexFile, type SavedRun } from './index-file.ts';
import { IndexWriter } from './index-writer.ts';
import { type RunToSave, writeRuns } from './saved-run.ts';

/** What the files of a cache folder are named by: nothing else in it is touched. */
export const INDEX_SUFFIX = `.v${INDEX_VERSION}.index`;
/** Of every version, and parts of them. */
const INDEX_NAME = /\.v\d+\.index$/;
const PART_NAME = /\.v\d+\.index\..*\.part$/;
/** All indexes of a folder together; those that were not used for the longest time go first. */
const MOST_FOLDER_BYTES = 4 * 2 ** 30;
/** Larger ones are not kept. */
const MOST_INDEX_BYTES = 2 * 2 ** 30;
/** Runs of so many series are written together: what is to be written of them is known at once. */
const TOGETHER_SERIES = 2 ** 16;
/** A server that was killed while it wrote leaves a part. */
const OLD_PART_MS = 86_400_000;

export class IndexCache {
  readonly #path: string;
  readonly #report: (problem: Problem) => void;
  #index: IndexFile | undefined;
  /** What lies there is another version's: it is not written over. */
  #foreign = false;

  /** `path` is that of the index; its folder need not exist. */
  constructor(path: string, report: (problem: Problem) => void) {
    this.#path = path;
    this.#report = report;
    try {
      this.#index = IndexFile.open(path);
    } catch (error) {
      if (!(error instanceof IndexError)) throw error;
      this.#foreign = error.foreign;
      this.#tell(error.message, this.#foreign ? 'it was left as it is, and is not used' : 'it is made anew');
    }
    if (this.#index) markUsed(path);
  }

  get index(): IndexFile | undefined {
    return this.#index;
  }

  /** Tells that the index, or a part of it, cannot be used. */
  damaged(error: IndexError): void {
    this.#tell(error.message, 'the run is read anew');
  }

  /**
   * Writes an index of these runs in place of the former, which stays open. `isWanted` is asked between two runs and
   * between two series; false ends it. A cache that cannot be written is told once and does no harm.
   */
  async save(runs: Iterable<RunToSave>, isWanted: () => Promise<boolean>): Promise<void> {
    if (this.#foreign) return;
    let writer: IndexWriter | undefined;
    try {
      writer = await IndexWriter.begin(this.#path);
      const saved = await writeAll(writer, runs, isWanted);
      if (!saved) return;
      await writer.finish(saved);
      writer = undefined;
      trimFolder(dirname(this.#path), MOST_FOLDER_BYTES, basename(this.#path));
    } catch (error) {
      // A part of the former index turned out to be damaged: it was told of, and the next one holds the run as read anew.
      if (error instanceof StoredValueError) return;
      const { message } = fileFailureOf(error);
      this.#tell(`it cannot be written (${message})`, 'the next start reads all logs anew');
    } finally {
      await writer?.abandon();
    }
  }

  close(): void {
    this.#index?.close();
    this.#index = undefined;
  }

  #tell(what: string, done: string): void {
    this.#report({ file: this.#path, what: `the index of the logs: ${what}`, done });
  }
}

/** Undefined where it ended before all were written. */
async function writeAll(
  writer: IndexWriter,
  runs: Iterable<RunToSave>,
  isWanted: () => Promise<boolean>,
): Promise<SavedRun[] | undefined> {
  const goesOn = async () => (await isWanted()) && writer.writtenBytes <= MOST_INDEX_BYTES;
  const saved: SavedRun[] = [];
  let together: RunToSave[] = [];
  let series = 0;
  for (const run of runs) {
    together.push(run);
    series += run.series.length;
    if (!(await goesOn())) return undefined;
    if (series < TOGETHER_SERIES) continue;
    saved.push(...(await writeRuns(writer, together, goesOn)));
    [together, series] = [[], 0];
  }
  saved.push(...(await writeRuns(writer, together, goesOn)));
  return (await goesOn()) ? saved : undefined;
}

/** So that it is not the first to go. */
function markUsed(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch (error) {
    // Of another owner, or on a disk that only lets itself be read: to use it does no harm there.
    fileFailureOf(error);
  }
}

/** Removes all indexes of a folder, of every version. Tells how many there were. */
export function clearCache(folder: string): number {
  const files = namesIn(folder).filter((name) => INDEX_NAME.test(name) || PART_NAME.test(name));
  for (const name of files) rmSync(join(folder, name), { force: true });
  return files.length;
}

/** Removes the indexes, of every version, that were used last before all others, until the rest is within `mostBytes`. */
export function trimFolder(folder: string, mostBytes: number, kept: string): void {
  const files = namesIn(folder).flatMap((name) => {
    const found = statSync(join(folder, name), { throwIfNoEntry: false });
    return found ? [{ name, bytes: found.size, usedMs: found.mtimeMs }] : [];
  });
  for (const { name, usedMs } of files) {
    const isOld = Date.now() - usedMs > OLD_PART_MS;
    if (isOld && PART_NAME.test(name)) rmSync(join(folder, name), { force: true });
  }
  const indexes = files.filter(({ name }) => INDEX_NAME.test(name));
  indexes.sort((a, b) => Number(b.name === kept) - Number(a.name === kept) || b.usedMs - a.usedMs);
  let sum = 0;
  for (const { name, bytes } of indexes) {
    sum += bytes;
    if (sum > mostBytes && name !== kept) rmSync(join(folder, name), { force: true });
  }
}

function namesIn(folder: string): string[] {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return readdirSync(folder);
}
