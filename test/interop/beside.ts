// Our page beside TensorBoard's, both on the same log: what each draws is read from it, must agree, and is kept as two
// pictures in test/interop/screenshots/ to look at.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { paintedShares } from '../browser/shown-pixels.ts';
import { type RunboardProcess, startRunboard } from '../runboard-process.ts';
import { openTab, startTensorboard } from './tensorboard-page.ts';

/** A few points in a large room are a twentieth of a percent. */
const BLANK = 0.0002;
/** Meshes are a few seconds' work for a processor that draws alone. */
const DRAWN = { timeout: 40_000, interval: 300 };

/** One thing that both pages show. Kinds keep theirs in `test/interop/beside/<kind>.ts`. */
export interface Comparison {
  /** What must agree, as a sentence: it names the test and its pictures. */
  readonly title: string;
  /** A folder of test/fixtures/logs. */
  readonly log: string;
  /** The tab: our address behind `#`, and TensorBoard's. */
  readonly ours: string;
  readonly theirs: string;
  /** What each page draws that into, as selectors: in the pictures none of what is in sight may be blank. Left out for
   * the projector, whose picture takes a processor that draws alone seconds. */
  readonly drawn?: { readonly ours: string; readonly theirs: string };
  /**
   * Reads what a page shows, in a form that is the same on both. Undefined while it is not there yet; it is read again
   * until both are there and agree. May press what must be pressed, as long as it does no harm to press it again.
   */
  readonly read: {
    readonly ours: (page: Page) => Promise<unknown>;
    readonly theirs: (page: Page) => Promise<unknown>;
  };
}

/** Both servers on one log; whoever started them stops them. */
export interface Servers {
  readonly ours: RunboardProcess;
  readonly theirs: RunboardProcess;
  stop(): Promise<void>;
}

/** `log` is a folder of test/fixtures/logs. */
export async function startBoth(python: string, log: string): Promise<Servers> {
  const logdir = resolve('test/fixtures/logs', log);
  const [ours, theirs] = await Promise.all([
    startRunboard('--logdir', logdir),
    startTensorboard(python, logdir, 0),
  ]);
  return { ours, theirs, stop: async () => void (await Promise.all([ours.stop(), theirs.stop()])) };
}

/** Opens both pages, waits until they agree, keeps their pictures whether they do or not, and closes them. */
export async function compare(browser: Browser, servers: Servers, comparison: Comparison): Promise<void> {
  const { title, ours, theirs, read, drawn } = comparison;
  const page = await browser.newPage({ viewport: { width: 1600, height: 2400 } });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const [tab] = await Promise.all([
    openTab(browser, servers.theirs.url, theirs, ''),
    page.goto(`${servers.ours.url}#${ours}`),
  ]);
  try {
    let wanted: unknown;
    let shown: unknown;
    const agree = async () => {
      [wanted, shown] = await Promise.all([read.theirs(tab.page), read.ours(page)]);
      return wanted !== undefined && isSame(shown, wanted);
    };
    // In time or not: what follows says how they differ. TensorBoard asks again after 30 s for what it had not read before.
    await expect
      .poll(agree, { timeout: 75_000, interval: 200 })
      .toBe(true)
      .catch(() => undefined);
    expect(wanted).toBeDefined();
    expect(shown).toEqual(wanted);
    expect(complaints).toEqual([]);
    // What is read above is what is to be drawn; it can be seen a few frames later.
    if (drawn) {
      await expect.poll(() => isPainted(browser, page, drawn.ours), DRAWN).toBe(true);
      await expect.poll(() => isPainted(browser, tab.page, drawn.theirs), DRAWN).toBe(true);
    }
  } finally {
    const folder = 'test/interop/screenshots';
    mkdirSync(folder, { recursive: true });
    const name = `${comparison.log}: ${title}`.replace(/[^a-z0-9]+/gi, '-');
    await page.screenshot({ path: join(folder, `${name}.ours.png`) });
    await tab.page.screenshot({ path: join(folder, `${name}.tensorboard.png`) });
    await Promise.all([page.close(), tab.page.close()]);
  }
}

/** Whether something is drawn in each element that is in sight, of which there is one at least. */
async function isPainted(browser: Browser, page: Page, selector: string): Promise<boolean> {
  const shares = await paintedShares(browser, page, selector);
  return shares.length > 0 && shares.every((share) => share > BLANK);
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
