// What becomes of a log whose program is killed or whose disk gives out: no file is damaged, what was flushed is there,
// and the program hears of it by the promise and by one event, and goes on.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { bundleForNode, type NodeBundle } from '../bundle-for-node.ts';
import { eventFileNamesIn, eventsIn } from '../event-files.ts';
import { newSmallDisk, type SmallDisk } from './small-disk.ts';
import { type ProgramOptions, startProgram, stepsRead, upTo } from './writing-program.ts';

// Each test starts Node, which takes its time where all cores are busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const disk: SmallDisk | undefined = process.platform === 'linux' ? newSmallDisk() : undefined;
const IS_ROOT = process.getuid?.() === 0;
const NOBODY = 65534;

let bundle: NodeBundle;
let folder: string;
let options: ProgramOptions;
beforeAll(async () => {
  bundle = await bundleForNode('src/index.ts');
  // For the program that is nobody's.
  chmodSync(dirname(bundle.path), 0o755);
});
afterAll(() => {
  bundle.remove();
  disk?.remove();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runboard-crash-'));
  chmodSync(folder, 0o755);
  options = { bundlePath: bundle.path, logDir: join(folder, 'run') };
  return () => {
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o755);
    rmSync(folder, { recursive: true, force: true });
  };
});

/** A writer whose errors are gathered, and `some()`, which adds 500 scalars and one value of some heavier kinds. */
const WRITER = `
  const writer = new SummaryWriter(logDir);
  const errors = [];
  writer.addEventListener('error', (event) => {
    event.preventDefault();
    errors.push(event.error.message);
  });
  let steps = 0;
  const pixels = { shape: [3, 16, 16], data: Float32Array.from({ length: 768 }, Math.random) };
  const some = () => {
    for (let i = 0; i < 500; i++) writer.addScalar('loss', steps, steps++);
    writer.addHistogram('weights', pixels, steps);
    writer.addImage('picture', pixels, steps);
    writer.addText('text', 'a word', steps);
  };`;

describe('a program that is killed by SIGKILL', () => {
  const bytesIn = (run: string) =>
    (existsSync(run) ? eventFileNamesIn(run) : []).reduce(
      (sum, name) => sum + statSync(join(run, name)).size,
      0,
    );

  it('at ten random moments leaves what it had flushed, and files that a reader reads to their last record', async () => {
    for (let round = 0; round < 10; round++) {
      const logDir = join(folder, `run ${round}`);
      const { child, heard, ended } = startProgram(
        `${WRITER}
        for (;;) {
          some();
          writer.addScalars('both', { a: steps }, steps);
          if (Math.random() < 0.3) {
            await writer.flush();
            await say(steps);
          } else await new Promise((turned) => setImmediate(turned));
        }`,
        { ...options, logDir },
      );
      let flushed = 0;
      child.on('message', (steps) => {
        flushed = Number(steps);
      });
      await heard();
      const killedAtBytes = bytesIn(logDir) + Math.random() * 2e6;
      while (bytesIn(logDir) < killedAtBytes) await setImmediate();
      child.kill('SIGKILL');
      expect(await ended()).toMatchObject({ signal: 'SIGKILL', stderr: '' });
      const steps = await stepsRead(logDir);
      expect(steps).toEqual(upTo(steps.length));
      expect(steps.length).toBeGreaterThanOrEqual(flushed);
      expect((await stepsRead(folder, 'both', `run ${round}/both_a`)).length).toBeGreaterThan(0);
    }
  });

  it('and started again goes on in a file of its own', async () => {
    const first = startProgram(
      `${WRITER} some(); await writer.flush(); await say('flushed'); for (;;) some();`,
      options,
    );
    await first.heard();
    first.child.kill('SIGKILL');
    await first.ended();
    const again = `
      const writer = new SummaryWriter(logDir, { purgeStep: 100 });
      for (let step = 100; step < 700; step++) writer.addScalar('loss', 0, step);
      await writer.close();`;
    expect(await startProgram(again, options).ended()).toMatchObject({ code: 0, stderr: '' });
    expect(eventFileNamesIn(options.logDir)).toHaveLength(2);
    expect(await stepsRead(options.logDir)).toEqual(upTo(700));
  });
});

/** Fills the disk, says so, waits until it is told, then runs what follows. */
const UNTIL_FULL = `${WRITER}
  let failure;
  while (failure === undefined) {
    some();
    failure = await failureOf(writer.flush());
  }
  some();
  await say(failure);
  await heard();`;

interface FullDisk {
  readonly options: () => ProgramOptions;
  readonly makeRoom: (pid: number) => void;
}

const FULL_DISKS: readonly (readonly [string, FullDisk | undefined, RegExp])[] = [
  [
    'a file that may not grow beyond 200 KiB',
    process.platform === 'win32'
      ? undefined
      : {
          options: () => ({ ...options, bounds: 'ulimit -S -f 200' }),
          makeRoom: (pid) => void spawnSync('prlimit', ['--fsize=unlimited', '--pid', `${pid}`]),
        },
    /EFBIG: .*events wait in memory until the disk takes them/,
  ],
  [
    'a full disk of 256 KiB',
    disk && {
      options: () => ({ ...options, logDir: mkdtempSync(join(disk.path, 'run-')) }),
      makeRoom: () => disk.grow(),
    },
    /ENOSPC: .*events wait in memory until the disk takes them/,
  ],
];

describe.each(FULL_DISKS)('%s', (_, full, message) => {
  it.skipIf(!full)('costs nothing but a program that goes on without room for its events', async () => {
    const bounded = full?.options() ?? options;
    const { child, heard, ended } = startProgram(
      `${UNTIL_FULL} const closed = await failureOf(writer.close()); await say({ closed, errors, steps });`,
      bounded,
    );
    expect(await heard()).toMatch(message);
    child.send('go on');
    const { closed, errors, steps } = (await heard()) as { closed: string; errors: string[]; steps: number };
    expect(closed).toMatch(/ \d+ bytes of events could not be written and are lost/);
    expect(errors).toEqual([expect.stringMatching(message)]);
    expect(await ended()).toMatchObject({ code: 0, stderr: '' });
    const read = await stepsRead(bounded.logDir);
    expect(read).toEqual(upTo(read.length));
    expect(read.length).toBeLessThan(steps);
    expect(read.length).toBeGreaterThan(500);
    // No record is cut: what the disk took of one is taken back.
    expect(eventsIn(bounded.logDir).length).toBeGreaterThan(read.length);
    rmSync(bounded.logDir, { recursive: true });
  });

  it.skipIf(!full)(
    'ends no program that neither asks nor listens, which ends in a whole file too',
    async () => {
      const bounded = full?.options() ?? options;
      const source = `
      const writer = new SummaryWriter(logDir);
      for (let step = 0; step < 20000; step++) {
        writer.addScalar('loss', step, step);
        if (step % 1000 === 0) await new Promise((turned) => setImmediate(turned));
      }`;
      const { code, stderr } = await startProgram(source, bounded).ended();
      expect(code).toBe(0);
      expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(message)]);
      expect(eventsIn(bounded.logDir).length).toBeGreaterThan(500);
      rmSync(bounded.logDir, { recursive: true });
    },
  );

  it.skipIf(!full)('loses nothing where there is room again', async () => {
    const bounded = full?.options() ?? options;
    const { child, heard, ended } = startProgram(
      `${UNTIL_FULL} await writer.flush(); some(); await writer.close(); await say({ errors, steps });`,
      bounded,
    );
    expect(await heard()).toMatch(message);
    full?.makeRoom(child.pid ?? 0);
    child.send('go on');
    const { errors, steps } = (await heard()) as { errors: string[]; steps: number };
    expect(errors).toHaveLength(1);
    expect(await ended()).toMatchObject({ code: 0, stderr: '' });
    expect(await stepsRead(bounded.logDir)).toEqual(upTo(steps));
    expect(eventsIn(bounded.logDir).length).toBeGreaterThan(steps);
  });
});

describe('a folder', () => {
  const asUser = () => ({ ...options, ...(IS_ROOT && { uid: NOBODY }) });

  it('that may not be written to is an error of the constructor, which names it', async () => {
    chmodSync(folder, 0o555);
    const source = 'try { new SummaryWriter(logDir); } catch (error) { await say(error.message); }';
    const { heard, ended } = startProgram(source, asUser());
    expect(await heard()).toMatch(/^new SummaryWriter: no event file can be made in .*\/run \(EACCES/);
    expect(await ended()).toMatchObject({ code: 0, stderr: '' });
    chmodSync(folder, 0o755);
  });

  it('that turns read-only stops sub-runs alone; when it is writable again nothing is lost', async () => {
    mkdirSync(options.logDir);
    chmodSync(options.logDir, 0o777);
    const { child, heard, ended } = startProgram(
      `${WRITER}
      some();
      await writer.flush();
      await say('open');
      await heard();
      some();
      writer.addScalars('both', { a: 1 }, 7);
      await say(await failureOf(writer.flush()));
      await heard();
      await writer.close();
      await say({ errors, steps });`,
      asUser(),
    );
    await heard();
    chmodSync(options.logDir, 0o555);
    child.send('read-only');
    expect(await heard()).toMatch(/both_a: EACCES/);
    chmodSync(options.logDir, 0o777);
    child.send('writable');
    const { errors, steps } = (await heard()) as { errors: string[]; steps: number };
    expect(errors).toEqual([expect.stringMatching(/both_a: EACCES/)]);
    expect(await ended()).toMatchObject({ code: 0, stderr: '' });
    expect(await stepsRead(options.logDir)).toEqual(upTo(steps));
    expect(await stepsRead(options.logDir, 'both', 'both_a')).toEqual([7]);
  });

  it('that is removed while it is written is told, once, and the training goes on', async () => {
    const { child, heard, ended } = startProgram(
      `${WRITER}
      some();
      await writer.flush();
      await say('open');
      await heard();
      some();
      const failures = [await failureOf(writer.flush())];
      some();
      failures.push(await failureOf(writer.close()));
      await say({ errors, failures });`,
      options,
    );
    await heard();
    rmSync(options.logDir, { recursive: true });
    child.send('removed');
    const gone = expect.stringMatching(
      /run\/events.*: the file was removed while it was written; what was written is gone/,
    );
    expect(await heard()).toEqual({ errors: [gone], failures: [gone, gone] });
    expect(await ended()).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of several writers in several processes at once has a file of each', async () => {
    const source = (name: string) => `
      const writers = [0, 1, 2].map(() => new SummaryWriter(logDir));
      await say('open');
      await heard();
      for (let step = 0; step < 2000; step++) {
        writers.forEach((writer, i) => writer.addScalar('${name}' + i, step, step));
        if (step % 100 === 0) await new Promise((turned) => setImmediate(turned));
      }
      await Promise.all(writers.map((writer) => writer.close()));`;
    const programs = ['a', 'b'].map((name) => startProgram(source(name), options));
    await Promise.all(programs.map(({ heard }) => heard()));
    for (const { child } of programs) child.send('all are open');
    for (const { ended } of programs) expect(await ended()).toMatchObject({ code: 0, stderr: '' });
    expect(eventFileNamesIn(options.logDir)).toHaveLength(6);
    for (const tag of ['a0', 'a1', 'a2', 'b0', 'b1', 'b2']) {
      expect(await stepsRead(options.logDir, tag)).toEqual(upTo(2000));
    }
  });
});
