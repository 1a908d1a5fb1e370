// A log that is code wherever it can be, in the real page: every tab shows it as text. Nothing runs, nothing is fetched
// from elsewhere, and no element comes from it.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOSTILE, HOSTILE_MARK, writeHostileLog } from '../hostile-log.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { type LoggedPages, servedLog } from './logged-page.ts';
import type { WatchedPage } from './page-build.ts';

const TABS = [
  ...['scalars', 'custom_scalars', 'images', 'audio', 'histograms', 'distributions', 'pr_curves', 'text'],
  // A graph is painted; the panel beside it says what is known of the node.
  ...['confusion_matrix', 'graphs?node=b', 'mesh', 'projector', 'hparams', 'tensor', 'overview'],
];
/** Elements that names and texts of the log would be, were they taken for HTML. Found inside of elements too. */
const INJECTED =
  '[onerror], [onload], img[src="x"], iframe, object, embed, body script, [href^="javascript"]';

describe.skipIf(chromiumPath() === undefined)('a hostile log', () => {
  let browser: Browser;
  let pages: LoggedPages;
  let opened: WatchedPage;
  const asked: string[] = [];
  beforeAll(async () => {
    browser = await launchChromium();
    pages = await servedLog(browser, writeHostileLog);
    opened = await pages.open('scalars');
    opened.page.on('request', (request) => asked.push(request.url()));
    opened.page.on('dialog', (dialog) => opened.complaints.push(dialog.message()));
  });
  afterAll(async () => {
    await pages?.close();
    await browser?.close();
  });

  it('would be seen if it came through', async () => {
    const page = await browser.newPage();
    await page.setContent(`<div><template shadowrootmode="open">${HOSTILE}</template></div>`);
    expect(await page.locator(INJECTED).count()).toBe(2);
    expect(await page.evaluate('window.pwned')).toBe(1);
    await page.close();
  });

  it.each(TABS)('is but text: %s', async (tab) => {
    const { page, complaints } = opened;
    // A page anew, so that nothing of the last tab is taken for this one.
    await page.goto('about:blank');
    await page.goto(`${pages.server.url}#${tab}`);
    await page.getByRole('main').getByText(HOSTILE_MARK).first().waitFor({ state: 'attached' });
    expect(await page.locator(INJECTED).count()).toBe(0);
    expect(await page.evaluate('window.pwned')).toBeUndefined();
    const elsewhere = asked.filter(
      (url) => !/^(?:data|blob):/.test(url) && !url.startsWith(pages.server.url),
    );
    expect(elsewhere).toEqual([]);
    // A refusal by the policy would be an attack that came half way.
    expect(complaints.filter((text) => !text.includes('GL Driver Message'))).toEqual([]);
  });
});
