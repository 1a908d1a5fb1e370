import { EventEmitter } from 'node:events';
import { type FSWatcher, mkdirSync, mkdtempSync, rmSync, type watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DirectoryWatch } from './watch.ts';

/** A system that watches, or fails with a code, and what the watch told. */
function watched(codes: Readonly<Record<string, string>> = {}, pollMs?: number) {
  const told = { changed: [] as string[], failed: [] as string[] };
  const open = new Map<string, EventEmitter & { tell: (event: string, name: string | null) => void }>();
  const system = (
    directory: string,
    _options: unknown,
    tell: (event: string, name: string | null) => void,
  ) => {
    const code = codes[directory];
    if (code) throw Object.assign(new Error(`${code}: no watch`), { code });
    const watcher = Object.assign(new EventEmitter(), { tell, close: () => open.delete(directory) });
    open.set(directory, watcher);
    return watcher as unknown as FSWatcher;
  };
  const directories = new DirectoryWatch(
    { changed: (path) => told.changed.push(path), failed: (why) => told.failed.push(why) },
    system as unknown as typeof watch,
    pollMs,
  );
  return { told, open, directories };
}

const BUSY = { timeout: 20_000 };

describe('a watch', () => {
  it('tells the path of what changed', () => {
    const { told, open, directories } = watched();
    expect(directories.add('/log')).toBe(true);
    expect(directories.add('/log')).toBe(false);
    open.get('/log')?.tell('change', 'tfevents');
    open.get('/log')?.tell('change', null);
    expect(told.changed).toEqual(['/log/tfevents', '/log']);
  });

  it('ends for directories that are not wanted any more, and for all when closed', () => {
    const { open, directories } = watched();
    for (const directory of ['/a', '/b', '/c']) directories.add(directory);
    directories.retain(['/a', '/b']);
    expect([...open.keys()]).toEqual(['/a', '/b']);
    directories.close();
    expect(open.size).toBe(0);
  });

  it('of a directory that went begins anew when it comes again', () => {
    const { told, open, directories } = watched();
    directories.add('/log');
    open.get('/log')?.tell('rename', 'log');
    expect(told.changed).toEqual(['/log/log']);
    expect(directories.add('/log')).toBe(true);
  });

  it.each(['ENOENT', 'EACCES'])('of a directory that cannot be looked into (%s) fails alone', (code) => {
    const { told, open, directories } = watched({ '/a': code });
    directories.add('/a');
    directories.add('/b');
    expect([...open.keys()]).toEqual(['/b']);
    expect(told.failed).toEqual([]);
  });

  it.each(['ENOSPC', 'EMFILE'])(
    'says once that the system has no more (%s), and asks for none then',
    (code) => {
      const { told, open, directories } = watched({ '/b': code });
      for (const directory of ['/a', '/b', '/c']) directories.add(directory);
      expect([...open.keys()]).toEqual(['/a']);
      expect(told.failed).toEqual([`${code}: no watch`]);
    },
  );

  it('says when it breaks later', () => {
    const { told, open, directories } = watched();
    directories.add('/a');
    open.get('/a')?.emit('error', Object.assign(new Error('EIO: broken'), { code: 'EIO' }));
    open.get('/a')?.emit('error', new Error('again'));
    expect(told.failed).toEqual(['EIO: broken']);
    expect(open.size).toBe(0);
  });

  it('tells of new names in each of many directories without others, though not all are looked at each time', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'runboard-watch-'));
    try {
      const runs = Array.from({ length: 900 }, (_, run) => join(folder, `run${run}`));
      for (const run of runs) mkdirSync(run);
      const { told, directories } = watched({ [folder]: 'ENOSPC' }, 5);
      for (const directory of [folder, ...runs]) directories.add(directory);
      directories.retain([folder, ...runs.slice(0, 899)], new Set(runs));
      for (const run of [0, 450, 898, 899]) mkdirSync(join(folder, `run${run}`, 'below'));
      const expected = [0, 450, 898].map((run) => join(folder, `run${run}`));
      // On a busy machine each look takes longer, and the next one comes later.
      await expect.poll(() => told.changed.toSorted(), BUSY).toEqual(expected.toSorted());
      mkdirSync(join(folder, 'run'));
      await expect.poll(() => told.changed, BUSY).toContain(folder);
      expect(told.changed).toHaveLength(4);
      directories.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('tells of new names where the system tells nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'runboard-watch-'));
    try {
      const { told, directories } = watched({ [folder]: 'ENOSPC' }, 5);
      directories.add(folder);
      mkdirSync(join(folder, 'run'));
      await expect.poll(() => told.changed).toEqual([folder]);
      directories.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
