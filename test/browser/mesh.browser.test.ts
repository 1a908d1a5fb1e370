// The tab of meshes in the real page on the real server, drawn by the CPU.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, launchChromium } from '../machine.ts';
import { type LoggedPages, servedLog } from './logged-page.ts';
import { axeViolations } from './page-build.ts';

describe.skipIf(chromiumPath() === undefined)('the tab of meshes', () => {
  let browser: Browser;
  let pages: LoggedPages;
  let page: Page;

  beforeAll(async () => {
    browser = await launchChromium({ webgl: true });
    pages = await servedLog(browser, async (logdir) => {
      cpSync(join('test/fixtures/logs/torch_api'), join(logdir, 'torch_api'), { recursive: true });
    });
  });
  afterAll(async () => {
    await pages?.close();
    await browser?.close();
  });
  afterEach(() => page.context().close());

  it('draws clouds and meshes, turns them together, and a link carries the look', async () => {
    let complaints: string[];
    ({ page, complaints } = await pages.open('mesh'));
    const cards = page.locator('rb-mesh-card');
    await page.getByText('50 points', { exact: true }).waitFor();
    await page.getByText('4 points, 4 triangles').waitFor();
    const cameras = () =>
      cards.evaluateAll((all) => all.map((card) => (card as unknown as { camera: unknown }).camera));
    const box = await page.locator('rb-mesh canvas').first().boundingBox();
    if (!box) throw new Error('no canvas');
    await page.mouse.move(box.x + 80, box.y + 80);
    await page.mouse.down();
    await page.mouse.move(box.x + 180, box.y + 60, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => (await cameras())[0]).toBeDefined();
    const [one, other] = await cameras();
    expect(other).toEqual(one);
    await page.getByRole('checkbox', { name: 'Wireframe' }).check();
    await expect.poll(() => new URL(page.url()).hash).toContain('wire=1');
    expect(await axeViolations(page)).toEqual([]);
    // What a software renderer says of itself is no fault of the page.
    expect(complaints.filter((text) => !text.includes('GL Driver Message'))).toEqual([]);
  });
});
