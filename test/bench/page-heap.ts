// Whether an open page keeps its size while a training goes on for an hour: a point a second of three curves, written as
// fast as the page takes them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { SummaryWriter } from '../../src/index.ts';
import { startRunboard } from '../runboard-process.ts';
import type { BenchRow } from './bench.ts';
import { drawnSteps, watchDrawing } from './drawing.ts';
import { heapBytes } from './page-probe.ts';

const SECONDS = 3600;
/** Between two flushes: a minute of the hour is written in 0.6 seconds. */
const GAP_MS = 10;
const MB = 2 ** 20;

/** Heap after a tenth of the hour, when all code has run, and at its end. The points themselves are 72 kB a curve. */
export async function heapRow(browser: Browser): Promise<BenchRow> {
  const logdir = mkdtempSync(join(tmpdir(), 'runboard-heap-'));
  const writer = new SummaryWriter(join(logdir, 'run'));
  const server = await startRunboard('--logdir', logdir);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    const write = async (step: number) => {
      for (const tag of ['loss', 'accuracy', 'lr']) writer.addScalar(tag, Math.exp(-step / 500), step);
      await writer.flush();
    };
    await write(0);
    await page.goto(`${server.url}#scalars`);
    await watchDrawing(page);
    const heaps: number[] = [];
    for (let step = 1; step < SECONDS; step++) {
      await write(step);
      await pause(GAP_MS);
      if (step % (SECONDS / 10) === 0) heaps.push(await heapBytes(page));
    }
    while (!(await drawnSteps(page)).has(SECONDS - 1)) await pause(20);
    heaps.push(await heapBytes(page));
    return {
      what: 'heap, an hour of live updates',
      numbers: {
        earlyMb: (heaps[0] ?? 0) / MB,
        middleMb: (heaps[5] ?? 0) / MB,
        lateMb: (heaps.at(-1) ?? 0) / MB,
        rounds: 1,
      },
    };
  } finally {
    await page.close();
    await writer.close();
    await server.stop();
    rmSync(logdir, { recursive: true });
  }
}
