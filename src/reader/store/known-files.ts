// The event files that the last walk over a logdir found, and how they differ from those of the walk before.
import { dirname } from 'node:path';
import type { EventFile, Listing } from '../logdir.ts';

/** One for each source of snapshots. */
export class KnownFiles {
  #runs: Listing['runs'] = new Map();
  /** Names of runs by the absolute paths of their files. */
  #runOf: ReadonlyMap<string, string> = new Map();

  /** In the order of the walk. */
  get runNames(): readonly string[] {
    return [...this.#runs.keys()];
  }

  /** In the order of their names; empty for a run that is gone. */
  filesOf(run: string): readonly EventFile[] {
    return this.#runs.get(run) ?? [];
  }

  /** The run of the file at an absolute path; undefined for one that no walk has met. */
  runOf(path: string): string | undefined {
    return this.#runOf.get(path);
  }

  /** Absolute paths of the files that lie in one of the directories themselves. Unordered. */
  pathsIn(directories: ReadonlySet<string>): readonly string[] {
    if (directories.size === 0) return [];
    return [...this.#runOf.keys()].filter((path) => directories.has(dirname(path)));
  }

  /** Takes a walk. Tells the files that are gone, and the runs that have other files than before; both unordered. */
  update({ runs }: Pick<Listing, 'runs'>): {
    readonly gone: readonly EventFile[];
    readonly changedRuns: ReadonlySet<string>;
  } {
    const [runsBefore, before] = [this.#runs, this.#runOf];
    const runOf = new Map<string, string>();
    const gone: EventFile[] = [];
    const changedRuns = new Set<string>();
    for (const [run, files] of runs) {
      for (const { path } of files) {
        runOf.set(path, run);
        if (!before.has(path)) changedRuns.add(run);
      }
    }
    for (const [run, files] of runsBefore) {
      for (const file of files) {
        if (runOf.has(file.path)) continue;
        gone.push(file);
        changedRuns.add(run);
      }
    }
    this.#runs = runs;
    this.#runOf = runOf;
    return { gone, changedRuns };
  }
}
