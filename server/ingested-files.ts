// Event files that training pages send: each writer's own, appended to by whole records.
import { mkdir, open, readdir, realpath } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { eventFileName } from '../src/format/event-file-name.ts';
import { readRecord } from '../src/format/tf-record.ts';
import { LOGDIR_OWN_FOLDER } from '../src/reader/disk-logdir.ts';
import { isPlainName, isSameName } from '../src/reader/platform-files.ts';
import { HttpError } from './api/http-error.ts';

/** Enough for a year of trainings; a page that is broken or hostile fills no disk with names. */
const MAX_FILES = 100_000;
const MAX_FILE_BYTES = 64 * 2 ** 30;
const MAX_RUN_CHARACTERS = 1000;

/** What a page sends. */
export interface IngestedRecords {
  /** The run's folder below the logdir, `/`-separated. */
  readonly run: string;
  /** Names the writer's file, as `isIngestFileId` has it. */
  readonly file: string;
  /** Where in the file the records begin. */
  readonly offsetBytes: number;
  /** Whole records. */
  readonly bytes: Uint8Array;
}

interface IngestedFile {
  readonly path: string;
  sizeBytes: number;
}

/** Appends in the order of requests, one after the other for each file. Life: that of the server. */
export class IngestedFiles {
  readonly #logdir: string;
  readonly #files = new Map<string, IngestedFile>();
  /** The last request of each file that is not done. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(logdir: string) {
    this.#logdir = resolve(logdir);
  }

  /**
   * Resolves to the file's size once all records are in it; those that were there already are not written again. Rejects
   * with HttpError for what must not or cannot be written; the file then ends where it ended, but for a record that is cut
   * and that the next request overwrites.
   */
  async append(records: IngestedRecords): Promise<number> {
    checkRun(records.run);
    checkRecords(records.bytes);
    const key = `${records.run}/${records.file}`;
    const before = this.#turns.get(key) ?? Promise.resolve();
    const turn = before.then(() => this.#append(key, records));
    const settled = turn.catch(() => undefined);
    this.#turns.set(key, settled);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(key) === settled) this.#turns.delete(key);
    }
  }

  async #append(key: string, { run, file, offsetBytes, bytes }: IngestedRecords): Promise<number> {
    const known = this.#files.get(key) ?? (await this.#found(run, file));
    const sizeBytes = known?.sizeBytes ?? 0;
    if (offsetBytes > sizeBytes) {
      const sizes = `ends at byte ${sizeBytes}, and the records are to begin at ${offsetBytes}`;
      throw new HttpError(409, `The file of the run ${JSON.stringify(run)} ${sizes}.`);
    }
    if (offsetBytes + bytes.length > MAX_FILE_BYTES) {
      throw new HttpError(413, `A file may have ${MAX_FILE_BYTES} bytes at most; begin another one.`);
    }
    try {
      const target = known ?? (await this.#created(run, file));
      this.#files.set(key, target);
      const rest = bytes.subarray(sizeBytes - offsetBytes);
      if (rest.length > 0) await write(target.path, rest, sizeBytes);
      target.sizeBytes += rest.length;
      return target.sizeBytes;
    } catch (cause) {
      if (cause instanceof HttpError) throw cause;
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new HttpError(507, `The records cannot be written (${reason}).`, { cause });
    }
  }

  /** A file that was sent to a server before this one. */
  async #found(run: string, file: string): Promise<IngestedFile | undefined> {
    const folder = this.#folderOf(run);
    let names: readonly string[];
    try {
      names = await readdir(folder);
    } catch {
      // No such run yet: then nothing was sent for it.
      return undefined;
    }
    const name = names.find((each) => each.endsWith(`.${file}`));
    if (name === undefined) return undefined;
    await this.#checkInside(folder);
    const path = join(folder, name);
    return { path, sizeBytes: await wholeBytes(path) };
  }

  async #created(run: string, file: string): Promise<IngestedFile> {
    if (this.#files.size >= MAX_FILES) {
      throw new HttpError(429, `This server takes ${MAX_FILES} files at most; start it anew.`);
    }
    const folder = this.#folderOf(run);
    await mkdir(this.#logdir, { recursive: true });
    await this.#checkInside(folder);
    await mkdir(folder, { recursive: true });
    await this.#checkInside(folder);
    const base = { wallTimeSeconds: Date.now() / 1000, host: hostname(), processId: process.pid };
    const path = join(folder, eventFileName({ ...base, number: this.#files.size, suffix: `.${file}` }));
    await (await open(path, 'wx')).close();
    return { path, sizeBytes: 0 };
  }

  #folderOf(run: string): string {
    return join(this.#logdir, ...run.split('/'));
  }

  /** Throws where a link on the way leads out of the logdir. What of the way is not there yet leads nowhere. */
  async #checkInside(folder: string): Promise<void> {
    const way = relative(await realpath(this.#logdir), await nearestPath(folder));
    const isInside = way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
    if (!isInside) throw new HttpError(400, 'The run leads out of the logdir.');
  }
}

/** The real path of a folder, or of the nearest one above it that is there. */
async function nearestPath(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return nearestPath(dirname(folder));
  }
}

/** Refuses what is no plain path of names below a folder, on any system. */
function checkRun(run: string): void {
  const names = run.split('/');
  if (
    run.length <= MAX_RUN_CHARACTERS &&
    names.every(isPlainName) &&
    !isSameName(names[0] ?? '', LOGDIR_OWN_FOLDER)
  )
    return;
  const shown = JSON.stringify(run.slice(0, 80));
  throw new HttpError(400, `The run must be a folder's name, or names joined by slashes, got ${shown}.`);
}

/** Throws for bytes that are not whole records with right checksums. */
function checkRecords(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    const record = readRecord(bytes, at);
    if (record.kind !== 'record') {
      const what = record.kind === 'incomplete' ? 'is cut' : `has a wrong checksum of its ${record.part}`;
      throw new HttpError(400, `The record at byte ${at} of the body ${what}; nothing was written.`);
    }
    at = record.nextOffsetBytes;
  }
}

/** Where the last whole record of a file ends; what follows is of a write that was not finished. */
async function wholeBytes(path: string): Promise<number> {
  const file = await open(path, 'r');
  try {
    const bytes = await file.readFile();
    let end = 0;
    for (let record = readRecord(bytes, 0); record.kind === 'record'; record = readRecord(bytes, end)) {
      end = record.nextOffsetBytes;
    }
    return end;
  } finally {
    await file.close();
  }
}

async function write(path: string, bytes: Uint8Array, offsetBytes: number): Promise<void> {
  // Not created here: a file that was removed is told, not begun in its middle.
  const file = await open(path, 'r+');
  try {
    for (let done = 0; done < bytes.length; ) {
      done += (await file.write(bytes, done, bytes.length - done, offsetBytes + done)).bytesWritten;
    }
  } finally {
    await file.close();
  }
}
