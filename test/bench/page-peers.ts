// The page of either make on one logdir, opened so that all runs are shown, and handled alike.
import type { Locator, Page } from 'playwright-core';
import { startedAt, startRunboard } from '../runboard-process.ts';
import { firstChart, noteFirstChart, until } from './page-probe.ts';

/** TensorBoard loads a logdir after it answers; its page shows what there is. */
const GIVE_UP_MS = 180_000;

/** A server with its page; whoever started it stops it. */
export interface PagePeer {
  readonly name: string;
  /** Opens the page with all runs shown; resolves to the milliseconds until its first chart showed all of them. */
  open(page: Page, runs: number): Promise<number>;
  /** What is hovered, dragged and zoomed. */
  plot(page: Page): Locator;
  /** Script that scrolls the cards by some pixels. */
  scrollBy(pixels: number): string;
  stop(): Promise<unknown>;
}

/** Ours, at a part of the address. */
export async function ourPage(logdir: string, hash: string): Promise<PagePeer> {
  const { url, stop } = await startRunboard('--logdir', logdir);
  await waitFor(async () => {
    const state = (await (await fetch(`${url}api/v1/state`)).json()) as { loading: boolean; runs: unknown[] };
    return !state.loading && state.runs.length > 0;
  });
  return {
    name: 'Runboard',
    async open(page, runs) {
      await page.addInitScript(noteFirstChart(runs));
      await page.goto(`${url}#${hash}`);
      return firstChart(page);
    },
    plot: (page) => page.locator('rb-line-chart').first(),
    scrollBy: (pixels) =>
      `document.querySelector('rb-app').shadowRoot.querySelector('main').scrollBy(0, ${pixels})`,
    stop: () => stop(),
  };
}

/** TensorBoard's, whose page shows no run where there are more than 40 until all are unticked and ticked again. */
export async function theirPage(python: string, logdir: string, runs: number): Promise<PagePeer> {
  const flags = ['--logdir', logdir, '--host', '127.0.0.1', '--port', '0', '--load_fast', 'true'];
  const { url, stop } = await startedAt(python, ['-m', 'tensorboard.main', ...flags]);
  await waitFor(async () => {
    const answer = await fetch(`${url}data/plugin/scalars/tags`);
    return answer.ok && Object.keys((await answer.json()) as object).length === runs;
  });
  return {
    name: 'TensorBoard',
    async open(page, count) {
      const since = performance.now();
      await page.goto(`${url}#timeseries`);
      await page.locator('line-chart').first().waitFor({ timeout: GIVE_UP_MS });
      // The table below the first chart has a row for each run that is drawn.
      const drawn = `document.querySelector('scalar-card-component')?.querySelectorAll('tb-data-table-content-row').length >= ${count}`;
      const ticked = `document.querySelectorAll('mat-checkbox.mat-mdc-checkbox-checked').length`;
      // What ticks all runs: one click, or two where the page believes them ticked.
      for (let click = 0; count > 40 && click < 2; click++) {
        const before = await page.evaluate<number>(ticked);
        await page.locator('mat-checkbox input').first().click({ force: true });
        await until(page, `${drawn} || ${ticked} !== ${before}`);
        if ((await page.evaluate<number>(ticked)) > before) break;
      }
      await until(page, drawn);
      return performance.now() - since;
    },
    plot: (page) => page.locator('line-chart').first(),
    scrollBy: (pixels) => `(() => {
      const grown = [...document.querySelectorAll('*')].filter((one) => one.scrollHeight > one.clientHeight + 200);
      const cards = grown.find((one) => one.querySelector('scalar-card-component') && one !== document.documentElement);
      cards?.scrollBy(0, ${pixels});
    })()`,
    stop: () => stop(),
  };
}

async function waitFor(holds: () => Promise<boolean>): Promise<void> {
  const since = performance.now();
  while (!(await holds())) {
    if (performance.now() - since > GIVE_UP_MS) throw new Error('a server did not load in time');
    await new Promise((done) => setTimeout(done, 50));
  }
}
