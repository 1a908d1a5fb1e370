// Finds event files and groups them into runs. The interface is what other storage fulfils; here it is a disk's.
import {
  closeSync,
  type Dirent,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { isEventFileName, isUnfinishedCopyName } from '../format/event-file-name.ts';

/** Runboard's own folder in a logdir, for notes and deleted runs. Nothing in it is a run, wherever the walk begins. */
export const LOGDIR_OWN_FOLDER = '.runboard';

/** One event file. */
export interface EventFile {
  /** Absolute. */
  readonly path: string;
  /** Relative to the logdir, `/`-separated. */
  readonly name: string;
}

/** What a walk over the logdir found. */
export interface Listing {
  /** In the order of their names, `.` for the logdir itself; each run's files in the order of theirs. */
  readonly runs: ReadonlyMap<string, readonly EventFile[]>;
  /**
   * Every directory of the walk, absolute. While the logdir does not exist, the nearest directory above it, where
   * it, or a directory on the way to it, will appear.
   */
  readonly directories: readonly string[];
  /** Those that hold event files and no directories. Left out where storage does not tell. */
  readonly leaves?: ReadonlySet<string>;
  /** Names of directories, relative to the logdir, that could not be read, and why. */
  readonly unreadable: readonly { readonly name: string; readonly why: string }[];
  /** The folders that the walk began in; left out where storage has none. */
  readonly roots?: readonly ListedRoot[];
}

/** A folder that a walk began in. */
export interface ListedRoot {
  /** Of all its runs, in front of their own; `.` for the logdir itself. */
  readonly name: string;
  /** Differs when another folder lies at the same path; undefined where there is none. */
  readonly identity: string | undefined;
  /** Whether event files were found below it. */
  readonly hasRuns: boolean;
}

/** At once from a disk, later from elsewhere: a promise for each call would cost more than the call. */
export type Soon<T> = T | Promise<T>;

/** A file while it is read. Whoever opened it closes it. */
export interface OpenedFile extends FileState {
  /** Fills `buffer` from `offsetBytes` on. Tells how many bytes there were. */
  read(buffer: Uint8Array, offsetBytes: number): Soon<number>;
  close(): Soon<void>;
}

/** What is known of a file without opening it. */
export interface FileState {
  readonly sizeBytes: number;
  /** Differs when another file lies at the same path. */
  readonly identity: string;
  /** Milliseconds since the Unix epoch. */
  readonly modifiedMs: number;
}

/** Hears of what a walk comes to. */
export interface WalkListener {
  /** A directory, absolute, before it is looked into. */
  enter?(directory: string): void;
  /** A run with its files, in the order of their names; not every storage tells of it before the walk is over. */
  found?(run: string, files: readonly EventFile[]): void;
}

export interface Logdir {
  /** Walks everything. */
  list(heard?: WalkListener): Promise<Listing>;
  /** Undefined where the file is gone. Throws or rejects where it cannot be looked at. */
  state(path: string): Soon<FileState | undefined>;
  /** Undefined where the file is gone. Throws or rejects where it cannot be read. */
  open(path: string): Soon<OpenedFile | undefined>;
  /** Whether the files lie on a disk under their paths, so that other threads may read them. */
  readonly onDisk: boolean;
}

interface Directory {
  readonly path: string;
  /** Relative to the logdir; empty for the logdir. */
  readonly name: string;
  readonly realPath: string;
  readonly parent?: Directory;
}

/** A walk lets others have a turn this often. */
const GIVE_WAY_MS = 4;

/**
 * A directory tree on disk. Symbolic links are followed, as TensorBoard does, but for those that lead back up. Each look
 * at the disk is made at once: a look costs microseconds, waiting for one in turn with others ten times as much.
 */
export class DiskLogdir implements Logdir {
  readonly root: string;
  readonly onDisk = true;

  constructor(root: string) {
    this.root = resolve(root);
  }

  async list(heard?: WalkListener): Promise<Listing> {
    const found = {
      runs: new Map<string, EventFile[]>(),
      directories: [] as string[],
      leaves: new Set<string>(),
      unreadable: [] as { name: string; why: string }[],
    };
    const waiting: Directory[] = [];
    try {
      waiting.push({ path: this.root, name: '', realPath: realpathSync(this.root) });
    } catch (error) {
      if (!isMissing(error)) found.unreadable.push({ name: '.', why: messageOf(error) });
      const above = nearestAbove(this.root);
      heard?.enter?.(above);
      found.directories.push(above);
    }
    let gaveWayAtMs = performance.now();
    for (let directory = waiting.pop(); directory; directory = waiting.pop()) {
      heard?.enter?.(directory.path);
      found.directories.push(directory.path);
      const above = waiting.length;
      const files = this.#listDirectory(directory, found.unreadable, waiting);
      if (files.length > 0) {
        if (waiting.length === above) found.leaves.add(directory.path);
        const run = runOf(directory);
        found.runs.set(run, files);
        heard?.found?.(run, files);
      }
      if (performance.now() - gaveWayAtMs < GIVE_WAY_MS) continue;
      await new Promise((resolve) => setImmediate(resolve));
      gaveWayAtMs = performance.now();
    }
    found.unreadable.sort(byName);
    const root = targetOf(this.root);
    return {
      ...found,
      runs: new Map([...found.runs.keys()].sort().map((name) => [name, found.runs.get(name) ?? []])),
      roots: [{ name: '.', identity: root && stateOf(root).identity, hasRuns: found.runs.size > 0 }],
    };
  }

  /** The files of the directory's run. */
  #listDirectory(
    directory: Directory,
    unreadable: { name: string; why: string }[],
    waiting: Directory[],
  ): EventFile[] {
    const files: EventFile[] = [];
    try {
      for (const entry of readdirSync(directory.path, { withFileTypes: true })) {
        if (entry.name === LOGDIR_OWN_FOLDER) continue;
        const path = below(directory.path, entry.name);
        const name = directory.name === '' ? entry.name : `${directory.name}/${entry.name}`;
        const kind: Dirent | Stats | undefined = entry.isSymbolicLink() ? targetOf(path) : entry;
        if (kind?.isDirectory()) {
          const realPath = entry.isSymbolicLink() ? realPathOf(path) : below(directory.realPath, entry.name);
          if (realPath === undefined) continue;
          const child = { path, name, realPath, parent: directory };
          if (!leadsBack(child)) waiting.push(child);
        } else if (isEventFileName(entry.name) && !isUnfinishedCopyName(entry.name) && kind?.isFile()) {
          files.push({ path, name });
        }
      }
    } catch (error) {
      if (!isMissing(error)) unreadable.push({ name: runOf(directory), why: messageOf(error) });
    }
    return files.length > 1 ? files.sort(byName) : files;
  }

  state(path: string): FileState | undefined {
    const found = statSync(path, { throwIfNoEntry: false });
    return found && stateOf(found);
  }

  open(path: string): OpenedFile | undefined {
    let descriptor: number;
    try {
      descriptor = openSync(path, 'r');
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
    try {
      return {
        ...stateOf(fstatSync(descriptor)),
        read: (buffer, offsetBytes) => readSync(descriptor, buffer, 0, buffer.length, offsetBytes),
        close: () => closeSync(descriptor),
      };
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  }
}

/** Whether a file is as it was `seen`; false where only waiting could tell. */
export function isUnchanged(logdir: Logdir, path: string, seen: FileState): boolean {
  const state = logdir.onDisk ? logdir.state(path) : undefined;
  if (!state || state instanceof Promise) return false;
  const { identity, sizeBytes, modifiedMs } = state;
  return identity === seen.identity && sizeBytes === seen.sizeBytes && modifiedMs === seen.modifiedMs;
}

/** What the system tells of a file. */
export function stateOf({ size, dev, ino, mtimeMs }: Stats): FileState {
  return { sizeBytes: size, identity: `${dev}:${ino}`, modifiedMs: mtimeMs };
}

function runOf({ name }: Directory): string {
  return name === '' ? '.' : name;
}

function below(directory: string, name: string): string {
  return directory === sep ? `${sep}${name}` : `${directory}${sep}${name}`;
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}

/** The deepest directory above `path` that exists. */
function nearestAbove(path: string): string {
  const above = dirname(path);
  if (above === path) return path;
  return targetOf(above)?.isDirectory() ? above : nearestAbove(above);
}

/** What lies at a path, links followed; undefined where nothing does. */
function targetOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // A loop of links, or in a place that may not be looked at: in each case there is nothing to read.
    return undefined;
  }
}

/** Where a symbolic link leads; undefined where it is gone by now. */
function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function leadsBack(directory: Directory): boolean {
  for (let above = directory.parent; above; above = above.parent) {
    if (above.realPath === directory.realPath) return true;
  }
  return false;
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
