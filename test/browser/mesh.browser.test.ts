// The tab of meshes in the real page on the real server, drawn by the CPU.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SummaryWriter } from '../../src/index.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { type LoggedPages, servedLog } from './logged-page.ts';
import { axeViolations } from './page-build.ts';
import { shownColors } from './shown-pixels.ts';

/** A square before the camera, seen from all sides. */
const CUBE = {
  vertices: [0, 1, 2, 3, 4, 5, 6, 7].map((at) => [at & 1, (at >> 1) & 1, at >> 2]),
  faces: ['013', '032', '457', '476', '015', '054', '237', '276', '026', '064', '137', '175'].map((face) =>
    [...face].map(Number),
  ),
};
/** Three meshes are a second's work for a processor that draws alone, and many for one that has other work. */
const DRAWN = { timeout: 40_000 };
const UPTO_20 = Array.from({ length: 20 }, (_, at) => at);

describe.skipIf(chromiumPath() === undefined)('the tab of meshes', () => {
  let browser: Browser;
  let pages: LoggedPages;
  let page: Page;

  beforeAll(async () => {
    browser = await launchChromium({ webgl: true });
    pages = await servedLog(browser, async (logdir) => {
      cpSync(join('test/fixtures/logs/torch_api'), join(logdir, 'torch_api'), { recursive: true });
      const { vertices, faces } = CUBE;
      const writer = new SummaryWriter(join(logdir, 'cubes'));
      const flat = { cls: 'MeshBasicMaterial', color: '#ff0000' };
      writer.addMesh('flat', [vertices], 0, { faces: [faces], config: { material: flat } });
      const lit = { cls: 'MeshLambertMaterial', color: '#ffffff' };
      const lights = [{ cls: 'AmbientLight', color: '#00ff00', intensity: 1 }];
      const camera = { cls: 'OrthographicCamera' };
      writer.addMesh('lit', [vertices], 0, { faces: [faces], config: { material: lit, lights, camera } });
      for (const step of [0, 1, 2]) {
        const colors = vertices.map(() => [0, 0, 80 * (step + 1)]);
        const red = vertices.map(() => [80 * (step + 1), 0, 0]);
        writer.addMesh('batch', [vertices, vertices], step, {
          faces: [faces, faces],
          colors: [colors, red],
          config: { material: { cls: 'MeshBasicMaterial' } },
        });
      }
      await writer.close();
      const many = new SummaryWriter(join(logdir, 'many'));
      for (const at of UPTO_20) many.addMesh(`cloud${at}`, [vertices], 0);
      await many.close();
    });
  });
  afterAll(async () => {
    await pages?.close();
    await browser?.close();
  });
  afterEach(() => page.context().close());

  it('draws clouds and meshes, turns them together, and a link carries the look', async () => {
    let complaints: string[];
    ({ page, complaints } = await pages.open('mesh?hide=many,cubes'));
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

  const card = (name: string) =>
    page.locator('rb-mesh-card').filter({ has: page.getByRole('heading', { name, exact: true }) });
  const middle = async (name: string) =>
    (await shownColors(browser, card(name).locator('canvas'), [[0.5, 0.5]]))[0];

  it('follows the config: camera, lights and material', async () => {
    ({ page } = await pages.open('mesh?only=cubes'));
    await expect.poll(() => middle('flat'), DRAWN).toEqual([255, 0, 0]);
    await expect.poll(() => middle('lit'), DRAWN).toEqual([0, 255, 0]);
  });

  it('says that it draws until the first mesh can be seen', async () => {
    ({ page } = await pages.open('text'));
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/mesh-worker/, async (route) => {
      await held;
      await route.continue();
    });
    await page.evaluate("location.hash = 'mesh?only=cubes&tag=flat'");
    const drawing = card('flat').getByRole('status').filter({ hasText: 'Drawing…' });
    await drawing.waitFor();
    release();
    await drawing.waitFor({ state: 'detached', ...DRAWN });
    await expect.poll(() => middle('flat'), DRAWN).toEqual([255, 0, 0]);
  });

  it('shows each step, and each mesh of one', async () => {
    ({ page } = await pages.open('mesh?only=cubes&tag=batch'));
    await page.getByText('mesh 1 of 2, 8 points, 12 triangles').waitFor();
    // Nothing but the mesh is without red; it is drawn a while after its words are there.
    await expect.poll(async () => (await middle('batch'))?.[0], DRAWN).toBe(0);
    const newest = await shownBlue();
    await page.getByRole('slider', { name: 'Step of batch, cubes' }).press('ArrowLeft');
    await expect.poll(shownBlue, DRAWN).toBeLessThan(newest);
    await page.getByRole('slider', { name: 'Mesh of a step' }).press('End');
    await page.getByText('mesh 2 of 2, 8 points, 12 triangles').waitFor();
    await expect.poll(shownBlue, DRAWN).toBe(0);
    expect((await middle('batch'))?.[0]).toBeGreaterThan(50);
    expect(page.url()).toContain('mesh=2');
  });
  const shownBlue = async () => (await middle('batch'))?.[2] ?? -1;

  it('is turned by keys, all cards together, and a link carries from where it is seen', async () => {
    ({ page } = await pages.open('mesh?only=cubes'));
    const canvas = card('flat').getByRole('application');
    await canvas.press('ArrowLeft');
    await expect.poll(() => page.url()).toMatch(/camera=-?[\d.]+:/);
    const turned = page.url();
    await canvas.press('-');
    await expect.poll(() => page.url()).not.toBe(turned);
    const camera = () => card('lit').evaluate((one) => (one as unknown as { camera: unknown }).camera);
    const seen = JSON.stringify(await camera());
    const { hash } = new URL(page.url());
    await page.context().close();
    ({ page } = await pages.open(hash.slice(1)));
    await card('lit').waitFor();
    const [x = 0, y = 0] =
      JSON.stringify(await camera())
        .match(/-?[\d.]+/g)
        ?.map(Number) ?? [];
    const [before = 0, up = 0] = seen.match(/-?[\d.]+/g)?.map(Number) ?? [];
    expect(x).toBeCloseTo(before, 2);
    expect(y).toBeCloseTo(up, 2);
    await card('flat').getByRole('application').press('0');
    await expect.poll(() => page.url()).not.toContain('camera=');
  });

  it('gives back the canvas of every mesh that is far off screen', async () => {
    ({ page } = await pages.open('mesh?only=many'));
    await card('cloud0').locator('canvas').waitFor();
    await expect.poll(() => page.locator('rb-mesh canvas').count()).toBeLessThan(16);
    await page.locator('rb-mesh-card').last().scrollIntoViewIfNeeded();
    await card('cloud19').locator('canvas').waitFor();
    await expect.poll(() => card('cloud0').locator('canvas').count()).toBe(0);
  });
});
