// The event files that the last walk over a logdir found, and how they differ from those of the walk before.
import { dirname } from 'node:path';
import type { EventFile, Listing } from '../logdir.ts';

/** One for each source of snapshots. */
export class KnownFiles {
  #runs: Listing['runs'] = new Map();
  /** Names of runs by the absolute paths of their files. Made when somebody asks: the paths of a large logdir are long. */
  #runOf: ReadonlyMap<string, string> | undefined;

  /** In the order of the walk. */
  get runNames(): readonly string[] {
    return [...this.#runs.keys()];
  }

  /** In the order of their names; empty for a run that is gone. */
  filesOf(run: string): readonly EventFile[] {
    return this.#runs.get(run) ?? NO_FILES;
  }

  /** The run of the file at an absolute path; undefined for one that no walk has met. */
  runOf(path: string): string | undefined {
    return this.#runsByPath.get(path);
  }

  /** Absolute paths of the files that lie in one of the directories themselves. Unordered. */
  pathsIn(directories: ReadonlySet<string>): readonly string[] {
    if (directories.size === 0) return [];
    return [...this.#runsByPath.keys()].filter((path) => directories.has(dirname(path)));
  }

  get #runsByPath(): ReadonlyMap<string, string> {
    if (!this.#runOf) {
      const runOf = new Map<string, string>();
      for (const [run, files] of this.#runs) for (const { path } of files) runOf.set(path, run);
      this.#runOf = runOf;
    }
    return this.#runOf;
  }

  /**
   * Takes a walk. Tells the files that are gone, and the runs that have other files than before, some of them twice; both
   * unordered.
   */
  update({ runs }: Pick<Listing, 'runs'>): {
    readonly gone: readonly EventFile[];
    readonly changedRuns: readonly string[];
  } {
    const before = this.#runs;
    const gone: EventFile[] = [];
    const changedRuns: string[] = [];
    // A first walk meets all runs: a list of two for each would be made and thrown away.
    runs.forEach((files, run) => {
      const known = before.get(run);
      if (!known || hasOthers(files, known)) changedRuns.push(run);
    });
    for (const [run, files] of before) {
      const left = runs.get(run) ?? NO_FILES;
      if (!hasOthers(files, left)) continue;
      const paths = new Set(left.map(({ path }) => path));
      gone.push(...files.filter(({ path }) => !paths.has(path)));
      changedRuns.push(run);
    }
    this.#runs = runs;
    this.#runOf = undefined;
    return { gone, changedRuns };
  }
}

const NO_FILES: readonly EventFile[] = [];

/** Whether there are files among `files` that are not in `known`. */
function hasOthers(files: readonly EventFile[], known: readonly EventFile[]): boolean {
  if (files === known || files.every(({ path }, at) => path === known[at]?.path)) return false;
  const paths = new Set(known.map(({ path }) => path));
  return files.some(({ path }) => !paths.has(path));
}
