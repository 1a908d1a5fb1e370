// Finds event files and groups them into runs. The interface is what other storage fulfils; here it is a disk's.
import type { Stats } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isEventFileName } from '../format/event-file-name.ts';

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
  /** Names of directories, relative to the logdir, that could not be read, and why. */
  readonly unreadable: readonly { readonly name: string; readonly why: string }[];
}

/** A file while it is read. Whoever opened it closes it. */
export interface OpenedFile extends FileState {
  /** Fills `buffer` from `offsetBytes` on. Tells how many bytes there were. */
  read(buffer: Uint8Array, offsetBytes: number): Promise<number>;
  close(): Promise<void>;
}

/** What is known of a file without opening it. */
export interface FileState {
  readonly sizeBytes: number;
  /** Differs when another file lies at the same path. */
  readonly identity: string;
  /** Milliseconds since the Unix epoch. */
  readonly modifiedMs: number;
}

export interface Logdir {
  /** Walks everything. `enter` hears of a directory before it is looked into. */
  list(enter?: (directory: string) => void): Promise<Listing>;
  /** Undefined where the file is gone. Rejects where it cannot be looked at. */
  state(path: string): Promise<FileState | undefined>;
  /** Undefined where the file is gone. Rejects where it cannot be read. */
  open(path: string): Promise<OpenedFile | undefined>;
}

interface Directory {
  readonly path: string;
  /** Relative to the logdir; empty for the logdir. */
  readonly name: string;
  readonly realPath: string;
  readonly parent?: Directory;
}

/** A directory tree on disk. Symbolic links are followed, as TensorBoard does, but for those that lead back up. */
export class DiskLogdir implements Logdir {
  readonly root: string;

  constructor(root: string) {
    this.root = resolve(root);
  }

  async list(enter?: (directory: string) => void): Promise<Listing> {
    const found = {
      runs: new Map<string, EventFile[]>(),
      directories: [] as string[],
      unreadable: [] as { name: string; why: string }[],
    };
    let level: Directory[] = [];
    try {
      level = [{ path: this.root, name: '', realPath: await realpath(this.root) }];
    } catch (error) {
      if (!isMissing(error)) found.unreadable.push({ name: '.', why: messageOf(error) });
      const above = await nearestAbove(this.root);
      enter?.(above);
      found.directories.push(above);
    }
    while (level.length > 0) {
      const below = await Promise.all(
        level.map((directory) => {
          enter?.(directory.path);
          found.directories.push(directory.path);
          return this.#listDirectory(directory, found);
        }),
      );
      level = below.flat();
    }
    const byName = <T extends { name: string }>(a: T, b: T) => (a.name < b.name ? -1 : 1);
    for (const files of found.runs.values()) files.sort(byName);
    found.unreadable.sort(byName);
    return { ...found, runs: new Map([...found.runs].sort(([a], [b]) => (a < b ? -1 : 1))) };
  }

  async #listDirectory(
    directory: Directory,
    found: { runs: Map<string, EventFile[]>; unreadable: { name: string; why: string }[] },
  ): Promise<Directory[]> {
    const run = directory.name === '' ? '.' : directory.name;
    const below: Directory[] = [];
    try {
      for (const entry of await readdir(directory.path, { withFileTypes: true })) {
        if (entry.name === LOGDIR_OWN_FOLDER) continue;
        const path = join(directory.path, entry.name);
        const name = directory.name === '' ? entry.name : `${directory.name}/${entry.name}`;
        const kind = entry.isSymbolicLink() ? await targetOf(path) : entry;
        if (kind?.isDirectory()) {
          const realPath = entry.isSymbolicLink()
            ? await realPathOf(path)
            : join(directory.realPath, entry.name);
          if (realPath === undefined) continue;
          const child = { path, name, realPath, parent: directory };
          if (!leadsBack(child)) below.push(child);
        } else if (kind?.isFile() && isEventFileName(entry.name)) {
          const files = found.runs.get(run) ?? [];
          files.push({ path, name });
          found.runs.set(run, files);
        }
      }
    } catch (error) {
      if (!isMissing(error)) found.unreadable.push({ name: run, why: messageOf(error) });
    }
    return below;
  }

  async state(path: string): Promise<FileState | undefined> {
    try {
      return stateOf(await stat(path));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async open(path: string): Promise<OpenedFile | undefined> {
    try {
      const handle = await open(path, 'r');
      return {
        ...stateOf(await handle.stat()),
        read: async (buffer, offsetBytes) =>
          (await handle.read(buffer, 0, buffer.length, offsetBytes)).bytesRead,
        close: () => handle.close(),
      };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }
}

/** What the system tells of a file. */
export function stateOf({ size, dev, ino, mtimeMs }: Stats): FileState {
  return { sizeBytes: size, identity: `${dev}:${ino}`, modifiedMs: mtimeMs };
}

/** The deepest directory above `path` that exists. */
async function nearestAbove(path: string): Promise<string> {
  const above = dirname(path);
  if (above === path) return path;
  return (await targetOf(above))?.isDirectory() ? above : nearestAbove(above);
}

/** What lies at a path, links followed; undefined where nothing does. */
async function targetOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch {
    // Dangling, a loop of links, or in a place that may not be looked at: in each case there is nothing to read.
    return undefined;
  }
}

/** Where a symbolic link leads; undefined where it is gone by now. */
async function realPathOf(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
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
