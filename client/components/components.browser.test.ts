// Every component in the gallery, in a real browser: what it looks like to assistive technology, and what it fires.
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EMPTY_STATE, type FakeServer, startFakeServer } from '../../test/browser/fake-server.ts';
import { axeViolations, buildPage, openWatched } from '../../test/browser/page-build.ts';
import { chromiumPath, launchChromium } from '../../test/machine.ts';

describe.skipIf(chromiumPath() === undefined)('components', () => {
  let browser: Browser;
  let built: Awaited<ReturnType<typeof buildPage>>;
  let server: FakeServer;
  let page: Page;
  let complaints: string[];
  let light: Locator;

  beforeAll(async () => {
    [browser, built] = await Promise.all([launchChromium(), buildPage()]);
    server = await startFakeServer(built.folder, EMPTY_STATE);
    ({ page, complaints } = await openWatched(browser, `${server.url}gallery.html`));
    light = page.getByRole('region', { name: 'In light' });
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
    await built.remove();
    expect(complaints).toEqual([]);
  });

  /** Names and details of events of the page since the test began. */
  let fired: () => Promise<unknown[]>;
  beforeEach(async () => {
    await page.evaluate(recordEvents);
    fired = () => page.evaluate(() => (window as unknown as { fired: unknown[] }).fired);
  });

  it('axe finds nothing wrong in any state, light or dark', async () => {
    expect(await axeViolations(page)).toEqual([]);
  });

  it('a card tells its four states', async () => {
    await light.getByText('What a card shows.').first().waitFor();
    await light.getByText('Loading', { exact: true }).waitFor();
    await light.getByText('No points in the runs that are shown.').waitFor();
    await light.getByText('Is runboard still running?').waitFor();
  });

  it('a card in a grid takes the whole width when it is expanded', async () => {
    const card = light.locator('rb-card-grid rb-card').first();
    const width = async () => (await card.boundingBox())?.width ?? 0;
    await light
      .locator('rb-card-grid')
      .first()
      .evaluate((grid) => {
        (grid as HTMLElement).style.setProperty('--rb-card-min-width', '10rem');
      });
    const narrow = await width();
    await card.getByRole('button', { name: 'Expand: loss/train' }).click();
    expect(await width()).toBeGreaterThan(2 * narrow);
    expect(await fired()).toEqual([['rb-expand-change', true]]);
    await card.getByRole('button', { name: 'Shrink: loss/train' }).click();
    expect(await width()).toBe(narrow);
  });

  it('a group folds its cards away and says so', async () => {
    const heading = light.getByRole('button', { name: /^loss/ });
    await heading.click();
    expect(await light.getByRole('heading', { name: 'loss/validate' }).isVisible()).toBe(false);
    expect(await heading.getAttribute('aria-expanded')).toBe('false');
    await heading.press('Enter');
    expect(await light.getByRole('heading', { name: 'loss/validate' }).isVisible()).toBe(true);
    expect(await fired()).toEqual([
      ['rb-group-toggle', false],
      ['rb-group-toggle', true],
    ]);
  });

  it('a slider moves by keys and by typing, and holds to its range', async () => {
    const field = light.getByRole('spinbutton', { name: 'Smoothing, as a number' });
    await light.getByRole('slider', { name: 'Smoothing' }).press('ArrowRight');
    expect(await field.inputValue()).toBe('0.601');
    await field.fill('7');
    await field.press('Tab');
    await field.fill('');
    await field.press('Tab');
    expect(await field.inputValue()).toBe('0.999');
    expect(await fired()).toEqual([
      ['rb-slider-change', 0.601],
      ['rb-slider-change', 0.999],
    ]);
  });

  it('arrow keys move a choice', async () => {
    await light.getByRole('radio', { name: 'Relative' }).press('ArrowRight');
    expect(await light.getByRole('radio', { name: 'Wall' }).isChecked()).toBe(true);
    expect(await fired()).toEqual([['rb-segmented-change', 'wall']]);
  });

  it('a filter tells each key, and Escape empties it', async () => {
    const field = light.getByRole('textbox').first();
    await field.pressSequentially('ab');
    await field.press('Escape');
    expect(await field.inputValue()).toBe('');
    expect(await fired()).toEqual([
      ['rb-tag-filter-change', 'a'],
      ['rb-tag-filter-change', 'ab'],
      ['rb-tag-filter-change', ''],
    ]);
  });

  it('a filter that cannot be used is marked as wrong and says why', async () => {
    const field = light.getByRole('textbox').nth(2);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await light.getByText('Not a regular expression: Unterminated group.').waitFor();
  });

  it('a line between columns moves by keys and holds to its range', async () => {
    const line = light.getByRole('separator', { name: 'Width of the column' });
    await line.press('ArrowRight');
    await line.evaluate((element) => Object.assign(element, { value: 40 }));
    await line.press('ArrowRight');
    await line.dblclick();
    expect(await fired()).toEqual([
      ['rb-splitter-change', 21],
      ['rb-splitter-change', 40],
      ['rb-splitter-change', null],
    ]);
  });

  it('a note offers another try', async () => {
    await light.locator('rb-error-note').getByRole('button', { name: 'Try again' }).last().click();
    expect((await fired())[0]).toEqual(['rb-retry', null]);
  });
});

/** Runs in the page. */
function recordEvents() {
  const global = window as unknown as { fired: unknown[]; recording?: AbortController };
  global.recording?.abort();
  global.recording = new AbortController();
  global.fired = [];
  for (const name of [
    'expand-change',
    'retry',
    'splitter-change',
    'group-toggle',
    'slider-change',
    'segmented-change',
    'tag-filter-change',
  ])
    window.addEventListener(
      `rb-${name}`,
      (event) => global.fired.push([event.type, (event as CustomEvent).detail]),
      { signal: global.recording.signal },
    );
}
