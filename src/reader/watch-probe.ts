// Whether the system can be trusted to tell of every change: by the kind of file system, and by trying it out.
import { statfsSync, type watch } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * File systems of Linux whose files change by its own kernel alone, which tells of each change: ext2 to ext4, XFS, Btrfs,
 * F2FS, ZFS, bcachefs, tmpfs and overlayfs. What lies elsewhere, or is handed on by a program, changes unseen.
 * https://man7.org/linux/man-pages/man2/statfs.2.html
 */
const LOCAL_TYPES: ReadonlySet<number> = new Set([
  0xef53, 0x58465342, 0x9123683e, 0xf2f52010, 0x2fc12fc1, 0xca451a4e, 0x01021994, 0x794c7630,
]);

/** How long the system may take to tell of a change that was made to try it out. */
const TOLD_WITHIN_MS = 1000;

/** Whether the system tells of all that is written to a directory, if it tells of anything. False where nobody knows. */
export function isLocal(directory: string): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return LOCAL_TYPES.has(statfsSync(directory).type);
  } catch {
    return false;
  }
}

/** Whether `watchDirectory` tells of a file that is made in the system's folder for temporary files. Never rejects. */
export async function tellsOfChanges(watchDirectory: typeof watch): Promise<boolean> {
  let folder: string | undefined;
  try {
    folder = await mkdtemp(join(tmpdir(), 'runboard-watch-'));
    return await tellsOfFileIn(folder, watchDirectory);
  } catch {
    // Nothing may be written there, or nothing watched: so nothing is known, and who asked looks for changes itself.
    return false;
  } finally {
    // Where it cannot be removed it does no harm.
    if (folder) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function tellsOfFileIn(folder: string, watchDirectory: typeof watch): Promise<boolean> {
  let tell: (told: boolean) => void = () => undefined;
  const told = new Promise<boolean>((resolve) => {
    tell = resolve;
  });
  const watcher = watchDirectory(folder, { persistent: false }, () => tell(true));
  watcher.on('error', () => tell(false));
  const late = setTimeout(() => tell(false), TOLD_WITHIN_MS).unref();
  try {
    await writeFile(join(folder, 'change'), '');
    return await told;
  } finally {
    clearTimeout(late);
    watcher.close();
  }
}
