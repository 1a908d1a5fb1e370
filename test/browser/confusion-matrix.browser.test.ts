// The tab of confusion matrices in the real page on the real server.
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SummaryWriter } from '../../src/index.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { type LoggedPages, servedLog } from './logged-page.ts';
import { axeViolations } from './page-build.ts';

const LABELS = ['cat', 'dog'];

describe.skipIf(chromiumPath() === undefined)('the tab of confusion matrices', () => {
  let browser: Browser;
  let pages: LoggedPages;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await launchChromium();
    pages = await servedLog(browser, async (logdir) => {
      for (const [run, right] of [
        ['a', 6],
        ['b', 9],
      ] as const) {
        const writer = new SummaryWriter(join(logdir, run));
        for (const step of [0, 10]) {
          const of = right + step / 10;
          const matrix = [
            [of, 10 - of],
            [5, 5],
          ];
          writer.addConfusionMatrix('test', matrix, { labels: LABELS }, step);
        }
        const many = Array.from({ length: 300 }, (_, row) =>
          Array.from({ length: 300 }, (_, column) => (row === column ? 9 : 1)),
        );
        writer.addConfusionMatrix('many', many, {}, 0);
        await writer.close();
      }
    });
  });
  afterAll(async () => {
    await pages?.close();
    await browser?.close();
  });
  afterEach(async () => {
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  const open = async (hash: string) => {
    ({ page, complaints } = await pages.open(hash));
  };
  const card = (run: string) =>
    page
      .locator('rb-matrix-card')
      .filter({ has: page.getByRole('group', { name: `Metrics of test, ${run}` }) });
  const rows = async (run: string) =>
    (await card(run).locator('tbody tr').allInnerTexts()).map((row) => row.trim().replace(/\s+/g, ' '));
  const A = [
    'Accuracy 0.600 20',
    'Macro average 0.604 0.600 0.596',
    'cat 0.583 0.700 0.636 10',
    'dog 0.625 0.500 0.556 10',
  ];

  it('shows what a matrix says of its classes, cell by cell, at each step', async () => {
    await open('confusion_matrix?tag=test');
    await expect.poll(() => rows('a')).toEqual(A);
    const plot = card('a').getByRole('application');
    await plot.press('ArrowRight');
    await plot.press('ArrowRight');
    await card('a').getByText('cat taken for dog: 3 (30% of the row, 37.5% of the column)').waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeViolations(page)).toEqual([]);
    }
    await page.getByRole('slider', { name: 'Step of test, a' }).press('Home');
    await card('a').getByText('cat taken for dog: 4 (40% of the row').waitFor();
    await expect.poll(async () => (await rows('a'))[0]).toBe('Accuracy 0.550 20');
  });

  it('tells runs apart, and carries that in the address', async () => {
    await open('confusion_matrix?tag=test');
    await page.getByRole('combobox', { name: 'Difference from' }).selectOption('a');
    await page.getByRole('radio', { name: 'Row %' }).check();
    await page.getByText('b minus a, step 10').waitFor();
    await expect.poll(async () => (await rows('b'))[0]).toBe('Accuracy 0.750 +0.150 20');
    const address = new URL(page.url()).hash.slice(1);
    await page.context().close();
    await open(address);
    await page.getByText('b minus a, step 10').waitFor();
    expect(await page.getByRole('radio', { name: 'Row %' }).isChecked()).toBe(true);
    expect(await rows('a')).toEqual(A);
    expect(await axeViolations(page)).toEqual([]);
  });

  it('draws hundreds of classes, and lists them all when asked', async () => {
    await open('confusion_matrix?tag=many&only=a');
    const drawn = () =>
      page
        .locator('rb-matrix-plot')
        .evaluate((plot) => (plot as unknown as { drawn: { cells: number } }).drawn.cells);
    await page.locator('rb-matrix-plot').waitFor();
    await expect.poll(drawn).toBe(90_000);
    await page.getByRole('button', { name: 'All 300 classes' }).click();
    await expect.poll(() => page.locator('rb-matrix-card tbody tr').count()).toBe(302);
  });

  it('shows new steps as they are written', async () => {
    await open('confusion_matrix?tag=live');
    const writer = new SummaryWriter(join(pages.logdir, 'c'));
    for (const count of [3, 4]) {
      writer.addConfusionMatrix('live', [[count]], { labels: ['one'] }, count);
      await writer.flush();
      await expect.poll(() => page.locator('tr.all td').allInnerTexts()).toContain(`${count}`);
    }
    await writer.close();
  });
});
