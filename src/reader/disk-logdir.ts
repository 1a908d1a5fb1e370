// Event files on a disk, found and grouped into runs.
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
import type { EventFile, FileState, Listing, Logdir, OpenedFile, Walk } from './logdir.ts';

/** Runboard's own folder in a logdir, for notes and deleted runs. Nothing in it is a run, wherever the walk begins. */
export const LOGDIR_OWN_FOLDER = '.runboard';

interface Directory {
  readonly path: string;
  /** Relative to the logdir; empty for the logdir. */
  readonly name: string;
  readonly realPath: string;
  readonly parent?: Directory;
}

/** What a directory held when it was read. */
interface Remembered {
  readonly dev: number;
  readonly ino: number;
  readonly mtimeMs: number;
  readonly files: readonly EventFile[];
  readonly directories: readonly Directory[];
}

/** A walk lets others have a turn this often. */
const GIVE_WAY_MS = 4;
/** The clock of a file system may be this coarse: what changed later may change again without a sign. */
const SETTLED_MS = 3_000;
/** On some file systems a directory never tells that it changed; so often all are read in any case. */
const ANEW_MS = 30_000;

/**
 * A directory tree on disk. Symbolic links are followed, as TensorBoard does, but for those that lead back up. Each look
 * at the disk is made at once: a look costs microseconds, waiting for one in turn with others ten times as much.
 */
export class DiskLogdir implements Logdir {
  readonly root: string;
  readonly onDisk = true;
  #rootDirectory: Directory | undefined;
  /** By absolute path, those of the last walk of which a change would show. */
  #remembered: ReadonlyMap<string, Remembered> = new Map();
  #listing: Listing | undefined;
  #anewAtMs = Number.NEGATIVE_INFINITY;

  constructor(root: string) {
    this.root = resolve(root);
  }

  async list(walk: Walk = {}): Promise<Listing> {
    const found = {
      runs: new Map<string, readonly EventFile[]>(),
      directories: [] as string[],
      leaves: new Set<string>(),
      unreadable: [] as { name: string; why: string }[],
    };
    const waiting: Directory[] = [];
    const remembered = new Map<string, Remembered>();
    let changed = false;
    try {
      waiting.push(this.#rootAt(realpathSync(this.root)));
    } catch (error) {
      if (!isMissing(error)) found.unreadable.push({ name: '.', why: messageOf(error) });
      const above = nearestAbove(this.root);
      walk.enter?.(above);
      found.directories.push(above);
      changed = true;
    }
    const before = this.#rememberedFor(walk);
    let gaveWayAtMs = performance.now();
    for (let directory = waiting.pop(); directory; directory = waiting.pop()) {
      const { path } = directory;
      // Whoever wants to know when directories changed walks again, and pays for this look once.
      const stats = walk.enter && targetOf(path);
      walk.enter?.(path, stats?.mtimeMs);
      found.directories.push(path);
      const known = before.get(path);
      const same = known && stats && isAsIt(known, stats) ? known : undefined;
      const { files, directories } = same ?? this.#read(directory, stats, remembered, found.unreadable);
      if (same) remembered.set(path, same);
      else changed = true;
      waiting.push(...directories);
      if (files.length > 0) {
        if (directories.length === 0) found.leaves.add(path);
        const run = runOf(directory);
        found.runs.set(run, files);
        walk.found?.(run, files);
      }
      if (performance.now() - gaveWayAtMs < GIVE_WAY_MS) continue;
      await new Promise((resolve) => setImmediate(resolve));
      gaveWayAtMs = performance.now();
    }
    this.#remembered = remembered;
    if (!changed && this.#listing) return this.#listing;
    found.unreadable.sort(byName);
    const root = targetOf(this.root);
    this.#listing = {
      ...found,
      runs: new Map([...found.runs.keys()].sort().map((name) => [name, found.runs.get(name) ?? []])),
      roots: [{ name: '.', identity: root && stateOf(root).identity, hasRuns: found.runs.size > 0 }],
    };
    return this.#listing;
  }

  /** What directories held at the walk before, as far as it may be trusted. */
  #rememberedFor({ anew }: Walk): ReadonlyMap<string, Remembered> {
    const nowMs = performance.now();
    if (!anew && nowMs - this.#anewAtMs < ANEW_MS) return this.#remembered;
    this.#anewAtMs = nowMs;
    return new Map();
  }

  /** The directory to begin in; what is known of those below it holds as long as it lies at the same place. */
  #rootAt(realPath: string): Directory {
    if (this.#rootDirectory?.realPath !== realPath) {
      this.#rootDirectory = { path: this.root, name: '', realPath };
      this.#remembered = new Map();
    }
    return this.#rootDirectory;
  }

  /** What a directory holds; remembered where its time, as `stats` has it, would tell of a change. */
  #read(
    directory: Directory,
    stats: Stats | undefined,
    remembered: Map<string, Remembered>,
    unreadable: { name: string; why: string }[],
  ): Pick<Remembered, 'files' | 'directories'> {
    const files: EventFile[] = [];
    const directories: Directory[] = [];
    // Where links lead may change without a sign.
    let hasLinks = false;
    try {
      for (const entry of readdirSync(directory.path, { withFileTypes: true })) {
        if (entry.name === LOGDIR_OWN_FOLDER) continue;
        const path = below(directory.path, entry.name);
        const name = directory.name === '' ? entry.name : `${directory.name}/${entry.name}`;
        const linked = entry.isSymbolicLink();
        hasLinks ||= linked;
        const kind: Dirent | Stats | undefined = linked ? targetOf(path) : entry;
        if (kind?.isDirectory()) {
          const realPath = linked ? realPathOf(path) : below(directory.realPath, entry.name);
          if (realPath === undefined) continue;
          const child = { path, name, realPath, parent: directory };
          if (!leadsBack(child)) directories.push(child);
        } else if (isEventFileName(entry.name) && !isUnfinishedCopyName(entry.name) && kind?.isFile()) {
          files.push({ path, name });
        }
      }
      if (files.length > 1) files.sort(byName);
      if (stats && !hasLinks && stats.mtimeMs < Date.now() - SETTLED_MS) {
        const { dev, ino, mtimeMs } = stats;
        remembered.set(directory.path, { dev, ino, mtimeMs, files, directories });
      }
    } catch (error) {
      if (!isMissing(error)) unreadable.push({ name: runOf(directory), why: messageOf(error) });
    }
    return { files, directories };
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

/** What the system tells of a file. */
export function stateOf({ size, dev, ino, mtimeMs, ctimeMs }: Stats): FileState {
  return { sizeBytes: size, identity: `${dev}:${ino}`, modifiedMs: mtimeMs, changedMs: ctimeMs };
}

/** Whether a directory is the one that was read, and did not change since. */
function isAsIt(was: Remembered, { dev, ino, mtimeMs }: Stats): boolean {
  return was.mtimeMs === mtimeMs && was.ino === ino && was.dev === dev;
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
