// Shortcuts do what their list says, every control has a name and a tooltip, menus and dialogs pass axe, and the page
// tells of a run that needs its owner.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SummaryWriter } from '../../src/index.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { type RunboardProcess, startRunboard } from '../runboard-process.ts';
import { axeViolations, openWatched } from './page-build.ts';

/**
 * Controls in sight without a tooltip of their own or of the few elements they are made of; a chart has one that moves with
 * the pointer. Text: this file is compiled without the DOM.
 */
const UNTOLD = `(() => {
  const found = [];
  const parts = 'main, aside, header, nav, form, dialog, [popover], [role=row], rb-card, rb-popover, rb-run-table';
  const told = (element) => {
    for (let at = element; at && !at.matches(parts); at = at.parentElement ?? at.getRootNode().host)
      if (at.getAttribute('title')) return true;
    return false;
  };
  const walk = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) walk(element.shadowRoot);
      const control = element.matches('a[href], button, input, select, textarea, [role=slider], [role=separator]');
      if (control && element.checkVisibility() && !told(element)) found.push(element.outerHTML);
    }
  };
  walk(document);
  return found;
})()`;

describe.skipIf(chromiumPath() === undefined)('the page under the keys', () => {
  let folder: string;
  let browser: Browser;
  let server: RunboardProcess;
  let writer: SummaryWriter;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'runboard-keys-'));
    for (const run of ['a', 'b']) {
      const other = new SummaryWriter(join(folder, run));
      for (let step = 0; step < 20; step++) {
        other.addScalar('loss', 1 / (step + 1), step);
        other.addScalar('accuracy', step, step);
      }
      other.addText('note', 'hello', 0);
      await other.close();
    }
    writer = new SummaryWriter(join(folder, 'live'));
    for (let step = 0; step < 5; step++) writer.addScalar('loss', 1 / (step + 1), step);
    await writer.flush();
    [browser, server] = await Promise.all([
      launchChromium(),
      startRunboard('--logdir', folder, '--allow_delete'),
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await writer.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  });
  afterEach(async () => {
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  async function open(options: BrowserContextOptions = {}, hash = '#scalars') {
    ({ page, complaints } = await openWatched(browser, `${server.url}${hash}`, options));
    await page
      .getByRole('heading', { name: /^(loss \+ )?accuracy$/ })
      .first()
      .waitFor();
  }
  /** What can have the focus and says to screen readers nothing of what it is, by its role. */
  async function nameless(): Promise<string[]> {
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    await session.detach();
    const isNameless = ({ ignored, name, properties = [] }: (typeof nodes)[number]) =>
      !ignored &&
      String(name?.value ?? '').trim() === '' &&
      properties.some((property) => property.name === 'focusable' && property.value.value === true);
    const roles = nodes.filter(isNameless).map(({ role }) => String(role?.value));
    // The page itself, and dialogs, whose headings tell what they are.
    return roles.filter((role) => role !== 'RootWebArea' && role !== 'dialog');
  }
  const told = async () => {
    expect(await page.evaluate(UNTOLD)).toEqual([]);
    expect(await nameless()).toEqual([]);
  };
  const sound = async () => {
    expect(await axeViolations(page)).toEqual([]);
    await told();
  };
  const focused = () => page.locator('*:focus').last().getAttribute('aria-label');

  it('lists all shortcuts under ?, and takes none while somebody types', async () => {
    await open();
    await page.keyboard.press('/');
    expect(await focused()).toBe('Filter tags, a regular expression');
    await page.keyboard.type('?');
    expect(await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'accuracy', exact: true }).click();
    await page.keyboard.press('?');
    const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    for (const part of ['Everywhere', 'In the list of runs', 'On a chart of curves'])
      await list.getByRole('heading', { name: part }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => list.count()).toBe(0);
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    await list.waitFor();
  });

  it('filters runs, turns tabs and the theme by a letter', async () => {
    await open();
    await page.keyboard.press('f');
    expect(await focused()).toBe('Filter runs, a regular expression');
    await page.getByRole('heading', { name: 'accuracy', exact: true }).click();
    const tab = () => page.locator('rb-top-bar [aria-current]').textContent();
    await page.keyboard.press('n');
    await expect.poll(tab).toBe('Custom');
    await page.keyboard.press('p');
    await expect.poll(tab).toBe('Scalars');
    const theme = () => page.locator('html').getAttribute('data-theme');
    await page.keyboard.press('t');
    await page.keyboard.press('t');
    await expect.poll(theme).toBe('dark');
  });

  it.each(['light', 'dark'] as const)(
    'menus and dialogs have names, tooltips and nothing that axe finds (%s)',
    async (colorScheme) => {
      await open({ colorScheme });
      await sound();
      await page.getByRole('button', { name: 'More: loss' }).click();
      await page.locator('rb-scalar-card-menu').getByText('Save and share').waitFor();
      await sound();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'View', exact: true }).click();
      await page.getByText('Axes of all charts').waitFor();
      await page.getByLabel('Tell of runs that need me').check();
      await page.getByText('Told while this tab is open').waitFor();
      await sound();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Share', exact: true }).click();
      await sound();
      await page.keyboard.press('Escape');
      await page.getByRole('row', { name: /^a / }).getByText('a', { exact: true }).click();
      await page
        .getByRole('button', { name: /^(Rename|Edit|Note)/ })
        .first()
        .click();
      await page.locator('rb-run-editor dialog[open]').waitFor();
      await sound();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Delete…' }).click();
      await page.locator('rb-run-delete dialog[open]').waitFor();
      await sound();
    },
  );

  it('every control of the run table, of chosen steps, of groups and on a phone has a name and a tooltip', async () => {
    await open({}, '#scalars?sel=3..9&tag=loss&c:loss=and:accuracy');
    await page.getByRole('heading', { name: 'loss + accuracy' }).waitFor();
    await page.getByRole('button', { name: 'Columns and groups' }).click();
    const groups = page.getByRole('combobox', { name: 'Group runs by' });
    await groups.selectOption({ label: 'a pattern in their names' });
    await page.getByRole('textbox', { name: /^Pattern/ }).fill('^(.)');
    await page.getByRole('button', { name: 'List the runs of a' }).waitFor();
    await told();
    await page.getByRole('button', { name: 'More: loss + accuracy' }).click();
    await page.getByRole('button', { name: 'Take out accuracy' }).waitFor();
    await told();
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByRole('button', { name: 'Runs', exact: true }).click();
    await page.getByRole('button', { name: 'Close the run list' }).waitFor();
    await told();
  });

  it('tells in the page of a loss that became NaN, also where the browser shows no notifications', async () => {
    await open({}, '#scalars?notify=loss');
    writer.addScalar('loss', Number.NaN, 5);
    await writer.flush();
    await page.getByText('loss of live is NaN or infinite').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await expect.poll(() => page.getByText('loss of live is NaN or infinite').count()).toBe(0);
  });
});
