// The tab of hyperparameters over a real log: its four pictures, filters, downloads, and a sweep that goes on.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SummaryWriter } from '../../src/index.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { type RunboardProcess, startRunboard } from '../runboard-process.ts';
import { axeViolations, openWatched } from './page-build.ts';

const SESSIONS = 24;

describe.skipIf(chromiumPath() === undefined)('hyperparameters', () => {
  let browser: Browser;
  let folder: string;
  let server: RunboardProcess;
  let page: Page;
  let complaints: string[];

  /** Accuracy depends on lr, best at 1e-2, and on nothing else. */
  async function logSession(i: number): Promise<void> {
    const writer = new SummaryWriter(folder);
    const lr = 10 ** -((i % 5) + 0);
    const accuracy = 0.9 - 0.1 * Math.abs(Math.log10(lr) + 2) + 0.001 * i;
    const optimizer = i % 2 ? 'sgd' : 'adam';
    writer.addHparams(
      { lr, optimizer, epochs: 3 },
      { accuracy, loss: 1 - accuracy },
      { runName: `trial${i}` },
    );
    await writer.close();
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'runboard-hparams-'));
    for (let i = 0; i < SESSIONS; i++) await logSession(i);
    const curve = new SummaryWriter(join(folder, 'trial22'));
    // It ends at what the session says of itself.
    for (let step = 1; step <= 10; step++) curve.addScalar('accuracy', 0.0922 * step, step);
    await curve.close();
    [browser, server] = await Promise.all([launchChromium(), startRunboard('--logdir', folder)]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  async function open(hash: string): Promise<void> {
    ({ page, complaints } = await openWatched(browser, `${server.url}#hparams${hash}`));
    await page.getByText(/\d sessions$/).waitFor();
  }
  const rowNames = () => page.locator('rb-session-table tr.row .text').allTextContents();
  const drawn = (element: string) =>
    page.locator(element).evaluate((chart) => (chart as unknown as { drawn: Record<string, number> }).drawn);

  it('are a table, the best session first, with its curves in place', async () => {
    await open('');
    await expect.poll(async () => (await rowNames())[0]).toBe('trial22');
    expect(await page.locator('tr.best').textContent()).toContain('best');
    // What is the same in all sessions says nothing of them.
    expect(
      await page
        .locator('rb-session-table')
        .getByRole('columnheader')
        .allTextContents()
        .then((all) => all.map((text) => text.trim())),
    ).toEqual(['Session', 'lr', 'optimizer', expect.stringContaining('accuracy'), 'loss']);
    await page.getByRole('button', { name: 'trial22', exact: true }).click();
    await expect
      .poll(() =>
        page
          .locator('rb-session-curves rb-line-chart')
          .first()
          .evaluate((chart) => (chart as unknown as { drawn: { points: number } }).drawn.points),
      )
      .toBeGreaterThan(9);
    expect(await axeViolations(page)).toEqual([]);
  });

  it('are sorted and filtered, and a link says how', async () => {
    await open('?panel=1');
    await page
      .locator('rb-session-table')
      .getByRole('columnheader', { name: 'lr' })
      .getByRole('button')
      .click();
    await expect.poll(async () => (await rowNames())[0]).toMatch(/^trial(4|9|14|19)$/);
    await page.getByRole('spinbutton', { name: 'Least lr' }).fill('0.005');
    await page.getByRole('spinbutton', { name: 'Least lr' }).press('Tab');
    await page.getByRole('group', { name: 'optimizer' }).getByRole('checkbox', { name: 'adam' }).uncheck();
    await expect.poll(() => page.getByText(/of 24 sessions/).textContent()).toBe('7 of 24 sessions');
    const address = new URL(page.url()).hash;
    expect(address).toContain('f:lr=0.005..');
    await page.context().close();
    ({ page, complaints } = await openWatched(browser, server.url + address));
    await page.getByText('7 of 24 sessions').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByText(/^24 sessions$/).waitFor();
    await page.getByRole('textbox', { name: 'Filter columns' }).fill('no such column');
    await page.getByRole('heading', { name: 'No column matches' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('textbox', { name: 'Filter columns' }).fill('');
    await expect.poll(async () => (await rowNames()).length).toBe(24);
  });

  it('stay above all others where they are pinned, whatever filters say, also by a link', async () => {
    await open('?f:lr=0.005..');
    await expect.poll(async () => (await rowNames())[0]).toBe('trial22');
    await page.getByRole('button', { name: 'Pin: trial2', exact: true }).press('Enter');
    await expect.poll(async () => (await rowNames())[0]).toBe('trial2');
    const address = new URL(page.url()).hash;
    await page.context().close();
    // Its lr is 0.01; this filter would leave it out.
    ({ page, complaints } = await openWatched(
      browser,
      `${server.url}${address.replace('0.005..', '..0.005')}`,
    ));
    await expect.poll(async () => (await rowNames())[0]).toBe('trial2');
    expect((await rowNames()).filter((name) => name === 'trial2')).toHaveLength(1);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Unpin: trial2', exact: true }).press('Enter');
    await expect.poll(rowNames).not.toContain('trial2');
    expect(page.url()).not.toContain('pin=');
  });

  it('are lines: brushing an axis filters, and arrow keys move it', async () => {
    await open('?show=parallel');
    await expect.poll(() => drawn('rb-parallel-coordinates')).toEqual({ rows: 24, axes: 4 });
    const box = await page.locator('rb-parallel-coordinates').boundingBox();
    if (!box) throw new Error('no chart');
    const x = box.x + box.width * (0.5 / 4);
    await page.mouse.move(x, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(x, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => (await drawn('rb-parallel-coordinates'))['rows']).toBeLessThan(20);
    await page.getByRole('button', { name: /^Axis lr/ }).press('ArrowRight');
    await expect.poll(() => page.url()).toContain('columns=optimizer%2Clr');
    await page.getByRole('button', { name: 'Clear the filter of lr' }).click();
    await expect.poll(async () => (await drawn('rb-parallel-coordinates'))['rows']).toBe(24);
    expect(await axeViolations(page)).toEqual([]);
  });

  it('are dots, every column against every metric', async () => {
    await open('?show=scatter');
    await expect.poll(() => drawn('rb-scatter-matrix')).toEqual({ cells: 8, dots: 192 });
    expect(await axeViolations(page)).toEqual([]);
  });

  it('have an importance, which says how it was reckoned', async () => {
    await open('?show=importance');
    await page.getByText('permutation importance').waitFor();
    const rows = await page.locator('rb-importance-chart tbody tr').allTextContents();
    expect(rows.map((row) => row.trim().split(/\s/)[0])).toEqual(['lr', 'optimizer']);
    expect(await axeViolations(page)).toEqual([]);
  });

  it.each([
    ['CSV', (text: string) => text.split('\r\n')[0], 'session,optimizer,accuracy'],
    ['JSON', (text: string) => JSON.parse(text).rows[0], ['trial22', 'adam', expect.closeTo(0.922, 5)]],
    ['LaTeX', (text: string) => text.split('\n')[2], 'session & optimizer & accuracy \\\\ \\hline'],
  ])('are downloaded as %s, as they are shown', async (format, read, expected) => {
    await open('?columns=optimizer%2Caccuracy');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: `Download as ${format}` }).click(),
    ]);
    expect(read(readFileSync(await file.path(), 'utf8'))).toEqual(expected);
  });

  it('have curves that are saved as a picture, a table of every point, and a report', async () => {
    await open('?session=trial22');
    const card = page.locator('rb-session-curves rb-card');
    await card.getByRole('application', { name: /^accuracy: 1 curve/ }).waitFor();
    await card.getByRole('button', { name: 'Save: accuracy' }).click();
    const saved = async (label: string) => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        card.getByRole('button', { name: label, exact: true }).click(),
      ]);
      return [file.suggestedFilename(), readFileSync(await file.path(), 'utf8')] as const;
    };
    const [name, csv] = await saved('CSV');
    expect(name).toBe('trial22_accuracy.csv');
    expect(csv.trim().split('\r\n').slice(-1)[0]).toMatch(/^trial22,accuracy,10,.*,0\.92/);
    expect((await saved('SVG'))[1]).toContain('>accuracy</text>');
    expect((await saved('HTML report'))[1]).toContain('trial22 accuracy');
    expect(await axeViolations(page)).toEqual([]);
  });

  it('follow the run list, and say what would fill them', async () => {
    await open('?only=trial3,trial4');
    await page.getByText(/^2 sessions$/).waitFor();
    await page.goto(`${server.url}#hparams?only=`);
    await page.getByRole('heading', { name: 'No sessions in the visible runs' }).waitFor();
    expect(await page.locator('rb-code-example').count()).toBe(2);
  });

  it('grow with the sweep', async () => {
    await open('');
    await logSession(SESSIONS);
    await page.getByText(/^25 sessions$/).waitFor();
  });
});
