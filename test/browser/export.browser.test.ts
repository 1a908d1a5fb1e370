// What is saved of cards, from a real logdir with names that mean harm: it holds what the page shows, opens without a
// server, and runs nothing of a log.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SummaryWriter } from '../../src/index.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { type RunboardProcess, startRunboard } from '../runboard-process.ts';
import { axeViolations, openWatched } from './page-build.ts';

const HOSTILE = '</script><script>document.title="owned"</script><img src=x onerror=alert(1)>';
const LONG = 'long';
const STEPS = 30;

describe.skipIf(chromiumPath() === undefined)('what is saved of cards', () => {
  let folder: string;
  let browser: Browser;
  let server: RunboardProcess;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'runboard-export-'));
    for (const run of ['a', 'b']) {
      const writer = new SummaryWriter(join(folder, 'logs', run));
      for (let step = 0; step < STEPS; step++) {
        writer.addScalar('loss', step === 7 ? Number.NaN : 1 / (step + 1), step);
        writer.addScalar(HOSTILE, step, step);
      }
      await writer.close();
    }
    [browser, server] = await Promise.all([
      launchChromium(),
      startRunboard('--logdir', join(folder, 'logs')),
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    ({ page, complaints } = await openWatched(browser, `${server.url}#scalars?smoothing=0`, {
      acceptDownloads: true,
      permissions: ['clipboard-read', 'clipboard-write'],
    }));
    await page.getByRole('heading', { name: 'loss', exact: true }).waitFor();
  });
  afterEach(async () => {
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  /** The menu of a card, or of all. */
  async function menu(card?: string) {
    const name = card === undefined ? 'Share' : `More: ${card}`;
    await page.getByRole('button', { name, exact: true }).click();
    return page.locator(
      `${card === undefined ? 'rb-scalar-settings' : 'rb-scalar-card-menu'} rb-export-menu`,
    );
  }

  /** Path of the file that is saved by a button. */
  async function saved(label: string, card?: string): Promise<string> {
    const buttons = await menu(card);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      buttons.getByRole('button', { name: label, exact: true }).click(),
    ]);
    const path = join(folder, download.suggestedFilename());
    await download.saveAs(path);
    await page.keyboard.press('Escape');
    return path;
  }

  it('CSV and JSON have every point of a card, and of all', async () => {
    const csv = readFileSync(await saved('CSV', 'loss'), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(csv[0]).toBe('run,tag,step,wall_time,value');
    expect(csv).toHaveLength(1 + 2 * STEPS);
    expect(csv.filter((line) => line.startsWith('a,loss,7,'))[0]).toMatch(/,NaN$/);
    const all = JSON.parse(readFileSync(await saved('JSON'), 'utf8')) as { tag: string }[];
    expect(all).toHaveLength(4 * STEPS);
    expect(new Set(all.map(({ tag }) => tag))).toEqual(new Set(['loss', HOSTILE]));
  });

  it('runs that are not shown are not in it', async () => {
    await page.getByRole('checkbox', { name: 'b', exact: true }).uncheck();
    const rows = JSON.parse(readFileSync(await saved('JSON', 'loss'), 'utf8')) as { run: string }[];
    expect(new Set(rows.map(({ run }) => run))).toEqual(new Set(['a']));
  });

  it('PNG and SVG show the curves in their colours', async () => {
    const png = readFileSync(await saved('PNG', 'loss'));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(2 * 832);
    const path = await saved('SVG');
    const svg = readFileSync(path, 'utf8');
    expect(svg).toContain('>loss</text>');
    expect(svg).not.toContain('<script');
    // A file that is not well-formed shows an error in place of the root.
    await page.goto(pathToFileURL(path).href);
    expect(await page.evaluate('document.documentElement.localName')).toBe('svg');
    expect(
      await page.evaluate('document.querySelectorAll("path[stroke=\'#3778d7\']").length'),
    ).toBeGreaterThan(1);
    expect(await page.evaluate('document.querySelectorAll("parsererror").length')).toBe(0);
  });

  it('an image and a link come to the clipboard', async () => {
    const buttons = await menu('loss');
    await buttons.getByRole('button', { name: 'Copy image' }).click();
    await buttons.getByText('The picture is in the clipboard').waitFor();
    const types = await page.evaluate('navigator.clipboard.read().then(([item]) => item.types)');
    expect(types).toEqual(['image/png']);
    await buttons.getByRole('button', { name: 'Copy link' }).click();
    await buttons.getByText('The link is in the clipboard').waitFor();
    await page.goto('about:blank');
    await page.goto(server.url);
    await page.goto(await page.evaluate<string>('navigator.clipboard.readText()'));
    await page.getByRole('heading', { name: 'loss', exact: true }).waitFor();
    await expect.poll(() => page.locator('rb-scalar-card').count()).toBe(1);
  });

  it('a report opens from the disk, draws every point, and runs nothing of a log', async () => {
    const path = await saved('HTML report');
    await page.goto(pathToFileURL(path).href);
    await page.getByText(`Every point is in this file: ${4 * STEPS}.`).waitFor();
    const drawn = () =>
      page
        .locator('rb-line-chart')
        .evaluateAll((charts) =>
          charts.map((chart) => (chart as unknown as { drawn: { points: number } }).drawn.points),
        );
    await expect.poll(drawn).toEqual([2 * STEPS, 2 * STEPS]);
    expect(await page.title()).not.toBe('owned');
    expect(await page.locator('img').count()).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    const chart = page.locator('rb-line-chart').last();
    const box = await chart.boundingBox();
    if (!box) throw new Error('no chart');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await chart.getByRole('status').getByRole('row', { name: /^a / }).waitFor();
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2, { steps: 3 });
    await page.mouse.up();
    await expect.poll(async () => (await drawn())[1]).toBeLessThan(2 * STEPS);
    await page.getByRole('button', { name: 'Reset zoom' }).click();
    await expect.poll(drawn).toEqual([2 * STEPS, 2 * STEPS]);
    await page.getByRole('button', { name: 'b', exact: true }).click();
    await expect.poll(drawn).toEqual([STEPS, STEPS]);
  });

  it('a report of more points than it can hold says so', async () => {
    const writer = new SummaryWriter(join(folder, 'logs', LONG));
    for (let step = 0; step < 2_100_000; step++) writer.addScalar('many', step % 1000, step);
    await writer.close();
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.getByRole('heading', { name: 'many', exact: true }).waitFor();
    await expect
      .poll(async () => (await fetch(`${server.url}api/v1/data/series?format=csv&run=${LONG}`)).text())
      .toContain('2100000');
    const path = await saved('HTML report', 'many');
    await page.goto(pathToFileURL(path).href);
    await page.getByText(/^[\d\s,:/APM.]+ [\d,]+ of 2,100,000 points are in this file/).waitFor();
    await expect
      .poll(() =>
        page
          .locator('rb-line-chart')
          .evaluate((chart) => (chart as unknown as { drawn: { lastStep: number } }).drawn.lastStep),
      )
      .toBe(2_099_999);
  });
});
