// The built shell in a real browser, against a server that the test plays. Dashboards are stand-ins: a tab's element
// shows in JSON what it was given.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ServerState } from '../../src/wire/api.ts';
import { LIVE_PROTOCOL } from '../../src/wire/live.ts';
import {
  EMPTY_STATE,
  type FakeServer,
  runsOf,
  seriesOf,
  startFakeServer,
} from '../../test/browser/fake-server.ts';
import { axeViolations, buildPage, openWatched } from '../../test/browser/page-build.ts';
import {
  brokenDashboard,
  keepGiven,
  type Shown,
  sameAsKept,
  standInDashboards,
} from '../../test/browser/pages/stand-in-dashboards.ts';
import { chromiumPath, launchChromium } from '../../test/machine.ts';

const THREE_RUNS: ServerState = {
  ...EMPTY_STATE,
  runs: runsOf(['base', 'lr=0.1/a', 'lr=0.1/b']),
  series: ['base', 'lr=0.1/a', 'lr=0.1/b'].map((run) => seriesOf(run, 'loss/train', 'scalars')),
};
const DAMAGE = {
  file: 'base/events.out.tfevents.1.host',
  offsetBytes: 1234,
  what: 'the checksum of the payload is wrong',
  done: 'this record was left out',
};

describe.skipIf(chromiumPath() === undefined)('the shell', () => {
  let browser: Browser;
  let built: Awaited<ReturnType<typeof buildPage>>;
  let server: FakeServer;
  let complaints: string[];
  let page: Page;

  beforeAll(async () => {
    [browser, built] = await Promise.all([launchChromium(), buildPage({ bare: true })]);
  });
  afterAll(async () => {
    await browser.close();
    await built.remove();
  });
  beforeEach(() => {
    complaints = [];
  });
  afterEach(async () => {
    await page.context().close();
    await server.close();
    expect(complaints).toEqual([]);
  });

  async function open(state: ServerState, hash = '', options: BrowserContextOptions = {}) {
    server = await startFakeServer(built.folder, state);
    await show(server.url + hash, options);
  }

  async function show(url: string, options: BrowserContextOptions = {}) {
    ({ page, complaints } = await openWatched(browser, url, options));
    await page.evaluate(standInDashboards);
  }

  const shown = async () => JSON.parse((await page.locator('[data-plugin]').textContent()) ?? '') as Shown;
  const runNames = async () => (await shown()).runs;
  const checkbox = (name: string) => page.getByRole('checkbox', { name, exact: true });

  it('an empty logdir says which one is watched and how to fill it', async () => {
    await open(EMPTY_STATE);
    await page.getByRole('heading', { name: 'No runs yet' }).waitFor();
    await page.getByText('/home/ada/experiments/runs', { exact: true }).waitFor();
    await page.getByText('writer.addScalar(').waitFor();
    await page.getByText('writer.add_scalar(').waitFor();
    expect(await page.title()).toBe('Runboard');
  });

  it('a logdir that is being read says so', async () => {
    await open({ ...EMPTY_STATE, loading: true });
    await page.getByRole('heading', { name: 'Reading the logs' }).waitFor();
  });

  it('a new data type makes its tab appear in the order of the dashboards, without a reload', async () => {
    await open({ ...THREE_RUNS, series: [seriesOf('base', 'w', 'images')] });
    await page.getByRole('link', { name: 'Images' }).waitFor();
    server.send({ type: 'changes', loading: false, series: [seriesOf('base', 'loss', 'scalars')] });
    await page.getByRole('link', { name: 'Scalars' }).waitFor();
    expect(await page.getByRole('navigation').getByRole('link').allTextContents()).toEqual([
      'Scalars',
      'Images',
    ]);
  });

  it('the tab that is shown stays in sight among many, also where the bar gets less room', async () => {
    const kinds = Array.from({ length: 12 }, (_, at) => `kind-${at}`);
    const state = {
      ...EMPTY_STATE,
      runs: runsOf(['base']),
      series: kinds.map((kind) => seriesOf('base', 'w', kind)),
    };
    await open(state, `#${kinds.at(-1)}`);
    await page.evaluate(standInDashboards, kinds);
    const outOfSight = () =>
      page.locator('rb-top-bar nav').evaluate((bar) => {
        const end = bar.querySelector('[aria-current]')?.getBoundingClientRect().right ?? Number.NaN;
        return end - bar.getBoundingClientRect().right;
      });
    await expect.poll(outOfSight).toBeLessThan(0);
    server.send({ type: 'state', protocol: LIVE_PROTOCOL, state: { ...state, problems: [DAMAGE] } });
    await page.getByRole('button', { name: '1 problem' }).waitFor();
    await expect.poll(outOfSight).toBeLessThan(0);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(outOfSight).toBeLessThan(0);
  });

  it('a run that is unticked leaves the dashboard, and the address brings the same view back', async () => {
    await open(THREE_RUNS);
    await checkbox('lr=0.1/a').click();
    await expect.poll(runNames).toEqual(['base', 'lr=0.1/b']);
    expect(new URL(page.url()).hash).toBe('#scalars?hide=lr%3D0.1/a');
    await page.reload();
    await page.evaluate(standInDashboards);
    await expect.poll(runNames).toEqual(['base', 'lr=0.1/b']);
    expect(await checkbox('lr=0.1/a').isChecked()).toBe(false);
  });

  it('one box ticks all and none, and only what matches a filter', async () => {
    await open(THREE_RUNS);
    await page.getByRole('checkbox', { name: 'All runs' }).click();
    await expect.poll(runNames).toEqual([]);
    await page.getByRole('textbox', { name: /Filter runs/ }).fill('^lr');
    // The engine for such a pattern comes when one is typed; until then it leaves all runs there.
    await checkbox('base').waitFor({ state: 'detached' });
    await page.getByRole('checkbox', { name: 'All runs that match' }).click();
    await expect.poll(runNames).toEqual(['lr=0.1/a', 'lr=0.1/b']);
    await page.getByRole('button', { name: 'Clear: Filter runs' }).click();
    expect(await checkbox('base').isChecked()).toBe(false);
  });

  it('a run filter that is no regular expression says why and hides nothing', async () => {
    await open(THREE_RUNS);
    await page.getByRole('textbox', { name: /Filter runs/ }).fill('lr=(');
    await page.getByText('Not a regular expression: missing closing )').waitFor();
    expect(await runNames()).toHaveLength(3);
  });

  it('the keyboard moves through the runs, ticks them, and shows one only', async () => {
    await open(THREE_RUNS);
    await checkbox('base').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await expect.poll(runNames).toEqual(['base', 'lr=0.1/b']);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await expect.poll(runNames).toEqual(['lr=0.1/b']);
    expect(new URL(page.url()).hash).toBe('#scalars?only=lr%3D0.1/b');
  });

  it('of a thousand runs only those in sight are in the document, and the last can be reached', async () => {
    const names = Array.from({ length: 1000 }, (_, at) => `run_${at}`);
    await open({
      ...THREE_RUNS,
      runs: runsOf(names),
      series: names.map((run) => seriesOf(run, 'loss', 'scalars')),
    });
    await checkbox('run_0').focus();
    expect(await page.locator('rb-run-table .row').count()).toBeLessThan(80);
    await page.keyboard.press('End');
    await expect.poll(() => checkbox('run_999').evaluate((box) => box.matches(':focus'))).toBe(true);
  });

  it('a dashboard’s settings go to the address, and the back button leads to the tab before', async () => {
    await open({ ...THREE_RUNS, series: [...THREE_RUNS.series, seriesOf('base', 'x', 'images')] }, '#images');
    await expect.poll(async () => (await shown()).plugin).toBe('images');
    await page
      .locator('[data-plugin]')
      .evaluate((element) =>
        element.dispatchEvent(
          new CustomEvent('rb-view-change', { detail: { size: '2' }, bubbles: true, composed: true }),
        ),
      );
    await expect.poll(async () => (await shown()).view).toEqual({ size: '2' });
    await page.getByRole('link', { name: 'Scalars' }).click();
    await expect.poll(async () => (await shown()).view).toEqual({});
    expect(new URL(page.url()).hash).toBe('#scalars?images.size=2');
    await page.goBack();
    await expect.poll(async () => (await shown()).view).toEqual({ size: '2' });
  });

  it('unchanged series and runs reach the dashboard as the same objects', async () => {
    await open(THREE_RUNS);
    await expect.poll(runNames).toHaveLength(3);
    await page.evaluate(keepGiven);
    server.send({ type: 'changes', loading: false, series: [], problems: [DAMAGE] });
    await page.getByRole('button', { name: '1 problem' }).waitFor();
    expect(await page.evaluate(sameAsKept)).toEqual([true, true]);
  });

  it('damage is counted, and told with file, place, finding and consequence', async () => {
    await open({ ...THREE_RUNS, problems: [DAMAGE] });
    await page.getByRole('button', { name: '1 problem' }).click();
    for (const text of [
      DAMAGE.file,
      'at byte 1,234',
      'The checksum of the payload is wrong.',
      'This record was left out.',
    ])
      await page.getByText(text).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText(DAMAGE.file).waitFor({ state: 'detached' });
    const opener = page.getByRole('button', { name: '1 problem' });
    await expect.poll(() => opener.evaluate((button) => button.matches(':focus'))).toBe(true);
  });

  it('the reload button asks the server and turns while it waits', async () => {
    await open(THREE_RUNS);
    let answer: () => void = () => undefined;
    server.reloadGate = new Promise((resolve) => {
      answer = resolve;
    });
    const button = page.getByRole('button', { name: 'Reload' });
    await button.click();
    await expect.poll(() => button.getAttribute('aria-busy')).toBe('true');
    answer();
    await expect.poll(() => button.getAttribute('aria-busy')).toBe('false');
    expect(server.reloads).toBe(1);
  });

  it('a server that goes away is told, and when it is back the page goes on by itself', async () => {
    await open(THREE_RUNS);
    await page.getByText('Live', { exact: true }).waitFor();
    const { port } = new URL(server.url);
    await server.close();
    await page.getByText('The server does not answer. Is runboard still running?').waitFor();
    await page.getByText('Offline').waitFor();
    server = await startFakeServer(
      built.folder,
      { ...THREE_RUNS, runs: THREE_RUNS.runs.slice(0, 1) },
      { port: Number(port) },
    );
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByText('The server does not answer').waitFor({ state: 'detached' });
    await expect.poll(runNames).toEqual(['base']);
    // The browser itself logs each connection that was refused.
    expect(
      complaints.filter(
        (complaint) => !/ERR_CONNECTION_(REFUSED|RESET)|api\/v1\/state failed/.test(complaint),
      ),
    ).toEqual([]);
    complaints = [];
  });

  it('a server that speaks another protocol has the page loaded anew once, then says so', async () => {
    server = await startFakeServer(built.folder, THREE_RUNS);
    server.protocol = LIVE_PROTOCOL + 1;
    ({ page, complaints } = await openWatched(browser, server.url));
    await page.getByText('The server is of another version than this page').waitFor();
    expect(server.connections).toBe(2);
    server.protocol = LIVE_PROTOCOL;
    await page.reload();
    await page.getByText('Live', { exact: true }).waitFor();
    await expect.poll(() => page.evaluate(() => history.state)).toBe(null);
  });

  it('the page works below a path prefix', async () => {
    server = await startFakeServer(built.folder, THREE_RUNS, { prefix: '/user/ada' });
    await show(server.url);
    await page.getByText('Live', { exact: true }).waitFor();
    await expect.poll(runNames).toHaveLength(3);
  });

  it('a dashboard that cannot be loaded says so and can be tried again', async () => {
    await open(THREE_RUNS);
    await page.evaluate(brokenDashboard);
    await page.getByRole('alert').getByText('The Broken view could not be loaded').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('loaded after all').waitFor();
    expect(complaints.splice(0)).toEqual([expect.stringContaining('no such file')]);
  });

  it('the theme follows the system until one is chosen, which is kept', async () => {
    await open(THREE_RUNS, '', { colorScheme: 'dark' });
    const theme = () => page.evaluate(() => document.documentElement.dataset['theme']);
    expect(await theme()).toBe('dark');
    await page.getByRole('button', { name: 'Theme: as the system' }).click();
    await expect.poll(theme).toBe('light');
    await page.reload();
    await page.getByRole('button', { name: 'Theme: light' }).waitFor();
    expect(await theme()).toBe('light');
  });

  it('the run list is as wide as it was dragged, also after a reload', async () => {
    await open(THREE_RUNS);
    const list = page.locator('rb-run-panel');
    const width = async () => (await list.boundingBox())?.width;
    await page.getByRole('separator', { name: 'Width of the run list' }).hover();
    await page.mouse.down();
    await page.mouse.move(400, 300);
    await page.mouse.up();
    await expect.poll(width).toBe(400);
    await page.reload();
    await expect.poll(width).toBe(400);
  });

  it('on a phone the run list opens over the page and closes beside it', async () => {
    await open(THREE_RUNS, '', { viewport: { width: 360, height: 740 } });
    await page.getByRole('link', { name: 'Scalars' }).waitFor();
    expect(await checkbox('base').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Runs', exact: true }).click();
    await checkbox('base').click();
    await expect.poll(runNames).toEqual(['lr=0.1/a', 'lr=0.1/b']);
    await page.mouse.click(350, 600);
    await expect.poll(() => checkbox('base').isVisible()).toBe(false);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  it.each(['light', 'dark'] as const)('axe finds nothing wrong in %s', async (colorScheme) => {
    await open({ ...THREE_RUNS, problems: [DAMAGE] }, '', { colorScheme });
    await page.getByRole('button', { name: '1 problem' }).click();
    await page.getByText(DAMAGE.file).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    server.send({ type: 'state', protocol: LIVE_PROTOCOL, state: EMPTY_STATE });
    await page.getByRole('heading', { name: 'No runs yet' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });
});
