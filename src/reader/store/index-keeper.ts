// Starts from the index of an earlier start, and keeps it up to date.
import type { Problem } from '../../problem.ts';
import { CachedSegment, type Damaged } from '../cache/cached-segment.ts';
import { IndexError } from '../cache/index-bytes.ts';
import { IndexCache } from '../cache/index-cache.ts';
import type { IndexFile, SavedRun } from '../cache/index-file.ts';
import { areAsSaved, compareFiles, looksAsSaved, type RunToSave } from '../cache/saved-run.ts';
import type { SavedSeries } from '../cache/series-table.ts';
import type { EventFile, ListedRun, Logdir } from '../logdir.ts';
import { RunReader, type RunReading } from '../run-reader.ts';
import type { SavedEnd } from '../saved-tail.ts';
import { SeriesColumns } from '../series-columns.ts';
import type { RestoredParts } from '../standing-files.ts';
import { compareStarts } from './run-table.ts';

/** Logs that are read in a moment need no index, and one that grew by so little is not written anew … */
const LEAST_BYTES = 2 ** 23;
/** … nor one that grew by less than this part. */
const LEAST_PART = 1 / 10;
const LEAST_FILE_BYTES = 2 ** 16;
/** Whoever opened the server looks at the page first. */
const SAVE_AFTER_MS = 2000;

export interface IndexOptions {
  /** Where the index lies; its folder need not exist. */
  readonly path: string;
  /** Bytes of event files below which none is written. Default 8 MiB. */
  readonly leastBytes?: number;
  /** Runs of smaller files are read as soon as they are compared. Default 64 KiB. */
  readonly leastFileBytes?: number;
  /** Between the end of a look at the logs and the writing. Default 2 s. */
  readonly saveAfterMs?: number;
}

export class IndexKeeper {
  readonly #options: IndexOptions;
  readonly #cache: IndexCache;
  readonly #logdir: Logdir;
  /** Of event files, that the index holds. */
  #savedBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #saving: Promise<void> | undefined;
  #closed = false;
  /** Runs that look as they were saved, until their files' content was looked at. */
  #alike: { readonly saved: SavedRun; readonly reread: () => void }[] = [];
  /** Readers that the index told only a part of: such a run is not saved. */
  readonly #misled = new WeakSet<RunReader>();

  /** Opens the index; `report` hears of what is wrong with it. */
  constructor(options: IndexOptions, logdir: Logdir, report: (problem: Problem) => void) {
    this.#options = options;
    this.#logdir = logdir;
    this.#cache = new IndexCache(options.path, report);
  }

  /** Whether there is an index to start from. */
  get any(): boolean {
    return this.#cache.index !== undefined;
  }

  /** The runs that it holds, with the files that they had. */
  get runs(): Iterable<ListedRun> {
    return this.#cache.index?.runs.values() ?? [];
  }

  /**
   * A reader that stands where the run was saved, and whether there is more to read by now; undefined where its files are
   * not those any more, or, with no `files` from a walk, where anything tells of a change. `reread` hears when the index
   * turns out to be damaged.
   */
  readerOf(
    name: string,
    files: readonly EventFile[] | undefined,
    reading: RunReading,
    firstGeneration: number,
    reread: () => void,
  ): { readonly reader: RunReader; readonly grown: boolean } | undefined {
    const { index } = this.#cache;
    const saved = index?.runs.get(name);
    if (!index || !saved) return undefined;
    const compared = files ? compareFiles(saved, files, this.#logdir) : asSaved(saved, this.#logdir);
    if (compared === 'other') return undefined;
    if (compared === 'alike') this.#alike.push({ saved, reread });
    const parts = new IndexedRun(index, saved, (error) => {
      this.#misled.add(reader);
      // Later: whoever is looking at a snapshot must not be told of another meanwhile.
      queueMicrotask(() => {
        // Worth to be written anew, or each start would meet the damage again.
        this.#savedBytes = 0;
        this.#cache.damaged(error);
        reread();
      });
    });
    const reader = RunReader.restored(reading, saved, files ?? saved.files, firstGeneration, parts);
    this.#savedBytes += reader.readBytes;
    return { reader, grown: compared === 'grown' };
  }

  /**
   * Looks into the files of runs that were shown since the system told of no change to them; those whose content is
   * another all the same are read anew. While `goesOn`, which is asked between two runs.
   */
  async check(goesOn: () => Promise<boolean>): Promise<void> {
    const alike = this.#alike;
    this.#alike = [];
    for (const { saved, reread } of alike) {
      if (!areAsSaved(saved, this.#logdir)) {
        // So that it is written anew.
        this.#savedBytes = 0;
        reread();
      }
      if (!(await goesOn())) return;
    }
  }

  /** Writes the index anew, in a while, if it is worth it. `giveWay` lets others have a turn between two runs. */
  keep(readers: ReadonlyMap<string, RunReader>, giveWay: () => Promise<void>): void {
    if (this.#closed || this.#timer || this.#saving || !this.#isWorthIt(readers)) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#saving = this.#save(readers, giveWay).finally(() => {
        this.#saving = undefined;
      });
    }, this.#options.saveAfterMs ?? SAVE_AFTER_MS);
    this.#timer.unref();
  }

  #isWorthIt(readers: ReadonlyMap<string, RunReader>): boolean {
    const leastBytes = this.#options.leastBytes ?? LEAST_BYTES;
    const unsavedBytes = readBytes(readers) - this.#savedBytes;
    return unsavedBytes >= Math.max(leastBytes, this.#savedBytes * LEAST_PART);
  }

  async #save(readers: ReadonlyMap<string, RunReader>, giveWay: () => Promise<void>): Promise<void> {
    // Whatever comes of it: a cache that cannot be written is not tried again at every look.
    this.#savedBytes = readBytes(readers);
    const leastFileBytes = this.#options.leastFileBytes ?? LEAST_FILE_BYTES;
    await this.#cache.save(this.#runsToSave(readers, leastFileBytes), async () => {
      await giveWay();
      return !this.#closed;
    });
  }

  *#runsToSave(readers: ReadonlyMap<string, RunReader>, leastFileBytes: number): Generator<RunToSave> {
    // As they are shown, and so asked for.
    const inOrder = [...readers.values()].sort((a, b) => compareStarts(a.loader, b.loader));
    for (const reader of inOrder) {
      const run = reader.save(leastFileBytes);
      // Asked behind it: it is then that the index is looked into.
      if (run && !this.#misled.has(reader)) yield run;
    }
  }

  /** Ends the writing; resolves when nothing is written any more. Series that were not looked at are gone then. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#saving;
    this.#cache.close();
  }
}

function asSaved(saved: SavedRun, logdir: Logdir): 'alike' | 'other' {
  return looksAsSaved(saved, logdir) ? 'alike' : 'other';
}

/** What an index tells of a run. What it does not tell, since it is damaged, is nothing, until the run is read anew. */
class IndexedRun implements RestoredParts {
  readonly #index: IndexFile;
  readonly #saved: SavedRun;
  readonly #damaged: Damaged;

  constructor(index: IndexFile, saved: SavedRun, damaged: Damaged) {
    this.#index = index;
    this.#saved = saved;
    this.#damaged = damaged;
  }

  all(generation: number): readonly SeriesColumns[] {
    const all = this.#told(() => this.#index.seriesOf(this.#saved));
    return all?.map((series) => this.#columnsOf(series, generation)) ?? [];
  }

  one(tag: string, generation: number): SeriesColumns | undefined {
    const series = this.#told(() => this.#index.seriesOfTag(this.#saved, tag));
    return series && this.#columnsOf(series, generation);
  }

  ends(): readonly SavedEnd[] {
    return this.#told(() => this.#index.endsOf(this.#saved)) ?? [];
  }

  #told<T>(tell: () => T): T | undefined {
    try {
      return tell();
    } catch (error) {
      if (!(error instanceof IndexError)) throw error;
      this.#damaged(error);
      return undefined;
    }
  }

  #columnsOf(series: SavedSeries, generation: number): SeriesColumns {
    const segment = new CachedSegment(this.#index, series, this.#damaged);
    return SeriesColumns.restored(series.tag, series.metadata, generation, segment, series);
  }
}

function readBytes(readers: ReadonlyMap<string, RunReader>): number {
  let sum = 0;
  for (const reader of readers.values()) sum += reader.readBytes;
  return sum;
}
