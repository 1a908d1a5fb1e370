// Deleting runs: they are moved to a folder in the logdir, from where they can be moved back. Nothing is removed, no
// link is followed, and nothing outside the logdir is touched.
import { lstat, mkdir, readdir, rename } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isEventFileName } from '../src/format/event-file-name.ts';
import { LOGDIR_OWN_FOLDER } from '../src/reader/disk-logdir.ts';

/** What came of a wish to delete runs. */
export interface Trashed {
  /** The folder in which they lie now, absolute; runs keep their paths below it. */
  readonly folder: string;
  /** A run before those below it. */
  readonly done: readonly string[];
  readonly failed: readonly { readonly run: string; readonly why: string }[];
}

/**
 * Moves `runs` to `<logdir>/.runboard/trash/<time>/`: the whole folder of a run, or where runs that are to stay lie below
 * it, its event files alone. `all` are the names of all runs; one that is not among them fails.
 */
export async function moveToTrash(
  logdir: string,
  runs: readonly string[],
  all: readonly string[],
  now: Date,
): Promise<Trashed> {
  const root = resolve(logdir);
  const path = [LOGDIR_OWN_FOLDER, 'trash', now.toISOString().replaceAll(':', '-')];
  const folder = join(root, ...path);
  await makePlainFolders(root, path);
  const done: string[] = [];
  const failed: { run: string; why: string }[] = [];
  const wanted = new Set(runs);
  const staying = all.filter((name) => !wanted.has(name));
  const known = new Set(all);
  // A run before those below it, which go with it.
  for (const run of runs.toSorted((a, b) => a.length - b.length)) {
    const why = known.has(run)
      ? await move(root, folder, run, staying).then(
          () => undefined,
          (error: unknown) => (error instanceof Error ? error.message : String(error)),
        )
      : 'there is no such run';
    if (why === undefined) done.push(run);
    else failed.push({ run, why });
  }
  return { folder, done, failed };
}

/** Rejects where the run cannot be moved, and then leaves it as it is. */
async function move(root: string, folder: string, run: string, staying: readonly string[]): Promise<void> {
  const parts = run === '.' ? [] : run.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..' || part === LOGDIR_OWN_FOLDER))
    throw new Error('its name is no path below the logdir');
  const source = join(root, ...parts);
  for (const [at] of parts.entries()) {
    const found = await lstat(join(root, ...parts.slice(0, at + 1))).catch(() => undefined);
    // The folder went with one above it that was deleted before.
    if (!found && (await lstat(join(folder, ...parts)).catch(() => undefined))) return;
    if (!found) throw new Error('its folder is gone');
    if (found.isSymbolicLink()) throw new Error('it is reached by a link; delete it where it lies');
  }
  const target = join(folder, ...parts);
  const sharesFolder = parts.length === 0 || staying.some((name) => name.startsWith(`${run}/`));
  if (!sharesFolder) {
    await mkdir(dirname(target), { recursive: true });
    await rename(source, target);
    return;
  }
  await mkdir(target, { recursive: true });
  for (const entry of await readdir(source, { withFileTypes: true }))
    if (entry.isFile() && isEventFileName(entry.name))
      await rename(join(source, entry.name), join(target, entry.name));
}

/** Makes one below the other; rejects where one of them is there and no folder, as a link that leads elsewhere. */
async function makePlainFolders(root: string, names: readonly string[]): Promise<void> {
  let path = root;
  for (const name of names) {
    path = join(path, name);
    await mkdir(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    if (!(await lstat(path)).isDirectory())
      throw new Error(`${path} is no folder, so nothing is moved there`);
  }
}
