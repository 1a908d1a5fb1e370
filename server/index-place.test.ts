// A server that starts again from what the one before it kept.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eventFile, scalar } from '../test/scripted-logdir.ts';
import { clearIndexes } from './index-place.ts';
import { defaultOptions } from './options.ts';
import { startServer } from './serve.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runboard-cache-'));
  mkdirSync(join(folder, 'logs'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const started = (more = {}) =>
  startServer(
    { ...defaultOptions(join(folder, 'logs')), port: 0, cacheFolder: join(folder, 'cache'), ...more },
    [],
  );
const kept = () =>
  existsSync(join(folder, 'cache', 'index')) ? readdirSync(join(folder, 'cache', 'index')) : [];

it('keeps an index of logs that take long to read, unless told not to, and clears it when told', async () => {
  // More than 8 MiB: less is read in a moment.
  const points = eventFile(...Array.from({ length: 3000 }, (_, step) => scalar('loss', step, step)));
  const repeats = Math.ceil((9 * 2 ** 20) / points.length);
  writeFileSync(
    join(folder, 'logs', 'events.out.tfevents.1.a'),
    Buffer.concat(Array.from({ length: repeats }, () => points)),
  );
  const without = await started({ cache: false });
  await expect.poll(() => without.source.snapshot.loading, { timeout: 10_000 }).toBe(false);
  await without.close();
  expect(kept()).toEqual([]);
  const first = await started();
  await expect
    .poll(kept, { timeout: 10_000 })
    .toEqual([expect.stringMatching(/^logs-[0-9a-f]{16}\.v5\.index$/)]);
  await first.close();
  const second = await started();
  await expect.poll(() => second.source.snapshot.loading, { timeout: 10_000 }).toBe(false);
  const series = second.source.snapshot.series('.', 'loss');
  expect([series?.length, series?.steps.at(-1)]).toEqual([3000, 2999]);
  await second.close();
  expect(clearIndexes({ cacheFolder: join(folder, 'cache') })).toBe(1);
  expect(kept()).toEqual([]);
}, 40_000);
