// Files of a run that were read, and of which little is kept until somebody asks for them.
import type { Problem } from '../problem.ts';
import type { SavedRun } from './cache/index-file.ts';
import { fileFailureOf } from './file-failure.ts';
import { type EventFile, type FileState, isUnchanged, type Logdir, UNSEEN } from './logdir.ts';
import type { OrdinaryFiles, OrdinaryRun } from './ordinary-files.ts';
import type { FoundBatches, Pending, RestoredSeries } from './run-loader.ts';
import type { SavedEnd } from './saved-tail.ts';
import { type NewScanner, Tail } from './tail.ts';

/** What an index tells of a run when it is asked. */
export interface RestoredParts extends RestoredSeries {
  /** Of the files, in the order in which they were saved; none where the index is damaged. */
  ends(): readonly SavedEnd[];
}

/** Where nothing is known any more: the run is being read anew. */
const NO_END: SavedEnd = {
  neededBytes: 0,
  mark: new Uint8Array(0),
  scanner: { tags: [], damage: undefined, problems: 0 },
};

/** Files of which objects are made when somebody asks for them: nearly all of a large logdir never change. */
export interface Standing {
  readonly readBytes: number;
  readonly files: readonly EventFile[];
  tails(): readonly Tail[];
  /** Whether one of the files is as it was when it was read to its end. Throws where it cannot be looked at. */
  isUnchanged(at: number): boolean;
}

/** What files are read on with. */
interface TailParts {
  readonly logdir: Logdir;
  readonly newScanner: NewScanner;
}

/** As a table of ordinary files tells of them, which are all of the run's. */
export class FoundFiles implements Standing, FoundBatches {
  /** Hears of values that do not fit their tag; the files have no other problems. */
  reader: { tellForGood(problem: Problem): void } | undefined;
  readonly readBytes: number;
  readonly files: readonly EventFile[];
  readonly #reading: TailParts;
  readonly #run: OrdinaryRun;

  constructor(reading: TailParts, files: readonly EventFile[], run: OrdinaryRun, readBytes: number) {
    this.readBytes = readBytes;
    this.files = files;
    this.#reading = reading;
    this.#run = run;
  }

  tails(): readonly Tail[] {
    const { logdir, newScanner } = this.#reading;
    return this.files.map((file, at) => {
      const opened = this.#run.files.state(this.#run.first + at, () => stateOrNone(logdir, file));
      const stands = { ...opened, offsetBytes: opened.sizeBytes };
      return Tail.restored(logdir, file, newScanner, stands, { ...this.#part(at).end, neededBytes: 0 });
    });
  }

  isUnchanged(at: number): boolean {
    const file = this.files[at];
    if (!file) return false;
    const { logdir } = this.#reading;
    let looked = false;
    const seen = this.#run.files.state(this.#run.first + at, () => {
      looked = true;
      return stateOrNone(logdir, file);
    });
    return looked ? seen.identity !== UNSEEN : isUnchanged(logdir, file.path, seen);
  }

  batches(): readonly Pending[] {
    return this.files.flatMap((file, at) => {
      const report = (problem: Omit<Problem, 'file'>) =>
        this.reader?.tellForGood({ file: file.name, ...problem });
      return this.#part(at).found.map((one) => ({ ...one, file: file.path, report }));
    });
  }

  #part(at: number): ReturnType<OrdinaryFiles['part']> {
    return this.#run.files.part(this.#run.first + at, this.files[at]?.path ?? '');
  }
}

/** As an index tells of them. */
export class RestoredFiles implements Standing {
  readonly readBytes: number;
  readonly files: readonly EventFile[];
  readonly #reading: TailParts;
  readonly #saved: SavedRun;
  readonly #parts: RestoredParts;

  constructor(reading: TailParts, saved: SavedRun, files: readonly EventFile[], parts: RestoredParts) {
    this.files = files;
    this.#reading = reading;
    this.#saved = saved;
    this.#parts = parts;
    let readBytes = 0;
    for (const { offsetBytes } of saved.files) readBytes += offsetBytes;
    this.readBytes = readBytes;
  }

  tails(): readonly Tail[] {
    const { logdir, newScanner } = this.#reading;
    const ends = this.#parts.ends();
    return this.files.flatMap((file) => {
      const at = this.#savedAt(file);
      const known = this.#saved.files[at];
      return known ? [Tail.restored(logdir, file, newScanner, known, ends[at] ?? NO_END)] : [];
    });
  }

  isUnchanged(at: number): boolean {
    const file = this.files[at];
    const known = file && this.#saved.files[this.#savedAt(file)];
    if (!known || known.offsetBytes !== known.sizeBytes) return false;
    return isUnchanged(this.#reading.logdir, file.path, known);
  }

  #savedAt({ path }: EventFile): number {
    return this.#saved.files.findIndex((one) => one.path === path);
  }
}

/** A file of a disk as it is; undefined where it is gone or cannot be looked at, which whoever reads it tells of. */
function stateOrNone(logdir: Logdir, { path }: EventFile): FileState | undefined {
  try {
    const state = logdir.state(path);
    return state instanceof Promise ? undefined : state;
  } catch (error) {
    fileFailureOf(error);
    return undefined;
  }
}
