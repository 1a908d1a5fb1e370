// Small files that are there as a whole or not at all.
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { replaceFile, syncsFolders } from '../../src/reader/platform-files.ts';

/**
 * Puts `text` in the place of the file at `path`. Whoever reads meanwhile, or after a crash, finds the old text or the
 * new one. A link at that path is replaced, not followed. Rejects as the file system does.
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}-${randomBytes(6).toString('hex')}.tmp`;
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await replaceFile(temporary, path);
  } catch (error) {
    // What cannot be removed was mostly never made.
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(path));
}

/** So that the new name outlives a crash. */
async function syncFolder(folder: string): Promise<void> {
  if (!syncsFolders()) return;
  const opened = await open(folder, 'r');
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}

/** The text of a file, or why it is not to be read; undefined where there is none. Links are not followed. */
export async function readWhole(
  path: string,
  maxBytes: number,
): Promise<{ readonly text: string } | { readonly why: string } | undefined> {
  try {
    // Without NONBLOCK a pipe would be waited for.
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const found = await file.stat();
      if (!found.isFile()) return { why: 'it is no file' };
      if (found.size > maxBytes) return { why: `it has ${found.size} bytes, and ${maxBytes} are the most` };
      return { text: await file.readFile('utf8') };
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    return { why: code === 'ELOOP' ? 'it is a link' : message };
  }
}
