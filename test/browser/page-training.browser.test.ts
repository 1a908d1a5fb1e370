// A training in a page, as examples/page-training has it: its curves grow on the server, or its run is downloaded.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsIn, eventsOf } from '../event-files.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { type RunboardProcess, requireBuild, startedAt } from '../runboard-process.ts';
import { axeViolations, openWatched } from './page-build.ts';

const EPOCHS = 15;

// The Node program that tests belong to knows no DOM.
interface Chart {
  readonly drawn: Readonly<Record<string, number>>;
}

describe.skipIf(chromiumPath() === undefined)('a page that trains', () => {
  let browser: Browser;
  let folder: string;
  let example: RunboardProcess;
  beforeAll(async () => {
    requireBuild();
    browser = await launchChromium();
    folder = mkdtempSync(join(tmpdir(), 'runboard-page-training-'));
    example = await startedAt(
      process.execPath,
      [resolve('dist/examples/page-training/start.js'), '--port', '0'],
      folder,
    );
  });
  afterAll(async () => {
    await browser?.close();
    await example?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Begins a training in a page of its own. */
  async function training(url: string) {
    const watched = await openWatched(browser, url);
    await watched.page.getByLabel('Epochs').fill(String(EPOCHS));
    await watched.page.getByRole('button', { name: 'Train' }).click();
    return watched;
  }
  const trained = (page: Page) => page.getByText('Trained; the run is called').waitFor();

  it('shows its curves on the server while it trains', async () => {
    const pageUrl = /training page:\s+(\S+)/.exec(example.output())?.[1] ?? '';
    await expect.poll(() => example.output()).toMatch(/Its curves, while it trains: \S+\//);
    const boardUrl = /while it trains: (\S+)/.exec(example.output())?.[1] ?? '';
    const board = await openWatched(browser, `${boardUrl}#scalars?smoothing=0`);
    await board.page.getByRole('heading', { name: 'No runs yet' }).waitFor();
    const { page, complaints } = await training(pageUrl);
    await board.page.getByRole('heading', { level: 3, name: 'loss/train' }).waitFor();
    const points = () =>
      board.page
        .locator('rb-line-chart')
        .first()
        .evaluate((chart) => (chart as unknown as Chart).drawn['points']);
    await expect.poll(points).toBeGreaterThan(0);
    await trained(page);
    await expect.poll(points).toBe(EPOCHS);

    const logdir = join(folder, 'tensorboard-page');
    const [run = ''] = readdirSync(logdir);
    expect(await page.getByRole('status').textContent()).toContain(run);
    const losses = eventsIn(join(logdir, run)).flatMap(({ step, values = [] }) =>
      values
        .filter(({ tag }) => tag === 'loss/train')
        .map(({ simpleValue }) => [step, simpleValue ?? Number.NaN] as const),
    );
    expect(losses.map(([step]) => step)).toEqual(Array.from({ length: EPOCHS }, (_, epoch) => epoch));
    expect(losses.at(-1)?.[1]).toBeLessThan(losses[0]?.[1] ?? 0);
    expect(await axeViolations(page)).toEqual([]);
    expect([...complaints, ...board.complaints]).toEqual([]);
    await Promise.all([page.context().close(), board.page.context().close()]);
  });

  it('gives its run to download where there is no server', async () => {
    const pageUrl = /training page:\s+([^#\s]+)/.exec(example.output())?.[1] ?? '';
    const { page, complaints } = await training(pageUrl);
    await trained(page);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the run' }).click();
    const path = await (await downloading).path();
    const files = Object.entries(unzipSync(readFileSync(path)));
    expect(files.map(([name]) => name)).toEqual([
      expect.stringMatching(/^\d{4}-[^/]+\/events\.out\.tfevents\./),
    ]);
    const events = eventsOf(files[0]?.[1] ?? new Uint8Array(0));
    const tags = new Set(events.flatMap(({ values = [] }) => values.map(({ tag }) => tag)));
    expect(tags).toContain('accuracy/validation');
    expect(tags).toContain('map');
    expect(events.some(({ graphDef }) => graphDef !== undefined)).toBe(true);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('draws figures, and gathers sub-runs and embeddings, with the file that needs no bundler', async () => {
    const { page, complaints } = await openWatched(browser, 'about:blank');
    const bundle = `data:text/javascript;base64,${readFileSync('dist/src/browser.js').toString('base64')}`;
    await page.addScriptTag({
      type: 'module',
      content: `import { SummaryWriter } from ${JSON.stringify(bundle)}; globalThis.SummaryWriter = SummaryWriter;`,
    });
    await page.waitForFunction('globalThis.SummaryWriter');
    const zip = await page.evaluate(async () => {
      const { SummaryWriter } = globalThis as unknown as typeof import('../../src/index.ts');
      const writer = new SummaryWriter({ run: 'figures' } as never);
      await writer.addFigure(
        'svg',
        '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="9" height="9"/></svg>',
      );
      const noChart = await writer
        .addFigure('chart', { type: 'line', data: {} })
        .catch((error: Error) => error.message);
      writer.addScalars('both', { a: 1, b: 2 }, 3);
      writer.addConfusionMatrix('matrix', [
        [1, 2],
        [3, 4],
      ]);
      writer.addEmbedding(
        [
          [1, 2],
          [3, 4],
        ],
        { metadata: ['x', 'y'], labelImg: { shape: [2, 1, 2, 2], data: new Float32Array(8) } },
      );
      await writer.close();
      const file = await (writer as unknown as { zip(): Promise<Blob> }).zip();
      return { noChart, bytes: Array.from(new Uint8Array(await file.arrayBuffer())) };
    });
    expect(zip.noChart).toContain('give the page Chart.js');
    const files = unzipSync(Uint8Array.from(zip.bytes));
    expect(Object.keys(files).map((name) => name.replace(/events.*/, 'events'))).toEqual([
      'figures/events',
      'figures/both_a/events',
      'figures/both_b/events',
      'figures/00000/default/tensors.tsv',
      'figures/00000/default/metadata.tsv',
      'figures/00000/default/sprite.png',
      'figures/projector_config.pbtxt',
    ]);
    const values = eventsOf(Object.values(files)[0] ?? new Uint8Array(0)).flatMap(
      (event) => event.values ?? [],
    );
    expect(values.map(({ tag, image }) => [tag, image?.width ?? 0, image?.height ?? 0])).toMatchObject([
      ['svg', 20, 10],
      ['matrix', expect.any(Number), expect.any(Number)],
      [expect.stringContaining('matrix'), 0, 0],
    ]);
    expect(complaints).toEqual([expect.stringContaining('give the page Chart.js')]);
    await page.context().close();
  });

  it('goes on, and says so, where the server refuses its records', async () => {
    const pageUrl = /training page:\s+(\S+)/.exec(example.output())?.[1] ?? '';
    const watched = await training(pageUrl.replace(/token=[^&]*/, 'token=guess'));
    const { page } = watched;
    await page.getByText('The token is missing or wrong').waitFor();
    await page.getByText(/bytes of events could not be written and are lost/).waitFor();
    expect(watched.complaints.every((complaint) => complaint.includes('401'))).toBe(true);
    await page.context().close();
  });
});
