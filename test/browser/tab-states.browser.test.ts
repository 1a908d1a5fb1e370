// Every tab while its data are on their way, where there is nothing to show, and where nothing could be fetched.

import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OverviewAnswer } from '../../src/wire/api.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { EMPTY_STATE, type FakeServer, runsOf, seriesOf, startFakeServer } from './fake-server.ts';
import { axeViolations, buildPage, openWatched } from './page-build.ts';

interface Tab {
  /** Its name in the address. */
  readonly tab: string;
  /** Of the one series that there is. */
  readonly pluginName: string;
  readonly tag?: string;
  /** What stands for all that the tab asks for. */
  readonly asks: string;
  readonly empty: { readonly heading: string; readonly typescript: string; readonly python: string };
  /** What the server answers where there is nothing, for a tab that asks before it knows that. */
  readonly nothing?: unknown;
}

const NO_SESSIONS = {
  hparams: [],
  metrics: [],
  sessions: [],
  hparamColumns: [],
  metricColumns: [],
  unreadable: [],
};

const cards = (
  tab: string,
  things: string,
  typescript: string,
  python: string,
  more: Partial<Tab> = {},
): Tab => ({
  tab,
  pluginName: tab,
  asks: `**/api/v1/${tab}/**`,
  empty: { heading: `No ${things} in the visible runs`, typescript, python },
  ...more,
});

/** A line a tab. */
const TABS: readonly Tab[] = [
  cards('scalars', 'scalars', 'addScalar(', 'add_scalar('),
  {
    tab: 'custom_scalars',
    pluginName: 'custom_scalars',
    asks: '**/api/v1/custom_scalars/**',
    empty: {
      heading: 'No charts laid out yet',
      typescript: 'addCustomScalars(',
      python: 'add_custom_scalars(',
    },
    nothing: { categories: [], unreadable: [] },
  },
  cards('images', 'images', 'addImage(', 'add_image('),
  cards('audio', 'clips', 'addAudio(', 'add_audio('),
  cards('histograms', 'histograms', 'addHistogram(', 'add_histogram('),
  cards('distributions', 'histograms', 'addHistogram(', 'add_histogram(', { pluginName: 'histograms' }),
  cards('pr_curves', 'PR curves', 'addPrCurve(', 'add_pr_curve('),
  cards('confusion_matrix', 'confusion matrices', 'addConfusionMatrix(', 'add_'),
  {
    tab: 'graphs',
    pluginName: 'graphs',
    tag: '__run_graph__',
    asks: '**/api/v1/graphs/**',
    empty: { heading: 'No graph in these runs', typescript: 'addGraph(', python: 'add_graph(' },
  },
  {
    tab: 'projector',
    pluginName: 'projector',
    asks: '**/api/v1/projector/**',
    empty: {
      heading: 'No embeddings in the visible runs',
      typescript: 'addEmbedding(',
      python: 'add_embedding(',
    },
    nothing: { loading: false, runs: [] },
  },
  cards('mesh', 'meshes', 'addMesh(', 'add_mesh(', { tag: 'cloud_VERTEX' }),
  cards('text', 'texts', 'addText(', 'add_text('),
  cards('hparams', 'sessions', 'addHparams(', 'add_hparams(', { nothing: NO_SESSIONS }),
  cards('tensor', 'tensors', 'addTensor(', 'add_tensor(', { pluginName: 'my_own' }),
  {
    tab: 'overview',
    pluginName: 'scalars',
    asks: '**/api/v1/overview',
    empty: { heading: 'No runs in the logdir', typescript: 'addScalar(', python: 'add_scalar(' },
    nothing: {
      logdir: '/runs',
      runCount: 0,
      firstTimeSeconds: null,
      lastTimeSeconds: null,
      files: null,
      newest: [],
      problems: [],
      problemCount: 0,
    } satisfies OverviewAnswer,
  },
];

it('is known of every tab', () => {
  // The file itself is of the page, which the Node program that tests belong to does not know.
  const registered = readFileSync('src/plugins/dashboards.ts', 'utf8').match(/=> 'rb-[\w-]+-dashboard'/g);
  expect(registered).toHaveLength(TABS.length);
});

describe.skipIf(chromiumPath() === undefined)('a tab', () => {
  let browser: Browser;
  let built: Awaited<ReturnType<typeof buildPage>>;
  let server: FakeServer;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [browser, built] = await Promise.all([launchChromium(), buildPage()]);
    server = await startFakeServer(built.folder, EMPTY_STATE);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await built?.remove();
  });
  afterEach(() => page.context().close());

  /** Opens the tab on a run with one series of it; `answer` says what comes of what it asks. */
  async function open(tab: Tab, settings: string, answer: Parameters<Page['route']>[1]): Promise<void> {
    server.state = {
      ...EMPTY_STATE,
      runs: runsOf(['run']),
      series: [seriesOf('run', tab.tag ?? 'tag', tab.pluginName)],
    };
    ({ page, complaints } = await openWatched(browser, 'about:blank'));
    await page.route(tab.asks, answer);
    await page.route(/documents\/(?:layout|projector)$/, (route) =>
      route.fulfill({ json: { etag: '"none"', document: null, place: 'logdir', problem: null } }),
    );
    await page.goto(`${server.url}#${tab.tab}${settings}`);
  }

  it.each(TABS)('$tab says that its data are on their way', async (tab) => {
    await open(tab, '', () => undefined);
    const main = page.getByRole('main');
    await main.locator('[aria-busy=true], p.loading').first().waitFor({ state: 'attached' });
    expect(await main.getByRole('alert').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it.each(TABS)('$tab says which lines would fill it', async (tab) => {
    await open(tab, '?hide=run', (route) => route.fulfill({ json: tab.nothing ?? {} }));
    await page.getByRole('heading', { name: tab.empty.heading }).waitFor();
    expect(await page.getByLabel('Example in TypeScript').innerText()).toContain(tab.empty.typescript);
    expect(await page.getByLabel('Example in Python').innerText()).toContain(tab.empty.python);
    expect(await axeViolations(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.each(TABS)('$tab says why nothing came, and asks again', async (tab) => {
    let asked = 0;
    await open(tab, '', (route) => {
      asked++;
      return route.fulfill({ status: 500, contentType: 'text/plain', body: 'The disk is gone.' });
    });
    await page.getByRole('main').getByText('The disk is gone.').first().waitFor();
    expect(await axeViolations(page)).toEqual([]);
    const before = asked;
    await page.getByRole('main').getByRole('button', { name: 'Try again' }).first().click();
    await expect.poll(() => asked).toBeGreaterThan(before);
    expect(complaints.filter((complaint) => !complaint.includes('500'))).toEqual([]);
  });
});
