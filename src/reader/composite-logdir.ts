// Several directories read as one logdir, each under a name: TensorBoard's `--logdir_spec`.
// https://github.com/tensorflow/tensorboard/blob/master/tensorboard/backend/event_processing/plugin_event_multiplexer.py
import { sep } from 'node:path';
import type { ReportProblem } from '../problem.ts';
import { DiskLogdir } from './disk-logdir.ts';
import type { EventFile, FileState, Listing, Logdir, OpenedFile, Soon, Walk } from './logdir.ts';

/** One directory of several. */
export interface LogdirRoot {
  /** Comes in front of the names of its runs: `name/.` is the directory itself. Empty for bare names. */
  readonly name: string;
  readonly path: string;
}

/** Where two directories hold a run of the same name, the later one's is shown, and `report` hears of it once. */
export class CompositeLogdir implements Logdir {
  /** Of the roots, at the last walk, and what was made of them. */
  #listings: readonly Listing[] = [];
  #listing: Listing | undefined;
  readonly #roots: readonly (LogdirRoot & { readonly logdir: DiskLogdir })[];
  readonly onDisk = true;
  readonly #report: ReportProblem;
  readonly #reported = new Set<string>();

  constructor(roots: readonly LogdirRoot[], report: ReportProblem) {
    this.#roots = roots.map((root) => ({ ...root, logdir: new DiskLogdir(root.path) }));
    this.#report = report;
  }

  async list(walk: Walk = {}): Promise<Listing> {
    // Not of runs: a later root may hold one of the same name.
    const { found: _found, ...each } = walk;
    const listings = await Promise.all(this.#roots.map(({ logdir }) => logdir.list(each)));
    if (this.#listing && listings.every((listing, i) => listing === this.#listings[i])) return this.#listing;
    this.#listings = listings;
    const runs = new Map<string, readonly EventFile[]>();
    const directories = new Set<string>();
    const leaves = new Set<string>();
    const unreadable: Listing['unreadable'][number][] = [];
    for (const [i, { name, path }] of this.#roots.entries()) {
      const named = (text: string) => (name === '' ? text : `${name}/${text}`);
      const listing = listings[i];
      for (const [run, files] of listing?.runs ?? []) {
        const full = named(run);
        if (runs.has(full)) this.#reportClash(full, path);
        runs.set(
          full,
          files.map((file) => ({ ...file, name: named(file.name) })),
        );
      }
      for (const directory of listing?.directories ?? []) directories.add(directory);
      for (const leaf of listing?.leaves ?? []) leaves.add(leaf);
      for (const entry of listing?.unreadable ?? []) unreadable.push({ ...entry, name: named(entry.name) });
    }
    const roots = this.#roots.flatMap(({ name }, i) =>
      (listings[i]?.roots ?? []).map((root) => ({ ...root, name: name === '' ? '.' : name })),
    );
    this.#listing = {
      runs: new Map([...runs].sort(([a], [b]) => (a < b ? -1 : 1))),
      directories: [...directories],
      leaves: [...leaves],
      linked: listings.some(({ linked }) => linked),
      unreadable,
      roots,
    };
    return this.#listing;
  }

  state(path: string): Soon<FileState | undefined> {
    return this.#logdirOf(path)?.state(path);
  }

  open(path: string): Soon<OpenedFile | undefined> {
    return this.#logdirOf(path)?.open(path);
  }

  #logdirOf(path: string): Logdir | undefined {
    return this.#roots.find(({ logdir }) => path.startsWith(`${logdir.root}${sep}`))?.logdir;
  }

  #reportClash(run: string, path: string): void {
    if (this.#reported.has(run)) return;
    this.#reported.add(run);
    this.#report({
      file: run,
      what: 'several folders hold a run of this name',
      done: `the one in ${path} is shown; give the folders names to see all`,
    });
  }
}
