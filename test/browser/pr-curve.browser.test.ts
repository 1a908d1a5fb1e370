// The tab of PR and ROC curves in the real page on the real server.
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SummaryWriter } from '../../src/index.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { type LoggedPages, servedLog } from './logged-page.ts';
import { axeViolations } from './page-build.ts';

const LABELS = [1, 1, 1, 0, 0, 0];
/** Run a becomes perfect, run b stays as bad as it is. */
const PREDICTIONS = { a: [0.9, 0.8, 0.7, 0.3, 0.2, 0.1], b: [0.9, 0.3, 0.2, 0.8, 0.7, 0.1] };

describe.skipIf(chromiumPath() === undefined)('the tab of PR and ROC curves', () => {
  let browser: Browser;
  let pages: LoggedPages;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await launchChromium();
    pages = await servedLog(browser, async (logdir) => {
      for (const run of ['a', 'b'] as const) {
        const writer = new SummaryWriter(join(logdir, run));
        writer.addPrCurve('pr', LABELS, PREDICTIONS.b, 0);
        writer.addPrCurve('pr', LABELS, PREDICTIONS[run], run === 'a' ? 10 : 20);
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
  /** Of the table of the only card, without the heads. */
  const rows = async () =>
    (await page.locator('rb-pr-card tbody tr').allInnerTexts()).map((row) => row.trim().split(/\s+/));
  const PERFECT = ['a', '10', '0.500', '3', '0', '3', '0', '1.000', '1.000', '1.000', '1.000', '1.000'];
  const BAD = ['0.500', '1', '2', '1', '2', '0.333', '0.333', '0.333'];

  it('shows both curves of all runs, and what counts at the threshold', async () => {
    await open('pr_curves');
    await expect.poll(rows).toEqual([PERFECT, ['b', '20', ...BAD, '0.700', '0.556']]);
    const drawn = () =>
      page
        .locator('rb-curve-plot')
        .evaluateAll((plots) =>
          plots.map((plot) => (plot as unknown as { drawn: { curves: number } }).drawn.curves),
        );
    await expect.poll(drawn).toEqual([2, 2]);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeViolations(page)).toEqual([]);
    }
  });

  it('moves along the steps of all runs, and to another threshold, in the address', async () => {
    await open('pr_curves?step=last');
    await expect.poll(rows).toHaveLength(2);
    const slider = page.getByRole('slider', { name: 'Step of pr' });
    await slider.press('ArrowLeft');
    await expect.poll(rows).toEqual([PERFECT, ['b', '0', ...BAD, '0.700', '0.556']]);
    await slider.press('Home');
    await expect.poll(async () => (await rows())[0]?.slice(0, 10)).toEqual(['a', '0', ...BAD]);
    await page.getByRole('spinbutton', { name: 'Threshold, as a number' }).fill('0.05');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await rows())[0]?.slice(3, 7)).toEqual(['3', '3', '0', '0']);
    await page.getByRole('radio', { name: 'ROC' }).check();
    await expect.poll(() => page.locator('rb-curve-plot').count()).toBe(1);
    const address = new URL(page.url()).hash.slice(1);
    await page.context().close();
    await open(address);
    await expect.poll(async () => (await rows())[0]?.slice(3, 7)).toEqual(['3', '3', '0', '0']);
    expect(await page.locator('rb-curve-plot').count()).toBe(1);
  });

  it('takes the threshold of the point of a curve that is clicked', async () => {
    await open('pr_curves?only=b');
    await expect.poll(rows).toHaveLength(1);
    const plot = page.getByRole('img', { name: 'ROC curve of 1 run: pr' });
    const { width = 0, height = 0 } = (await plot.boundingBox()) ?? {};
    // The upper right corner: everything is taken as positive.
    await plot.click({ position: { x: width - 11, y: 9 } });
    await expect.poll(async () => (await rows())[0]?.slice(3, 7)).toEqual(['3', '3', '0', '0']);
    // The lower left one: nothing is.
    await plot.click({ position: { x: 47, y: height - 41 } });
    await expect.poll(async () => (await rows())[0]?.slice(3, 7)).toEqual(['0', '0', '3', '3']);
  });

  it('shows new steps as they are written, and says why it cannot', async () => {
    await open('pr_curves?tag=live');
    const writer = new SummaryWriter(join(pages.logdir, 'c'));
    for (const step of [1, 2]) {
      writer.addPrCurve('live', LABELS, PREDICTIONS.a, step);
      await writer.flush();
      await expect.poll(async () => (await rows())[0]?.[1]).toBe(`${step}`);
    }
    await page.route('**/api/v1/pr_curves/at?*', (route) =>
      route.fulfill({ status: 500, contentType: 'text/plain', body: 'The disk is gone.' }),
    );
    writer.addPrCurve('live', LABELS, PREDICTIONS.a, 3);
    await writer.close();
    await page.getByText('The disk is gone.').waitFor();
    await page.unroute('**/api/v1/pr_curves/at?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(async () => (await rows())[0]?.[1]).toBe('3');
    expect(complaints.splice(0).every((complaint) => complaint.includes('500'))).toBe(true);
  });
});
