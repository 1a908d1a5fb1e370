// The run table on a real sweep, served as its users serve it: what is sorted, grouped, written and deleted.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SummaryWriter } from '../../../src/index.ts';
import { axeViolations, openWatched } from '../../../test/browser/page-build.ts';
import { chromiumPath, launchChromium } from '../../../test/machine.ts';
import { type RunboardProcess, startRunboard } from '../../../test/runboard-process.ts';

/** Started in this order. */
const SWEEP = [
  { name: 'adam_1', lr: 0.1, opt: 'adam', loss: 0.3 },
  { name: 'sgd_1', lr: 0.01, opt: 'sgd', loss: 0.1 },
  { name: 'adam_2', lr: 0.001, opt: 'adam', loss: 0.2 },
];

describe.skipIf(chromiumPath() === undefined)('the run table', () => {
  let browser: Browser;
  let logdir: string;
  let server: RunboardProcess;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    logdir = mkdtempSync(join(tmpdir(), 'runboard-runs-'));
    for (const { name, lr, opt, loss } of SWEEP) {
      const writer = new SummaryWriter(join(logdir, name));
      writer.addScalar('loss', loss, 10);
      writer.addHparams({ lr, opt }, {}, { runName: '.' });
      await writer.close();
    }
    server = await startRunboard('--logdir', logdir, '--allow_delete');
    ({ page, complaints } = await openWatched(browser, server.url));
    await page.getByRole('columnheader', { name: 'lr' }).waitFor();
  });
  afterEach(async () => {
    await page.context().close();
    await server.stop();
    rmSync(logdir, { recursive: true });
    expect(complaints).toEqual([]);
  });

  const grid = () => page.getByRole('grid', { name: 'Runs' });
  /** What stands before the cells: names of runs and of groups. */
  const rows = async () => {
    const heads = await grid().getByRole('rowheader').locator('.label').allTextContents();
    return heads.map((text) => text.trim());
  };
  const select = (name: string) => grid().getByText(name, { exact: true }).click();
  const action = (name: string) =>
    page.getByRole('toolbar', { name: 'Selected runs' }).getByRole('button', { name });
  const notes = () => JSON.parse(readFileSync(join(logdir, '.runboard/runs.json'), 'utf8'));

  it('sorts by a hyperparameter and filters by it; the link brings both back', async () => {
    await grid().getByRole('button', { name: 'lr' }).click();
    await expect.poll(rows).toEqual(['adam_2', 'sgd_1', 'adam_1']);
    await page.getByRole('textbox', { name: /Filter runs/ }).fill('lr<0.05 loss<0.15');
    await expect.poll(rows).toEqual(['sgd_1']);
    await page.reload();
    await expect.poll(rows).toEqual(['sgd_1']);
    await page.getByRole('button', { name: 'Clear: Filter runs' }).click();
    await expect.poll(rows).toEqual(['adam_2', 'sgd_1', 'adam_1']);
  });

  it('groups runs, folds a group, and shows its mean', async () => {
    await page.getByRole('button', { name: 'Columns and groups' }).click();
    await page.getByRole('checkbox', { name: 'loss.last' }).check();
    await page.getByRole('combobox', { name: 'Group runs by' }).selectOption({ label: 'opt' });
    await expect.poll(rows).toEqual(['opt adam', 'adam_1', 'adam_2', 'opt sgd', 'sgd_1']);
    await page.getByRole('button', { name: 'List the runs of opt adam' }).click();
    await expect.poll(rows).toEqual(['opt adam', 'opt sgd', 'sgd_1']);
    const group = grid().getByRole('row', { name: /opt adam/ });
    await group.getByText('0.25', { exact: true }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  it('keeps name, tags and colour of a run beside the logs', async () => {
    await select('sgd_1');
    await action('Rename, note, tag…').click();
    await page.getByRole('textbox', { name: 'Name' }).fill('The best');
    await page.getByRole('textbox', { name: /^Tags/ }).fill('paper, best');
    await page.getByLabel('Colour').fill('#123456');
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(rows).toEqual(['adam_1', 'The best', 'adam_2']);
    await expect
      .poll(() => existsSync(join(logdir, '.runboard/runs.json')) && notes().runs)
      .toEqual({ sgd_1: { name: 'The best', tags: ['paper', 'best'], color: '#123456' } });
    await page.reload();
    await expect.poll(rows).toEqual(['adam_1', 'The best', 'adam_2']);
  });

  it('pins, ignores and compares', async () => {
    await select('adam_2');
    await action('Pin').click();
    await expect.poll(rows).toEqual(['adam_2', 'adam_1', 'sgd_1']);
    await action('Baseline').click();
    await grid().getByRole('gridcell').getByText('+0.099').waitFor();
    await select('sgd_1');
    await action('Ignore').click();
    await expect.poll(rows).toEqual(['adam_2', 'adam_1']);
    await page.reload();
    await expect.poll(rows).toEqual(['adam_2', 'adam_1']);
  });

  it('deletes to the trash after a question', async () => {
    await expect.poll(rows).toEqual(['adam_1', 'sgd_1', 'adam_2']);
    await grid().getByRole('checkbox', { name: 'adam_1' }).focus();
    await page.keyboard.press('Shift+ArrowDown');
    await action('Delete…').click();
    await page.getByRole('dialog').getByText('these 2 runs').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(readdirSync(logdir)).toContain('adam_1');
    await action('Delete…').click();
    await page.getByRole('button', { name: 'Move to the trash' }).click();
    await expect.poll(rows).toEqual(['adam_2']);
    const [folder = ''] = readdirSync(join(logdir, '.runboard/trash'));
    expect(readdirSync(join(logdir, '.runboard/trash', folder)).sort()).toEqual(['adam_1', 'sgd_1']);
  });
});
