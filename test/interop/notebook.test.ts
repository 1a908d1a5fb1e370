// Notebooks start us in TensorBoard's place: the code behind `%tensorboard`, from TensorBoard itself, with our program
// as its binary.
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pythonPath } from '../machine.ts';
import { requireBuild } from '../runboard-process.ts';

const python = pythonPath();
const run = promisify(execFile);

let folder: string;
beforeAll(() => {
  requireBuild();
  folder = mkdtempSync(join(tmpdir(), 'notebook-'));
  const binary = join(folder, 'tensorboard');
  writeFileSync(binary, `#!/bin/sh\nexec '${process.execPath}' '${resolve('dist/server/cli.js')}' "$@"\n`);
  chmodSync(binary, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Started {
  readonly kind: string;
  readonly pid: number;
  readonly port: number;
}
interface Answers {
  readonly first: Started;
  readonly second: Started;
  readonly all: readonly Started[];
  readonly shown?: string;
  readonly listed?: string;
  readonly runs?: readonly string[];
  readonly left?: number;
}

async function notebook(...args: string[]): Promise<Answers> {
  const { stdout } = await run(python ?? '', [resolve('test/interop/notebook.py'), ...args], {
    cwd: folder,
    // A folder of its own, so that no other server is found and none finds this one.
    env: { ...process.env, TMPDIR: folder, TENSORBOARD_BINARY: join(folder, 'tensorboard') },
  });
  return JSON.parse(stdout) as Answers;
}

it.skipIf(python === undefined)('a notebook launches, reuses, shows and lists the server', async () => {
  const logdir = resolve('test/fixtures/logs/torch_lecture');
  const { first, second, all, shown, listed, runs, left } = await notebook(
    ...['--logdir', logdir, '--port', '6711', '--path_prefix', '/größe', '--load_fast=false'],
  );
  expect(first).toMatchObject({
    kind: 'StartLaunched',
    port: 6711,
    path_prefix: '/größe',
    logdir,
    db: '',
  });
  expect(second).toEqual({ ...first, kind: 'StartReused' });
  expect(all).toEqual([{ ...first, kind: undefined }].map(({ kind: _, ...info }) => info));
  expect(shown).toContain(`Reusing TensorBoard on port 6711 (pid ${first.pid})`);
  expect(listed).toContain(`port 6711: logdir ${logdir}`);
  expect(runs?.length).toBeGreaterThan(0);
  expect(left).toBe(0);
});

it.skipIf(python === undefined)('a notebook shows why a start failed', async () => {
  const { first, all } = await notebook('--logdri', 'x');
  expect(first).toMatchObject({
    kind: 'StartFailed',
    why: expect.stringContaining('There is no flag --logdri. The nearest is --logdir'),
  });
  expect(all).toEqual([]);
});
