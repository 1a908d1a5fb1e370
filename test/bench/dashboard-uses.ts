// What a user does in a tab while its longest tasks are measured: opens it, scrolls through it, moves a slider,
// filters by tag, and watches values arrive.
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Locator, Page, Request } from 'playwright-core';
import { type Task, tasksOf } from './main-thread.ts';

/** A page that loaded nothing for so long has come to rest. */
const QUIET_MS = 700;
/** Of a worker that is ended while its files are on their way, Chromium never tells that these requests ended too. */
const LOST_MS = 5000;
const WHEEL_PIXELS = 500;
const WHEEL_TURNS = 30;
const KEYS = 12;
const ARRIVALS = 6;
const ARRIVAL_GAP_MS = 300;

/** In the order in which they are done. */
export const USES = ['open', 'scroll', 'slide', 'filter', 'live'] as const;
export type Use = (typeof USES)[number];

/** Tasks of the page by what was done; the page is gone afterwards. `arrive` writes a step of everything shown. */
export async function tasksOfUses(
  browser: Browser,
  address: string,
  arrive: () => Promise<void>,
): Promise<Readonly<Record<Use, readonly Task[]>>> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const open = new Map<Request, number>();
  page.on('request', (request) => open.set(request, performance.now()));
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
  const during = (act: () => Promise<void>) =>
    tasksOf(browser, page, async () => {
      await act();
      await atRest(page, open);
    });
  /** Nothing where there is no such element. It is found and focused before, since that is the bench's own work. */
  const duringOf = async (element: Locator, act: () => Promise<void>) => {
    if ((await element.count()) === 0) return [];
    await element.focus();
    return during(act);
  };
  try {
    return {
      open: await during(async () => {
        await page.goto(address);
      }),
      scroll: await during(() => scroll(page)),
      slide: await duringOf(sliderOf(page), () => slide(page)),
      filter: await duringOf(filterOf(page), () => filter(page)),
      live: await during(async () => {
        for (let time = 0; time < ARRIVALS; time++) {
          await arrive();
          await pause(ARRIVAL_GAP_MS);
        }
      }),
    };
  } finally {
    await context.close();
  }
}

/** Waits until the page asks the server for nothing more. */
async function atRest(page: Page, open: Map<Request, number>): Promise<void> {
  for (let quietMs = 0; quietMs < QUIET_MS; quietMs += 50) {
    await pause(50);
    const lostBefore = performance.now() - LOST_MS;
    for (const [request, since] of open) if (since < lostBefore) open.delete(request);
    if (open.size > 0) quietMs = 0;
  }
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))');
}

async function scroll(page: Page): Promise<void> {
  await page.mouse.move(900, 600);
  for (let turn = 0; turn < WHEEL_TURNS; turn++) {
    await page.mouse.wheel(0, WHEEL_PIXELS);
    await pause(30);
  }
}

/** What changes the data that is shown, or how all of it is drawn; not volume or the size of points. */
const sliderOf = (page: Page) =>
  page
    .getByRole('main')
    .getByRole('slider', { name: /^(Step of|Threshold|Smoothing)/ })
    .first();
const filterOf = (page: Page) =>
  page
    .getByRole('main')
    .getByRole('textbox', { name: /^Filter/ })
    .first();

async function slide(page: Page): Promise<void> {
  for (let key = 0; key < KEYS; key++) {
    await page.keyboard.press('ArrowLeft');
    await pause(30);
  }
}

/** To less, and back to all. */
async function filter(page: Page): Promise<void> {
  await page.keyboard.type('s.*1', { delay: 60 });
  await pause(QUIET_MS);
  for (let key = 0; key < 4; key++) await page.keyboard.press('Backspace', { delay: 60 });
}
