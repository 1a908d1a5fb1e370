// The tab of text in the real page on the real server, and hostile texts that must never run.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SummaryWriter } from '../../src/index.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { type LoggedPages, servedLog } from './logged-page.ts';
import { axeViolations } from './page-build.ts';

// The Node program that tests belong to knows no DOM.
interface Written {
  readonly localName: string;
  getAttributeNames(): string[];
}

const STORY = (step: number) => `# Epoch ${step}

| metric | value |
| --- | --- |
| loss | ${100 - step} |

\`\`\`python
def train(lr=0.${step}):
    return "mse"
\`\`\`

said the ${['cat', 'dog', 'fox'][step % 3]}`;

const FORMULAS = `Loss is $\\mathcal{L} = -\\sum_i y_i \\log \\hat y_i$, it cost $5 or $6.

$$
\\frac{\\partial L}{\\partial w} = \\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}
$$

and no formula: \\(\\nosuch{x}\\)`;

const HOSTILE_FORMULAS = [
  '$\\href{javascript:pwned=1}{x}$',
  '$\\includegraphics{http://127.0.0.1:9/beacon.png}$',
  '$\\htmlStyle{position:fixed}{x}$',
  '$\\htmlData{a="onclick=pwned=1"}{x}$',
  '$\\text{<img src=x onerror=pwned=1>}$',
  '$\\def\\a{\\a\\a}\\a$',
  `$${'{'.repeat(900)}x${'}'.repeat(900)}$`,
  '$\\rule{9999em}{9999em}$',
  '$</code><img src=x onerror=pwned=1>$',
];

const HOSTILE = [
  '<script>pwned = 1</script>',
  '<img src="x" onerror="pwned = 1">',
  '[link](javascript:pwned=1)',
  '<a href="jav&#x09;ascript:pwned=1">raw</a>',
  '<svg><animate onbegin="pwned = 1"></svg>',
  '<iframe srcdoc="<script>parent.pwned = 1</script>"></iframe>',
  '<math><mtext><table><mglyph><style><img src=x onerror=pwned=1>',
  '```"onmouseover="pwned=1\ncode\n```',
  '![picture](http://127.0.0.1:9/beacon.png)',
].join('\n\n');

describe.skipIf(chromiumPath() === undefined)('the tab of text', () => {
  let browser: Browser;
  let pages: LoggedPages;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await launchChromium();
    pages = await servedLog(browser, async (logdir) => {
      for (const name of ['edge', 'torch_api'])
        cpSync(join('test/fixtures/logs', name), join(logdir, name), { recursive: true });
      const writer = new SummaryWriter(join(logdir, 'stories'));
      for (let step = 0; step < 6; step++) writer.addText('story', STORY(step), step);
      writer.addText('hostile', HOSTILE, 0);
      writer.addText('formulas', FORMULAS, 0);
      writer.addText('unkind', HOSTILE_FORMULAS.join('\n\n'), 0);
      await writer.close();
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
  const card = (tag: string) =>
    page.locator('rb-text-card').filter({ has: page.getByRole('heading', { name: tag }) });
  const story = () => card('story/text_summary');
  const slider = () => page.getByRole('slider', { name: 'Step of story/text_summary, stories' });

  it('renders tables, colours code, and shows the chosen step', async () => {
    await open('text?tag=story');
    await story().getByRole('heading', { name: 'Epoch 5' }).waitFor();
    expect(await story().getByRole('cell').allInnerTexts()).toEqual(['loss', '95']);
    await expect.poll(() => story().locator('.hljs-keyword').allInnerTexts()).toEqual(['def', 'return']);
    await slider().press('Home');
    await story().getByRole('heading', { name: 'Epoch 0' }).waitFor();
    await page.getByRole('radio', { name: 'Raw' }).check();
    expect(await story().locator('pre').innerText()).toBe(STORY(0));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeViolations(page)).toEqual([]);
    }
  });

  it('draws formulas, leaves money alone, says what is no formula, and can do without', async () => {
    await open('text?tag=formulas');
    const text = card('formulas/').locator('.text');
    await expect.poll(() => text.locator('math').count()).toBe(2);
    expect(await text.locator('math.tml-display mtd').allTextContents()).toEqual(['a', 'b', 'c', 'd']);
    await text.getByText('it cost $5 or $6.').waitFor();
    await text.getByTitle('Unsupported function name').waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeViolations(page)).toEqual([]);
    }
    await page.getByRole('checkbox', { name: 'Math' }).uncheck();
    await text.getByText('$\\mathcal{L}').waitFor();
    expect(await text.locator('math').count()).toBe(0);
    expect(page.url()).toContain('math=off');
  });

  it('lets a hostile formula neither run, nor fetch, nor cover the page', async () => {
    await open('text?tag=unkind');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const text = card('unkind/').locator('.text');
    await text.getByTitle('Too many expansions').waitFor();
    await expect.poll(() => text.locator('math').count()).toBeGreaterThan(0);
    await expect
      .poll(() => text.locator('code:not(.math-error)').count(), { message: 'each was drawn or refused' })
      .toBe(0);
    expect(await text.locator('a, img, [href], [src], [onclick], [data-a]').count()).toBe(0);
    await text.locator('mtext', { hasText: '<img src=x onerror=pwned=1>' }).waitFor();
    expect(asked.filter((url) => !url.startsWith(pages.server.url))).toEqual([]);
    expect(await page.evaluate('window.pwned')).toBeUndefined();
  });

  it('tells steps apart, and carries all settings in the address', async () => {
    await open('text?tag=story');
    await page.getByRole('checkbox', { name: 'Same step on all cards' }).check();
    await slider().press('ArrowLeft');
    await page.getByRole('radio', { name: 'Diff' }).check();
    await expect.poll(() => story().locator('ins').allInnerTexts()).toEqual(['4', '96', '4', 'dog']);
    await page.getByRole('radio', { name: 'First step' }).check();
    await expect.poll(() => story().locator('del').allInnerTexts()).toEqual(['0', '100', '0', 'cat']);
    const address = new URL(page.url()).hash.slice(1);
    await page.context().close();
    await open(address);
    await expect.poll(() => story().locator('ins').allInnerTexts()).toEqual(['4', '96', '4', 'dog']);
    expect(await axeViolations(page)).toEqual([]);
  });

  it('finds words in all texts, and leads to the step that holds them', async () => {
    await open('text?shut=story');
    await page.getByRole('textbox', { name: 'Search texts' }).fill('the DOG|the dog');
    await page.getByText('2 steps match.').waitFor();
    await page.getByRole('button', { name: 'stories · step 1' }).click();
    await story().getByRole('heading', { name: 'Epoch 1' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('textbox', { name: 'Search texts' }).fill('(');
    await page.getByText('is no regular expression').waitFor();
    expect(complaints.splice(0).every((complaint) => complaint.includes('400'))).toBe(true);
  });

  it('stays at the newest step while a training writes', async () => {
    await open('text?tag=live');
    const writer = new SummaryWriter(join(pages.logdir, 'live'));
    writer.addText('live', 'the **first** word', 0);
    await writer.flush();
    await card('live/').getByText('the first word').waitFor();
    writer.addText('live', 'the **second** word', 1);
    await writer.flush();
    await card('live/').getByText('the second word').waitFor();
    await writer.close();
  });

  it('says why a step cannot be shown, and tries again; other steps can be chosen', async () => {
    await open('images');
    await page.route('**/api/v1/text/at?*step=5', (route) =>
      route.fulfill({ status: 500, contentType: 'text/plain', body: 'The disk is gone.' }),
    );
    await page.goto(`${pages.server.url}#text?tag=story`);
    await story().getByText('The disk is gone.').waitFor();
    await slider().press('ArrowLeft');
    await story().getByRole('heading', { name: 'Epoch 4' }).waitFor();
    await slider().press('End');
    await story().getByText('The disk is gone.').waitFor();
    await page.unroute('**/api/v1/text/at?*step=5');
    await story().getByRole('button', { name: 'Try again' }).click();
    await story().getByRole('heading', { name: 'Epoch 5' }).waitFor();
    expect(complaints.splice(0).every((complaint) => complaint.includes('500'))).toBe(true);
  });

  it('shows hostile texts as text: nothing runs, nothing is fetched, nothing leads to code', async () => {
    await open('text');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('dialog', (dialog) => complaints.push(dialog.message()));
    await card('hostile/').getByText('<script>pwned = 1</script>').waitFor();
    await card('t/xss/').getByText('<script>alert(1)</script>').waitFor();
    // Formulas have tests of their own.
    const formulas = page.getByRole('heading', { name: /^(?:formulas|unkind)/ });
    const texts = page.locator('rb-text-card').filter({ hasNot: formulas }).locator('.text');
    await expect.poll(() => texts.count()).toBe(5);
    const written = await texts
      .locator('*')
      .evaluateAll((all) =>
        (all as unknown as Written[]).map((element) =>
          [element.localName, ...element.getAttributeNames()].join(' '),
        ),
      );
    const harmless =
      /^(?:div|p|h1|h2|ul|li|strong|em|br|a|pre|code class|code|span class|table|thead|tbody|tr|th|td)$/;
    expect(written.filter((element) => !harmless.test(element))).toEqual([]);
    await page.getByRole('radio', { name: 'Raw' }).check();
    await card('hostile/').getByText('![picture](http://127.0.0.1:9/beacon.png)').waitFor();
    expect(asked.filter((url) => !url.startsWith(pages.server.url))).toEqual([]);
    expect(await page.evaluate('window.pwned')).toBeUndefined();
  });
});
