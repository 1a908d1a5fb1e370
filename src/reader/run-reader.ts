// Reads the files of one run into its loader, again and again as they grow.
import type { Problem, ReportProblem } from '../problem.ts';
import type { Ahead } from './ahead.ts';
import type { ScanBatch } from './batch.ts';
import type { SavedRun } from './cache/index-file.ts';
import type { RunToSave } from './cache/saved-run.ts';
import { fileFailureOf } from './file-failure.ts';
import type { EventFile, Logdir, Soon } from './logdir.ts';
import type { OrdinaryRun } from './ordinary-files.ts';
import { RunLoader } from './run-loader.ts';
import type { SavedTail } from './saved-tail.ts';
import { FoundFiles, RestoredFiles, type RestoredParts, type Standing } from './standing-files.ts';
import { type NewScanner, Tail, type TailEnd } from './tail.ts';

/** A file that ends inside a record is told to the user when it has not grown for this long. */
const STALLED_MS = 60_000;

/** What a run is read with. */
export interface RunReading {
  readonly logdir: Logdir;
  readonly newScanner: NewScanner;
  readonly ahead?: Ahead;
  /** Now, in milliseconds since the Unix epoch. */
  readonly clock: () => number;
  readonly report: ReportProblem;
  /** Takes back a problem that is none any more. */
  readonly retract: (problem: Problem) => void;
  /** Called after each block; the next one is read when it is done, unless it says false, which ends the reading. */
  readonly paused: (loader: RunLoader) => Soon<boolean>;
}

/** How a reading of a run ended. */
export type RunEnd =
  | { readonly kind: 'read' }
  /** A file is gone or no longer the one that was read: the run must be read anew, by another reader. */
  | { readonly kind: 'lost'; readonly problem?: Problem };

const READ: RunEnd = { kind: 'read' };
const NO_PROBLEMS: readonly Problem[] = [];

interface Followed {
  readonly tail: Tail;
  read: boolean;
  /** Told while the file ends inside a record. */
  unfinished?: Problem;
  /** Told while the file cannot be read. */
  unreadable?: Problem;
}

/** One for each run, for as long as its files are those that were read: a lost file means a new reader. */
export class RunReader {
  readonly loader: RunLoader;
  readonly #reading: RunReading;
  #files: Map<string, Followed> | undefined;
  /** What the reader was made from, until somebody asks for its files. */
  #standing: Standing | undefined;
  /** Those that are not taken back. */
  #problems = NO_PROBLEMS;

  constructor(
    reading: RunReading,
    name: string,
    firstGeneration: number,
    loader = new RunLoader(name, firstGeneration),
  ) {
    this.#reading = reading;
    this.loader = loader;
  }

  /** Goes on where the run was saved. Its parts are made when somebody looks. */
  static restored(
    reading: RunReading,
    saved: SavedRun,
    files: readonly EventFile[],
    firstGeneration: number,
    parts: RestoredParts,
  ): RunReader {
    const loader = RunLoader.restored(saved.name, firstGeneration, saved, parts);
    const reader = new RunReader(reading, saved.name, firstGeneration, loader);
    reader.#standing = new RestoredFiles(reading, saved, files, parts);
    for (const problem of saved.problems) reader.tellForGood(problem);
    return reader;
  }

  /** Goes on behind what was found in ordinary files, which are all of the run's, in the same order. */
  static found(
    reading: RunReading,
    name: string,
    files: readonly EventFile[],
    firstGeneration: number,
    run: OrdinaryRun,
  ): RunReader {
    const totals = run.files.totals(run);
    const found = new FoundFiles(reading, files, run, totals.sizeBytes);
    const loader = RunLoader.found(name, firstGeneration, totals, found);
    const reader = new RunReader(reading, name, firstGeneration, loader);
    reader.#standing = found;
    found.reader = reader;
    return reader;
  }

  /** The files, each where its reading stands. */
  get #followed(): Map<string, Followed> {
    const standing = this.#standing;
    this.#standing = undefined;
    this.#files ??= new Map();
    for (const tail of standing?.tails() ?? []) this.#files.set(tail.file.path, { read: true, tail });
    return this.#files;
  }

  /** The run as it stands; undefined while not all was read, or where its files are smaller than that on average. */
  save(leastFileBytes: number): RunToSave | undefined {
    const fileCount = this.#standing?.files.length ?? this.#followed.size;
    if (this.readBytes < leastFileBytes * fileCount) return undefined;
    const files: SavedTail[] = [];
    for (const { tail } of this.#followed.values()) {
      const saved = tail.save();
      if (!saved) return undefined;
      files.push(saved);
    }
    const { loader } = this;
    const { name, events, startTimeSeconds, lastTimeSeconds } = loader;
    const series = loader.settledSeries;
    if (!series) return undefined;
    const numbers = new Map(files.map(({ path }, number) => [path, number]));
    return {
      ...{ name, files, events, startTimeSeconds, lastTimeSeconds },
      placeFiles: loader.files.map((path) => numbers.get(path) ?? -1),
      problems: [...this.#problems],
      series: Array.from(series, (columns) => ({ columns, view: columns.view() })),
    };
  }

  /** Bytes of its files that are done with. */
  get readBytes(): number {
    if (this.#standing) return this.#standing.readBytes;
    let sum = 0;
    for (const { tail } of this.#followed.values()) sum += tail.offsetBytes;
    return sum;
  }

  /** Whether every file that was read is among `files`, and all others come behind them: it can be read on. */
  covers(files: readonly EventFile[]): boolean {
    const followed = this.#followed;
    const paths = new Set(files.map(({ path }) => path));
    let last = '';
    for (const path of followed.keys()) {
      if (!paths.has(path)) return false;
      if (path > last) last = path;
    }
    return files.every(({ path }) => followed.has(path) || path > last);
  }

  /** Whether its files are `files`, in this order, and as they were when they were read to their ends. */
  isUnchanged(files: readonly EventFile[]): boolean {
    const standing = this.#standing;
    if (standing) {
      return (
        standing.files.length === files.length &&
        files.every(({ path }, at) => standing.files[at]?.path === path && standing.isUnchanged(at))
      );
    }
    const all = this.#followed;
    if (all.size !== files.length) return false;
    return files.every(({ path }) => {
      const followed = all.get(path);
      return (
        followed !== undefined && !followed.unfinished && !followed.unreadable && followed.tail.isUnchanged
      );
    });
  }

  /** Whether the next look is awaited: a file could not be read, or may turn out to end inside a record. */
  get awaitsLook(): boolean {
    for (const { unreadable, unfinished, tail } of this.#files?.values() ?? []) {
      if (unreadable || (tail.unfinishedBytes > 0 && !unfinished)) return true;
    }
    return false;
  }

  /** Takes files into the run, those that are new. */
  follow(files: readonly EventFile[]): void {
    const followed = this.#followed;
    for (const file of files) {
      if (followed.has(file.path)) continue;
      followed.set(file.path, {
        read: false,
        tail: new Tail(this.#reading.logdir, file, this.#reading.newScanner),
      });
    }
  }

  /**
   * Reads what was appended to the files, in the order of their paths; at once where all are small and new. `only`
   * leaves out the others that were read before.
   */
  read(only?: ReadonlySet<string>): Soon<RunEnd> {
    const files = [...this.#followed.values()];
    if (files.length > 1) files.sort((a, b) => (a.tail.file.path < b.tail.file.path ? -1 : 1));
    return this.#readFrom(files, 0, only);
  }

  #readFrom(files: readonly Followed[], from: number, only?: ReadonlySet<string>): Soon<RunEnd> {
    for (let at = from; at < files.length; at++) {
      const followed = files[at] as Followed;
      if (only && followed.read && !only.has(followed.tail.file.path)) continue;
      const reading = this.#readFile(followed);
      const last = at === files.length - 1;
      if (reading instanceof Promise) {
        return reading.then((end) => {
          if (end.kind === 'lost') return end;
          this.#judgeRest(followed, last);
          return this.#readFrom(files, at + 1, only);
        });
      }
      if (reading.kind === 'lost') return reading;
      this.#judgeRest(followed, last);
    }
    return READ;
  }

  #readFile(followed: Followed): Soon<RunEnd> {
    const { tail } = followed;
    followed.read = true;
    const { loader } = this;
    const report = (problem: Omit<Problem, 'file'>) => this.tellForGood({ file: tail.file.name, ...problem });
    const take = (offsetBytes: number, batch: ScanBatch) => {
      for (const problem of batch.problems) report(problem);
      loader.apply(tail.file.path, offsetBytes, batch, report);
      return this.#reading.paused(loader);
    };
    try {
      const reading = tail.read(take, this.#reading.ahead);
      if (!(reading instanceof Promise)) return this.#ended(followed, reading);
      return reading.then(
        (end) => this.#ended(followed, end),
        (error: unknown) => this.#failed(followed, error),
      );
    } catch (error) {
      return this.#failed(followed, error);
    }
  }

  #ended(followed: Followed, end: TailEnd): RunEnd {
    this.#retract(followed, 'unreadable');
    if (end.kind === 'read') return READ;
    if (end.kind === 'gone') return { kind: 'lost' };
    const done = 'its former points were dropped and it was read anew';
    const file = followed.tail.file.name;
    return { kind: 'lost', problem: { file, what: end.why, done } };
  }

  #failed(followed: Followed, error: unknown): RunEnd {
    const { tail } = followed;
    const { message } = fileFailureOf(error);
    followed.unreadable ??= this.#tell({
      file: tail.file.name,
      offsetBytes: tail.offsetBytes,
      what: `the file cannot be read (${message})`,
      done: 'it is tried again at the next look',
    });
    return READ;
  }

  #judgeRest(followed: Followed, last: boolean): void {
    const { tail } = followed;
    const stalled = !last || this.#reading.clock() - tail.modifiedMs >= STALLED_MS;
    if (followed.unfinished?.offsetBytes !== tail.offsetBytes) this.#retract(followed, 'unfinished');
    if (tail.unfinishedBytes === 0 || !stalled) return;
    followed.unfinished ??= this.#tell({
      file: tail.file.name,
      offsetBytes: tail.offsetBytes,
      what: `the file ends inside a record (${tail.unfinishedBytes} bytes), probably written when the program was killed`,
      done: 'everything before it is shown; should the file grow, reading goes on',
    });
  }

  /** Tells of what is wrong in one of its files. */
  tellForGood(problem: Problem): void {
    this.#problems = [...this.#problems, problem];
    this.#reading.report(problem);
  }

  #tell(problem: Problem): Problem {
    this.#reading.report(problem);
    return problem;
  }

  #retract(followed: Followed, which: 'unfinished' | 'unreadable'): void {
    const problem = followed[which];
    if (!problem) return;
    this.#reading.retract(problem);
    delete followed[which];
  }
}
