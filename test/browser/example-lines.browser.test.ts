// The lines of code that an empty tab shows do fill it: they are read from the page, run as they stand, and looked at.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SummaryWriter } from '../../src/index.ts';
import { PLUGIN_ROUTES } from '../../src/plugins/routes.ts';
import type { ServerState } from '../../src/wire/api.ts';
import { LIVE_PROTOCOL } from '../../src/wire/live.ts';
import { chromiumPath, launchChromium, pythonPath } from '../machine.ts';
import { type RunboardProcess, startRunboard } from '../runboard-process.ts';
import { EMPTY_STATE, runsOf, seriesOf } from './fake-server.ts';
import { openWatched } from './page-build.ts';

type Language = 'TypeScript' | 'Python';

/** What the lines speak of and do not make themselves. */
const NAMES = {
  step: 1,
  loss: 0.5,
  image: { shape: [3, 4, 4], data: new Uint8Array(48) },
  samples: Float32Array.from({ length: 1600 }, (_, at) => Math.sin(at / 10)),
  weights: Float32Array.from({ length: 100 }, (_, at) => at / 50 - 1),
  labels: [0, 1, 1, 0],
  predictions: [0.1, 0.9, 0.6, 0.4],
  matrix: [
    [3, 1],
    [0, 4],
  ],
  vertices: { shape: [1, 3, 3], data: [0, 0, 0, 1, 0, 0, 0, 1, 0] },
  colors: { shape: [1, 3, 3], data: Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255) },
  faces: { shape: [1, 1, 3], data: [0, 1, 2] },
  vectors: { shape: [4, 3], data: Float32Array.from({ length: 12 }, (_, at) => at) },
  words: ['a', 'b', 'c', 'd'],
  model: [
    { name: 'in', op: 'Placeholder' },
    { name: 'out', op: 'Relu', input: ['in'] },
  ],
};

/** Packages without which a line cannot run; a machine may lack them. */
const NOT_INSTALLED = ['torch', 'soundfile'];

/** A kind of which the state names a series has a tab, though its one run is hidden. */
const ALL_KINDS = {
  ...EMPTY_STATE,
  runs: runsOf(['run']),
  series: [...PLUGIN_ROUTES.map(({ kind }) => kind.pluginName), 'my_own'].map((name) =>
    seriesOf('run', 'tag', name),
  ),
};

describe.skipIf(chromiumPath() === undefined)('the lines that an empty tab shows', () => {
  const python = pythonPath();
  let browser: Browser;
  let logdir: string;
  let server: RunboardProcess;
  let page: Page;
  let complaints: string[];
  /** Of each tab, by language. */
  const lines: Record<Language, Record<string, string>> = { TypeScript: {}, Python: {} };

  beforeAll(async () => {
    logdir = mkdtempSync(join(tmpdir(), 'runboard-lines-'));
    [browser, server] = await Promise.all([
      launchChromium({ webgl: true }),
      startRunboard('--logdir', logdir),
    ]);
    ({ page, complaints } = await openWatched(browser, 'about:blank'));
    const hello = JSON.stringify({ type: 'state', protocol: LIVE_PROTOCOL, state: ALL_KINDS });
    await page.routeWebSocket(/./, (socket) => socket.send(hello));
    // Embeddings lie beside event files, so that no series tells of them: their tab is there because it is named.
    await show('projector', 'hide=run');
    for (const tab of await tabNames()) {
      await show(tab, 'hide=run');
      const code = async (language: Language) => {
        lines[language][tab] = (await page.getByLabel(`Example in ${language}`).textContent()) ?? '';
      };
      await code('TypeScript');
      await code('Python');
    }
    await page.context().close();
    ({ page, complaints } = await openWatched(browser, 'about:blank'));
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(logdir, { recursive: true, force: true });
  });

  /** Goes to a tab, without loading the page anew where it is open. */
  async function show(tab: string, query: string) {
    await page.goto(`${server.url}#${tab}?${query}`);
    await page.locator(`rb-top-bar [aria-current][href^="#${tab}"]`).waitFor();
  }

  /** Names of all tabs that the page has, in order. */
  async function tabNames(): Promise<string[]> {
    const places = await page
      .getByRole('navigation', { name: 'Data types' })
      .getByRole('link')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    return places.map((place) => place.slice(1).replace(/\?.*/, ''));
  }

  /** Plugin names of all that the server has of the runs below a folder, in order. */
  async function kindsBelow(folder: string): Promise<string[]> {
    const state = (await (await fetch(new URL('api/v1/state', server.url))).json()) as ServerState;
    const kinds = state.series
      .filter(({ run }) => run.startsWith(folder))
      .map(({ pluginName }) => pluginName);
    return [...new Set(kinds)].sort();
  }

  it('are there for every tab', () => {
    const registered = readFileSync('src/plugins/dashboards.ts', 'utf8').match(/=> 'rb-[\w-]+-dashboard'/g);
    expect(Object.keys(lines.TypeScript)).toHaveLength(registered?.length ?? 0);
  });

  it('fill it in TypeScript', async () => {
    for (const [tab, code] of Object.entries(lines.TypeScript)) {
      const made: SummaryWriter[] = [];
      class Writer extends SummaryWriter {
        constructor(folder: string) {
          super(join(logdir, 'typescript', tab, folder));
          made.push(this);
        }
      }
      new Function('SummaryWriter', ...Object.keys(NAMES), code)(Writer, ...Object.values(NAMES));
      expect(made, tab).toHaveLength(1);
      await made[0]?.close();
    }
    for (const tab of Object.keys(lines.TypeScript)) {
      await show(tab, `run=${encodeURIComponent(`^typescript/${tab}/`)}`);
      const main = page.getByRole('main');
      await main.locator('rb-card, table, canvas').first().waitFor();
      expect(await main.locator('rb-empty-state').count(), tab).toBe(0);
      expect(await main.getByRole('alert').count(), tab).toBe(0);
    }
    expect(complaints).toEqual([]);
  });

  it.skipIf(python === undefined)('fill it in Python', async () => {
    const input = JSON.stringify({ logdir: join(logdir, 'python'), lines: lines.Python });
    const run = spawnSync(python ?? '', ['test/browser/example-lines.py'], { input, encoding: 'utf8' });
    expect(run.stderr).not.toContain('Error');
    const came = JSON.parse(run.stdout) as Record<string, string>;
    const ran = Object.keys(came).filter((tab) => !NOT_INSTALLED.includes(came[tab] ?? ''));
    expect(ran.map((tab) => came[tab])).toEqual(ran.map(() => 'ran'));
    await fetch(new URL('api/v1/reload', server.url), { method: 'POST' });
    for (const tab of ran) {
      // The picture of a matrix, for TensorBoard, is only ours.
      const ours = (await kindsBelow(`typescript/${tab}/`)).filter(
        (kind) => kind === tab || kind !== 'images',
      );
      // PyTorch says besides on what device it traced a model.
      const theirs = (await kindsBelow(`python/${tab}/`)).filter(
        (kind) => kind !== 'graph_tagged_run_metadata',
      );
      expect(theirs, tab).toEqual(ours);
    }
  });
});
