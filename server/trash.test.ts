import { access, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SummaryWriter } from '../src/index.ts';
import type { DeleteRunsAnswer } from '../src/wire/api.ts';
import { defaultOptions } from './options.ts';
import { startServer } from './serve.ts';
import { moveToTrash } from './trash.ts';

const FILE = 'events.out.tfevents.1.host';
const NOW = new Date('2026-11-25T04:05:06.789Z');
const TRASH = '.runboard/trash/2026-11-25T04-05-06.789Z';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'trash-'));
});
afterEach(() => rm(root, { recursive: true }));

async function put(...paths: string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), path);
  }
}
/** Paths of all files, links not followed. */
const files = async () =>
  (await readdir(root, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
const trash = (runs: string[], all: string[]) => moveToTrash(root, runs, all, NOW);

it('a run goes with all that lies in its folder, and nothing else does', async () => {
  await put(`a/${FILE}`, 'a/checkpoint.bin', `ab/${FILE}`, 'notes.txt');
  const { folder, done, failed } = await trash(['a'], ['a', 'ab']);
  expect([folder, done, failed]).toEqual([join(root, TRASH), ['a'], []]);
  expect(await files()).toEqual([
    `${TRASH}/a/checkpoint.bin`,
    `${TRASH}/a/${FILE}`,
    `ab/${FILE}`,
    'notes.txt',
  ]);
});

it('a run above others that stay gives its event files alone, as does the logdir itself', async () => {
  await put(FILE, 'config.json', `a/${FILE}`, `a/b/${FILE}`, 'a/readme.md');
  expect((await trash(['.', 'a'], ['.', 'a', 'a/b'])).failed).toEqual([]);
  expect(await files()).toEqual(
    [`${TRASH}/${FILE}`, `${TRASH}/a/${FILE}`, `a/b/${FILE}`, 'a/readme.md', 'config.json'].sort(),
  );
});

it.each([[['a/b', 'a']], [['a', 'a/b']]])('a run and those below it go together: %j', async (runs) => {
  await put(`a/${FILE}`, `a/b/${FILE}`, `c/${FILE}`);
  expect((await trash(runs, ['a', 'a/b', 'c'])).done).toEqual(['a', 'a/b']);
  expect(await files()).toEqual([`${TRASH}/a/b/${FILE}`, `${TRASH}/a/${FILE}`, `c/${FILE}`]);
});

describe('nothing outside the logdir is touched', () => {
  it.each(['..', '../x', 'a/../../x', '/etc', '', 'unknown'])('by the name %j', async (run) => {
    await put(`a/${FILE}`);
    const { failed } = await trash([run], ['a']);
    expect(failed).toEqual([{ run, why: 'there is no such run' }]);
    // Even where a run were said to have such a name.
    expect((await moveToTrash(root, [run], [run], new Date())).done).toEqual([]);
    expect(await files()).toEqual([`a/${FILE}`]);
  });

  it('by a link on the way to a run', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'elsewhere-'));
    await mkdir(join(elsewhere, 'b'));
    await writeFile(join(elsewhere, 'b', FILE), '');
    await symlink(elsewhere, join(root, 'a'));
    const { failed } = await trash(['a/b', 'a'], ['a', 'a/b']);
    expect(failed.map(({ why }) => why)).toEqual(
      Array(2).fill('it is reached by a link; delete it where it lies'),
    );
    await access(join(elsewhere, 'b', FILE));
    await rm(elsewhere, { recursive: true });
  });

  it('by a link in the place of the trash', async () => {
    await put(`a/${FILE}`);
    await mkdir(join(root, '.runboard'));
    await symlink(tmpdir(), join(root, '.runboard/trash'));
    await expect(trash(['a'], ['a'])).rejects.toThrow('no folder, so nothing is moved there');
    expect(await files()).toEqual([`a/${FILE}`]);
  });
});

it('over HTTP only where the server allows it, and then the run is gone from the server too', async () => {
  const writer = new SummaryWriter(join(root, 'a'));
  writer.addScalar('loss', 1, 1);
  await writer.close();
  const json = { 'content-type': 'application/json' };
  const remove = (url: string, headers: Record<string, string> = json) =>
    fetch(`${url}api/v1/runs/delete`, { method: 'POST', headers, body: '{"runs": ["a"]}' });
  const careful = await startServer({ ...defaultOptions(root), port: 0 }, []);
  expect((await remove(careful.url)).status).toBe(403);
  await careful.close();
  const server = await startServer({ ...defaultOptions(root), port: 0, allowDelete: true }, []);
  await server.source.reload();
  expect((await remove(server.url, { ...json, origin: 'http://evil.example' })).status).toBe(403);
  expect((await remove(server.url, { 'content-type': 'text/plain' })).status).toBe(415);
  expect((await fetch(`${server.url}api/v1/runs/delete`)).status).toBe(405);
  expect(server.source.snapshot.runs).toHaveLength(1);
  const answer = (await (await remove(server.url)).json()) as DeleteRunsAnswer;
  expect([answer.done, answer.failed]).toEqual([['a'], []]);
  expect(server.source.snapshot.runs).toEqual([]);
  await server.close();
});
