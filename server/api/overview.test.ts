import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { snapshotOf } from '../../test/snapshot-of.ts';
import { overviewOf } from './overview.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runboard-overview-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (name: string, startTimeSeconds: number, lastTimeSeconds: number) => ({
  name,
  startTimeSeconds,
  lastTimeSeconds,
});

function write(name: string, sizes: readonly number[]) {
  mkdirSync(join(folder, name), { recursive: true });
  sizes.forEach((size, at) => {
    const path = join(folder, name, `events.out.tfevents.${at}`);
    writeFileSync(path, new Uint8Array(size));
    utimesSync(path, 1000 + at, 1000 + at);
  });
}

it('sums the event files of all runs, and leaves times out that no event has', async () => {
  write('a', [10, 20]);
  write('b/c', [5]);
  writeFileSync(join(folder, 'a', 'notes.txt'), 'no events');
  const snapshot = snapshotOf([], {
    runs: [run('a', 50, 60), run('b/c', Number.NaN, Number.NaN), run('gone', 40, 90)],
  });
  expect(await overviewOf(snapshot, { logdir: 'logs', runsFolder: folder })).toMatchObject({
    logdir: 'logs',
    runCount: 3,
    firstTimeSeconds: 40,
    lastTimeSeconds: 90,
    files: { count: 3, sizeBytes: 35, modifiedSeconds: 1001 },
    newest: [
      { name: 'gone', files: null },
      { name: 'a', files: { count: 2, sizeBytes: 30, modifiedSeconds: 1001 } },
      { name: 'b/c', files: { count: 1, sizeBytes: 5, modifiedSeconds: 1000 } },
    ],
  });
});

it('tells of the hundred newest runs, whatever their order', async () => {
  const runs = Array.from({ length: 250 }, (_, at) => run(`${at}`, at + 1, 1000 + ((at * 7) % 250)));
  const { runCount, newest } = await overviewOf(snapshotOf([], { runs }), { logdir: 'logs', runsFolder: '' });
  expect(runCount).toBe(250);
  expect(newest.map(({ lastTimeSeconds }) => lastTimeSeconds)).toEqual(
    Array.from({ length: 100 }, (_, at) => 1249 - at),
  );
});

it('an empty logdir has neither times nor files', async () => {
  expect(await overviewOf(snapshotOf([]), { logdir: 'logs', runsFolder: folder })).toMatchObject({
    runCount: 0,
    firstTimeSeconds: null,
    lastTimeSeconds: null,
    files: null,
    newest: [],
  });
});
