// TensorBoard's projector beside ours, on the same digits in the same browser, which draws by the CPU: the first picture, and
// how many iterations of t-SNE in 3D a second behind the neighbours, which TensorBoard's page stands still for.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Frame, Page } from 'playwright-core';
import { encodeEvent } from '../../src/format/event.ts';
import { frameRecord } from '../../src/format/tf-record.ts';
import { launchChromium, pythonPath } from '../machine.ts';
import { allDigits } from '../projector-digits.ts';
import { startedAt, startRunboard } from '../runboard-process.ts';
import type { BenchRow } from './bench.ts';
import { until } from './page-probe.ts';
import { WATCH } from './projector-tables.ts';

const WHAT = 't-SNE in 3D beside TensorBoard';
const COUNTED_MS = 8000;
/** TensorBoard's page stands still for about a minute while it looks for neighbours. */
const MOST_MS = 180_000;

/** A row each; TensorBoard's where there is one. */
export async function peerProjectorRows(
  dataFolder: string,
  isMeant: (what: string) => boolean,
): Promise<readonly BenchRow[]> {
  if (!isMeant(WHAT)) return [];
  const logdir = join(dataFolder, 'projector-digits');
  writeDigits(logdir);
  const python = pythonPath();
  const rows = [await measured('Runboard', () => startRunboard('--logdir', logdir), ours)];
  const flags = ['--logdir', logdir, '--port', '0', '--load_fast=false'];
  if (python !== undefined)
    rows.push(
      await measured('TensorBoard', () => startedAt(python, ['-m', 'tensorboard.main', ...flags]), theirs),
    );
  return rows;
}

type Measure = (page: Page, url: string) => Promise<Readonly<Record<string, number>>>;

async function measured(name: string, start: typeof startRunboard, measure: Measure): Promise<BenchRow> {
  const server = await start();
  // TensorBoard's WebGL is drawn by the CPU in it, our points by a loop of our own.
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    return { what: `${WHAT}: ${name}`, numbers: { ...(await measure(page, server.url)), rounds: 1 } };
  } finally {
    await browser.close();
    await server.stop();
  }
}

const ours: Measure = async (page, url) => {
  await page.goto(url);
  await page.getByRole('link', { name: 'Projector' }).waitFor();
  await page.evaluate(WATCH);
  await page.goto(`${url}#projector`);
  await until(page, 'seen.drawn.some(([, points, of]) => points > 0 && of > 0)');
  const first = await page.evaluate<number>(
    'seen.drawn.find(([, points, of]) => points > 0 && of > 0)[0] - seen.begun',
  );
  await page.evaluate('seen.longest = 0');
  const asked = performance.now();
  await page.goto(`${url}#projector?method=tsne&iterations=750`);
  const done = `(() => {
    const { progress } = tab().shadowRoot.querySelector('rb-method-panel') ?? {};
    return progress?.total === 750 ? progress.done : 0;
  })()`;
  await until(page, `${done} > 0`);
  const toFirst = performance.now() - asked;
  const perSecond = await counted(() => page.evaluate<number>(done));
  return {
    first,
    toFirstIteration: toFirst,
    longest: await page.evaluate<number>('seen.longest'),
    perSecond,
  };
};

const theirs: Measure = async (page, url) => {
  // Opened before it has found the run, TensorBoard's tab stays at "0 tensors found".
  while (((await (await fetch(`${url}data/plugin/projector/runs`)).json()) as string[]).length === 0)
    await pause(100);
  const begun = performance.now();
  await page.goto(`${url}#projector`);
  const frame = await projectorFrame(page);
  const projector = `(function find(root) {
    for (const one of root.querySelectorAll('*')) {
      if (one.localName === 'vz-projector') return one;
      const inside = one.shadowRoot && find(one.shadowRoot);
      if (inside) return inside;
    }
  })(document)`;
  await until(frame, `${projector}?.dataSet?.points[0]?.projections?.['pca-0'] !== undefined`);
  const first = performance.now() - begun;
  const panel = `${projector}.projectionsPanel`;
  await frame.evaluate(`globalThis.longest = 0; new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
  }).observe({ type: 'longtask' })`);
  const asked = performance.now();
  // Its tab may begin by itself; the same button would then end it.
  await frame.evaluate(`${panel}.showTab('tsne')`);
  await frame.evaluate(`void setTimeout(() => {
    const { runTsneButton } = ${panel};
    if (runTsneButton.innerText.trim().toLowerCase() !== 'stop') runTsneButton.click();
  })`);
  const done = `${projector}.dataSet.tSNEIteration`;
  await until(frame, `${done} > 0`, MOST_MS);
  const toFirst = performance.now() - asked;
  const perSecond = await counted(() => frame.evaluate<number>(done));
  return { first, toFirstIteration: toFirst, longest: await frame.evaluate<number>('longest'), perSecond };
};

async function projectorFrame(page: Page): Promise<Frame> {
  for (;;) {
    const frame = page.frames().find((one) => one.url().endsWith('/projector_binary.html'));
    if (frame) return frame;
    await pause(20);
  }
}

async function counted(done: () => Promise<number>): Promise<number> {
  const [from, since] = [await done(), performance.now()];
  await pause(COUNTED_MS);
  const [to, now] = [await done(), performance.now()];
  return ((to - from) * 1000) / (now - since);
}

/** As text, which both read. */
function writeDigits(logdir: string): void {
  if (existsSync(join(logdir, 'projector_config.pbtxt'))) return;
  mkdirSync(logdir, { recursive: true });
  const { rows, dimensions, values } = allDigits();
  const lines = Array.from({ length: rows }, (_, row) =>
    values.subarray(row * dimensions, (row + 1) * dimensions).join('\t'),
  );
  writeFileSync(join(logdir, 'tensors.tsv'), `${lines.join('\n')}\n`);
  const event = encodeEvent({ wallTimeSeconds: 1, step: 0, fileVersion: 'brain.Event:2' });
  writeFileSync(join(logdir, 'events.out.tfevents.1'), frameRecord(event));
  writeFileSync(
    join(logdir, 'projector_config.pbtxt'),
    'embeddings { tensor_name: "digits" tensor_path: "tensors.tsv" }\n',
  );
}
