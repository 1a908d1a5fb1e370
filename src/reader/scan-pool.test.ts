import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { LocalPort } from '../../test/local-port.ts';
import { eventFile, joined, scalar } from '../../test/scripted-logdir.ts';
import { DiskLogdir } from './disk-logdir.ts';
import { PlainScanner } from './scan.ts';
import { type NextRun, ScanPool } from './scan-pool.ts';
import type { FilePart } from './scan-service.ts';
import { Tail } from './tail.ts';

const folder = mkdtempSync(join(tmpdir(), 'runboard-pool-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, ...chunks: Uint8Array[]): string {
  const path = join(folder, name);
  writeFileSync(path, joined(chunks));
  return path;
}

const points = (from: number, count: number, tag = 'a') =>
  eventFile(...Array.from({ length: count }, (_, i) => scalar(tag, from + i, i)));

async function taken(parts: ReturnType<ScanPool['take']>) {
  if (parts && 'path' in parts) return [parts];
  const all: FilePart[] = [];
  for await (const part of parts ?? []) all.push(part);
  return all;
}

/** What a worker found in a file; none where it is left to the caller. */
async function foundIn(pool: ScanPool, path: string): Promise<readonly FilePart[]> {
  for (let next = await pool.nextRun(); next; next = await pool.nextRun()) {
    if (next.run.name === path) return partsOf(pool, next);
  }
  return [];
}

async function partsOf(pool: ScanPool, { run, found }: NextRun): Promise<readonly FilePart[]> {
  return found ? [found.files.part(found.first, run.name)] : taken(pool.take(run.name));
}

const eventsOf = (parts: readonly FilePart[]) =>
  parts.flatMap(({ found }) => found).reduce((sum, { batch }) => sum + batch.events, 0);

/** A run for each file. */
const runsOf = (paths: readonly string[]) =>
  paths.map((path) => ({ name: path, files: [{ path, name: path }] }));

describe('a pool', () => {
  it('gives each file once, whole, however many there are', async () => {
    const ports: LocalPort[] = [];
    const pool = new ScanPool(() => {
      const port = new LocalPort();
      ports.push(port);
      return port;
    }, 2);
    const paths = Array.from({ length: 300 }, (_, i) => write(`many-${i}`, points(0, 1 + (i % 50))));
    pool.want(runsOf(paths));
    const events = new Map<string, number>();
    let own = 0;
    for (let next = await pool.nextRun(); next; next = await pool.nextRun()) {
      const { run } = next;
      const parts = await partsOf(pool, next);
      const found = parts.length > 0 ? parts : undefined;
      if (found) expect(found.at(-1)?.end).toBeDefined();
      else own++;
      expect(events.has(run.name)).toBe(false);
      events.set(run.name, found ? eventsOf(found) : 1 + (paths.indexOf(run.name) % 50));
      // As long as it takes to read a file.
      if (!found) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(events).toEqual(new Map(paths.map((path, i) => [path, 1 + (i % 50)])));
    expect(own).toBeGreaterThan(0);
    expect(pool.take(paths[0] ?? '')).toBeUndefined();
    expect(ports.every((port) => port.mostWaiting > 0)).toBe(true);
  });

  it('posts a long file in parts and waits until they are taken', async () => {
    const port = new LocalPort(1000, 2 ** 26);
    const pool = new ScanPool(() => port, 1);
    const path = write('long', ...Array.from({ length: 1200 }, (_, i) => points(i * 500, 500)));
    pool.want(runsOf(['', path]));
    await expect.poll(() => port.waiting).toBe(4);
    const parts = await foundIn(pool, path);
    expect(parts.length).toBeGreaterThan(4);
    expect(eventsOf(parts)).toBe(600_000);
    expect(port.mostWaiting).toBe(4);
  });

  it('tells of a file that cannot be read', async () => {
    const pool = new ScanPool(() => new LocalPort(), 1);
    mkdirSync(join(folder, 'directory'));
    pool.want(runsOf(['', '', join(folder, 'missing'), join(folder, 'directory')]));
    expect(await foundIn(pool, join(folder, 'directory'))).toMatchObject([{ failure: { code: 'EISDIR' } }]);
    expect(await foundIn(pool, join(folder, 'missing'))).toMatchObject([{ failure: { code: 'ENOENT' } }]);
  });

  it('leaves to the caller what a dead worker did not finish', async () => {
    const port = new LocalPort();
    const pool = new ScanPool(() => port, 1);
    const paths = Array.from({ length: 100 }, (_, i) => write(`lost-${i}`, points(0, 3)));
    pool.want(runsOf(paths));
    port.die();
    expect(pool.take(paths.at(-1) ?? '')).toBeUndefined();
    const left = new Set<string>();
    for (let next = await pool.nextRun(); next; next = await pool.nextRun()) left.add(next.run.name);
    expect(left.size).toBe(100);
  });

  it('never asks a dead worker again, for files nor for spans', async () => {
    const port = new LocalPort();
    const pool = new ScanPool(() => port, 1);
    const paths = Array.from({ length: 40 }, (_, i) => write(`again-${i}`, points(0, 3)));
    pool.want(runsOf(paths.slice(0, 20)));
    port.die();
    pool.want(runsOf(paths.slice(20)));
    const opened = { sizeBytes: 2 ** 26, identity: '', modifiedMs: 0 };
    const spans = pool.split(paths[0] ?? '', opened, 0, () => new PlainScanner().state);
    expect(await spans.take(2 ** 25)).toBeUndefined();
    const left: string[] = [];
    for (let next = await pool.nextRun(); next; next = await pool.nextRun()) left.push(next.run.name);
    expect(left.sort()).toEqual(paths.sort());
  });

  it('leaves a large file to the caller, who has it read in spans', async () => {
    const pool = new ScanPool(() => new LocalPort(1000, 1000), 1);
    const path = write('large', points(0, 500));
    pool.want(runsOf(['', path]));
    const [part, ...more] = await foundIn(pool, path);
    expect([part?.opened?.sizeBytes, part?.found, part?.end, more]).toEqual([
      statSync(path).size,
      [],
      undefined,
      [],
    ]);
  });
});

it('a tail goes on where a worker stood, in damage too', async () => {
  const metadata = { pluginData: { pluginName: 'scalars' } };
  const value = (step: number, more = {}) => ({
    step,
    values: [{ tag: 'm', tensor: { dtype: 1, floatVal: [step] }, ...more }],
  });
  const broken = eventFile(value(7));
  broken[9] = (broken[9] ?? 0) ^ 1;
  const path = write('tailed', eventFile(value(0, { metadata })), broken.subarray(0, 20));
  const pool = new ScanPool(() => new LocalPort(), 1);
  pool.want(runsOf(['', path]));
  await pool.nextRun();
  await pool.nextRun();
  const tail = new Tail(
    new DiskLogdir(folder),
    { path, name: 'tailed' },
    (state) => new PlainScanner(undefined, state),
  );
  const steps: unknown[] = [];
  const problems: string[] = [];
  const read = () =>
    tail.read(
      async (_, { rows, problems: found }) => {
        for (const one of rows) steps.push([one.tag, one.dataClass, ...one.steps]);
        problems.push(...found.map(({ done }) => done));
        return true;
      },
      { take: (wanted) => pool.take(wanted), splitBytes: Infinity, split: () => undefined },
    );
  await read();
  expect(steps).toEqual([['m', 'scalar', 0]]);
  writeFileSync(path, eventFile(value(8)), { flag: 'a' });
  await read();
  expect(steps.at(-1)).toEqual(['m', 'scalar', 8]);
  expect(problems.at(-1)).toBe('20 bytes were skipped, up to the next whole record');
});
