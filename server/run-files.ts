// Files that lie beside a run's event files: the one place where a path that a log names becomes a file that is read.
import { constants, statSync } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { HttpError } from './api/http-error.ts';

/** Reads nothing outside the folder it is asked about, wherever links may lead. */
export class RunFiles {
  readonly #root: string | undefined;

  /** `logdir` is undefined where runs lie in no single directory: then there are no files. */
  constructor(logdir: string | undefined) {
    this.#root = logdir === undefined ? undefined : resolve(logdir);
  }

  /**
   * The bytes of the file at `path`, which is relative to the folder, or absolute; undefined where there is none. Rejects
   * with HttpError 400 where the path, its links followed, leads out of the folder or may not be read, and 413 above `maxBytes`.
   */
  async read(folder: RunFolder, path: string, maxBytes: number): Promise<Uint8Array | undefined> {
    const opened = await this.open(folder, path);
    if (!opened) return undefined;
    try {
      if (opened.sizeBytes > maxBytes) {
        const size = `${opened.sizeBytes} bytes, more than the ${maxBytes} that are read`;
        throw new HttpError(413, `The file ${JSON.stringify(path)} has ${size}`);
      }
      return await opened.all();
    } finally {
      await opened.close();
    }
  }

  /** The same file, to be read piece by piece however long it is; whoever opens it closes it. */
  async open(folder: RunFolder, path: string): Promise<FileBeside | undefined> {
    const base = this.#pathOf(folder);
    // Most folders hold no such file; this look costs least.
    if (base === undefined || path.includes('\0') || !exists(isAbsolute(path) ? path : join(base, path)))
      return undefined;
    try {
      return await this.#openInside(folder, base, path);
    } catch (error) {
      throw unreadable(error, path);
    }
  }

  async #openInside(folder: RunFolder, base: string, path: string): Promise<FileBeside | undefined> {
    const [realBase, realFile] = await Promise.all([realpath(base), realpath(resolve(base, path))]);
    const runBase = await realpath(this.#pathOf({ run: folder.run }) ?? base);
    if (!isInside(runBase, realBase) || !isInside(realBase, realFile)) {
      throw new HttpError(400, `Asset path ${JSON.stringify(path)} resolves outside the config directory`);
    }
    // Without NOFOLLOW a link put there since would be followed; without NONBLOCK a pipe would be waited for.
    const file = await open(realFile, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const found = await file.stat();
    if (found.isFile()) return new FileBeside(file, path, found.size);
    await file.close();
    return undefined;
  }

  #pathOf({ run, below = '' }: RunFolder): string | undefined {
    if (this.#root === undefined) return undefined;
    const path = join(this.#root, run, below);
    // Both are made of the same root: no more than their beginnings is to be compared.
    const inside =
      path === this.#root || path.startsWith(this.#root.endsWith(sep) ? this.#root : this.#root + sep);
    return inside ? path : undefined;
  }
}

const PIECE_BYTES = 2 ** 18;

/** A file that was found to lie in a run's folder, open until `close`. */
export class FileBeside {
  /** As it was when it was opened. */
  readonly sizeBytes: number;
  readonly #file: FileHandle;
  readonly #path: string;

  constructor(file: FileHandle, path: string, sizeBytes: number) {
    this.#file = file;
    this.#path = path;
    this.sizeBytes = sizeBytes;
  }

  /** Rejects with HttpError 400 where the file cannot be read. */
  async all(): Promise<Uint8Array> {
    try {
      return await this.#file.readFile();
    } catch (error) {
      throw unreadable(error, this.#path);
    }
  }

  /** Its bytes from `startBytes` on, in pieces that are the caller's own. Rejects as `all`. */
  async *pieces(startBytes = 0): AsyncGenerator<Uint8Array> {
    for (let at = startBytes; ; ) {
      const piece = new Uint8Array(PIECE_BYTES);
      let read: number;
      try {
        ({ bytesRead: read } = await this.#file.read(piece, 0, PIECE_BYTES, at));
      } catch (error) {
        throw unreadable(error, this.#path);
      }
      if (read === 0) return;
      yield piece.subarray(0, read);
      at += read;
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

function unreadable(error: unknown, path: string): HttpError {
  if (error instanceof HttpError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new HttpError(400, `The file ${JSON.stringify(path)} cannot be read (${reason})`, { cause: error });
}

/** The folder of a run, or one in it. */
export interface RunFolder {
  /** As in the snapshot; `.` for the logdir itself. */
  readonly run: string;
  /** `/`-separated; the run's own folder where it is left out. */
  readonly below?: string;
}

/** At once: to wait for the disk costs ten times what the look does, a second among ten thousand runs (2026-11-28). */
function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // A link that leads nowhere, or not to be looked at: there is nothing to read.
    return false;
  }
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
