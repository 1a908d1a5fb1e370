// Joins the files of a run: metadata that binds all of them, restarts, the order of steps.
import type { DataClassName } from '../format/legacy.ts';
import { ONE_NUMBER, type ScanBatch, type ScanProblem, STRINGS, type TagRows } from './batch.ts';
import type { SavedRun } from './cache/index-file.ts';
import type { OrdinaryTotals } from './ordinary-files.ts';
import { type AddedRows, SeriesColumns } from './series-columns.ts';
import { StoredValueError } from './store/stored-value-error.ts';

/** What a batch tells of values that do not fit their tag goes here. */
type ReportFit = (problem: ScanProblem) => void;

/** A batch that was taken, and whose rows nobody has looked at yet. */
export interface Pending {
  readonly batch: ScanBatch;
  readonly file: string;
  readonly offsetBytes: number;
  readonly report: ReportFit;
}

/** Gives the batches of a run when somebody looks. */
export interface FoundBatches {
  batches(): readonly Pending[];
}

/** Rows of a tag that no metadata was seen of yet. */
interface Waiting {
  readonly rows: TagRows;
  readonly origin: Origin;
}

/** Where rows come from. */
interface Origin {
  /** Index into the run's files. */
  readonly file: number;
  readonly offsetBytes: number;
}

/** The series of a run as an index tells of them when it is asked. */
export interface RestoredSeries {
  all(generation: number): readonly SeriesColumns[];
  /** Undefined where the run has none of this tag. */
  one(tag: string, generation: number): SeriesColumns | undefined;
}

/**
 * One for each run; batches of its files go in, in the order in which they are to count. They are joined when somebody
 * looks: most runs of a large logdir are never looked into.
 */
export class RunLoader {
  /** `/`-separated; `.` for the logdir itself. */
  readonly name: string;
  readonly #firstGeneration: number;
  /** Made when the first batch is joined, as what else that needs. */
  #series: Map<string, SeriesColumns> | undefined;
  #waiting: Map<string, Waiting[]> | undefined;
  #files: string[] | undefined;
  #mismatches: Set<string> | undefined;
  #pending: Pending[] | undefined;
  /** Of a table of ordinary files. */
  #found: FoundBatches | undefined;
  /** The same of an index. */
  #restored: RestoredSeries | undefined;
  #beforeNext: { look(): void } | undefined;
  #changed: Set<SeriesColumns> | undefined;
  #events = 0;
  #startTimeSeconds = Number.POSITIVE_INFINITY;
  #lastTimeSeconds = Number.NEGATIVE_INFINITY;

  /** `firstGeneration` is that of every new series; above all that the run had under this name before. */
  constructor(name: string, firstGeneration = 0) {
    this.name = name;
    this.#firstGeneration = firstGeneration;
  }

  /** A run as it was saved; its series are made when somebody looks. */
  static restored(
    name: string,
    firstGeneration: number,
    saved: Pick<SavedRun, 'events' | 'startTimeSeconds' | 'lastTimeSeconds' | 'placeFiles' | 'files'>,
    series: RestoredSeries,
  ): RunLoader {
    const loader = new RunLoader(name, firstGeneration);
    loader.#events = saved.events;
    if (!Number.isNaN(saved.startTimeSeconds)) loader.#startTimeSeconds = saved.startTimeSeconds;
    if (!Number.isNaN(saved.lastTimeSeconds)) loader.#lastTimeSeconds = saved.lastTimeSeconds;
    loader.#files = saved.placeFiles.map((file) => saved.files[file]?.path ?? '');
    loader.#restored = series;
    return loader;
  }

  /** A run all files of which are ordinary; the `found` batches are made when somebody looks. */
  static found(
    name: string,
    firstGeneration: number,
    totals: OrdinaryTotals,
    found: FoundBatches,
  ): RunLoader {
    const loader = new RunLoader(name, firstGeneration);
    loader.#events = totals.events;
    loader.#startTimeSeconds = totals.minWallTimeSeconds;
    loader.#lastTimeSeconds = totals.maxWallTimeSeconds;
    loader.#found = found;
    return loader;
  }

  /** The series, as far as they are known by their metadata; undefined while rows wait for theirs. */
  get settledSeries(): Iterable<SeriesColumns> | undefined {
    this.join();
    return this.#waiting && this.#waiting.size > 0 ? undefined : (this.#series?.values() ?? []);
  }

  /** Events read, of any kind. */
  get events(): number {
    return this.#events;
  }

  /** Smallest wall time of the events, in seconds since the Unix epoch; NaN where none has a time. */
  get startTimeSeconds(): number {
    return Number.isFinite(this.#startTimeSeconds) ? this.#startTimeSeconds : Number.NaN;
  }

  /** Largest wall time of the events; NaN where none has a time. */
  get lastTimeSeconds(): number {
    return Number.isFinite(this.#lastTimeSeconds) ? this.#lastTimeSeconds : Number.NaN;
  }

  /** A generation above that of every series so far. */
  get nextGeneration(): number {
    this.join();
    let highest = this.#firstGeneration;
    for (const series of this.#series?.values() ?? []) highest = Math.max(highest, series.generation);
    return highest + 1;
  }

  /** Absolute paths of the files that were joined; columns of places count in it. Only grows. */
  get files(): readonly string[] {
    this.#files ??= [];
    return this.#files;
  }

  /** Takes what was found at `offsetBytes` of a file. Tells, when it is joined, of values that do not fit their tag. */
  apply(file: string, offsetBytes: number, batch: ScanBatch, report: ReportFit): void {
    this.#beforeNext?.look();
    this.#beforeNext = undefined;
    this.#events += batch.events;
    this.#startTimeSeconds = Math.min(this.#startTimeSeconds, batch.minWallTimeSeconds);
    this.#lastTimeSeconds = Math.max(this.#lastTimeSeconds, batch.maxWallTimeSeconds);
    this.#pending ??= [];
    this.#pending.push({ batch, file, offsetBytes, report });
  }

  /** Whether nothing that was read waits for `join`. */
  get joined(): boolean {
    return this.#pending === undefined;
  }

  /** Joins what was taken. */
  join(): void {
    const [found, restored] = [this.#found, this.#restored];
    [this.#found, this.#restored] = [undefined, undefined];
    if (found) this.#joinAll(found.batches());
    if (restored) this.#setRestored(restored);
    const pending = this.#pending;
    if (!pending) return;
    this.#pending = undefined;
    try {
      this.#joinAll(pending);
    } catch (error) {
      // The index of what stands before these rows is damaged. It was told of, and the run is being read anew.
      if (!(error instanceof StoredValueError)) throw error;
    }
  }

  #setRestored(restored: RestoredSeries): void {
    for (const one of restored.all(this.#firstGeneration)) {
      const known = this.#series?.get(one.tag);
      if (!known) this.#set(one);
      this.#change(known ?? one);
    }
  }

  #joinAll(pending: readonly Pending[]): void {
    for (const { batch, file, offsetBytes, report } of pending) {
      if (batch.rows.length === 0) continue;
      const origin = { file: this.#fileIndex(file), offsetBytes };
      for (const rows of batch.rows) this.#applyRows(rows, origin, report);
    }
  }

  /** Series that changed since the last call. */
  takeChanged(): ReadonlySet<SeriesColumns> {
    this.join();
    const changed = this.#changed;
    this.#changed = undefined;
    return changed ?? NOTHING_CHANGED;
  }

  /** Whether `columnsOf` makes a series without the others. */
  get givesOne(): boolean {
    return this.#restored !== undefined && this.joined;
  }

  /** One series as it was restored; undefined where there is none of this tag. While `givesOne`. */
  columnsOf(tag: string): SeriesColumns | undefined {
    const known = this.#series?.get(tag);
    if (known) return known;
    const made = this.#restored?.one(tag, this.#firstGeneration);
    if (made) this.#set(made);
    return made;
  }

  /** Has somebody look, once, before the next batch is taken: whoever wants the series as they are now must by then. */
  beforeNext(looker: { look(): void }): void {
    this.#beforeNext = looker;
  }

  #fileIndex(file: string): number {
    this.#files ??= [];
    const known = this.#files.lastIndexOf(file);
    return known >= 0 ? known : this.#files.push(file) - 1;
  }

  #applyRows(rows: TagRows, origin: Origin, report: ReportFit): void {
    const { tag, metadata } = rows;
    let series = this.#series?.get(tag);
    if (!series && metadata) {
      series = new SeriesColumns(tag, metadata, this.#firstGeneration);
      this.#set(series);
      for (const earlier of this.#waiting?.get(tag) ?? [])
        this.#add(series, earlier.rows, earlier.origin, report);
      this.#waiting?.delete(tag);
    }
    if (series) {
      this.#add(series, rows, origin, report);
      return;
    }
    this.#waiting ??= new Map();
    const waiting = this.#waiting.get(tag) ?? [];
    waiting.push({ rows, origin });
    this.#waiting.set(tag, waiting);
  }

  #add(series: SeriesColumns, rows: TagRows, origin: Origin, report: ReportFit): void {
    const { file, offsetBytes } = origin;
    const bound = series.metadata.dataClass;
    if (rows.dataClass !== undefined && rows.dataClass !== bound) {
      // Once for each file: the file's own metadata is wrong, not this value or that.
      const key = `${file} ${rows.tag}`;
      this.#mismatches ??= new Set();
      if (this.#mismatches.has(key)) return;
      this.#mismatches.add(key);
      report({
        offsetBytes: rows.places?.offsetsBytes[0] ?? offsetBytes,
        what: `the tag ${JSON.stringify(rows.tag)} has other metadata than where the run first used it, for ${series.metadata.pluginName}`,
        done: 'its values in this file were left out from here on',
      });
      return;
    }
    const fitting = rows.dataClass === undefined ? fittingRows(rows, series, bound, report) : rows;
    series.append(addedRows(fitting, bound, file));
    this.#change(series);
  }

  #set(series: SeriesColumns): void {
    this.#series ??= new Map();
    this.#series.set(series.tag, series);
  }

  #change(series: SeriesColumns): void {
    this.#changed ??= new Set();
    this.#changed.add(series);
  }
}

const NOTHING_CHANGED: ReadonlySet<SeriesColumns> = new Set();

/** The rows whose form suits the data class that the run's metadata told. */
function fittingRows(rows: TagRows, series: SeriesColumns, bound: DataClassName, report: ReportFit): TagRows {
  const needed = bound === 'scalar' ? ONE_NUMBER : bound === 'blobs' ? STRINGS : 0;
  const { forms, places, numbers } = rows;
  if (needed === 0 || !forms || !places || !numbers) return rows;
  const fits = (row: number) => forms[row] === needed;
  forms.forEach((_, row) => {
    if (fits(row)) return;
    report({
      offsetBytes: places.offsetsBytes[row] ?? 0,
      what: `a value of the tag ${JSON.stringify(rows.tag)} does not fit ${series.metadata.pluginName}`,
      done: 'this value was left out',
    });
  });
  if (forms.every((_, row) => fits(row))) return rows;
  return {
    tag: rows.tag,
    steps:
      rows.steps instanceof Float64Array
        ? rows.steps.filter((_, row) => fits(row))
        : rows.steps.filter((_, row) => fits(row)),
    wallTimesSeconds: rows.wallTimesSeconds.filter((_, row) => fits(row)),
    numbers: Float64Array.from(numbers).filter((_, row) => fits(row)),
    places: {
      offsetsBytes: places.offsetsBytes.filter((_, row) => fits(row)),
      lengthsBytes: places.lengthsBytes.filter((_, row) => fits(row)),
      valueIndices: places.valueIndices.filter((_, row) => fits(row)),
      items: places.items.filter((_, row) => fits(row)),
    },
  };
}

function addedRows(rows: TagRows, bound: DataClassName, file: number): AddedRows {
  const { steps, wallTimesSeconds, numbers, places, increasing, extremes } = rows;
  return {
    steps,
    ...(increasing !== undefined && { increasing }),
    ...(extremes && { extremes }),
    wallTimesSeconds,
    ...(bound === 'scalar' && numbers && { numbers }),
    ...(bound !== 'scalar' &&
      places && { places: { ...places, files: new Uint32Array(steps.length).fill(file) } }),
  };
}
