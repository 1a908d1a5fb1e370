// The page built for tests, apart from dist/, and watched for everything that goes wrong in it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { build } from 'vite';

/**
 * Builds the page and the gallery into a folder of their own; `remove` deletes it. `bare` leaves the dashboards out, for
 * tests that put stand-ins in their place.
 */
export async function buildPage({ bare = false } = {}): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'runboard-page-'));
  await build({
    configFile: resolve('vite.config.ts'),
    mode: 'development',
    logLevel: 'error',
    // What users get: vitest's NODE_ENV would have Lit built with its development warnings.
    resolve: {
      conditions: ['module', 'browser', 'production'],
      alias: bare
        ? [
            {
              find: /^.*\/plugins\/dashboards\.ts$/,
              replacement: resolve('test/browser/pages/no-dashboards.ts'),
            },
          ]
        : [],
    },
    build: { outDir: folder, emptyOutDir: true },
  });
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

/** A page and what it complained about so far: console errors, exceptions, failed requests, refusals by policy. */
export interface WatchedPage {
  readonly page: Page;
  readonly complaints: string[];
}

/** Opens a page in a context of its own; close it with `page.context().close()`. */
export async function openWatched(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    // The page's own wish: it asked for something newer.
    if (why !== 'net::ERR_ABORTED') complaints.push(`${request.method()} ${request.url()} failed: ${why}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(url);
  return { page, complaints };
}

/** What axe-core finds wrong: a line for each element. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.failureSummary} ${node.html}`),
  );
}
