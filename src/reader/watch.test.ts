import { EventEmitter } from 'node:events';
import { type FSWatcher, mkdirSync, mkdtempSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Listing } from './logdir.ts';
import { DirectoryWatch } from './watch.ts';
import { isLocal, tellsOfChanges } from './watch-probe.ts';

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

/** What a walk that came to these directories found. */
function walked(directories: readonly string[]): Listing {
  return { runs: new Map(), directories, linked: false, unreadable: [] };
}

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
    directories.retain(walked(['/a', '/b']));
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
      directories.retain({ ...walked([folder, ...runs.slice(0, 899)]), leaves: runs });
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

  it('of a directory that was moved away begins anew for what is below its path, too', () => {
    const { open, directories } = watched();
    for (const directory of ['/log', '/log/a', '/log/a/deep', '/log/ab']) directories.add(directory);
    open.get('/log/a')?.tell('rename', 'a');
    expect([...open.keys()]).toEqual(['/log', '/log/ab']);
    expect(directories.add('/log/a/deep')).toBe(true);
  });
});

describe.runIf(isLocal(tmpdir()))('the system tells of every change', () => {
  let folder: string;
  let directories: DirectoryWatch;
  let changed: string[];
  const tried = () => expect.poll(() => directories.tellsAll, BUSY).toBe(true);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'runboard-watch-'));
    changed = [];
    const failed = (why: string) => expect.unreachable(why);
    directories = new DirectoryWatch({ changed: (path) => changed.push(path), failed }, watch, 5);
  });

  afterEach(() => {
    directories.close();
    rmSync(folder, { recursive: true });
  });

  it('on a disk of this machine, once it was seen to tell of one', async () => {
    directories.add(folder);
    expect(directories.tellsAll).toBe(false);
    directories.retain(walked([folder]));
    await tried();
    directories.quiet = true;
    mkdirSync(join(folder, 'run'));
    await expect.poll(() => changed, BUSY).toEqual([join(folder, 'run')]);
    directories.quiet = false;
    // Of what was told meanwhile, the look at names tells again.
    await expect.poll(() => changed, BUSY).toEqual([join(folder, 'run'), folder]);
  });

  it('not where links lead, nor in a directory that cannot be watched', async () => {
    directories.add(folder);
    directories.retain(walked([folder]));
    await tried();
    directories.retain({ ...walked([folder]), linked: true });
    expect(directories.tellsAll).toBe(false);
    directories.retain(walked([folder]));
    expect(directories.tellsAll).toBe(true);
    directories.add(join(folder, 'gone'));
    expect(directories.tellsAll).toBe(false);
  });

  it('not on a file system that others write to', async () => {
    directories.add('/proc/self');
    directories.add(folder);
    directories.retain(walked([folder, '/proc/self']));
    // By then it was tried.
    await expect(tellsOfChanges(watch)).resolves.toBe(true);
    expect(directories.tellsAll).toBe(false);
    directories.retain(walked([folder]));
    await tried();
  });

  it('not where watching is silent, or fails: there names are looked for on and on', async () => {
    const silent = (() =>
      Object.assign(new EventEmitter(), { close: () => undefined })) as unknown as typeof watch;
    const { told, directories: others } = watched({}, 5);
    others.add(folder);
    others.retain(walked([folder]));
    await expect(tellsOfChanges(silent)).resolves.toBe(false);
    const none = (() => {
      throw new Error('no more watches');
    }) as typeof watch;
    await expect(tellsOfChanges(none)).resolves.toBe(false);
    expect(others.tellsAll).toBe(false);
    mkdirSync(join(folder, 'run'));
    await expect.poll(() => told.changed, BUSY).toEqual([folder]);
    others.close();
  });
});
