// What happens to folders and to the disk below them: permissions, links, a logdir that moves, a disk that is unmounted.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { addRun, FILE, type Scenario } from './scenario.ts';
import { fileOf, record, rowsOf, type Written } from './written.ts';

/** Root reads everything: the server is another's. */
export const NOBODY = process.getuid?.() === 0 ? { uid: 65534 } : {};

/** Lets that other come to the logdir. */
export function openWay(written: Written): void {
  chmodSync(dirname(written.logdir), 0o755);
}

function command(name: string, ...args: string[]): void {
  const { status, stderr, error } = spawnSync(name, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} ${args.join(' ')}: ${error?.message ?? stderr}`);
}

/** Whether a disk may be mounted here: not in most containers. */
export const MAY_MOUNT = process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0;

export const placeFaults: readonly Scenario[] = [
  {
    what: 'a file may not be read, from the beginning and later, and then may',
    async run(written, start) {
      openWay(written);
      for (const run of ['closed', 'closed-later', 'beside']) addRun(written, run);
      chmodSync(written.path(`closed/${FILE}`), 0);
      written.expectNone('closed');
      const peer = await start(NOBODY);
      await peer.shows(written);
      await peer.tells(/^closed\/.*cannot be read \(EACCES/);
      chmodSync(written.path(`closed-later/${FILE}`), 0);
      written.append(`closed-later/${FILE}`, record([3, 3.5]));
      // Who holds it open goes on reading it.
      written.allow('closed-later', rowsOf(0, 4));
      addRun(written, 'look');
      await peer.showsRun(written, 'look');
      await peer.tells(/^closed-later\/.*cannot be read \(EACCES/);
      for (const run of ['closed', 'closed-later']) chmodSync(written.path(`${run}/${FILE}`), 0o644);
      written.expect('closed', rowsOf(0, 3));
      written.expect('closed-later', rowsOf(0, 4));
      await peer.shows(written);
      await peer.forgets(/cannot be read/);
    },
  },
  {
    what: "a run's folder may not be read, and then may",
    async run(written, start) {
      openWay(written);
      addRun(written, 'deep/closed');
      addRun(written, 'beside');
      const peer = await start(NOBODY);
      await peer.shows(written);
      chmodSync(written.path('deep'), 0);
      await peer.tells(/^deep.*cannot be read \(EACCES/);
      await peer.showsRun(written, 'beside');
      chmodSync(written.path('deep'), 0o755);
      written.append(`deep/closed/${FILE}`, record([3, 3.5]));
      written.expect('deep/closed', rowsOf(0, 4));
      await peer.shows(written);
      await peer.forgets(/cannot be read/);
    },
  },
  {
    what: 'links lead in circles, nowhere, and up',
    async run(written, start) {
      addRun(written, 'a');
      addRun(written, 'b');
      for (const [target, name] of [
        ['.', 'a/self'],
        ['..', 'a/up'],
        ['../b', 'a/other'],
        ['../a', 'b/other'],
        ['nowhere', 'a/gone'],
        ['loop-2', 'loop-1'],
        ['loop-1', 'loop-2'],
        ['/', 'a/events.out.tfevents.root'],
        [`events.out.tfevents.turn`, 'b/events.out.tfevents.turn'],
      ] as const) {
        if (target !== '/') symlinkSync(target, written.path(name));
      }
      const peer = await start();
      await peer.showsRun(written, 'a');
      await peer.showsRun(written, 'b');
      written.append(`b/${FILE}`, record([3, 3.5]));
      written.expect('b', rowsOf(0, 4));
      await peer.showsRun(written, 'b');
      const runs = await peer.runs();
      if (runs.length > 8) throw new Error(`it shows ${runs.length} runs: ${runs.slice(0, 12)}`);
    },
  },
  {
    what: 'a link to the newest run is set anew',
    async run(written, start) {
      addRun(written, 'runs/1');
      addRun(written, 'runs/2', rowsOf(0, 4, 1));
      symlinkSync('runs/1', written.path('newest'));
      written.expect('newest', rowsOf(0, 3));
      const peer = await start();
      await peer.shows(written);
      unlinkSync(written.path('newest'));
      symlinkSync('runs/2', written.path('newest'));
      written.expect('newest', rowsOf(0, 4, 1));
      await peer.shows(written);
      written.append(`runs/2/${FILE}`, record([4, 1004.5]));
      for (const run of ['newest', 'runs/2']) written.expect(run, rowsOf(0, 5, 1));
      await peer.shows(written);
    },
  },
  {
    what: 'a pipe, a folder and a device have names of event files',
    async run(written, start) {
      addRun(written, 'a');
      command('mkfifo', written.path('a/events.out.tfevents.pipe'));
      mkdirSync(written.path('a/events.out.tfevents.folder'));
      if (process.getuid?.() === 0)
        command('mknod', written.path('a/events.out.tfevents.device'), 'c', '1', '5');
      const peer = await start();
      await peer.shows(written);
      written.append(`a/${FILE}`, record([3, 3.5]));
      written.expect('a', rowsOf(0, 4));
      await peer.shows(written);
    },
  },
  {
    what: 'the logdir appears after the server, and is deleted and made again',
    async run(written, start) {
      rmSync(written.logdir, { recursive: true });
      const peer = await start();
      await peer.shows(written);
      addRun(written, 'a');
      await peer.shows(written);
      rmSync(written.logdir, { recursive: true });
      written.expectNone('a');
      await peer.shows(written);
      await peer.tells(/^\.: the logdir is gone/);
      addRun(written, 'b', rowsOf(0, 5, 1));
      await peer.shows(written);
      await peer.forgets(/logdir/);
      written.append(`b/${FILE}`, record([5, 1005.5]));
      written.expect('b', rowsOf(0, 6, 1));
      await peer.shows(written);
    },
  },
  {
    what: 'the logdir is moved away and back, and grew meanwhile',
    async run(written, start) {
      addRun(written, 'a');
      const peer = await start();
      await peer.shows(written);
      renameSync(written.logdir, `${written.logdir}-away`);
      written.expectNone('a');
      await peer.shows(written);
      await peer.tells(/^\.: the logdir is gone/);
      renameSync(`${written.logdir}-away`, written.logdir);
      written.append(`a/${FILE}`, record([3, 3.5]));
      written.expect('a', rowsOf(0, 4));
      await peer.shows(written);
      await peer.forgets(/logdir/);
      written.append(`a/${FILE}`, record([4, 4.5]));
      written.expect('a', rowsOf(0, 5));
      await peer.shows(written);
    },
  },
  {
    what: 'the disk with the logdir is unmounted and comes back, and grew meanwhile',
    async run(written, start) {
      const disk = `${dirname(written.logdir)}/disk`;
      mkdirSync(disk);
      if (MAY_MOUNT) command('mount', '-t', 'tmpfs', '-o', 'size=4m', 'runboard-faults', disk);
      try {
        if (MAY_MOUNT) command('mount', '--bind', disk, written.logdir);
        addRun(written, 'a');
        const peer = await start();
        await peer.shows(written);
        unmount(written);
        written.expectNone('a');
        await peer.shows(written);
        await peer.tells(/^\.: the logdir is another/);
        remount(written, disk);
        written.append(`a/${FILE}`, record([3, 3.5]));
        written.expect('a', rowsOf(0, 4));
        await peer.shows(written);
        await peer.forgets(/logdir/);
        written.append(`a/${FILE}`, record([4, 4.5]));
        written.expect('a', rowsOf(0, 5));
        await peer.shows(written);
      } finally {
        if (MAY_MOUNT) {
          // The server that looks at it still runs.
          spawnSync('umount', ['--lazy', written.logdir]);
          spawnSync('umount', ['--lazy', disk]);
        }
      }
    },
  },
  {
    what: 'a run vanishes and comes again fifty times',
    async run(written, start) {
      addRun(written, 'beside');
      const peer = await start();
      await peer.shows(written);
      for (let round = 1; round <= 50; round++) {
        const rows = rowsOf(0, 1 + (round % 5), round);
        written.put(`come/${FILE}`, fileOf(rows));
        written.expect('come', rows);
        if (round % 10 === 0) await peer.shows(written);
        rmSync(written.path('come'), { recursive: true });
        written.expectNone('come');
        if (round % 10 === 5) await peer.shows(written);
      }
      await peer.shows(written);
    },
  },
];

/** Where nothing can be mounted, a folder in its place is moved away, and an empty one lies there. */
function unmount({ logdir }: Written): void {
  if (MAY_MOUNT) command('umount', '--lazy', logdir);
  else {
    renameSync(logdir, `${logdir}-away`);
    mkdirSync(logdir);
  }
}

function remount({ logdir }: Written, disk: string): void {
  if (MAY_MOUNT) command('mount', '--bind', disk, logdir);
  else {
    rmSync(logdir, { recursive: true });
    renameSync(`${logdir}-away`, logdir);
  }
}
