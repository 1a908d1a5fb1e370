// The event files that the last walk over a logdir found, and how they differ from those of the walk before.
import { dirname } from 'node:path';
import type { EventFile, Listing } from '../logdir.ts';

interface KnownFile {
  readonly run: string;
  readonly file: EventFile;
}

/** One for each source of snapshots. */
export class KnownFiles {
  #runs: Listing['runs'] = new Map();
  #files = new Map<string, KnownFile>();

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
    return this.#files.get(path)?.run;
  }

  /** Absolute paths of the files that lie in one of the directories themselves. Unordered. */
  pathsIn(directories: ReadonlySet<string>): readonly string[] {
    if (directories.size === 0) return [];
    return [...this.#files.keys()].filter((path) => directories.has(dirname(path)));
  }

  /** Takes a walk. Tells the files that are gone, and the runs that have other files than before; both unordered. */
  update({ runs }: Listing): {
    readonly gone: readonly EventFile[];
    readonly changedRuns: ReadonlySet<string>;
  } {
    const before = this.#files;
    this.#runs = runs;
    this.#files = new Map();
    for (const [run, files] of runs) for (const file of files) this.#files.set(file.path, { run, file });
    const gone: EventFile[] = [];
    const changedRuns = new Set<string>();
    for (const [path, { run, file }] of before) {
      if (this.#files.has(path)) continue;
      gone.push(file);
      changedRuns.add(run);
    }
    for (const [path, { run }] of this.#files) if (!before.has(path)) changedRuns.add(run);
    return { gone, changedRuns };
  }
}
