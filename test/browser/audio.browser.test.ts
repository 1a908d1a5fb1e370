// The tab of audio in the real page on the real server: what is drawn, and what plays.
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SummaryWriter } from '../../src/index.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { type LoggedPages, servedLog } from './logged-page.ts';
import { axeViolations } from './page-build.ts';

const RATE = 8000;
const tone = (hertz: number, seconds: number) =>
  Float32Array.from({ length: RATE * seconds }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * i) / RATE));

describe.skipIf(chromiumPath() === undefined)('the tab of audio', () => {
  let browser: Browser;
  let pages: LoggedPages;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await launchChromium();
    pages = await servedLog(browser, async (logdir) => {
      for (const run of ['a', 'b']) {
        const writer = new SummaryWriter(join(logdir, run));
        for (let step = 0; step < 3; step++)
          writer.addAudio('tone', tone(300 * (step + 1), 60 + step), step, { sampleRate: RATE });
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
  const times = () => page.locator('rb-clip .time').allInnerTexts();
  const place = (run: string) => page.getByRole('slider', { name: `Place in tone, ${run}` });

  it('draws waveform and spectrogram of each step, in light and dark', async () => {
    await open('audio');
    await expect.poll(times).toEqual(['0:00.00 / 1:02.00', '0:00.00 / 1:02.00']);
    const columns = () =>
      page
        .locator('rb-sound-view')
        .first()
        .evaluate((view) => (view as unknown as { drawn: { columns: number } }).drawn.columns);
    await expect.poll(columns).toBe(800);
    await page.getByRole('slider', { name: 'Step of tone, a' }).press('Home');
    await expect.poll(times).toEqual(['0:00.00 / 1:00.00', '0:00.00 / 1:02.00']);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeViolations(page)).toEqual([]);
    }
  });

  it('keeps the place over runs and steps while it plays', async () => {
    await open('audio?step=last&scale=linear');
    await place('a').press('Home');
    for (let i = 0; i < 10; i++) await place('a').press('ArrowRight');
    await expect.poll(times).toEqual(['0:12.40 / 1:02.00', '0:12.40 / 1:02.00']);
    await page.getByRole('button', { name: 'Play: tone, a' }).click();
    await page.getByRole('button', { name: 'Pause: tone, a' }).waitFor();
    const seconds = async () => Number((await times())[0]?.slice(2, 7));
    await expect.poll(seconds).toBeGreaterThan(12.6);
    await page.getByRole('slider', { name: 'Step of tone, a' }).press('Home');
    await expect.poll(async () => (await times())[0]).toContain('/ 1:00.00');
    await page.getByRole('button', { name: 'Pause: tone, a' }).waitFor();
    const before = await seconds();
    await expect.poll(seconds).toBeGreaterThan(before);
    await page.getByRole('button', { name: 'Play: tone, b' }).click();
    await page.getByRole('button', { name: 'Play: tone, a' }).waitFor();
    await expect.poll(seconds).toBeGreaterThan(before);
    await page.getByRole('button', { name: 'Pause: tone, b' }).click();
    await page.getByRole('button', { name: 'Play: tone, b' }).waitFor();
    expect(page.url()).toContain('step=0');
    expect(await page.getByRole('radio', { name: 'Linear' }).isChecked()).toBe(true);
  });

  it('gives the file of the step, and shows new steps as they are written', async () => {
    await open('audio?tag=beep');
    const writer = new SummaryWriter(join(pages.logdir, 'c'));
    for (const seconds of [1, 2]) {
      writer.addAudio('beep', tone(500, seconds), seconds, { sampleRate: RATE });
      await writer.flush();
      await expect.poll(times).toEqual([`0:00.00 / 0:0${seconds}.00`]);
    }
    await writer.close();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download: beep, c' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('c beep step 2.wav');
  });

  it('says so where a file is no sound', async () => {
    // A tab that is there: in place of one that is not, the first is shown, this one, and fetches its clips.
    await open('overview');
    await page.route('**/api/v1/audio/clip?*', (route) => route.fulfill({ body: 'noise' }));
    await page.goto(`${pages.server.url}#audio`);
    await page.getByText('This is no sound that the page knows.').first().waitFor();
    expect(await page.getByRole('button', { name: 'Play: tone, a' }).isDisabled()).toBe(true);
    expect(await axeViolations(page)).toEqual([]);
  });
});
