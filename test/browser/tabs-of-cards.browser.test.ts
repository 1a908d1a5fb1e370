// What every tab of cards has from the shell: it follows the log and the choice of runs, filters, pins, and a link holds it.
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SummaryWriter } from '../../src/index.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { type LoggedPages, servedLog } from './logged-page.ts';

const TAGS = ['one', 'two'] as const;
const RUNS = ['left', 'right'] as const;
const STEPS = [0, 1, 2] as const;

/** How a step is written that its card tells. */
type Write = (writer: SummaryWriter, tag: string, step: number) => void;

interface Tab {
  readonly tab: string;
  /** Of whose data it is; its own where none is named. */
  readonly of?: string;
  /** Not where the data are another tab's, or no card tells a step: pictures of those are looked at elsewhere. */
  readonly write?: Write;
  /** One card shows all runs. */
  readonly together?: boolean;
}

const TABS: readonly Tab[] = [
  {
    tab: 'images',
    write: (writer, tag, step) =>
      writer.addImage(tag, { data: new Uint8Array(3 * 8 * 8).fill(step * 40), shape: [3, 8, 8] }, step),
  },
  {
    tab: 'audio',
    write: (writer, tag, step) => {
      const data = Float32Array.from({ length: 800 }, (_, at) => Math.sin(at / (10 + step)));
      writer.addAudio(tag, { data, shape: [1, 800] }, step);
    },
  },
  { tab: 'text', write: (writer, tag, step) => writer.addText(tag, `of step ${step}`, step) },
  {
    tab: 'pr_curves',
    together: true,
    write: (writer, tag, step) =>
      writer.addPrCurve(tag, [0, 1, 1, 0], [0.1, 0.9, 0.6, 0.4 + step / 10], step),
  },
  {
    tab: 'confusion_matrix',
    write: (writer, tag, step) =>
      writer.addConfusionMatrix(
        tag,
        [
          [3 + step, 1],
          [0, 4],
        ],
        { labels: ['cat', 'dog'] },
        step,
      ),
  },
  {
    tab: 'mesh',
    write: (writer, tag, step) =>
      writer.addMesh(tag, { data: Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, step), shape: [1, 3, 3] }, step),
  },
  {
    tab: 'tensor',
    write: (writer, tag, step) =>
      writer.addTensor(tag, { data: Float32Array.of(1, 2, step), shape: [3] }, step),
  },
  { tab: 'histograms' },
  { tab: 'distributions', of: 'histograms' },
];

describe.skipIf(chromiumPath() === undefined)('a tab of cards', () => {
  let browser: Browser;
  let pages: LoggedPages;
  let page: Page;
  let complaints: string[];
  let writers: SummaryWriter[];

  beforeAll(async () => {
    browser = await launchChromium({ webgl: true });
    pages = await servedLog(browser, async (logdir) => {
      writers = RUNS.map((run) => new SummaryWriter(join(logdir, run)));
      for (const writer of writers) {
        for (const tag of TAGS)
          for (const step of STEPS) {
            for (const { tab, write } of TABS) write?.(writer, `${tab}/${tag}`, step);
            writer.addHistogram(`histograms/${tag}`, Float32Array.of(-1, 0, step), step);
          }
        await writer.flush();
      }
    });
    ({ page, complaints } = await pages.open('overview'));
  });
  afterAll(async () => {
    for (const writer of writers) await writer.close();
    await pages?.close();
    await browser?.close();
  });

  // Tabs that were open before are kept.
  const cards = () => page.getByRole('main').locator('rb-card').filter({ visible: true });
  const go = (hash: string) => page.evaluate(`location.hash = ${JSON.stringify(hash)}`);

  it.each(TABS)(
    '$tab follows runs and log, filters, pins, and a link holds it',
    async ({ tab, of = tab, write, together }) => {
      await go(`${tab}?tag=${of}/two`);
      await expect.poll(() => cards().count()).toBe(together ? 1 : 2);
      const right = cards().getByText('right', { exact: true });
      await right.first().waitFor();
      await go(`${tab}?tag=${of}/two&hide=right`);
      await expect.poll(() => right.count()).toBe(0);
      await expect.poll(() => cards().count()).toBe(1);
      await cards()
        .getByRole('button', { name: /^Pin: .*two/ })
        .click();
      await page.getByRole('textbox', { name: 'Filter tags' }).fill('zero');
      await page.getByRole('heading', { name: 'No tag matches' }).waitFor();
      await expect.poll(() => page.url()).toContain('tag=zero');
      await page.reload();
      await page.getByRole('heading', { name: 'No tag matches' }).waitFor();
      await cards()
        .getByRole('button', { name: /^Unpin: .*two/ })
        .waitFor();
      expect([await cards().count(), await right.count()]).toEqual([1, 0]);
      if (write) {
        await cards().getByText('step 2').first().waitFor();
        for (const writer of writers) {
          write(writer, `${of}/two`, 3);
          await writer.flush();
        }
        await cards().getByText('step 3').first().waitFor();
      }
      expect(complaints).toEqual([]);
    },
  );
});
