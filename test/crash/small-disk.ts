// A disk so small that a training fills it, for those who may mount one.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system in memory, mounted at `path`. */
export interface SmallDisk {
  readonly path: string;
  /** Lets it hold 64 MiB from now on. */
  grow(): void;
  remove(): void;
}

const mount = (...args: string[]) => spawnSync('mount', args, { encoding: 'utf8' });

/** Mounts 256 KiB. Where that is not allowed: undefined, after a sentence on stderr that says why. */
export function newSmallDisk(): SmallDisk | undefined {
  const path = mkdtempSync(join(tmpdir(), 'runboard-disk-'));
  const { status, stderr, error } = mount('-t', 'tmpfs', '-o', 'size=256k', 'runboard', path);
  if (status !== 0) {
    rmSync(path, { recursive: true });
    const why = error?.message ?? stderr.trim();
    process.stderr.write(`Tests of a full disk use a limit of file size alone: no tmpfs (${why}).\n`);
    return undefined;
  }
  return {
    path,
    grow: () => void mount('-o', 'remount,size=64m', path),
    remove() {
      spawnSync('umount', [path]);
      rmSync(path, { recursive: true });
    },
  };
}
