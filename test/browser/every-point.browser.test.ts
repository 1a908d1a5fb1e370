// From eight million points down to single ones, in the real page on the real server: what is asked for and drawn stays
// as small as the screen at every zoom, so that no step of it can be long (`npm run bench -- page` measures that it is
// not); and a lost connection takes neither zoom nor crosshair.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { workloadLogdir } from '../bench/gen-logs.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { type RunboardProcess, startRunboard } from '../runboard-process.ts';
import { openWatched } from './page-build.ts';

const POINTS = 8_000_000;
/** Points that a chart of this width can show, with room beside for moves. */
const MOST_DRAWN = 8192;
const LOAD_MS = 240_000;

interface Chart {
  readonly drawn: { readonly points: number; readonly lastStep: number | undefined };
  readonly zoom: { readonly x?: { readonly min: number; readonly max: number } };
}

describe.skipIf(chromiumPath() === undefined)('a series of eight million points', () => {
  let folder: string;
  let browser: Browser;
  let server: RunboardProcess;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'runboard-points-'));
    const logdir = workloadLogdir('L', folder);
    [browser, server] = await Promise.all([launchChromium(), startRunboard('--logdir', logdir)]);
    const loaded = async () =>
      (await (await fetch(`${server.url}api/v1/data/series?format=csv`)).text()).includes(String(POINTS));
    while (!(await loaded())) await pause(500);
  }, LOAD_MS);
  afterAll(async () => {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  });
  afterEach(async () => {
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  const chart = () =>
    page.locator('rb-line-chart').evaluate((found) => {
      const { drawn, zoom } = found as unknown as Chart;
      return { drawn, zoom };
    });

  /** Presses `+` until so few steps are in sight. */
  async function zoomTo(steps: number): Promise<void> {
    for (let press = 0; press < 100; press++) {
      const { x } = (await chart()).zoom;
      if (x && x.max - x.min < steps) return;
      await page.keyboard.press('+');
    }
  }

  it('shows every point of it, and never asks for more than a screen can show', async () => {
    const answers: number[] = [];
    ({ page, complaints } = await openWatched(browser, 'about:blank'));
    page.on('response', async (response) => {
      if (response.url().includes('/scalars/')) answers.push((await response.body()).length);
    });
    await page.goto(`${server.url}#scalars?smoothing=0`);
    await expect.poll(async () => (await chart()).drawn.lastStep, { timeout: 60_000 }).toBe(POINTS - 1);
    await page.locator('rb-line-chart .plot').focus();
    for (const steps of [1e6, 1e5, 1e4, 1000, 100, 20]) {
      await zoomTo(steps);
      // Whole steps in sight, and one beyond at either side: as soon as nothing is left out.
      const { zoom } = await chart();
      const { min, max } = zoom.x ?? { min: 0, max: POINTS };
      const all = Math.floor(max) - Math.ceil(min) + 1;
      const drawn = async () => (await chart()).drawn.points;
      if (all < 500) await expect.poll(async () => Math.abs((await drawn()) - all)).toBeLessThanOrEqual(2);
      else await expect.poll(drawn).toBeGreaterThan(200);
      expect(await drawn()).toBeLessThan(MOST_DRAWN);
    }
    // 20 bytes a point, three windows wide.
    expect(Math.max(...answers)).toBeLessThan(3 * MOST_DRAWN * 20 + 1000);
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await chart()).drawn.lastStep).toBe(POINTS - 1);
  });

  it('keeps zoom and crosshair while the connection is lost and found again', async () => {
    ({ page, complaints } = await openWatched(browser, 'about:blank'));
    let cut: (() => Promise<void>) | undefined;
    let refused = false;
    await page.routeWebSocket(/\/live\?/, (socket) => {
      if (refused) return void socket.close();
      socket.connectToServer();
      cut = () => socket.close();
    });
    await page.goto(`${server.url}#scalars?smoothing=0`);
    await expect.poll(async () => (await chart()).drawn.lastStep, { timeout: 60_000 }).toBe(POINTS - 1);
    const plot = page.locator('rb-line-chart .plot');
    await plot.focus();
    await zoomTo(1e5);
    const tip = page.locator('rb-line-chart rb-chart-tooltip tbody');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => tip.textContent()).toContain('run_0000');
    // The address holds whole steps, and the chart follows it.
    const window = async () => {
      const { x } = (await chart()).zoom;
      return [x?.min, x?.max].map((step) => Math.round(step ?? Number.NaN));
    };
    const before = await window();
    const link = page.locator('rb-top-bar .link');
    refused = true;
    await cut?.();
    await expect.poll(() => link.textContent()).not.toBe('Live');
    refused = false;
    await expect.poll(() => link.textContent(), { timeout: 60_000 }).toBe('Live');
    expect(await window()).toEqual(before);
    // Finer points may have come meanwhile: the nearest one is another then.
    expect(await tip.textContent()).toContain('run_0000');
  });
});
