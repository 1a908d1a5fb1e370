// The longest tasks of the page on the largest logs: whether a tab ever keeps a user waiting.
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, launchChromium } from '../machine.ts';
import { startRunboard } from '../runboard-process.ts';
import type { Bench, BenchRow } from './bench.ts';
import { dashboardLogdir } from './dashboard-logs.ts';
import { workloadLogdir } from './gen-logs.ts';
import { type Task, tasksOf } from './main-thread.ts';

const ROUNDS = 3;
const PROMISED_MS = 50;
/** A page that loaded nothing for so long has come to rest. */
const QUIET_MS = 700;
const WHEEL_PIXELS = 500;
const WHEEL_TURNS = 30;
const KEYS = 12;

/** A tab on a log. */
interface Scene {
  readonly what: string;
  readonly hash: string;
}

/** By log: what is generated, and the tabs that show it. */
const SCENES: Readonly<Record<string, readonly Scene[]>> = {
  C: [
    { what: 'histograms, ridges', hash: 'histograms' },
    { what: 'histograms, heat map', hash: 'histograms?mode=heat' },
    { what: 'distributions', hash: 'distributions' },
  ],
  D: [
    { what: 'images', hash: 'images' },
    { what: 'images, one step for all', hash: 'images?step=last' },
  ],
  E: [
    { what: 'scalars of 10,000 runs', hash: 'scalars?run=g0' },
    { what: 'overview of 10,000 runs', hash: 'overview' },
  ],
  sessions: [
    { what: 'hparams, table', hash: 'hparams' },
    { what: 'hparams, parallel', hash: 'hparams?show=parallel' },
    { what: 'hparams, scatter', hash: 'hparams?show=scatter' },
    { what: 'hparams, importance', hash: 'hparams?show=importance' },
  ],
  curves: [
    { what: 'PR curves', hash: 'pr_curves' },
    { what: 'confusion', hash: 'confusion_matrix' },
  ],
  others: [
    { what: 'audio', hash: 'audio' },
    { what: 'text', hash: 'text' },
    { what: 'mesh', hash: 'mesh' },
    { what: 'tensors', hash: 'tensor' },
  ],
};

async function logdirOf(name: string, folder: string): Promise<string> {
  if (name === 'sessions' || name === 'curves' || name === 'others') return dashboardLogdir(name, folder);
  if (name === 'C' || name === 'D' || name === 'E') return workloadLogdir(name, folder);
  throw new Error(`there is no log ${name}`);
}

/** Waits until the page asks the server for nothing more. */
async function atRest(page: Page, open: ReadonlySet<unknown>): Promise<void> {
  for (let quietMs = 0; quietMs < QUIET_MS; quietMs += 50) {
    await pause(50);
    if (open.size > 0) quietMs = 0;
  }
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))');
}

/** What a user does in a tab: opens it, scrolls through it, and moves the first slider. */
async function measured(browser: Browser, url: string, hash: string): Promise<Record<string, Task[]>> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const open = new Set<unknown>();
  page.on('request', (request) => open.add(request));
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
  try {
    const opened = await tasksOf(browser, page, async () => {
      await page.goto(`${url}#${hash}`);
      await atRest(page, open);
    });
    const scrolled = await tasksOf(browser, page, async () => {
      await page.mouse.move(900, 600);
      for (let turn = 0; turn < WHEEL_TURNS; turn++) {
        await page.mouse.wheel(0, WHEEL_PIXELS);
        await pause(30);
      }
      await atRest(page, open);
    });
    const moved = await tasksOf(browser, page, async () => {
      await page.mouse.wheel(0, -WHEEL_TURNS * WHEEL_PIXELS);
      const slider = page.getByRole('main').getByRole('slider').first();
      if ((await slider.count()) > 0) {
        await slider.focus();
        for (let key = 0; key < KEYS; key++) {
          await page.keyboard.press('ArrowLeft');
          await pause(30);
        }
      }
      await atRest(page, open);
    });
    return { open: opened, scroll: scrolled, slide: moved };
  } finally {
    await context.close();
  }
}

const longest = (tasks: readonly Task[], time: keyof Task) => Math.max(0, ...tasks.map((task) => task[time]));

/** Of the rounds the least: what is above it belongs to the machine. */
function rowOf(what: string, rounds: readonly (readonly Task[])[]): BenchRow {
  const least = (of: (tasks: readonly Task[]) => number) => Math.min(...rounds.map(of));
  return {
    what,
    numbers: {
      longest: least((tasks) => longest(tasks, 'wallMs')),
      cpu: least((tasks) => longest(tasks, 'cpuMs')),
      promised: PROMISED_MS,
      longCount: least((tasks) => tasks.filter(({ wallMs }) => wallMs > PROMISED_MS).length),
      rounds: rounds.length,
    },
  };
}

export const dashboardsBench: Bench = {
  name: 'dashboards',
  asks: 'which tasks keep the page busy longest, per tab, on the largest logs?',
  async run({ rounds = ROUNDS, dataFolder, only }) {
    if (chromiumPath() === undefined) return [];
    const rows: BenchRow[] = [];
    for (const [name, scenes] of Object.entries(SCENES)) {
      const wanted = scenes.filter(({ what }) => only === undefined || what.includes(only));
      if (wanted.length === 0) continue;
      const server = await startRunboard('--logdir', await logdirOf(name, dataFolder));
      const browser = await launchChromium({ webgl: name === 'others' });
      try {
        await untilLoaded(server.url);
        for (const { what, hash } of wanted) {
          const measures: Record<string, Task[]>[] = [];
          for (let round = 0; round < rounds; round++)
            measures.push(await measured(browser, server.url, hash));
          for (const phase of ['open', 'scroll', 'slide'])
            rows.push(
              rowOf(
                `${what}: ${phase}`,
                measures.map((measure) => measure[phase] ?? []),
              ),
            );
        }
      } finally {
        await browser.close();
        await server.stop();
      }
    }
    return rows;
  },
};

/** Waits until the server has read all files. */
async function untilLoaded(url: string): Promise<void> {
  for (;;) {
    const state = (await (await fetch(`${url}api/v1/state`)).json()) as { readonly loading: boolean };
    if (!state.loading) return;
    await pause(200);
  }
}
