// Reads the files of one run into its loader, again and again as they grow.
import type { Problem, ReportProblem } from '../problem.ts';
import type { EventFile, Logdir } from './logdir.ts';
import { RunLoader } from './run-loader.ts';
import { type Ahead, type NewScanner, Tail } from './tail.ts';

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
  /** Called after each block; the next one is read when it resolves, unless to false, which ends the reading. */
  readonly paused: (loader: RunLoader) => Promise<boolean>;
}

/** How a reading of a run ended. */
export type RunEnd =
  | { readonly kind: 'read' }
  /** A file is gone or no longer the one that was read: the run must be read anew, by another reader. */
  | { readonly kind: 'lost'; readonly problem?: Problem };

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
  readonly #files = new Map<string, Followed>();

  constructor(reading: RunReading, name: string, firstGeneration: number) {
    this.#reading = reading;
    this.loader = new RunLoader(name, firstGeneration);
  }

  /** Whether every file that was read is among `files`. */
  covers(files: readonly EventFile[]): boolean {
    const paths = new Set(files.map(({ path }) => path));
    return [...this.#files.keys()].every((path) => paths.has(path));
  }

  /** Takes files into the run, those that are new. */
  follow(files: readonly EventFile[]): void {
    for (const file of files) {
      if (this.#files.has(file.path)) continue;
      this.#files.set(file.path, {
        read: false,
        tail: new Tail(this.#reading.logdir, file, this.#reading.newScanner),
      });
    }
  }

  /**
   * Reads what was appended to the files, in the order of their paths. `only` leaves out the others that were read
   * before.
   */
  async read(only?: ReadonlySet<string>): Promise<RunEnd> {
    const paths = [...this.#files.keys()].sort();
    for (const path of paths) {
      const followed = this.#files.get(path);
      if (!followed || (only && followed.read && !only.has(path))) continue;
      const end = await this.#readFile(followed);
      if (end.kind === 'lost') return end;
      this.#judgeRest(followed, path === paths.at(-1));
    }
    return { kind: 'read' };
  }

  async #readFile(followed: Followed): Promise<RunEnd> {
    const { tail } = followed;
    followed.read = true;
    const report = (problem: Omit<Problem, 'file'>) =>
      this.#reading.report({ file: tail.file.name, ...problem });
    try {
      const end = await tail.read((offsetBytes, batch) => {
        for (const problem of batch.problems) report(problem);
        this.loader.apply(tail.file.path, offsetBytes, batch, report);
        return this.#reading.paused(this.loader);
      }, this.#reading.ahead);
      this.#retract(followed, 'unreadable');
      if (end.kind === 'read') return end;
      if (end.kind === 'gone') return { kind: 'lost' };
      const done = 'its former points were dropped and it was read anew';
      return { kind: 'lost', problem: { file: tail.file.name, offsetBytes: 0, what: end.why, done } };
    } catch (error) {
      // Of the file system alone: faults of the program have no code.
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      followed.unreadable ??= this.#tell({
        file: tail.file.name,
        offsetBytes: tail.offsetBytes,
        what: `the file cannot be read (${message})`,
        done: 'it is tried again at the next look',
      });
      return { kind: 'read' };
    }
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
