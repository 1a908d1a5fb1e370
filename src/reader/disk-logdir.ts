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
import { basename, dirname, resolve, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { isEventFileName, isUnfinishedCopyName } from '../format/event-file-name.ts';
import {
  type EventFile,
  type FileState,
  type ListedRun,
  type Listing,
  type Logdir,
  type OpenedFile,
  SETTLED_MS,
  type Walk,
} from './logdir.ts';

/** Runboard's own folder in a logdir, for notes and deleted runs. Nothing in it is a run, wherever the walk begins. */
export const LOGDIR_OWN_FOLDER = '.runboard';

interface Directory {
  readonly path: string;
  /** Relative to the logdir; empty for the logdir. */
  readonly name: string;
  readonly parent: Directory | undefined;
  /** Where it lies, of the first directory and of those that a link leads to; others lie in their parents. */
  readonly realPath: string | undefined;
  /** Whether it, or one above, was come to by a link: no other can be one of those above it. */
  readonly linked: boolean;
}

/** What a directory held when it was read. */
interface Remembered {
  readonly dev: number;
  readonly ino: number;
  readonly mtimeMs: number;
  readonly files: readonly EventFile[];
  readonly directories: readonly Directory[];
}

interface Found {
  readonly runs: Map<string, readonly EventFile[]>;
  readonly directories: string[];
  readonly leaves: string[];
  readonly unreadable: { name: string; why: string }[];
  linked: boolean;
}

/** A walk under way. */
interface WalkState {
  readonly walk: Walk;
  readonly before: ReadonlyMap<string, Remembered>;
  readonly waiting: Directory[];
  readonly remembered: Map<string, Remembered>;
  readonly found: Found;
}

const NO_DIRECTORIES: readonly Directory[] = [];

/** Runs that are told of together, at most. */
const TOLD_RUNS = 64;
/** A walk lets others have a turn this often. */
const GIVE_WAY_MS = 4;
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
    const found: Found = { runs: new Map(), directories: [], leaves: [], unreadable: [], linked: false };
    const waiting: Directory[] = [];
    const remembered = new Map<string, Remembered>();
    let changed = false;
    try {
      const realPath = realpathSync(this.root);
      found.linked = realPath !== this.root;
      waiting.push(this.#rootAt(realPath));
    } catch (error) {
      if (!isMissing(error)) found.unreadable.push({ name: '.', why: messageOf(error) });
      // The way to it may lead over links that are not there yet.
      found.linked = true;
      const above = nearestAbove(this.root);
      walk.enter?.(above);
      found.directories.push(above);
      changed = true;
    }
    const before = this.#rememberedFor(walk);
    while (waiting.length > 0) {
      if (this.#walkOn({ walk, before, waiting, remembered, found })) changed = true;
      if (waiting.length > 0) await setImmediate();
    }
    this.#remembered = remembered;
    if (!changed && this.#listing) return this.#listing;
    found.unreadable.sort(byName);
    const root = targetOf(this.root);
    this.#listing = {
      ...found,
      runs: byNames(found.runs),
      roots: [{ name: '.', identity: root && stateOf(root).identity, hasRuns: found.runs.size > 0 }],
    };
    return this.#listing;
  }

  /** Goes on for as long as others can wait; tells whether anything was not as before. */
  #walkOn({ walk, before, waiting, remembered, found }: WalkState): boolean {
    const begunMs = performance.now();
    let changed = false;
    let untold: ListedRun[] = [];
    for (let directory = waiting.pop(); directory; directory = waiting.pop()) {
      const { path } = directory;
      // Whoever wants to know when directories changed walks again, and pays for this look once.
      const stats = walk.enter && targetOf(path);
      walk.enter?.(path, stats && { changedMs: stats.mtimeMs, device: stats.dev });
      found.directories.push(path);
      const known = stats && before.get(path);
      const same = known && isAsIt(known, stats) ? known : undefined;
      const { files, directories } = same ?? this.#read(directory, stats, remembered, found);
      if (same) remembered.set(path, same);
      else changed = true;
      // The first comes next: so runs are mostly met in the order of their names.
      for (let at = directories.length - 1; at >= 0; at--) waiting.push(directories[at] as Directory);
      if (files.length > 0) {
        if (directories.length === 0) found.leaves.push(path);
        const name = runOf(directory);
        found.runs.set(name, files);
        if (walk.found) untold.push({ name, files });
      }
      if (untold.length === TOLD_RUNS) {
        walk.found?.(untold);
        untold = [];
      }
      if (performance.now() - begunMs >= GIVE_WAY_MS) break;
    }
    if (untold.length > 0) walk.found?.(untold);
    return changed;
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
      this.#rootDirectory = { path: this.root, name: '', parent: undefined, realPath, linked: false };
      this.#remembered = new Map();
    }
    return this.#rootDirectory;
  }

  /** What a directory holds; remembered where its time, as `stats` has it, would tell of a change. */
  #read(
    directory: Directory,
    stats: Stats | undefined,
    remembered: Map<string, Remembered>,
    found: Found,
  ): Pick<Remembered, 'files' | 'directories'> {
    const files: EventFile[] = [];
    let directories: Directory[] | undefined;
    // Where links lead may change without a sign.
    let hasLinks = false;
    try {
      for (const entry of readdirSync(directory.path, { withFileTypes: true })) {
        const { name: baseName } = entry;
        const isLink = entry.isSymbolicLink();
        hasLinks ||= isLink;
        if (!isLink && !entry.isDirectory() && !isEventFileName(baseName)) continue;
        if (baseName === LOGDIR_OWN_FOLDER) continue;
        const path = below(directory.path, baseName);
        const name = directory.name === '' ? baseName : `${directory.name}/${baseName}`;
        const kind: Dirent | Stats | undefined = isLink ? targetOf(path) : entry;
        if (kind?.isDirectory()) {
          const realPath = isLink ? realPathOf(path) : undefined;
          if (isLink && realPath === undefined) continue;
          const linked = isLink || directory.linked;
          const child = { path, name, parent: directory, realPath, linked };
          if (linked && leadsBack(child)) continue;
          directories ??= [];
          directories.push(child);
        } else if (isEventFileName(baseName) && !isUnfinishedCopyName(baseName) && kind?.isFile()) {
          files.push({ path, name });
        }
      }
      if (!files.every((file, at) => at === 0 || byName(files[at - 1] as EventFile, file) < 0))
        files.sort(byName);
      if (hasLinks) found.linked = true;
      if (stats && !hasLinks && stats.mtimeMs < Date.now() - SETTLED_MS) {
        const { dev, ino, mtimeMs } = stats;
        const held = { files, directories: directories ?? NO_DIRECTORIES };
        remembered.set(directory.path, { dev, ino, mtimeMs, ...held });
      }
    } catch (error) {
      if (!isMissing(error)) found.unreadable.push({ name: runOf(directory), why: messageOf(error) });
    }
    return { files, directories: directories ?? NO_DIRECTORIES };
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

/** Where a directory lies, links followed. */
function placeOf(directory: Directory): string {
  const { parent, path, realPath } = directory;
  return realPath ?? below(parent ? placeOf(parent) : sep, basename(path));
}

function leadsBack(directory: Directory): boolean {
  const place = placeOf(directory);
  for (let above = directory.parent; above; above = above.parent) if (placeOf(above) === place) return true;
  return false;
}

/** In the order of their names. */
function byNames<T>(runs: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  const names = [...runs.keys()];
  if (names.every((name, at) => at === 0 || (names[at - 1] as string) < name)) return runs;
  return new Map(names.sort().map((name) => [name, runs.get(name) as T]));
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
