import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLogSource } from '../../src/reader/store/log-source.ts';
import { WORKLOADS, type WorkloadName, workloadLogdir } from './gen-logs.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runboard-workloads-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** SHA-256 of all files below a folder, one after the other in the order of their paths. */
function digestOf(logdir: string): string {
  const hash = createHash('sha256');
  const names = readdirSync(logdir, { recursive: true, encoding: 'utf8' }).sort();
  for (const path of names.map((name) => join(logdir, name))) {
    if (statSync(path).isFile()) hash.update(readFileSync(path));
  }
  return hash.digest('hex');
}

// Of the files with which all numbers so far were measured.
it.each<[WorkloadName, number, number, string]>([
  ['AS', 1, 25_000, '6a9c565d87b02a1e93090d19959cf67781024ed1f0e2fef4955a49c8966191d2'],
  ['B200', 1, 500, 'dca83785dd37221850319dbfe9ae6ee750c43b7e956bcd424064742aebf1e714'],
  ['A2', 1, 1000, 'ce11e2ce76c07ec530d84b56dda52de812a67d07f449328dc121a5df41bdc0a0'],
  ['C', 1, 3, '03515dc2370eff1e76350d5cea6bff7d8675fe71d219fb8851425ef0b444a62a'],
  ['C2', 1, 10, 'f8622200b871452a0a6e63b59ff5af6d83fc1b5a2c727fa4fce4c1a72db171f3'],
  ['D', 1, 10, '63238f4e8c9366ef2d9ed2cc3f7094e4da4b8945a529670db4942022ceb03e90'],
  ['E', 2, 5, '70c898c567c4aa4baa222e8be65e10a005768559a6af8d4d0e0a21828d428c6e'],
])('generates the bytes of %s: of %i runs %i steps', (name, runs, steps, digest) => {
  expect(digestOf(workloadLogdir(name, folder, { runs, steps }))).toBe(digest);
});

it('counts the points that a workload has', async () => {
  const source = openLogSource({
    logdir: workloadLogdir('B200', folder, { runs: 1, steps: 500 }),
    reloadIntervalSeconds: 0,
  });
  await source.reload();
  const points = source.snapshot.seriesOf('scalars').reduce((sum, { length }) => sum + length, 0);
  await source.close();
  expect(points).toBe(WORKLOADS.B200.scalars / WORKLOADS.B200.runs);
});
