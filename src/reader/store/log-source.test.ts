import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { eventFile, joined, ScriptedLogdir, scalar } from '../../../test/scripted-logdir.ts';
import type { Problem } from '../../problem.ts';
import { DiskLogdir } from '../disk-logdir.ts';
import { PlainScanner } from '../scan.ts';
import { isLocal } from '../watch-probe.ts';
import { type LogSource, type LogSourceOptions, openLogSource } from './log-source.ts';
import type { Snapshot, SnapshotChange } from './snapshot.ts';

const fixtures = fileURLToPath(new URL('../../../test/fixtures/logs', import.meta.url));
const opened: LogSource[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const source of opened.splice(0)) await source.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function open(logdir: LogSourceOptions['logdir'], more: Partial<LogSourceOptions> = {}) {
  const problems: Problem[] = [];
  const source = openLogSource({
    logdir,
    reloadIntervalSeconds: 0,
    reportProblem: (problem) => problems.push(problem),
    ...more,
  });
  opened.push(source);
  const changes: SnapshotChange[] = [];
  source.subscribe((change) => changes.push(change));
  await source.reload();
  return { source, problems, changes };
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'runboard-log-source-'));
  folders.push(folder);
  return folder;
}

const runNames = (snapshot: Snapshot) => snapshot.runs.map(({ name }) => name);
const pointsOf = (snapshot: Snapshot, run: string, tag: string) => {
  const series = snapshot.series(run, tag);
  return series?.storage === 'columns'
    ? Array.from(series.steps, (step: number | bigint, i: number) => [step, series.values[i]])
    : undefined;
};
const version = eventFile({ fileVersion: 'brain.Event:2' });
const loss = (step: number, value = step) => eventFile(scalar('loss', step, value));

describe('loading', () => {
  it('shows every log of the fixtures, and what is wrong with some', async () => {
    // A year from now: by then a file that ends inside a record will not grow any more.
    const { source, problems } = await open(fixtures, { clock: () => Date.now() + 365 * 86_400_000 });
    const { snapshot } = source;
    expect(snapshot.loading).toBe(false);
    expect(snapshot.runs).toHaveLength(72);
    expect(runNames(snapshot)).not.toContain('edge/empty_file');
    expect(runNames(snapshot)).not.toContain('edge/not_events');
    expect(runNames(snapshot)).toContain('edge/version_only');
    expect(snapshot.seriesOf('scalars').length).toBeGreaterThan(50);
    expect(snapshot.problems).toEqual(problems);
    expect(problems.map(({ file, offsetBytes }) => [dirname(file), offsetBytes])).toEqual([
      ['edge/bad_data_crc', 194],
      ['edge/bad_length_crc', 194],
      ['edge/not_events', 0],
      ['edge/truncated', 311],
      ['edge/truncated_header', 350],
      ['hostile/huge_length', 79],
    ]);
  });

  it.each([
    ['torch_api/purged', 'p', [[5, 1]]],
    [
      'tf1/restart',
      'loss',
      [0, 1, 2, 3, 4, 5, 106, 107, 108, 109, 110, 111].map((value, step) => [step, value]),
    ],
  ])('purges the restart of %s as the golden answers show', async (run, tag, expected) => {
    const { source } = await open(fixtures);
    expect(pointsOf(source.snapshot, run, tag)).toEqual(expected);
  });

  it('of a logdir that does not exist is empty, and no error', async () => {
    const folder = join(newFolder(), 'later', 'still');
    const { source, problems } = await open(folder);
    expect(source.snapshot).toMatchObject({ loading: false, runs: [], pluginNames: [] });
    expect(problems).toEqual([]);
    cpSync(join(fixtures, 'edge/one_point'), join(folder, 'run'), { recursive: true });
    await source.reload();
    expect(runNames(source.snapshot)).toEqual(['run']);
  });

  it('tells of directories that cannot be read, and of it when they can again', async () => {
    const logdir = new ScriptedLogdir();
    logdir.write('a/tfevents', joined([version, loss(0)]));
    logdir.unreadable = [{ name: 'secret', why: 'EACCES: permission denied' }];
    const { source, problems } = await open(logdir);
    expect(runNames(source.snapshot)).toEqual(['a']);
    expect(problems).toEqual([
      {
        file: 'secret',
        what: 'the directory cannot be read (EACCES: permission denied)',
        done: 'what lies in it is not shown; it is tried again at the next look',
      },
    ]);
    logdir.unreadable = [];
    await source.reload();
    expect(source.snapshot.problems).toEqual([]);
  });
});

describe('a growing file', () => {
  it('shows a point once its record is whole, and keeps the file closed meanwhile', async () => {
    const logdir = new ScriptedLogdir();
    const next = loss(1);
    logdir.write('run/tfevents', joined([version, loss(0), next.subarray(0, 20)]));
    const { source, problems } = await open(logdir, { clock: () => 0 });
    expect(pointsOf(source.snapshot, 'run', 'loss')).toEqual([[0, 0]]);
    logdir.append('run/tfevents', next.subarray(20));
    await source.reload();
    expect(pointsOf(source.snapshot, 'run', 'loss')).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect(source.snapshot.series('run', 'loss')?.generation).toBe(0);
    expect(problems).toEqual([]);
    expect(logdir.openCount).toBe(0);
  });

  it('is not opened while it does not grow', async () => {
    const logdir = new ScriptedLogdir();
    logdir.write('run/tfevents', joined([version, loss(0)]));
    const { source } = await open(logdir);
    logdir.opened.length = 0;
    await source.reload();
    expect(logdir.opened).toEqual([]);
  });

  it('tells subscribers what grew, and shares every other series', async () => {
    const logdir = new ScriptedLogdir();
    logdir.write('a/tfevents', joined([version, loss(0), eventFile(scalar('other', 0, 0))]));
    logdir.write('b/tfevents', joined([version, loss(0)]));
    const { source, changes } = await open(logdir);
    const before = source.snapshot;
    changes.length = 0;
    logdir.append('a/tfevents', loss(1));
    await source.reload();
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ runsChanged: true, seriesRemoved: false, problemsChanged: false });
    expect(changes[0]?.series.map(({ run, tag, length }) => [run, tag, length])).toEqual([['a', 'loss', 2]]);
    expect(source.snapshot.version).toBe(before.version + 1);
    expect(source.snapshot.series('a', 'other')).toBe(before.series('a', 'other'));
    expect(source.snapshot.series('b', 'loss')).toBe(before.series('b', 'loss'));
    expect(before.series('a', 'loss')?.length).toBe(1);
  });

  it('tells nothing while nothing changes', async () => {
    const logdir = new ScriptedLogdir();
    logdir.write('run/tfevents', joined([version, loss(0)]));
    const { source, changes } = await open(logdir);
    changes.length = 0;
    await source.reload();
    expect(changes).toEqual([]);
  });

  it('that stops inside a record is told after a minute, until it goes on', async () => {
    const logdir = new ScriptedLogdir();
    let now = 59_999;
    logdir.write('run/tfevents', joined([version, loss(0), loss(1).subarray(0, 9)]));
    const { source } = await open(logdir, { clock: () => now });
    expect(source.snapshot.problems).toEqual([]);
    now = 60_000;
    await source.reload();
    expect(source.snapshot.problems).toMatchObject([
      {
        file: 'run/tfevents',
        offsetBytes: joined([version, loss(0)]).length,
        what: 'the file ends inside a record (9 bytes), probably written when the program was killed',
      },
    ]);
    logdir.append('run/tfevents', loss(1).subarray(9), now);
    await source.reload();
    expect(source.snapshot.problems).toEqual([]);
    expect(pointsOf(source.snapshot, 'run', 'loss')).toHaveLength(2);
  });
});

describe('a file that is no longer the one that was read', () => {
  it.each<[string, (logdir: ScriptedLogdir) => void, number[][], string]>([
    [
      'because it shrank',
      (logdir) => logdir.truncate('run/1.tfevents', joined([version, loss(0)]).length),
      [[0, 0]],
      'the file shrank from 164 to 80 bytes',
    ],
    [
      'because another took its place',
      (logdir) => logdir.write('run/1.tfevents', joined([version, loss(7), loss(8), loss(9), loss(10)])),
      [7, 8, 9, 10].map((step) => [step, step]),
      'the file was replaced by another',
    ],
  ])('is read anew, %s', async (_, change, expected, what) => {
    const logdir = new ScriptedLogdir();
    logdir.write('run/1.tfevents', joined([version, loss(0), loss(1), loss(2)]));
    const { source, problems } = await open(logdir);
    const before = source.snapshot.series('run', 'loss');
    change(logdir);
    await source.reload();
    expect(pointsOf(source.snapshot, 'run', 'loss')).toEqual(expected);
    expect(source.snapshot.series('run', 'loss')?.generation).toBe(1);
    expect(before?.length).toBe(3);
    expect(problems).toEqual([
      {
        file: 'run/1.tfevents',
        what,
        done: 'its former points were dropped and it was read anew',
      },
    ]);
    expect(source.snapshot.problems).toEqual(problems);
  });
});

describe('several files of a run', () => {
  it('are read in the order of their paths', async () => {
    const logdir = new ScriptedLogdir();
    logdir.write('run/tfevents.2', joined([version, loss(1, 20), loss(2, 20)]));
    logdir.write('run/tfevents.1', joined([version, loss(0, 10), loss(1, 10), loss(2, 10)]));
    const { source } = await open(logdir);
    expect(pointsOf(source.snapshot, 'run', 'loss')).toEqual([
      [0, 10],
      [1, 20],
      [2, 20],
    ]);
  });

  it('lose the points of one that is deleted', async () => {
    const logdir = new ScriptedLogdir();
    logdir.write('run/tfevents.1', joined([version, loss(0), eventFile(scalar('gone', 0, 0))]));
    logdir.write('run/tfevents.2', joined([version, loss(5)]));
    const { source, changes } = await open(logdir);
    logdir.files.delete('run/tfevents.1');
    await source.reload();
    expect(pointsOf(source.snapshot, 'run', 'loss')).toEqual([[5, 5]]);
    expect(source.snapshot.series('run', 'gone')).toBeUndefined();
    expect(source.snapshot.series('run', 'loss')?.generation).toBe(1);
    expect(changes.at(-1)?.seriesRemoved).toBe(true);
  });
});

describe('runs', () => {
  it('are listed by start time, then by name, those without a time last', async () => {
    const logdir = new ScriptedLogdir();
    const startingAt = (wallTimeSeconds: number) => eventFile({ wallTimeSeconds });
    logdir.write('late/tfevents', startingAt(30));
    logdir.write('z/tfevents', startingAt(20));
    logdir.write('b/tfevents', startingAt(20));
    logdir.write('untimed/tfevents', startingAt(Number.NaN));
    logdir.write('tfevents', joined([startingAt(50), startingAt(5)]));
    logdir.write('empty/tfevents', new Uint8Array(0));
    const { source } = await open(logdir);
    expect(runNames(source.snapshot)).toEqual(['.', 'b', 'z', 'late', 'untimed']);
  });

  it('vanish with their files, together with what was wrong with them, and come again as a new generation', async () => {
    const logdir = new ScriptedLogdir();
    logdir.write('run/tfevents', joined([version, loss(0), new Uint8Array(50)]));
    const { source, changes } = await open(logdir);
    expect(source.snapshot.problems).toHaveLength(1);
    logdir.files.delete('run/tfevents');
    await source.reload();
    expect(source.snapshot).toMatchObject({ runs: [], pluginNames: [], problems: [] });
    expect(changes.at(-1)).toMatchObject({ runsChanged: true, seriesRemoved: true, problemsChanged: true });
    logdir.write('run/tfevents', joined([version, loss(0)]));
    await source.reload();
    expect(source.snapshot.series('run', 'loss')?.generation).toBe(1);
  });
});

describe('watching', () => {
  /** No poll comes within the test: what shows was told by the system. */
  const watched = { reloadIntervalSeconds: 3600 };

  it('shows what is appended, and new files and directories, and a logdir that appears', async () => {
    const folder = join(newFolder(), 'logs');
    const { source } = await open(folder, watched);
    mkdirSync(join(folder, 'a', 'deep'), { recursive: true });
    const file = join(folder, 'a', 'deep', 'events.out.tfevents.1');
    writeFileSync(file, version);
    await vi.waitFor(() => expect(runNames(source.snapshot)).toEqual(['a/deep']));
    for (const step of [0, 1, 2]) {
      appendFileSync(file, loss(step));
      await vi.waitFor(() => expect(pointsOf(source.snapshot, 'a/deep', 'loss')).toHaveLength(step + 1));
    }
    writeFileSync(join(folder, 'events.out.tfevents.2'), joined([version, loss(0)]));
    await vi.waitFor(() => expect(runNames(source.snapshot)).toContain('.'));
    rmSync(join(folder, 'a'), { recursive: true });
    await vi.waitFor(() => expect(runNames(source.snapshot)).toEqual(['.']));
    mkdirSync(join(folder, 'a', 'deep'), { recursive: true });
    writeFileSync(file, joined([version, loss(3)]));
    await vi.waitFor(() => expect(pointsOf(source.snapshot, 'a/deep', 'loss')).toEqual([[3, 3]]));
    appendFileSync(file, loss(4));
    await vi.waitFor(() => expect(pointsOf(source.snapshot, 'a/deep', 'loss')).toHaveLength(2));
  });
});

it.runIf(isLocal(tmpdir()))(
  'looks no more where the system tells of every change, and at once goes on when it told of one',
  async () => {
    const folder = newFolder();
    const file = join(folder, 'a', 'tfevents');
    mkdirSync(join(folder, 'a'));
    writeFileSync(file, joined([version, loss(0)]));
    const logdir = new DiskLogdir(folder);
    const list = vi.spyOn(logdir, 'list');
    const looks = () => list.mock.calls.length;
    const { source } = await open(logdir, { reloadIntervalSeconds: 0.02, watch: true });
    await vi.waitFor(() => expect(pointsOf(source.snapshot, 'a', 'loss')).toHaveLength(1));
    const quiet = async () => {
      const before = looks();
      await pause(400);
      expect(looks()).toBe(before);
    };
    await vi.waitFor(quiet, { timeout: 20_000 });
    const before = looks();
    appendFileSync(file, loss(1));
    await vi.waitFor(() => expect(pointsOf(source.snapshot, 'a', 'loss')).toHaveLength(2));
    await vi.waitFor(() => expect(looks()).toBeGreaterThan(before));
    await vi.waitFor(quiet, { timeout: 20_000 });
    const still = looks();
    symlinkSync(newFolder(), join(folder, 'b'));
    await vi.waitFor(() => expect(looks()).toBeGreaterThan(still + 10), { timeout: 20_000 });
  },
);

it('reads a file once at its start, though it was not watched before', async () => {
  const folder = newFolder();
  const [still, growing] = [join(folder, '1.tfevents'), join(folder, '2.tfevents')];
  writeFileSync(still, joined([version, loss(0)]));
  writeFileSync(growing, joined([version, loss(1)]));
  const opens: string[] = [];
  const logdir = new (class extends DiskLogdir {
    override open(path: string) {
      opens.push(path);
      return super.open(path);
    }
  })(folder);
  const source = openLogSource({
    logdir,
    reloadIntervalSeconds: 3600,
    watch: true,
    newScanner: (state) => new PlainScanner(undefined, state),
    newPool: () => undefined,
  });
  opened.push(source);
  await vi.waitFor(() => expect(pointsOf(source.snapshot, '.', 'loss')).toHaveLength(2));
  appendFileSync(growing, loss(2));
  await vi.waitFor(() => expect(pointsOf(source.snapshot, '.', 'loss')).toHaveLength(3));
  expect(opens.filter((path) => path === still)).toEqual([still]);
});

it('polls where watching is switched off', async () => {
  const folder = newFolder();
  const { source } = await open(folder, { reloadIntervalSeconds: 0.02, watch: false });
  writeFileSync(join(folder, 'tfevents'), joined([version, loss(0)]));
  await vi.waitFor(() => expect(runNames(source.snapshot)).toEqual(['.']));
});
