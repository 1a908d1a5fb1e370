// Tells which files of a logdir changed, where the system can tell: one fs.watch for each directory. New names are looked
// for besides, unless the system is known to tell of all; that a file grew, where nobody tells it, whoever reads the logdir
// finds out.
import { type FSWatcher, watch } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { DirectoryPoll } from './directory-poll.ts';
import type { DirectoryState, Listing } from './logdir.ts';
import { isGoneWatched, isOutOfWatches } from './platform-files.ts';
import { isLocal, tellsOfChanges } from './watch-probe.ts';

/** Watched directories at most: each costs kernel memory that all programs of a user share. */
const MAX_DIRECTORIES = 8192;

export interface WatchListener {
  /** Something was written to a file, or a name came or went; `path` is absolute. */
  changed(path: string): void;
  /** Watching does not work, or not for all. Called once; polling must find what is not told. */
  failed(why: string): void;
}

/** Watches the directories that it is given. Closed by whoever made it. */
export class DirectoryWatch {
  readonly #listener: WatchListener;
  readonly #watch: typeof watch;
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #poll: DirectoryPoll;
  #failed = false;
  #full = false;
  /** Whether the system was seen to tell of changes; undefined before anybody tried. */
  #works: boolean | undefined;
  /** By their numbers, whether file systems tell of each change. */
  readonly #local = new Map<number, boolean>();
  /** Directories of those that need not. */
  readonly #remote = new Set<string>();
  /** Whether links led to some of what is watched: where they lead may change without a word. */
  #linked = true;
  #quiet = false;

  /** `watchDirectory` is the system's; tests have their own, and look more often than by default. */
  constructor(listener: WatchListener, watchDirectory: typeof watch = watch, pollMs?: number) {
    this.#listener = listener;
    this.#poll = new DirectoryPoll((directory) => listener.changed(directory), pollMs);
    this.#watch = watchDirectory;
  }

  /**
   * Whether the system tells of every change, of new names and of what is written, so that nobody needs to look; but for
   * those that are more than it keeps for us, of which it says nothing.
   */
  get tellsAll(): boolean {
    return (
      this.#works === true &&
      !this.#failed &&
      !this.#linked &&
      this.#remote.size === 0 &&
      this.#watchers.size === this.#poll.size
    );
  }

  /** Whether nothing was told for a while. Only then names need not be looked for: in a burst some changes are not told. */
  set quiet(quiet: boolean) {
    this.#quiet = quiet;
    this.#settle();
  }

  /**
   * Watches a directory, which is in a `state`, where that is known. Tells whether it was not watched before: what changed
   * until now was not told.
   */
  add(directory: string, state?: DirectoryState): boolean {
    this.#poll.add(directory, state?.changedMs);
    if (this.#watchers.has(directory) || this.#full) return false;
    if (this.#watchers.size >= MAX_DIRECTORIES) {
      this.#full = true;
      this.#fail(`only the first ${MAX_DIRECTORIES} directories are watched`);
      return false;
    }
    if (!this.#isLocal(directory, state?.device)) this.#remote.add(directory);
    if (this.#works === undefined) void this.#try();
    try {
      const watcher = this.#watch(directory, { persistent: false }, (event, name) => {
        // So it is told that the directory itself went, perhaps to come again under the same name.
        if (event === 'rename' && name === basename(directory)) this.#removeTree(directory);
        this.#listener.changed(name === null ? directory : join(directory, name));
      });
      watcher.on('error', (error) => {
        this.#remove(directory);
        this.#failWith(error);
      });
      this.#watchers.set(directory, watcher);
      this.#settle();
      return true;
    } catch (error) {
      this.#failWith(error);
      return false;
    }
  }

  /** Ends the watch of every directory that a walk did not come to. */
  retain({ directories, leaves = [], linked = true }: Listing): void {
    const kept = new Set(directories);
    this.#poll.retain(kept, new Set(leaves));
    for (const directory of this.#watchers.keys()) if (!kept.has(directory)) this.#remove(directory);
    for (const directory of this.#remote) if (!kept.has(directory)) this.#remote.delete(directory);
    this.#linked = linked;
    this.#settle();
  }

  close(): void {
    this.#poll.close();
    for (const directory of this.#watchers.keys()) this.#remove(directory);
  }

  /** Names are looked for as long as somebody needs to. */
  #settle(): void {
    this.#poll.resting = this.#quiet && this.tellsAll;
  }

  /** The answer for one directory is that for all of its file system. */
  #isLocal(directory: string, device: number | undefined): boolean {
    const known = device === undefined ? undefined : this.#local.get(device);
    if (known !== undefined) return known;
    const local = isLocal(directory);
    if (device !== undefined) this.#local.set(device, local);
    return local;
  }

  async #try(): Promise<void> {
    this.#works = false;
    this.#works = await tellsOfChanges(this.#watch);
    this.#settle();
  }

  /** With all below it, which went where it went. */
  #removeTree(directory: string): void {
    for (const watched of this.#watchers.keys()) {
      if (watched === directory || watched.startsWith(directory + sep)) this.#remove(watched);
    }
  }

  #remove(directory: string): void {
    this.#watchers.get(directory)?.close();
    this.#watchers.delete(directory);
    this.#settle();
  }

  #failWith(error: unknown): void {
    const { code, message } = error as NodeJS.ErrnoException;
    if (isGoneWatched(code)) return;
    // Others are not fought for the last ones.
    if (isOutOfWatches(code)) this.#full = true;
    this.#fail(message);
  }

  #fail(why: string): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#listener.failed(why);
  }
}
