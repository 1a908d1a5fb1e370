// What the reader asks of storage: event files, grouped into runs. A disk's fulfils it, and other storage may.
/** One event file. */
export interface EventFile {
  /** Absolute. */
  readonly path: string;
  /** Relative to the logdir, `/`-separated. */
  readonly name: string;
}

/** A run as a walk tells of it. */
export interface ListedRun {
  readonly name: string;
  /** In the order of their names. */
  readonly files: readonly EventFile[];
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
  readonly leaves?: readonly string[];
  /** Whether symbolic links lead to any of it. Left out where storage does not tell. */
  readonly linked?: boolean;
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

/** The clock of a file system may be this coarse, or this far behind ours: what is younger may change without a sign. */
export const SETTLED_MS = 3_000;

/** Instead of the identity of a file that was read and not looked at: any may turn out to be its own. */
export const UNSEEN = '';

/** What is known of a file without opening it. */
export interface FileState {
  readonly sizeBytes: number;
  /** Differs when another file lies at the same path. */
  readonly identity: string;
  /** Milliseconds since the Unix epoch. */
  readonly modifiedMs: number;
  /** When anything of the file last changed, which no program can set; not every storage tells. */
  readonly changedMs?: number;
}

/** What is known of a directory without looking into it. */
export interface DirectoryState {
  /** Milliseconds since the Unix epoch: when a name last came or went. */
  readonly changedMs: number;
  /** Of the file system that it belongs to. */
  readonly device: number;
}

/** How to walk, and who hears of what the walk comes to. */
export interface Walk {
  /** Whether directories are read that did not change since the walk before. Default false. */
  readonly anew?: boolean;
  /** A directory, absolute, before it is looked into; not every storage tells of its state. */
  enter?(directory: string, state?: DirectoryState): void;
  /** Some runs, as soon as they were found; not every storage tells of them before the walk is over. */
  found?(runs: readonly ListedRun[]): void;
}

export interface Logdir {
  /** Walks everything. The same object as before where nothing changed. */
  list(walk?: Walk): Promise<Listing>;
  /** Undefined where the file is gone. Throws or rejects where it cannot be looked at. */
  state(path: string): Soon<FileState | undefined>;
  /** Undefined where the file is gone. Throws or rejects where it cannot be read. */
  open(path: string): Soon<OpenedFile | undefined>;
  /** Whether the files lie on a disk under their paths, so that other threads may read them. */
  readonly onDisk: boolean;
}

/** Whether a file is as it was `seen`; false where only waiting could tell. */
export function isUnchanged(logdir: Logdir, path: string, seen: FileState): boolean {
  const state = logdir.onDisk ? logdir.state(path) : undefined;
  if (!state || state instanceof Promise) return false;
  const { identity, sizeBytes, modifiedMs, changedMs } = state;
  return (
    identity === seen.identity &&
    sizeBytes === seen.sizeBytes &&
    modifiedMs === seen.modifiedMs &&
    (seen.changedMs === undefined || changedMs === seen.changedMs)
  );
}
