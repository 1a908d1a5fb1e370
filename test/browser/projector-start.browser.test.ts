// The tab of embeddings on a server that has only just begun to read its logdir.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultOptions } from '../../server/options.ts';
import { type RunningServer, serveSource } from '../../server/serve.ts';
import { SummaryWriter } from '../../src/index.ts';
import { PLUGIN_ROUTES } from '../../src/plugins/routes.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { type ScriptedSource, snapshotOf, sourceOf } from '../snapshot-of.ts';
import { openWatched, type WatchedPage } from './page-build.ts';

/** Keeps all that a tab's panes have said, and whether they once said nothing. As text: a page's types are none of this program's. */
const LISTEN = `
  globalThis.said = new Set();
  const textOf = (node) => {
    if (node.nodeType === 3) return node.textContent;
    if (node.localName === 'style') return '';
    return [...(node.shadowRoot ?? node).childNodes].map(textOf).join(' ');
  };
  const look = () => {
    const outlet = document.querySelector('rb-app')?.shadowRoot?.querySelector('rb-dashboard-outlet');
    const tab = outlet?.shadowRoot?.querySelector('rb-projector-dashboard');
    if (tab?.hasUpdated) said.add(textOf(tab).replace(/\\s+/g, ' ').trim());
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);`;

describe.skipIf(chromiumPath() === undefined)('the tab of embeddings while the server still reads', () => {
  const logdir = mkdtempSync(join(tmpdir(), 'runboard-projector-start-'));
  let browser: Browser;
  let source: ScriptedSource;
  let server: RunningServer;
  let watched: WatchedPage;
  beforeAll(async () => {
    const writer = new SummaryWriter(join(logdir, 'late'));
    await writer.addEmbedding({
      shape: [5, 4],
      data: Float32Array.from({ length: 20 }, (_, at) => Math.sin(at)),
    });
    await writer.close();
    source = sourceOf(snapshotOf([], { loading: true }));
    server = await serveSource(source, PLUGIN_ROUTES, { ...defaultOptions(logdir), port: 0 });
    browser = await launchChromium();
    watched = await openWatched(browser, 'about:blank');
    await watched.page.addInitScript(LISTEN);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(logdir, { recursive: true });
  });

  /** The server has found these runs, and goes on. */
  const find = (names: readonly string[], loading: boolean) => {
    const runs = names.map((name, at) => ({ name, startTimeSeconds: at + 1, lastTimeSeconds: at + 1 }));
    const snapshot = snapshotOf([], { version: source.snapshot.version + 1, loading, runs });
    const none = { series: [], seriesRemoved: false, problemsChanged: false };
    source.change({ snapshot, runsChanged: true, ...none });
  };

  it('says that the logs are being read, never that there are none, and shows points as soon as they are found', async () => {
    const { page, complaints } = watched;
    await page.goto(`${server.url}#projector`);
    await page.getByText('The server is still reading the logs').waitFor();
    const others = Array.from({ length: 30 }, (_, at) => `other ${at}`);
    find(others, true);
    await page.getByText('1–30 of 30').or(page.getByText('other 29')).first().waitFor();
    await page.getByText('The server is still reading the logs').waitFor();
    find([...others, 'late'], true);
    await page.getByText('5 points × 4 dimensions').waitFor();
    find([...others, 'late'], false);

    await page.getByText('of the variance').waitFor();
    const said = await page.evaluate<string[]>('[...said]');
    expect(said.length).toBeGreaterThan(1);
    for (const text of said) {
      expect(text).not.toBe('');
      expect(text).not.toMatch(/No embeddings|0 tensors|0 points/);
    }
    expect(complaints).toEqual([]);
  });

  it('is offered by the page that was opened elsewhere', async () => {
    const { page } = watched;
    find([], true);
    await page.goto('about:blank');
    await page.goto(server.url);
    expect(await page.getByRole('link', { name: 'Projector' }).count()).toBe(0);
    find(['late'], true);
    await page.getByRole('link', { name: 'Projector' }).click();
    await page.getByText('5 points × 4 dimensions').waitFor();
  });
});
