// The longest tasks of the page on the largest logs: whether a tab ever keeps a user waiting.
import { setTimeout as pause } from 'node:timers/promises';
import { chromiumPath, launchChromium } from '../machine.ts';
import { startRunboard } from '../runboard-process.ts';
import type { Bench, BenchRow } from './bench.ts';
import { dashboardLogdir } from './dashboard-logs.ts';
import { tasksOfUses, USES } from './dashboard-uses.ts';
import { workloadLogdir } from './gen-logs.ts';
import { LiveRun } from './live-run.ts';
import type { Task } from './main-thread.ts';

const ROUNDS = 3;
const PROMISED_MS = 50;

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
    { what: 'distributions, heat map', hash: 'distributions?mode=heat' },
  ],
  C2: [
    { what: 'small histograms, ridges', hash: 'histograms' },
    { what: 'small histograms, overlay', hash: 'histograms?mode=overlay' },
  ],
  D: [
    { what: 'images', hash: 'images' },
    { what: 'images, one step for all', hash: 'images?step=last' },
  ],
  E: [
    { what: 'scalars of 10,000 runs', hash: 'scalars?run=g0|live' },
    { what: 'overview of 10,000 runs', hash: 'overview' },
  ],
  T: [{ what: 'custom scalars', hash: 'custom_scalars' }],
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
  if (name === 'C' || name === 'C2' || name === 'D' || name === 'E' || name === 'T')
    return workloadLogdir(name, folder);
  throw new Error(`there is no log ${name}`);
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
      const logdir = await logdirOf(name, dataFolder);
      const live = await LiveRun.beside(name === 'C2' ? 'C' : name);
      const server = await startRunboard('--logdir_spec', `live:${live.folder},log:${logdir}`);
      const browser = await launchChromium({ webgl: name === 'others' });
      try {
        await untilLoaded(server.url);
        for (const { what, hash } of wanted) {
          const measures: Awaited<ReturnType<typeof tasksOfUses>>[] = [];
          for (let round = 0; round < rounds; round++)
            measures.push(await tasksOfUses(browser, `${server.url}#${hash}`, () => live.next()));
          rows.push(
            ...USES.map((use) =>
              rowOf(
                `${what}: ${use}`,
                measures.map((measure) => measure[use]),
              ),
            ),
          );
        }
      } finally {
        await browser.close();
        await server.stop();
        await live.end();
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
