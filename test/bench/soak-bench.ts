// A long training compressed: a writer of 10,000 events a second into fifty runs that come and vanish, twenty pages open.
// What the server holds must be flat once as many runs have vanished as are there, and nobody may wait.
import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { SummaryWriter } from '../../src/index.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { type RunboardProcess, requireBuild, startedAt } from '../runboard-process.ts';
import { type Bench, type BenchRow, latencyRow, quantile } from './bench.ts';
import { HttpClient, timed } from './http-client.ts';
import type { HeldMemory } from './memory-probe.ts';
import { treeMbOf } from './process-cost.ts';
import { SoakPage } from './soak-page.ts';
import { SOAK_TAGS } from './soak-writer.ts';

const MINUTES = 10;
const PER_SECOND = 10_000;
const RUNS = 50;
const PAGES = 20;
/** Of the pages one is real, where there is a browser: without a GPU each draws with half a core, which in life is its user's. */
const REAL_PAGES = 1;
/** Every run lives for this part of the time, so that most of it is spent with as many runs gone as come. */
const LIFE_PART = 1 / 10;
const WARM_UP_PART = 2 / 10;
const SAMPLE_MS = 2000;
/** To collect garbage holds the server up: so many times in all, which the 99th percentile of those who wait leaves out. */
const COLLECTIONS = 20;
const PROMISED_GROWTH = 1.05;
const PROMISED_P99_MS = 100;
/** A point that is not served by then is lost. */
const LOST_MS = 30_000;

/** What a server held at one moment. */
interface Sample {
  readonly residentMb: number;
  readonly descriptors: number;
}

/** Starts the server so that what it holds can be asked. */
function startProbed(logdir: string, probe: string): Promise<RunboardProcess> {
  requireBuild();
  const preload = pathToFileURL(resolve('dist/test/bench/memory-probe.js')).href;
  const node = [process.execPath, '--expose-gc', '--import', preload];
  return startedAt('env', [
    ...[`MEMORY_PROBE=${probe}`, ...node],
    ...[resolve('dist/server/cli.js'), '--port', '0', '--logdir', logdir],
  ]);
}

function sampleOf(pid: number): Sample {
  return { residentMb: treeMbOf(pid), descriptors: readdirSync(`/proc/${pid}/fd`).length };
}

/** Heap and buffers when garbage is gone. */
async function heldMbOf(pid: number, probe: string): Promise<number> {
  rmSync(probe, { force: true });
  process.kill(pid, 'SIGUSR2');
  while (!existsSync(probe)) await pause(20);
  const { heapUsed, arrayBuffers } = JSON.parse(readFileSync(probe, 'utf8')) as HeldMemory;
  return (heapUsed + arrayBuffers) / 1e6;
}

/** The first and the last quarter of what was looked at when it was warm. */
function warmAndEnd<T>(all: readonly T[]): readonly [warm: readonly T[], end: readonly T[]] {
  const warm = all.slice(Math.floor(all.length * WARM_UP_PART));
  const part = Math.ceil(warm.length / 4);
  return [warm.slice(0, part), warm.slice(-part)];
}

/** One row of what was held when it was warm and at the end; medians of several looks. */
function heldRow(what: string, warm: readonly number[], end: readonly number[]): BenchRow {
  const [warmMb, endMb] = [quantile(warm, 0.5), quantile(end, 0.5)];
  return { what, numbers: { warmMb, endMb, ratio: endMb / warmMb, rounds: end.length } };
}

/** Appends points to a run that stays, and times each until the server answers with it. */
async function timeFreshness(url: string, writer: SummaryWriter, over: () => boolean): Promise<number[]> {
  const client = new HttpClient(url);
  const milliseconds: number[] = [];
  try {
    for (let step = 0; !over(); step++) {
      writer.addScalar('probe', step, step);
      const lostMs = performance.now() + LOST_MS;
      milliseconds.push(
        await timed(async () => {
          await writer.flush();
          for (;;) {
            const answer = await client.send(
              'data/plugin/scalars/scalars?run=probe&tag=probe',
              'GET',
              '',
              {},
            );
            // What is answered before the run is there is no list.
            const points = answer[0] === 91 ? (JSON.parse(`${answer}`) as [number, number, number][]) : [];
            if (points.at(-1)?.[1] === step) return;
            if (performance.now() > lostMs) throw new Error(`step ${step} of the probe was not served`);
            await pause(3);
          }
        }),
      );
      await pause(100 + ((step * 37) % 60));
    }
  } finally {
    client.close();
  }
  return milliseconds;
}

async function openRealPages(url: string): Promise<Browser | undefined> {
  if (chromiumPath() === undefined) return undefined;
  const browser = await launchChromium();
  for (let count = 0; count < REAL_PAGES; count++) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${url}#scalars`);
  }
  return browser;
}

export const soakBench: Bench = {
  name: 'soak',
  asks: `is what a server holds flat, and does nobody wait, while ${PER_SECOND} events a second come into ${RUNS} runs that come and vanish, before ${PAGES} pages?`,
  onlyByName: true,
  async run({ minutes = MINUTES }) {
    const folder = mkdtempSync(join(tmpdir(), 'runboard-soak-'));
    const [logdir, probe] = [join(folder, 'logs'), join(folder, 'memory.json')];
    const totalMs = minutes * 60_000;
    const life = `${(totalMs * LIFE_PART) / 1000}`;
    const writer = fork(resolve('dist/test/bench/soak-writer.js'), [
      logdir,
      `${RUNS}`,
      `${PER_SECOND}`,
      life,
    ]);
    let written = 0;
    writer.on('message', (count) => {
      written = Number(count);
    });
    const probeWriter = new SummaryWriter(join(logdir, 'probe'));
    const server = await startProbed(logdir, probe);
    let browser: Browser | undefined;
    const pages: SoakPage[] = [];
    try {
      browser = await openRealPages(server.url);
      for (let at = browser ? REAL_PAGES : 0; at < PAGES; at++) {
        pages.push(new SoakPage(server.url, SOAK_TAGS[at % SOAK_TAGS.length] ?? ''));
      }
      const beginMs = performance.now();
      const writtenBefore = written;
      const over = () => performance.now() - beginMs > totalMs;
      const freshness = timeFreshness(server.url, probeWriter, over);
      // Awaited below; until then a failure waits.
      freshness.catch(() => undefined);
      const samples: Sample[] = [];
      const heldMb: number[] = [];
      while (!over()) {
        await pause(Math.min(SAMPLE_MS, totalMs / 60));
        for (const page of pages) page.check();
        if (writer.exitCode !== null) throw new Error(`the writer ended with ${writer.exitCode}`);
        samples.push(sampleOf(server.pid));
        const part = (performance.now() - beginMs) / totalMs;
        if (heldMb.length < part * COLLECTIONS) heldMb.push(await heldMbOf(server.pid, probe));
      }
      const fresh = (await freshness).slice(Math.floor((await freshness).length * WARM_UP_PART));
      const asked = pages.flatMap((page) => page.asked.slice(Math.floor(page.asked.length * WARM_UP_PART)));
      const [first, last] = warmAndEnd(samples);
      const promised = `(promised ${PROMISED_GROWTH}x)`;
      const residentMb = ({ residentMb }: Sample) => residentMb;
      const p99Row = (what: string, milliseconds: readonly number[]): BenchRow => {
        const { what: named, numbers } = latencyRow(what, milliseconds, PROMISED_P99_MS);
        return { what: named, numbers: { ...numbers, p99: quantile(milliseconds, 0.99) } };
      };
      return [
        heldRow(`resident memory ${promised}`, first.map(residentMb), last.map(residentMb)),
        heldRow(`heap and buffers behind a collection ${promised}`, ...warmAndEnd(heldMb)),
        {
          what: 'descriptors, warm and at the end',
          numbers: {
            warmCount: quantile(
              first.map(({ descriptors }) => descriptors),
              1,
            ),
            endCount: quantile(
              last.map(({ descriptors }) => descriptors),
              1,
            ),
          },
        },
        p99Row('a page asks for what is new of 50 runs', asked),
        p99Row('flush of a point to its answer', fresh),
        {
          what: `written, ${browser ? REAL_PAGES : 0} of the pages real`,
          numbers: {
            perSecond: (written - writtenBefore) / ((performance.now() - beginMs) / 1000),
            eventsCount: written,
          },
        },
      ];
    } finally {
      for (const page of pages) page.close();
      await browser?.close();
      writer.disconnect();
      await probeWriter.close();
      await server.stop();
      rmSync(folder, { recursive: true });
    }
  },
};
