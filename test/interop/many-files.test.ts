// The built server with far more files than it may have open.
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ServerState } from '../../src/wire/api.ts';
import { workloadLogdir } from '../bench/gen-logs.ts';
import { type RunboardProcess, requireBuild, startedAt } from '../runboard-process.ts';

// Node itself opens many of the files of the program at once.
const OPEN_FILES = 256;
const RUNS = 1000;
const POINTS_EACH = 10;

let folder = '';
let server: RunboardProcess | undefined;
beforeEach(() => {
  requireBuild();
  folder = mkdtempSync(join(tmpdir(), 'runboard-many-files-'));
});
afterEach(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
});

/** Paths below the folder that a process has open. */
function openPaths(pid: number): string[] {
  const descriptors = `/proc/${pid}/fd`;
  return readdirSync(descriptors).flatMap((name) => {
    try {
      const target = readlinkSync(join(descriptors, name));
      return target.startsWith(folder) ? [target] : [];
    } catch (error) {
      // Closed in between.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  });
}

it.skipIf(process.platform !== 'linux')(
  `serves every run of ${2 * RUNS} files with ${OPEN_FILES} descriptors, and keeps none of them open`,
  async () => {
    const logdir = workloadLogdir('E', folder, { runs: RUNS, steps: Number.POSITIVE_INFINITY });
    const command = `ulimit -n ${OPEN_FILES}; exec "$0" "$@"`;
    const flags = [resolve('dist/server/cli.js'), '--port', '0', '--logdir', logdir];
    const started = await startedAt('bash', ['-c', command, process.execPath, ...flags]);
    server = started;
    const state = async () => (await (await fetch(`${started.url}api/v1/state`)).json()) as ServerState;
    await expect.poll(async () => (await state()).loading, { timeout: 60_000 }).toBe(false);
    const { runs, series, problems } = await state();
    expect(problems).toEqual([]);
    expect(runs).toHaveLength(RUNS);
    expect(series).toHaveLength(2 * RUNS);
    expect(series.filter(({ length }) => length !== POINTS_EACH)).toEqual([]);
    await expect.poll(() => openPaths(started.pid)).toEqual([]);
  },
);
