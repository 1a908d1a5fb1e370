// Tells which files of a logdir changed, where the system can tell: one fs.watch for each directory. New names are looked
// for besides; that a file grew, where nobody tells it, whoever reads the logdir finds out.
import { type FSWatcher, watch } from 'node:fs';
import { basename, join } from 'node:path';
import { DirectoryPoll } from './directory-poll.ts';
import { isGoneWatched, isOutOfWatches } from './platform-files.ts';

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

  /** `watchDirectory` is the system's; tests have their own, and look more often than by default. */
  constructor(listener: WatchListener, watchDirectory: typeof watch = watch, pollMs?: number) {
    this.#listener = listener;
    this.#poll = new DirectoryPoll((directory) => listener.changed(directory), pollMs);
    this.#watch = watchDirectory;
  }

  /**
   * Watches a directory, which changed at `changedMs`, in milliseconds since the Unix epoch, where that is known. Tells
   * whether it was not watched before: what changed until now was not told.
   */
  add(directory: string, changedMs?: number): boolean {
    this.#poll.add(directory, changedMs);
    if (this.#watchers.has(directory) || this.#full) return false;
    if (this.#watchers.size >= MAX_DIRECTORIES) {
      this.#full = true;
      this.#fail(`only the first ${MAX_DIRECTORIES} directories are watched`);
      return false;
    }
    try {
      const watcher = this.#watch(directory, { persistent: false }, (event, name) => {
        // So it is told that the directory itself went, perhaps to come again under the same name.
        if (event === 'rename' && name === basename(directory)) this.#remove(directory);
        this.#listener.changed(name === null ? directory : join(directory, name));
      });
      watcher.on('error', (error) => {
        this.#remove(directory);
        this.#failWith(error);
      });
      this.#watchers.set(directory, watcher);
      return true;
    } catch (error) {
      this.#failWith(error);
      return false;
    }
  }

  /** Ends the watch of every directory that is not among `directories`; `leaves` are those without directories. */
  retain(directories: Iterable<string>, leaves: Iterable<string> = []): void {
    const kept = new Set(directories);
    this.#poll.retain(kept, new Set(leaves));
    for (const directory of this.#watchers.keys()) if (!kept.has(directory)) this.#remove(directory);
  }

  close(): void {
    this.#poll.close();
    for (const directory of this.#watchers.keys()) this.#remove(directory);
  }

  #remove(directory: string): void {
    this.#watchers.get(directory)?.close();
    this.#watchers.delete(directory);
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
