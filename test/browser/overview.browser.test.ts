// The tab that says what is in a logdir, held against the folder itself, and while the folder grows.
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatBytes } from '../../client/charts/number-format.ts';
import { SummaryWriter } from '../../src/index.ts';
import type { ServerState } from '../../src/wire/api.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { type RunboardProcess, startRunboard } from '../runboard-process.ts';
import { axeViolations, openWatched } from './page-build.ts';

describe.skipIf(chromiumPath() === undefined)('the overview', () => {
  let browser: Browser;
  let folder: string;
  let server: RunboardProcess;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'runboard-overview-'));
    cpSync('test/fixtures/logs/edge', folder, { recursive: true });
    [browser, server] = await Promise.all([launchChromium(), startRunboard('--logdir', folder)]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('tells runs, files and size as they lie there, kinds, and problems; and follows', async () => {
    const { page, complaints } = await openWatched(browser, `${server.url}#overview`);
    const fact = (name: string) =>
      page
        .locator('rb-overview-dashboard dt')
        .filter({ hasText: name })
        .locator('xpath=following-sibling::dd[1]')
        .textContent();
    const state = (await (await fetch(`${server.url}api/v1/state`)).json()) as ServerState;
    const paths = state.runs.flatMap(({ name }) =>
      readdirSync(join(folder, name))
        .filter((file) => file.includes('tfevents'))
        .map((file) => join(folder, name, file)),
    );
    const bytes = paths.reduce((sum, path) => sum + statSync(path).size, 0);
    await expect.poll(() => fact('Runs'), { timeout: 15_000 }).toBe(String(state.runs.length));
    expect(await fact('Event files')).toBe(String(paths.length));
    expect(await fact('Size')).toBe(formatBytes(bytes));
    expect(await fact('Problems')).toBe(String(state.problems.length));
    expect(state.problems.length).toBeGreaterThan(0);
    const problems = page.locator('rb-overview-dashboard li');
    expect(await problems.first().textContent()).toContain(state.problems[0]?.done);
    await page.getByRole('rowheader', { name: 'scalars', exact: true }).waitFor();
    const link = page.getByRole('main').getByRole('link', { name: 'Scalars', exact: true });
    expect(await link.getAttribute('href')).toBe('#scalars');
    expect(await axeViolations(page)).toEqual([]);
    const writer = new SummaryWriter(join(folder, 'one-more'));
    writer.addScalar('loss', 1, 1);
    await writer.close();
    await expect.poll(() => fact('Runs'), { timeout: 15_000 }).toBe(String(state.runs.length + 1));
    await page.context().close();
    expect(complaints).toEqual([]);
  });
});
