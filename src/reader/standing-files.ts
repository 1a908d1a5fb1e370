// Files of a run that were read, and of which little is kept until somebody asks for them.
import type { SavedRun } from './cache/index-file.ts';
import type { EventFile, FileState, Logdir } from './logdir.ts';
import type { RestoredSeries } from './run-loader.ts';
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
  /** Where one of the files stood when it was read; undefined where that was not its end. */
  seen(at: number): FileState | undefined;
}

/** What files are read on with. */
interface TailParts {
  readonly logdir: Logdir;
  readonly newScanner: NewScanner;
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

  seen(at: number): FileState | undefined {
    const file = this.files[at];
    const known = file && this.#saved.files[this.#savedAt(file)];
    return known?.offsetBytes === known?.sizeBytes ? known : undefined;
  }

  #savedAt({ path }: EventFile): number {
    return this.#saved.files.findIndex((one) => one.path === path);
  }
}
