// The tab of images in the real page on the real server: pictures of all forms, and what is done to look at them closely.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SummaryWriter } from '../../src/index.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { type LoggedPages, servedLog } from './logged-page.ts';
import { axeViolations } from './page-build.ts';
import { type Color, shownColors } from './shown-pixels.ts';

const upTo = (length: number) => Array.from({ length }, (_, at) => at);

/** Left half of one colour, right half of another; channels first. */
function halves(left: Color, right: Color, width = 8, height = 8) {
  const data = Uint8Array.from({ length: 3 * width * height }, (_, at) => {
    const channel = Math.floor(at / (width * height)) as 0 | 1 | 2;
    return (at % width < width / 2 ? left : right)[channel];
  });
  return { data, shape: [3, height, width] };
}

const RED: Color = [200, 0, 0];
const GREEN: Color = [0, 100, 0];
const BLUE: Color = [0, 0, 60];
const LEFT = [0.25, 0.5] as const;
const RIGHT = [0.75, 0.5] as const;

describe.skipIf(chromiumPath() === undefined)('the tab of images', () => {
  let browser: Browser;
  let pages: LoggedPages;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await launchChromium();
    pages = await servedLog(browser, async (logdir) => {
      // Steps of four pictures each.
      cpSync('test/fixtures/logs/tf2', join(logdir, 'tf2'), { recursive: true });
      for (const run of ['one', 'two']) {
        const writer = new SummaryWriter(join(logdir, run));
        writer.addImage('sides', halves(RED, GREEN), 0);
        writer.addImage('sides', halves(run === 'one' ? RED : BLUE, BLUE), 5);
        writer.addImage('sides', halves(GREEN, run === 'one' ? RED : GREEN), 10);
        if (run === 'one') {
          writer.addImage('wide', halves(RED, BLUE, 3000, 30), 0);
          writer.addImage('tall', halves(RED, BLUE, 30, 3000), 0);
          writer.addImage('dot', halves(RED, BLUE, 1, 1), 0);
          const frames = upTo(6).flatMap((frame) => upTo(3 * 16 * 16).map(() => frame * 40));
          writer.addVideo('film', { data: Uint8Array.from(frames), shape: [1, 6, 3, 16, 16] }, 0, {
            fps: 10,
          });
        }
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

  const open = async (settings: string) => {
    ({ page, complaints } = await pages.open(`images?${settings}`));
  };
  const cards = () => page.locator('rb-image-card');
  const frames = () => page.locator('rb-picture .frame');
  /** Once the pictures are decoded. */
  const ready = async () =>
    page
      .getByText(/^\d+ × \d+, \d+×$/)
      .first()
      .waitFor();
  const colors = (nth = 0) => shownColors(browser, frames().nth(nth), [LEFT, RIGHT]);

  it('shows wide and tall pictures whole, small ones enlarged, and all of a batch in a row', async () => {
    await open('only=one');
    const shown = async (tag: string) =>
      cards()
        .filter({ has: page.getByRole('heading', { name: tag }) })
        .locator('rb-picture p')
        .first()
        .innerText();
    await expect.poll(() => shown('dot')).toMatch(/^1 × 1, 3\d\d×$/);
    await expect.poll(() => shown('tall')).toBe('30 × 3000');
    await expect.poll(() => shown('wide')).toMatch(/^3000 × 30, \d+%$/);
    await page.context().close();
    await open('only=tf2%2Fmain');
    const batch = cards().first();
    await expect.poll(() => batch.locator('rb-picture').count()).toBe(4);
    await batch.getByRole('group', { name: /^Pictures of step/ }).focus();
    await page.keyboard.press('End');
    await batch
      .locator('rb-picture')
      .last()
      .getByText(/^\d+ × \d+, \d+×$/)
      .waitFor();
    // Nothing is wider than its card, and what is wide scrolls inside.
    const wide = await page.evaluate('document.documentElement.scrollWidth <= innerWidth');
    expect(wide).toBe(true);
    expect(await axeViolations(page)).toEqual([]);
  });

  it('plays what moves', async () => {
    await open('only=one&tag=film');
    await ready();
    const seen = new Set<number>();
    const look = async () => seen.add((await colors())[0]?.[0] ?? -1).size;
    await expect.poll(look).toBeGreaterThan(1);
  });

  it('says why a picture, or the run it is compared with, cannot be shown, and tries again', async () => {
    await open('only=one&tag=sides');
    await ready();
    const answers = [
      { status: 500, contentType: 'text/plain', body: 'The disk is gone.' },
      { contentType: 'image/png', body: 'no picture' },
    ];
    // The page asks twice: for the picture, and why there is none.
    const left = answers.flatMap((answer) => [answer, answer]);
    await page.route('**/images/picture?*step=5&*', (route) => {
      const answer = left.shift();
      return answer ? route.fulfill(answer) : route.continue();
    });
    const again = () => cards().getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('slider', { name: /^Step of sides/ }).press('ArrowLeft');
    await cards().getByRole('alert').getByText('The disk is gone.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await again();
    await cards().getByRole('alert').getByText('This browser cannot decode this picture.').waitFor();
    await again();
    await expect.poll(() => colors()).toEqual([RED, BLUE]);
    let asked = 0;
    await page.route('**/images/steps?run=two&*', (route) =>
      asked++ === 0 ? route.fulfill(answers[0]) : route.continue(),
    );
    await page.evaluate('location.hash += "&with=run%20two"');
    await cards().getByRole('alert').getByText('The disk is gone.').waitFor();
    await again();
    await expect.poll(() => frames().count()).toBe(2);
    expect(complaints.splice(0).every((complaint) => complaint.includes('500'))).toBe(true);
  });

  it('compares any two steps: beside, on one another, in turn, and what differs', async () => {
    await open('only=one&tag=sides');
    await ready();
    await expect.poll(() => colors()).toEqual([GREEN, RED]);
    await page.getByRole('combobox', { name: 'Compare with' }).selectOption('A step…');
    await page.getByRole('spinbutton', { name: 'Step to compare with' }).fill('5');
    await page.keyboard.press('Enter');
    await page.getByText('step 5', { exact: true }).first().waitFor();
    await expect.poll(() => frames().count()).toBe(2);
    await expect.poll(() => colors(0)).toEqual([RED, BLUE]);
    expect(await colors(1)).toEqual([GREEN, RED]);
    await page.getByRole('radio', { name: 'Overlay' }).check();
    await expect
      .poll(() => colors())
      .toEqual([
        [100, 50, 0],
        [100, 0, 30],
      ]);
    await page.getByRole('radio', { name: 'Difference' }).check();
    await expect
      .poll(() => colors())
      .toEqual([
        [200, 100, 0],
        [200, 0, 60],
      ]);
    await page.getByRole('radio', { name: 'Flicker' }).check();
    const seen = new Set<string>();
    const look = async () =>
      seen.add((await colors()).join(' ')).has(`${GREEN} ${RED}`) && seen.has(`${RED} ${BLUE}`);
    await expect.poll(look).toBe(true);
    expect(new URL(page.url()).hash).toContain('with=step%205&compare=flicker');
    await page.getByRole('slider', { name: /^Step of sides/ }).press('ArrowLeft');
    // Its own step is nothing to compare with.
    await expect.poll(() => colors()).toEqual([RED, BLUE]);
  });

  it('compares any two runs at the step that is shown', async () => {
    await open('only=one&tag=sides&with=run%20two&compare=difference&step=5');
    await ready();
    await expect
      .poll(() => colors())
      .toEqual([
        [200, 0, 60],
        [0, 0, 0],
      ]);
    await page.getByText('two, step 5 on one, step 5').waitFor();
    await frames()
      .first()
      .hover({ position: { x: 300, y: 10 } });
    await page.getByText('7, 0: 0 0 60 | 0 0 60', { exact: true }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  it('makes pictures brighter and richer in contrast, and the pixel stays what it is', async () => {
    await open('only=one&tag=sides&step=5&brightness=0.5');
    await ready();
    await expect
      .poll(() => colors())
      .toEqual([
        [100, 0, 0],
        [0, 0, 30],
      ]);
    await frames()
      .first()
      .hover({ position: { x: 5, y: 5 } });
    await page.getByText('0, 0: 200 0 0', { exact: true }).waitFor();
    await page.mouse.move(0, 0);
    await page.getByRole('slider', { name: 'Brightness' }).fill('1');
    await page.getByRole('slider', { name: 'Contrast' }).fill('0');
    await expect
      .poll(async () => (await colors()).flat().every((value) => Math.abs(value - 128) < 2))
      .toBe(true);
    await page.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => colors()).toEqual([RED, BLUE]);
    expect(page.url()).not.toContain('contrast');
  });

  it('zooms and moves all pictures together, by wheel, hand and link', async () => {
    await open('tag=sides&step=0');
    await ready();
    const all = async () => [await colors(0), await colors(1)];
    await expect.poll(all).toEqual([
      [RED, GREEN],
      [RED, GREEN],
    ]);
    const first = await frames().first().boundingBox();
    if (!first) throw new Error('no picture');
    // To the right edge, whose half is green.
    await page.mouse.move(first.x + first.width - 2, first.y + first.height / 2);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -700);
    await page.keyboard.up('Control');
    await expect.poll(all).toEqual([
      [GREEN, GREEN],
      [GREEN, GREEN],
    ]);
    await expect.poll(() => page.url()).toMatch(/part=4\.\d+:0\.\d+:0\.\d+/);
    const link = new URL(page.url()).hash;
    // By hand as far as it goes: the left edge.
    await page.mouse.move(first.x + 10, first.y + 40);
    await page.mouse.down();
    for (let times = 0; times < 5; times++) await page.mouse.move(first.x + 10 + times * 300, first.y + 40);
    await page.mouse.up();
    await expect.poll(all).toEqual([
      [RED, RED],
      [RED, RED],
    ]);
    await page.context().close();
    ({ page, complaints } = await pages.open(link.slice(1)));
    await expect.poll(all).toEqual([
      [GREEN, GREEN],
      [GREEN, GREEN],
    ]);
  });
});
