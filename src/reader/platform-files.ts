// What file systems of Windows and macOS do otherwise than Linux's, as far as whoever writes and watches must know it.
import { rename } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const MAX_NAME_BYTES = 200;

/**
 * Whether a name is a plain one on every system: no separator, no character that Windows refuses, no device of Windows
 * (with an extension it is one too), no end that Windows cuts off.
 * https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
 */
export function isPlainName(name: string): boolean {
  return (
    name !== '' &&
    Buffer.byteLength(name) <= MAX_NAME_BYTES &&
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    !/[\x00-\x1f\x7f/\\:*?"<>|]/.test(name) &&
    !/[. ]$/.test(name) &&
    !/^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\.|$)/i.test(name)
  );
}

/** Whether two names are one file where case does not count, as on most disks of Windows and macOS; taken so everywhere. */
export function isSameName(one: string, other: string): boolean {
  return one.normalize('NFC').toLowerCase() === other.normalize('NFC').toLowerCase();
}

/** Windows refuses to replace a file that anybody has open, a search index or a virus scanner among them. */
const BUSY = new Set(['EPERM', 'EACCES', 'EBUSY']);
/** Together about a second. */
const WAITS_MS = [5, 10, 20, 40, 80, 160, 320, 400];

/** What a test has in place of the system. */
export interface RenameParts {
  readonly platform: NodeJS.Platform;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/** Puts a file in the place of another. On Windows tried again for about a second; rejects as the file system does. */
export async function replaceFile(
  from: string,
  to: string,
  parts: RenameParts = { platform: process.platform, rename, pause },
): Promise<void> {
  for (const waitMs of parts.platform === 'win32' ? WAITS_MS : []) {
    try {
      return await parts.rename(from, to);
    } catch (error) {
      if (!BUSY.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      await parts.pause(waitMs);
    }
  }
  return parts.rename(from, to);
}

/** Whether a folder can be synced after a change of its names. Windows opens no folders, and keeps names by itself. */
export function syncsFolders(platform: NodeJS.Platform = process.platform): boolean {
  return platform !== 'win32';
}

/**
 * Whether a watcher's error means that its directory is gone or closed to us, which whoever lists the logdir finds out.
 * Windows says EPERM where a watched directory was deleted; macOS and Linux say ENOENT, or nothing.
 */
export function isGoneWatched(code: string | undefined): boolean {
  return code !== undefined && ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM'].includes(code);
}

/** Whether what there is of watches, or of open files, is used up: inotify says ENOSPC, FSEvents and Windows EMFILE. */
export function isOutOfWatches(code: string | undefined): boolean {
  return code === 'ENOSPC' || code === 'EMFILE';
}
