// How long a flushed point takes: until the server answers with it, and until an open page has drawn it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { SummaryWriter } from '../../src/index.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { startRunboard } from '../runboard-process.ts';
import { type Bench, latencyRow } from './bench.ts';
import { drawnSteps, watchDrawing } from './drawing.ts';

const ROUNDS = 40;
/** Rounds before counting: code is compiled, connections are open. */
const WARM_UP = 5;
const POLL_MS = 2;
const GIVE_UP_MS = 10_000;
const TAG = 'loss';

/** Milliseconds from the call of `flush` until TensorBoard's own route answers with the step. */
async function servedAfter(url: string, step: number, sinceMs: number): Promise<number> {
  for (;;) {
    const answer = await fetch(`${url}data/plugin/scalars/scalars?run=.&tag=${TAG}`);
    const points = answer.ok ? ((await answer.json()) as [number, number, number][]) : [];
    if (points.at(-1)?.[1] === step) return performance.now() - sinceMs;
    await pause(POLL_MS);
  }
}

async function servedRounds(url: string, writer: SummaryWriter, rounds: number): Promise<number[]> {
  const milliseconds: number[] = [];
  for (let step = 0; step < WARM_UP + rounds; step++) {
    writer.addScalar(TAG, Math.exp(-step / 20), step);
    const since = performance.now();
    await writer.flush();
    milliseconds.push(await servedAfter(url, step, since));
    await pause(irregular(step));
  }
  return milliseconds.slice(WARM_UP);
}

async function drawnRounds(page: Page, writer: SummaryWriter, rounds: number): Promise<number[]> {
  const flushedAt = new Map<number, number>();
  const first = WARM_UP + rounds;
  for (let step = first; step < first + WARM_UP + rounds; step++) {
    writer.addScalar(TAG, Math.exp(-step / 20), step);
    flushedAt.set(step, Date.now());
    await writer.flush();
    while (!(await drawnSteps(page)).has(step)) {
      if (Date.now() - (flushedAt.get(step) ?? 0) > GIVE_UP_MS) {
        throw new Error(`the page did not draw step ${step} within ${GIVE_UP_MS} ms`);
      }
      await pause(20);
    }
    await pause(irregular(step));
  }
  // Both clocks are this machine's: the page notes when it has drawn, asking it costs nothing of the measure.
  const drawnAt = await drawnSteps(page);
  return [...flushedAt]
    .slice(WARM_UP)
    .map(([step, at]) => (drawnAt.get(step) ?? Number.POSITIVE_INFINITY) - at);
}

/** A pause that no timer of the server can fall into step with. */
function irregular(step: number): number {
  return 40 + ((step * 37) % 60);
}

export const latencyBench: Bench = {
  name: 'latency',
  asks: 'how long until a flushed point is served, and until an open page has drawn it?',
  async run({ rounds = ROUNDS }) {
    const logdir = mkdtempSync(join(tmpdir(), 'runboard-latency-'));
    const writer = new SummaryWriter(logdir);
    const server = await startRunboard('--logdir', logdir);
    try {
      const served = latencyRow(
        'flush to served over HTTP',
        await servedRounds(server.url, writer, rounds),
        100,
      );
      if (chromiumPath() === undefined) return [served];
      const browser = await launchChromium();
      try {
        const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
        await page.goto(`${server.url}#scalars`);
        await watchDrawing(page);
        return [
          served,
          latencyRow('flush to drawn in the page', await drawnRounds(page, writer, rounds), 250),
        ];
      } finally {
        await browser.close();
      }
    } finally {
      await writer.close();
      await server.stop();
      rmSync(logdir, { recursive: true });
    }
  },
};
