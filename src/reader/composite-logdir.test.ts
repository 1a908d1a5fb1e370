import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Problem } from '../problem.ts';
import { CompositeLogdir } from './composite-logdir.ts';

let folder: string;
let problems: Problem[];
beforeEach(() => {
  problems = [];
  folder = mkdtempSync(join(tmpdir(), 'composite-'));
  for (const name of ['x/events.tfevents.1', 'x/sub/events.tfevents.2', 'y/sub/events.tfevents.3']) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), name);
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

function composite(...roots: [name: string, below: string][]): CompositeLogdir {
  return new CompositeLogdir(
    roots.map(([name, below]) => ({ name, path: join(folder, below) })),
    (problem) => problems.push(problem),
  );
}

it.each<[[string, string][], Record<string, string[]>]>([
  [
    [
      ['a', 'x'],
      ['', 'y'],
    ],
    {
      'a/.': ['a/events.tfevents.1'],
      'a/sub': ['a/sub/events.tfevents.2'],
      sub: ['sub/events.tfevents.3'],
    },
  ],
  [[['', 'x']], { '.': ['events.tfevents.1'], sub: ['sub/events.tfevents.2'] }],
  [
    [
      ['a', 'later'],
      ['b', 'y/sub'],
    ],
    { 'b/.': ['b/events.tfevents.3'] },
  ],
])('%j has the runs %j', async (roots, expected) => {
  const { runs } = await composite(...roots).list();
  const names = [...runs].map(([run, files]) => [run, files.map(({ name }) => name)]);
  expect(names).toEqual(Object.entries(expected));
  expect(problems).toEqual([]);
});

it('shows the later of two runs of one name and says so once', async () => {
  const logdir = composite(['', 'x'], ['', 'y']);
  await logdir.list();
  const { runs } = await logdir.list();
  expect(runs.get('sub')?.map(({ path }) => path)).toEqual([join(folder, 'y/sub/events.tfevents.3')]);
  expect(problems).toMatchObject([{ file: 'sub', done: expect.stringContaining(join(folder, 'y')) }]);
});

it('watches all directories, and what is above one that is not there yet', async () => {
  const entered: string[] = [];
  const { directories } = await composite(['a', 'y'], ['b', 'later/on']).list({
    enter: (path) => void entered.push(path),
  });
  expect([...directories].sort()).toEqual([folder, join(folder, 'y'), join(folder, 'y/sub')]);
  expect(entered.sort()).toEqual([...directories].sort());
});

it('reads the files that it lists, and no others', async () => {
  const logdir = composite(['a', 'x']);
  await logdir.list();
  expect(await logdir.state(join(folder, 'x/events.tfevents.1'))).toMatchObject({ sizeBytes: 19 });
  const opened = await logdir.open(join(folder, 'x/events.tfevents.1'));
  const bytes = new Uint8Array(19);
  expect(await opened?.read(bytes, 0)).toBe(19);
  await opened?.close();
  expect(new TextDecoder().decode(bytes)).toBe('x/events.tfevents.1');
  expect(await logdir.open(join(folder, 'y/sub/events.tfevents.3'))).toBeUndefined();
});
