// The page of curves under load, beside TensorBoard's in the same sitting: how soon the first chart is there, and whether
// hovering, moving, zooming and scrolling stay fluent. Traces are left beside the numbers.
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, launchChromium, pythonPath } from '../machine.ts';
import type { Bench, BenchOptions, BenchRow } from './bench.ts';
import { WORKLOADS, type WorkloadName, workloadLogdir } from './gen-logs.ts';
import { heapRow } from './page-heap.ts';
import { ourPage, type PagePeer, theirPage } from './page-peers.ts';
import { type Frames, frameNumbers, framesOf, ourCharts, redrawMs } from './page-probe.ts';

const ROUNDS = 3;
const TRACES = 'test/bench/results/traces';
const MOVES = 120;

/** Something that is done with the page of a workload. */
interface Scene {
  readonly what: string;
  readonly workload: WorkloadName;
  /** Part of our address; TensorBoard's page shows the first tags in any case. */
  readonly hash: string;
  /** What the project promises, in the unit of the row. */
  readonly promised: Readonly<Record<string, number>>;
  /** Further numbers, once the page shows all runs. `ours` tells which page it is. */
  measure?(page: Page, peer: PagePeer, ours: boolean): Promise<Readonly<Record<string, number>>>;
}

/** Real movements of the mouse over the plot. */
async function over(
  page: Page,
  peer: PagePeer,
  keys: string[],
  act: (at: (share: number) => Promise<void>) => Promise<void>,
): Promise<Frames> {
  const box = await peer.plot(page).boundingBox();
  if (!box) throw new Error(`${peer.name} shows no chart`);
  const at = (share: number) =>
    page.mouse.move(box.x + box.width * (0.25 + 0.5 * share), box.y + box.height / 2);
  await at(0.5);
  for (const key of keys) await page.keyboard.down(key);
  const frames = await framesOf(page, () => act(at));
  for (const key of keys) await page.keyboard.up(key);
  return frames;
}

const hover = async (page: Page, peer: PagePeer) =>
  frameNumbers(
    await over(page, peer, [], async (at) => {
      for (let move = 0; move < MOVES; move++) await at((move % 60) / 60);
    }),
  );

const pan = async (page: Page, peer: PagePeer) =>
  frameNumbers(
    await over(page, peer, ['Shift'], async (at) => {
      await page.mouse.down();
      for (let move = 0; move < MOVES; move++) await at(0.5 + 0.4 * Math.sin(move / 10));
      await page.mouse.up();
    }),
  );

const zoom = async (page: Page, peer: PagePeer) =>
  frameNumbers(
    await over(page, peer, [peer.name === 'Runboard' ? 'Control' : 'Alt'], async () => {
      for (let turn = 0; turn < MOVES; turn++) await page.mouse.wheel(0, turn % 40 < 20 ? -40 : 40);
    }),
  );

async function scroll(page: Page, peer: PagePeer, ours: boolean) {
  const frames = await framesOf(page, () =>
    page.evaluate(`(async () => {
      for (let move = 0; move < ${MOVES}; move++) {
        ${peer.scrollBy(90)};
        await new Promise((done) => requestAnimationFrame(done));
      }
    })()`),
  );
  const { charts, drawn } = ours ? await ourCharts(page) : { charts: 0, drawn: 0 };
  return { ...frameNumbers(frames), ...(ours && { cardCount: charts, drawnCount: drawn }) };
}

const SCENES: readonly Scene[] = [
  { what: 'first chart of 200 runs', workload: 'B200', hash: 'scalars', promised: { firstChart: 1000 } },
  {
    what: '1,000 runs in one chart, hovered',
    workload: 'B',
    hash: 'scalars?tag=train/loss',
    promised: { redraw: 500, perSecond: 30 },
    measure: async (page, peer, ours) => ({
      ...(ours && { redraw: await redrawMs(page) }),
      ...(await hover(page, peer)),
    }),
  },
  {
    what: '100 runs x 1,000 points, moved',
    workload: 'P',
    hash: 'scalars',
    promised: { perSecond: 50 },
    measure: pan,
  },
  {
    what: '100 runs x 1,000 points, zoomed',
    workload: 'P',
    hash: 'scalars',
    promised: { perSecond: 50 },
    measure: zoom,
  },
  { what: '200 cards, scrolled', workload: 'T', hash: 'scalars', promised: { max: 50 }, measure: scroll },
];

/** One visit: a context of its own, so that nothing is cached. */
async function visit(
  browser: Browser,
  peer: PagePeer,
  scene: Scene,
  traced: boolean,
): Promise<Record<string, number>> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const ours = peer.name === 'Runboard';
  try {
    const path = `${TRACES}/${scene.what.replace(/\W+/g, '-')}-${peer.name}.json`;
    if (traced) await browser.startTracing(page, { path, screenshots: false });
    const firstChart = await peer.open(page, WORKLOADS[scene.workload].runs);
    const more = await scene.measure?.(page, peer, ours);
    if (traced) await browser.stopTracing();
    return { firstChart, ...more };
  } finally {
    await context.close();
  }
}

/** The best of several visits: what the machine does besides only ever adds. */
function best(visits: readonly Record<string, number>[]): Record<string, number> {
  const names = new Set(visits.flatMap((one) => Object.keys(one)));
  return Object.fromEntries(
    [...names].map((name) => {
      const values = visits.map((one) => one[name] ?? Number.NaN);
      return [name, name === 'perSecond' ? Math.max(...values) : Math.min(...values)];
    }),
  );
}

async function rowsOf(
  browser: Browser,
  scene: Scene,
  { rounds = ROUNDS, dataFolder, alone = false }: BenchOptions,
): Promise<BenchRow[]> {
  const logdir = workloadLogdir(scene.workload, dataFolder);
  const python = alone ? undefined : pythonPath();
  const ours = await ourPage(logdir, scene.hash);
  const peers = [ours];
  try {
    if (python !== undefined) peers.push(await theirPage(python, logdir, WORKLOADS[scene.workload].runs));
    const visits = new Map<PagePeer, Record<string, number>[]>(peers.map((peer) => [peer, []]));
    for (let round = 0; round < rounds; round++)
      for (const peer of peers) visits.get(peer)?.push(await visit(browser, peer, scene, false));
    await visit(browser, ours, scene, true);
    const [mine, theirs] = peers.map((peer) => best(visits.get(peer) ?? []));
    const ratio = (theirs?.['firstChart'] ?? Number.NaN) / (mine?.['firstChart'] ?? Number.NaN);
    return [
      { what: `${scene.what}: Runboard`, numbers: { ...mine, ...(theirs && { ratio }), rounds } },
      ...(theirs ? [{ what: `${scene.what}: TensorBoard`, numbers: { ...theirs, rounds } }] : []),
      { what: `${scene.what}: promised`, numbers: scene.promised },
    ];
  } finally {
    for (const peer of peers) await peer.stop();
  }
}

export const pageBench: Bench = {
  name: 'page',
  asks: 'how soon are curves there, and are they fluent under the hand? (best of the rounds; TensorBoard beside)',
  async run(options) {
    if (chromiumPath() === undefined) return [];
    mkdirSync(TRACES, { recursive: true });
    const { only = '' } = options;
    const browser = await launchChromium();
    try {
      const rows: BenchRow[] = [];
      for (const scene of SCENES.filter(({ what }) => what.includes(only)))
        rows.push(...(await rowsOf(browser, scene, options)));
      if ('heap'.includes(only)) rows.push(await heapRow(browser));
      return rows;
    } finally {
      await browser.close();
    }
  },
};
