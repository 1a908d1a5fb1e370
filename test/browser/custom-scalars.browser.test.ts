// The tab of custom scalars in the real page on the real server: logged layouts, and charts that are made in the page.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SummaryWriter } from '../../src/index.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { type LoggedPages, servedLog } from './logged-page.ts';
import { axeViolations, openWatched } from './page-build.ts';

/** As much of a canvas as is used here: tests are compiled without a page's types. */
type Copying = new (
  width: number,
  height: number,
) => {
  getContext(kind: '2d'): {
    drawImage(picture: unknown, x: number, y: number): void;
    getImageData(...box: number[]): { data: Uint8Array };
  };
};

describe.skipIf(chromiumPath() === undefined)('the tab of custom scalars', () => {
  let browser: Browser;
  let pages: LoggedPages;
  let page: Page;
  let complaints: string[];
  let live: SummaryWriter;

  beforeAll(async () => {
    browser = await launchChromium();
    pages = await servedLog(browser, async (logdir) => {
      for (const run of ['first', 'second']) {
        const writer = new SummaryWriter(join(logdir, run));
        writer.addCustomScalars({
          Losses: { both: ['Multiline', ['loss/.*']], spread: ['Margin', ['mean', 'low', 'high']] },
          More: { half: ['Margin', ['mean', 'nowhere', 'high']], none: ['Multiline', ['nothing/.*', '(']] },
        });
        for (let step = 0; step < 10; step++) {
          writer.addScalar('loss/train', 1 / (step + 1), step);
          writer.addScalar('loss/validation', 2 / (step + 1), step);
          writer.addScalar('mean', step, step);
          writer.addScalar('low', step - 1, step);
          writer.addScalar('high', step + 2, step);
        }
        if (run === 'first') await writer.close();
        else live = writer;
      }
      await live.flush();
    });
  });
  afterAll(async () => {
    await live?.close();
    await pages?.close();
    await browser?.close();
  });
  afterEach(async () => {
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  const open = async (settings = '') => {
    ({ page, complaints } = await pages.open(`custom_scalars?smoothing=0${settings}`));
  };
  const card = (title: string, of: Page = page) =>
    of.locator('rb-scalar-card').filter({ has: of.getByRole('heading', { name: title, exact: true }) });
  const points = (title: string, of: Page = page) =>
    card(title, of)
      .locator('rb-line-chart')
      .evaluate((chart) => (chart as unknown as { drawn: { points: number } }).drawn.points);
  /** Share of the chart's canvas that is as faint as a band. */
  const coloured = (title: string) =>
    card(title)
      .locator('canvas.curves')
      .evaluate((canvas) => {
        const { width, height } = canvas as unknown as { width: number; height: number };
        const { OffscreenCanvas: Copy } = globalThis as unknown as { OffscreenCanvas: Copying };
        const copy = new Copy(width, height).getContext('2d');
        copy.drawImage(canvas, 0, 0);
        const { data } = copy.getImageData(0, 0, width, height);
        return data.filter((alpha, at) => at % 4 === 3 && alpha > 30 && alpha < 90).length / (width * height);
      });

  it('draws what was logged: all curves of a pattern, and a band around a curve', async () => {
    await open();
    await expect.poll(() => points('both')).toBe(40);
    await expect.poll(() => points('spread')).toBe(20);
    expect(await coloured('spread')).toBeGreaterThan(0.05);
    expect(await coloured('half')).toBeLessThan(0.05);
    await card('half').getByText('without a band: nowhere').waitFor();
    await card('none').getByText('No scalar of the visible runs matches nothing/.* or (').waitFor();
    await card('none').getByText('Not a regular expression that can be run: (').waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  it('waits for what runs its patterns, and says of none that nothing matches until then', async () => {
    ({ page, complaints } = await openWatched(browser, 'about:blank'));
    const assets = join('dist', 'public', 'assets');
    const engine = readdirSync(assets)
      .filter((file) => file.endsWith('.js'))
      .find((file) => readFileSync(join(assets, file), 'utf8').includes('missing closing ]'));
    let letCome: () => void = () => undefined;
    const mayCome = new Promise<void>((done) => {
      letCome = done;
    });
    await page.route(`**/${engine}`, async (route) => {
      await mayCome;
      await route.continue();
    });
    // Without a setting: the address, which is read anew when the engine has come, brings nothing here.
    await page.goto(`${pages.server.url}#custom_scalars`);
    await expect.poll(() => points('spread')).toBeGreaterThan(0);
    expect(await card('both').getByText('No scalar').count()).toBe(0);
    letCome();
    await expect.poll(() => points('both')).toBeGreaterThanOrEqual(40);
  });

  it('follows the runs, the filter and what is logged meanwhile, and keeps pins in the address', async () => {
    await open('&only=second');
    await expect.poll(() => points('both')).toBe(20);
    const before = await points('spread');
    for (const tag of ['mean', 'low', 'high']) live.addScalar(tag, before, before);
    await live.flush();
    await expect.poll(() => points('spread')).toBe(before + 1);
    await card('both').getByRole('button', { name: 'Pin: both' }).click();
    await page.getByRole('button', { name: /^Pinned/ }).waitFor();
    await page.getByRole('textbox', { name: 'Filter tags' }).fill('half');
    await expect
      .poll(() => page.getByRole('heading', { level: 3 }).allInnerTexts())
      .toEqual(['both', 'half']);
    await page.reload();
    await expect
      .poll(() => page.getByRole('heading', { level: 3 }).allInnerTexts())
      .toEqual(['both', 'half']);
  });

  it('keeps charts that are made in the page beside the logs, for all pages', async () => {
    await open();
    const other = await pages.open('custom_scalars?smoothing=0');
    await page.getByRole('button', { name: 'Add a chart' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a chart' });
    await dialog.getByLabel('Title').fill('train only');
    await dialog.getByLabel('Category').fill('Mine');
    await dialog.getByRole('textbox', { name: /^Tags/ }).fill('loss/t\n(');
    await dialog.getByText('Not a regular expression that can be run: (').waitFor();
    await dialog.getByRole('textbox', { name: /^Tags/ }).fill('loss/t');
    await dialog.getByText('1 tag of the visible runs: loss/train').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => points('train only')).toBe(20);
    await expect.poll(() => points('train only', other.page)).toBe(20);
    expect(other.complaints).toEqual([]);
    await other.page.context().close();
    expect(JSON.parse(readFileSync(join(pages.logdir, '.runboard', 'layout.json'), 'utf8'))).toEqual({
      version: 1,
      charts: [{ title: 'train only', category: 'Mine', kind: 'multiline', tags: ['loss/t'] }],
    });
    await page.reload();
    await page.getByRole('button', { name: 'Edit: train only' }).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => card('train only').count()).toBe(0);
  });

  it('puts an edited chart in the place of the logged one, and back', async () => {
    await open();
    await page.getByRole('button', { name: 'Edit: both' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit the chart' });
    await dialog.getByText('This chart was logged.').waitFor();
    await dialog.getByText('Curve with a band').click();
    await dialog.getByLabel('Curve', { exact: true }).fill('mean');
    await dialog.getByLabel('Lower end').fill('low');
    await dialog.getByLabel('Upper end').fill('high');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => coloured('both')).toBeGreaterThan(0.05);
    expect(await page.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual([
      'both',
      'spread',
      'half',
      'none',
    ]);
    await page.getByRole('button', { name: 'Edit: both' }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => points('both')).toBe(40);
  });
});
