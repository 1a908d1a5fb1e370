// Where documents lie: beside the logs, or in the user's own folder where nothing can be written beside them.
import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { access, constants, lstat, mkdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { LogdirRoot } from '../../src/reader/composite-logdir.ts';
import { LOGDIR_OWN_FOLDER } from '../../src/reader/disk-logdir.ts';

/** A folder for documents. */
export interface DocumentPlace {
  readonly kind: 'logdir' | 'user';
  readonly folder: string;
}

/** What is served, as far as places depend on it. */
export interface ServedLogs {
  readonly logdir: string;
  /** Several folders in place of one: none of them is the place of what belongs to all. */
  readonly roots?: readonly LogdirRoot[];
}

/** Finds the places in the order in which they count. */
export class DocumentPlaces {
  readonly #user: DocumentPlace;
  readonly #logdir: string | undefined;
  #refused = false;

  /** `settingsFolder` is made when it is first written to. */
  constructor(logs: ServedLogs, settingsFolder: string) {
    this.#logdir = logs.roots ? undefined : resolve(logs.logdir);
    this.#user = { kind: 'user', folder: join(settingsFolder, 'logdirs', folderNameOf(logs)) };
  }

  /**
   * The first is where to write; a document is read from the first that has it. A logdir that cannot be written to comes
   * last: what its owner put there is seen until the user changes it.
   */
  async inOrder(): Promise<readonly DocumentPlace[]> {
    if (this.#logdir === undefined) return [this.#user];
    const place: DocumentPlace = { kind: 'logdir', folder: join(this.#logdir, LOGDIR_OWN_FOLDER) };
    const state = await stateOf(place.folder);
    // A link may lead anywhere, and whoever packed the logs may have made it.
    if (state === 'other') return [this.#user];
    const writable = !this.#refused && (await canWrite(state === 'folder' ? place.folder : this.#logdir));
    return writable ? [place, this.#user] : [this.#user, place];
  }

  /** Makes the folder. False where the logdir does not let itself be written to, which is not tried again. */
  async make(place: DocumentPlace): Promise<boolean> {
    try {
      await mkdir(place.folder, { recursive: place.kind === 'user' });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST' && (await stateOf(place.folder)) === 'folder') return true;
      if (place.kind === 'user') throw error;
      this.#refused = true;
      return false;
    }
    return true;
  }
}

/** The same for each way that leads to a folder, and readable for who looks into the user's folders. */
export function folderNameOf({ logdir, roots }: ServedLogs): string {
  const paths = roots
    ? roots.map(({ name, path }) => `${name}:${realPathOf(path)}`).sort()
    : [realPathOf(logdir)];
  const hash = createHash('sha256').update(paths.join('\n')).digest('hex').slice(0, 16);
  const readable = basename(roots?.[0]?.path ?? resolve(logdir)).replaceAll(/[^\w.-]/g, '_');
  return `${readable.slice(0, 60)}-${hash}`;
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // It is not there yet.
    return resolve(path);
  }
}

async function stateOf(path: string): Promise<'folder' | 'missing' | 'other'> {
  try {
    return (await lstat(path)).isDirectory() ? 'folder' : 'other';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'other';
  }
}

async function canWrite(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK);
    return true;
  } catch {
    // Missing, read-only or another's.
    return false;
  }
}
