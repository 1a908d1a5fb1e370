// End to end, as a user meets it: the built server, the built page in Chromium, and programs that log while it is open.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeGrid, SummaryWriter } from '../../src/index.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { type RunboardProcess, requireBuild, startedAt, startRunboard } from '../runboard-process.ts';
import { openWatched, type WatchedPage } from './page-build.ts';

// The Node program that tests belong to knows no DOM.
interface Chart {
  readonly drawn: Readonly<Record<string, number>>;
}
interface Picture {
  readonly naturalWidth: number;
}

describe.skipIf(chromiumPath() === undefined)('the page of a running server', () => {
  let browser: Browser;
  let folder: string;
  let server: RunboardProcess | undefined;
  beforeAll(async () => {
    requireBuild();
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    rmSync(folder, { recursive: true, force: true });
  });

  const newFolder = () => {
    folder = mkdtempSync(join(tmpdir(), 'runboard-page-test-'));
    return folder;
  };
  const tab = (page: Page, name: string) =>
    page.getByRole('navigation', { name: 'Data types' }).getByRole('link', { name });
  /** A number of what the first such chart says it has on its canvas. */
  const drawn = (page: Page, element: string, what: string) =>
    page
      .locator(element)
      .first()
      .evaluate((chart, name) => (chart as unknown as Chart).drawn[name], what);
  const expectNoComplaint = ({ complaints }: WatchedPage) => expect(complaints).toEqual([]);

  it('grows with a training, and reopens from its address', async () => {
    const logdir = newFolder();
    server = await startRunboard('--logdir', logdir);
    // Without smoothing a chart holds each point once.
    const watched = await openWatched(browser, `${server.url}#scalars?smoothing=0`);
    const { page } = watched;
    await page.getByRole('heading', { name: 'No runs yet' }).waitFor();

    const writer = new SummaryWriter(join(logdir, 'first'));
    const other = new SummaryWriter(join(logdir, 'second'));
    for (let step = 0; step < 10; step++) {
      writer.addScalar('train/loss', 1 / (step + 1), step);
      other.addScalar('train/loss', 2 / (step + 1), step);
    }
    await Promise.all([writer.flush(), other.flush()]);
    await tab(page, 'Scalars').waitFor();
    await page.getByRole('heading', { level: 3, name: 'train/loss' }).waitFor();
    await expect.poll(() => drawn(page, 'rb-line-chart', 'points')).toBe(20);

    for (let step = 10; step < 25; step++) writer.addScalar('train/loss', 1 / (step + 1), step);
    await writer.flush();
    await expect.poll(() => drawn(page, 'rb-line-chart', 'points')).toBe(35);
    expect(await drawn(page, 'rb-line-chart', 'lastStep')).toBe(24);

    await page.getByRole('checkbox', { name: 'second' }).uncheck();
    await expect.poll(() => drawn(page, 'rb-line-chart', 'points')).toBe(25);
    await page.getByRole('textbox', { name: 'Filter runs' }).fill('s');
    await expect.poll(() => page.url()).toContain('run=s');

    const again = await openWatched(browser, page.url());
    await again.page.getByRole('heading', { level: 3, name: 'train/loss' }).waitFor();
    expect(await again.page.getByRole('checkbox', { name: 'second' }).isChecked()).toBe(false);
    expect(await again.page.getByRole('checkbox', { name: 'first' }).isChecked()).toBe(true);
    expect(await again.page.getByRole('textbox', { name: 'Filter runs' }).inputValue()).toBe('s');
    expect(await tab(again.page, 'Scalars').getAttribute('aria-current')).toBe('page');
    await expect.poll(() => drawn(again.page, 'rb-line-chart', 'points')).toBe(25);

    expectNoComplaint(watched);
    expectNoComplaint(again);
    await Promise.all([writer.close(), other.close(), page.context().close(), again.page.context().close()]);
  });

  it('shows the tab of a new kind of data without a reload', async () => {
    const logdir = newFolder();
    server = await startRunboard('--logdir', logdir);
    const writer = new SummaryWriter(join(logdir, 'first'));
    writer.addScalar('loss', 1, 0);
    await writer.flush();
    const watched = await openWatched(browser, server.url);
    const { page } = watched;
    await tab(page, 'Scalars').waitFor();
    expect(await tab(page, 'Images').count()).toBe(0);
    const checks = {
      data: Float32Array.from({ length: 2 * 64 }, (_, i) => (i % 3) / 2),
      shape: [2, 1, 8, 8],
    };
    writer.addImage('checks', makeGrid(checks, { nrow: 2 }), 0);
    for (let step = 0; step < 4; step++) {
      const weights = Float32Array.from({ length: 500 }, (_, i) => Math.sin(i + step) * (step + 1));
      writer.addHistogram('weights', weights, step);
    }
    await writer.flush();
    await tab(page, 'Images').click();
    const picture = page.getByRole('img', { name: /checks/ }).first();
    await expect.poll(() => picture.evaluate((image) => (image as unknown as Picture).naturalWidth)).toBe(22);
    await tab(page, 'Histograms').click();
    await page.getByRole('heading', { level: 3, name: 'weights' }).waitFor();
    await expect.poll(() => drawn(page, 'rb-ridges', 'steps')).toBe(4);

    expectNoComplaint(watched);
    await Promise.all([writer.close(), page.context().close()]);
  });

  it('shows the demo of npm start while it trains', async () => {
    server = await startedAt(
      process.execPath,
      [resolve('dist/examples/start.js'), '--port', '0'],
      newFolder(),
    );
    expect(server.output()).toContain('mnist_experiment');
    const watched = await openWatched(browser, server.url);
    const { page } = watched;
    for (const name of ['Scalars', 'Images', 'Histograms']) await tab(page, name).waitFor();
    await expect.poll(() => drawn(page, 'rb-line-chart', 'points'), { timeout: 30_000 }).toBeGreaterThan(20);
    await tab(page, 'Images').click();
    await page.getByRole('heading', { level: 3, name: 'digits' }).waitFor();
    expectNoComplaint(watched);
    await page.context().close();
    await server.stop();
    expect(server.output()).not.toMatch(/error|warn/i);
  });
});
