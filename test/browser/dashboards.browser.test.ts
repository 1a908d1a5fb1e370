// The dashboards of scalars, images and histograms in the real page: what they ask the server for, and what they show.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ScalarColumnsRequest, ScalarThinnedRequest } from '../../src/plugins/scalar/kind.ts';
import type { SeriesInfo, ServerState } from '../../src/wire/api.ts';
import { encodeColumns } from '../../src/wire/columns.ts';
import { NODE } from '../../src/writer/node/node-surroundings.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { EMPTY_STATE, type FakeServer, runsOf, seriesOf, startFakeServer } from './fake-server.ts';
import { axeViolations, buildPage, openWatched } from './page-build.ts';

const RUNS = ['mlp/loss_train', 'mlp/loss_validate'] as const;
const upTo = (length: number) => Array.from({ length }, (_, i) => i);

describe.skipIf(chromiumPath() === undefined)('dashboards', () => {
  let browser: Browser;
  let built: Awaited<ReturnType<typeof buildPage>>;
  let server: FakeServer;
  let page: Page;
  let complaints: string[];
  /** Bodies of the page's questions for points. */
  let asked: ScalarColumnsRequest['series'][];
  let thinned: ScalarThinnedRequest[];
  /** Answers 500 with this text while it is set. */
  let broken: string | undefined;

  beforeAll(async () => {
    [browser, built] = await Promise.all([launchChromium(), buildPage()]);
    server = await startFakeServer(built.folder, EMPTY_STATE);
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
    await built.remove();
  });
  beforeEach(() => {
    asked = [];
    thinned = [];
    broken = undefined;
  });
  afterEach(async () => {
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  function stateOf(series: readonly SeriesInfo[]): ServerState {
    return { ...EMPTY_STATE, runs: runsOf([...new Set(series.map(({ run }) => run))]), series };
  }

  /** Opens the page with routes that answer by what `server.state` says is there. */
  async function open(hash: string): Promise<void> {
    ({ page, complaints } = await openWatched(browser, 'about:blank'));
    const bytes = (blocks: Parameters<typeof encodeColumns>[0]) => ({
      contentType: 'application/octet-stream',
      body: Buffer.from(encodeColumns(blocks)),
    });
    const lengthOf = (run: string | null, tag: string | null) =>
      server.state.series.find((series) => series.run === run && series.tag === tag)?.length ?? 0;
    await page.route('**/api/v1/scalars/columns', async (route) => {
      const { series } = route.request().postDataJSON() as ScalarColumnsRequest;
      asked.push(series);
      if (broken !== undefined)
        return route.fulfill({ status: 500, contentType: 'text/plain', body: broken });
      return route.fulfill(
        bytes(
          series.map(({ run, tag, from = 0 }) => {
            const points = upTo(lengthOf(run, tag)).slice(from);
            return {
              head: { run, tag, generation: 0, from },
              columns: {
                steps: Float64Array.from(points),
                wallTimes: Float64Array.from(points, (at) => 1.7e9 + at),
                values: Float32Array.from(points, (at) => (run === RUNS[0] ? 1 : 2) / (at + 1)),
              },
            };
          }),
        ),
      );
    });
    await page.route('**/api/v1/scalars/thinned', (route) => {
      const request = route.request().postDataJSON() as ScalarThinnedRequest;
      thinned.push(request);
      return route.fulfill(
        bytes(
          request.series.map(({ run, tag, fromStep = 0, toStep = Number.POSITIVE_INFINITY }) => {
            const from = Math.max(0, Math.ceil(fromStep));
            const to = Math.min(lengthOf(run, tag) - 1, Math.floor(toStep));
            const every = Math.ceil((to - from + 1) / (request.limit - 1));
            const points = upTo(Math.floor((to - from) / every) + 1).map((at) => from + at * every);
            if (points.at(-1) !== to) points.push(to);
            return {
              head: { run, tag, generation: 0, length: to - from + 1 },
              columns: {
                steps: Float64Array.from(points),
                wallTimes: Float64Array.from(points, (at) => 1.7e9 + at),
                values: Float32Array.from(points, (at) => Math.sin(at / 50)),
              },
            };
          }),
        ),
      );
    });
    await page.route('**/api/v1/images/steps?*', (route) => {
      const query = new URL(route.request().url()).searchParams;
      const points = upTo(lengthOf(query.get('run'), query.get('tag')));
      const columns = {
        steps: Float64Array.from(points, (at) => at * 100),
        wallTimes: Float64Array.from(points, (at) => 1.7e9 + at),
        pictures: Uint32Array.from(points, () => 2),
      };
      return route.fulfill(bytes([{ head: { generation: 0 }, columns }]));
    });
    await page.route('**/api/v1/images/picture?*', async (route) => {
      const pixels = Uint8Array.from({ length: 28 * 14 * 3 }, (_, i) => i % 256);
      return route.fulfill({
        contentType: 'image/png',
        body: Buffer.from(NODE.encodePng({ width: 28, height: 14, channels: 3, bytes: pixels })),
      });
    });
    await page.route('**/api/v1/distributions/steps?*', (route) => {
      const query = new URL(route.request().url()).searchParams;
      const points = upTo(lengthOf(query.get('run'), query.get('tag')));
      const columns = {
        steps: Float64Array.from(points),
        wallTimes: Float64Array.from(points, (at) => 1.7e9 + at),
        values: Float64Array.from(points.flatMap((at) => upTo(9).map((i) => at + i))),
      };
      return route.fulfill(bytes([{ head: { length: points.length }, columns }]));
    });
    await page.route('**/api/v1/histograms/steps?*', (route) => {
      const query = new URL(route.request().url()).searchParams;
      const reach = query.get('run') === RUNS[1] ? 2 : 1;
      const points = upTo(lengthOf(query.get('run'), query.get('tag')));
      const columns = {
        steps: Float64Array.from(points),
        wallTimes: Float64Array.from(points, (at) => 1.7e9 + at),
        offsets: Uint32Array.from([0, ...points], (_, at) => at * 2),
        left: Float64Array.from(points.flatMap(() => [-reach, 0])),
        right: Float64Array.from(points.flatMap(() => [0, reach])),
        count: Float64Array.from(points.flatMap((at) => [at + 1, 3])),
      };
      return route.fulfill(bytes([{ head: { length: points.length }, columns }]));
    });
    await page.goto(`${server.url}${hash}`);
  }

  /** Tells the open page that a series has grown. */
  function grow(run: string, tag: string, length: number): void {
    const series = server.state.series.map((each) =>
      each.run === run && each.tag === tag ? { ...each, length } : each,
    );
    server.state = { ...server.state, series };
    server.send({
      type: 'changes',
      loading: false,
      series: series.filter((each) => each.run === run && each.tag === tag),
    });
  }

  const drawnOf = (element: string) =>
    page
      .locator(element)
      .first()
      .evaluate((found) => (found as unknown as { drawn: Readonly<Record<string, number>> }).drawn);

  describe('of scalars', () => {
    const loss = (length: number) => RUNS.map((run) => ({ ...seriesOf(run, 'loss', 'scalars'), length }));

    it('show train and validation loss in one chart, and fetch only what is new', async () => {
      server.state = stateOf(loss(40));
      await open('#scalars?smoothing=0');
      await expect.poll(() => drawnOf('rb-line-chart')).toEqual({ points: 80, lastStep: 39 });
      expect(await page.locator('rb-line-chart').count()).toBe(1);
      grow(RUNS[0], 'loss', 45);
      await expect.poll(() => drawnOf('rb-line-chart')).toEqual({ points: 85, lastStep: 44 });
      expect(asked).toEqual([
        RUNS.map((run) => ({ run, tag: 'loss', from: 0 })),
        [{ run: RUNS[0], tag: 'loss', from: 40 }],
      ]);
    });

    it.each([
      ['', ''],
      [', though its losses are watched', '&notify=loss'],
    ])(
      'ask for nothing while nobody sees the page%s, and catch up when it is looked at',
      async (_, watched) => {
        server.state = stateOf(loss(40));
        await open(`#scalars?smoothing=0${watched}`);
        await expect.poll(() => drawnOf('rb-line-chart')).toEqual({ points: 80, lastStep: 39 });
        const requests: string[] = [];
        const away = (hidden: boolean) =>
          page.evaluate(`Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${hidden} });
          document.dispatchEvent(new Event('visibilitychange'))`);
        // Code that comes behind the first picture is nothing that is asked for anew; whoever watches looks now and then.
        const others = watched === '' ? ['/assets/'] : ['/assets/', '/scalars/thinned'];
        page.on('request', (request) => {
          if (!others.some((other) => request.url().includes(other))) requests.push(request.url());
        });
        await expect
          .poll(async () => {
            requests.length = 0;
            await page.waitForTimeout(300);
            return requests.length;
          })
          .toBe(0);
        await away(true);
        grow(RUNS[0], 'loss', 45);
        const problem = { file: 'a', offsetBytes: 1, what: 'It is cut off', done: 'the rest is read' };
        server.send({ type: 'changes', loading: false, series: [], problems: [problem] });
        // Said in the order in which it came: what was before has been taken in as well.
        await page.getByRole('button', { name: '1 problem' }).waitFor();
        expect([requests, asked.length]).toEqual([[], 1]);
        await away(false);
        await expect.poll(() => drawnOf('rb-line-chart')).toEqual({ points: 85, lastStep: 44 });
        expect(asked.length).toBe(2);
      },
    );

    it('keep the zoom while points come in', async () => {
      server.state = stateOf(loss(40));
      await open('#scalars?smoothing=0');
      await expect.poll(async () => (await drawnOf('rb-line-chart'))['points']).toBe(80);
      const box = await page.locator('rb-line-chart').boundingBox();
      if (!box) throw new Error('no chart');
      await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2, { steps: 3 });
      await page.mouse.up();
      await page.getByRole('button', { name: 'Reset zoom' }).waitFor();
      const before = await drawnOf('rb-line-chart');
      grow(RUNS[0], 'loss', 60);
      await expect.poll(() => asked.length).toBe(2);
      expect(await drawnOf('rb-line-chart')).toEqual(before);
      await page.getByRole('button', { name: 'Reset zoom' }).click();
      await expect.poll(() => drawnOf('rb-line-chart')).toEqual({ points: 100, lastStep: 59 });
    });

    it('ask for the cards on screen, and for others once they are scrolled to', async () => {
      const tags = upTo(40).map((at) => `group/tag${at}`);
      server.state = stateOf(tags.map((tag) => seriesOf('run', tag, 'scalars')));
      await open('');
      await expect.poll(() => asked.flat().length).toBeGreaterThan(5);
      expect(asked.flat().some(({ tag }) => tag === 'group/tag39')).toBe(false);
      await page.locator('rb-scalar-card').last().scrollIntoViewIfNeeded();
      await expect.poll(() => asked.flat().some(({ tag }) => tag === 'group/tag39')).toBe(true);
      const names = asked.flat().map(({ tag }) => tag);
      expect(names).toEqual([...new Set(names)]);
    });

    it('carry their settings in the address, and only what is not as at first', async () => {
      server.state = stateOf([...loss(3), seriesOf(RUNS[0], 'lr', 'scalars')]);
      await open('#scalars');
      await page.getByRole('spinbutton', { name: 'Smoothing, as a number' }).fill('0.9');
      await page.getByRole('radio', { name: 'Relative' }).check();
      await page.getByRole('button', { name: 'View' }).click();
      await page
        .getByRole('group', { name: 'Vertical axis' })
        .getByRole('radio', { name: 'Log', exact: true })
        .check();
      await page.keyboard.press('Escape');
      await page.getByRole('textbox', { name: 'Filter tags' }).fill('^loss');
      await expect.poll(() => page.locator('rb-scalar-card').count()).toBe(1);
      await expect.poll(() => new URL(page.url()).hash).toContain('tag=');
      const address = new URL(page.url()).hash;
      expect([...new URLSearchParams(address.replace('#scalars?', '')).entries()].sort()).toEqual([
        ['log', '1'],
        ['smoothing', '0.9'],
        ['tag', '^loss'],
        ['x', 'relative'],
      ]);
      await page.context().close();
      await open(address);
      await expect.poll(() => page.locator('rb-scalar-card').count()).toBe(1);
      expect(await page.getByRole('radio', { name: 'Relative' }).isChecked()).toBe(true);
      await page.getByRole('radio', { name: 'Step' }).check();
      await expect.poll(() => page.url()).not.toContain('x=');
    });

    it('keep how charts look for the next visit, unless a link says otherwise', async () => {
      server.state = stateOf(loss(3));
      await open('#scalars?tag=loss');
      await page.getByRole('radio', { name: 'Relative' }).check();
      await expect.poll(() => page.url()).toContain('x=relative');
      await page.goto('about:blank');
      await page.goto(server.url);
      await expect.poll(() => page.url()).toMatch(/#\?scalars\.x=relative$/);
      await page.goto('about:blank');
      await page.goto(`${server.url}#scalars?smoothing=0`);
      await page.locator('rb-scalar-card').waitFor();
      expect(await page.getByRole('radio', { name: 'Step' }).isChecked()).toBe(true);
    });

    it('ask for no more points than can be seen, and for finer ones where somebody zooms in', async () => {
      server.state = stateOf([{ ...seriesOf('run', 'long', 'scalars'), length: 1_000_000 }]);
      await open('#scalars?smoothing=0&c:long=zx:10000..20000');
      await expect.poll(() => thinned.length).toBe(2);
      const [overview, detail] = thinned;
      expect(overview).toMatchObject({ series: [{ run: 'run', tag: 'long' }] });
      expect(overview?.limit).toBeLessThanOrEqual(2048);
      expect(detail?.series).toEqual([{ run: 'run', tag: 'long', fromStep: 0, toStep: 30_000 }]);
      expect(asked).toEqual([]);
      await expect.poll(async () => (await drawnOf('rb-line-chart'))['points']).toBeGreaterThan(500);
      const box = await page.locator('rb-line-chart').boundingBox();
      if (!box) throw new Error('no chart');
      await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.44, box.y + box.height / 2, { steps: 3 });
      await page.mouse.up();
      await expect.poll(() => thinned.length).toBe(3);
      const [closer] = thinned.at(-1)?.series ?? [];
      expect((closer?.toStep ?? 0) - (closer?.fromStep ?? 0)).toBeLessThan(3000);
      await expect.poll(() => page.url()).toMatch(/c:long=zx:1\d+\.?\d*\.\.1\d+/);
    });

    it('put a card into another, pin it, and carry that in the address', async () => {
      server.state = stateOf([
        ...loss(3),
        ...RUNS.map((run) => ({ ...seriesOf(run, 'lr', 'scalars'), length: 3 })),
      ]);
      await open('#scalars');
      await page.getByRole('button', { name: 'More: loss' }).click();
      await page.getByRole('combobox', { name: 'Add a tag' }).selectOption('lr');
      await page.getByRole('heading', { name: 'loss + lr' }).waitFor();
      await expect.poll(() => page.locator('rb-scalar-card').count()).toBe(1);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Pin: loss + lr' }).click();
      await page.getByRole('button', { name: /^Pinned/ }).waitFor();
      await page.context().close();
      await open(new URL(page.url()).hash);
      await page.getByRole('heading', { name: 'loss + lr' }).waitFor();
      await page.getByRole('application', { name: 'loss + lr: 4 curves, 12 points' }).waitFor();
    });

    it('compare values at a step that is clicked', async () => {
      server.state = stateOf(loss(40));
      await open('#scalars?sel=0');
      const table = page.getByRole('region', { name: 'Values at the chosen steps' });
      await expect
        .poll(() => table.locator('tbody td').allInnerTexts())
        .toEqual(['1', '–', '–', '2', '+1', '+100%']);
      const box = await page.locator('rb-line-chart').boundingBox();
      if (!box) throw new Error('no chart');
      await page.keyboard.down('Shift');
      await page.mouse.click(box.x + box.width - 11, box.y + box.height / 2);
      await page.keyboard.up('Shift');
      await expect.poll(() => page.url()).toContain('sel=0..39');
      await table.getByRole('columnheader', { name: 'to 39' }).waitFor();
      expect((await table.locator('tbody tr').first().locator('td').allInnerTexts()).slice(2, 4)).toEqual([
        '-0.975',
        '-97.5%',
      ]);
    });

    it('say why there are no points, and try again', async () => {
      server.state = stateOf(loss(3));
      broken = 'The disk is gone.';
      await open('#scalars');
      await page.getByText('The disk is gone.').waitFor();
      expect(complaints.splice(0).every((complaint) => complaint.includes('500'))).toBe(true);
      broken = undefined;
      await page.getByRole('button', { name: 'Try again' }).click();
      await expect.poll(async () => (await drawnOf('rb-line-chart'))['lastStep']).toBe(2);
    });

    it('leave up what is there when new points cannot be had, and say so', async () => {
      server.state = stateOf(loss(3));
      await open('#scalars');
      await expect.poll(async () => (await drawnOf('rb-line-chart'))['lastStep']).toBe(2);
      broken = 'The disk is gone.';
      grow(RUNS[0], 'loss', 5);
      await page.getByText('The disk is gone.').waitFor();
      expect(complaints.splice(0).every((complaint) => complaint.includes('500'))).toBe(true);
      expect((await drawnOf('rb-line-chart'))['lastStep']).toBe(2);
      broken = undefined;
      await page.getByRole('button', { name: 'Try again' }).click();
      await expect.poll(async () => (await drawnOf('rb-line-chart'))['lastStep']).toBe(4);
      await expect.poll(() => page.getByText('The disk is gone.').count()).toBe(0);
    });

    it('say what to do where nothing is to be shown', async () => {
      server.state = stateOf(loss(3));
      await open('#scalars?tag=nothing');
      await page.getByRole('heading', { name: 'No tag matches' }).waitFor();
      await page.context().close();
      await open(`#scalars?hide=${RUNS.map(encodeURIComponent).join(',')}`);
      await page.getByRole('heading', { name: 'No scalars in the visible runs' }).waitFor();
    });

    it.each(['light', 'dark'] as const)('have nothing that axe finds wrong (%s)', async (colorScheme) => {
      server.state = stateOf(loss(30));
      await open('#scalars');
      await page.emulateMedia({ colorScheme });
      await expect.poll(async () => (await drawnOf('rb-line-chart'))['lastStep']).toBe(29);
      expect(await axeViolations(page)).toEqual([]);
    });
  });

  describe('of images', () => {
    const digits = (length: number) => [{ ...seriesOf('run', 'digits', 'images'), length, items: 2 }];
    const readout = () => page.locator('rb-image-card output').innerText();

    it('show all pictures of the newest step, enlarged by whole pixels, and stay with the newest', async () => {
      server.state = stateOf(digits(3));
      await open('#images');
      const pictures = page.getByRole('img', { name: /digits/ });
      await page.getByText('28 × 14, 10×').first().waitFor();
      expect(await pictures.count()).toBe(2);
      expect(await pictures.first().boundingBox()).toMatchObject({ width: 280, height: 140 });
      expect(await pictures.first().evaluate(renderingOf)).toBe('pixelated');
      expect(await readout()).toBe('step 200');
      grow('run', 'digits', 4);
      await expect.poll(readout).toBe('step 300');
      expect(await pictures.nth(1).getAttribute('src')).toMatch(/\?run=run&tag=digits&step=300&sample=1&/);
      expect(await axeViolations(page)).toEqual([]);
    });

    it('stay at a step that was chosen, until the end is', async () => {
      server.state = stateOf(digits(3));
      await open('#images');
      const slider = page.getByRole('slider', { name: 'Step of digits, run' });
      await slider.press('ArrowLeft');
      await expect.poll(readout).toBe('step 100');
      grow('run', 'digits', 4);
      await expect.poll(() => slider.getAttribute('max')).toBe('3');
      expect(await readout()).toBe('step 100');
      await slider.press('End');
      grow('run', 'digits', 5);
      await expect.poll(readout).toBe('step 400');
    });

    it('show pictures at their actual size when asked to', async () => {
      server.state = stateOf(digits(1));
      await open('#images?size=actual');
      await page.getByText('28 × 14', { exact: true }).first().waitFor();
      const picture = page.getByRole('img', { name: /digits/ }).first();
      await expect.poll(async () => (await picture.boundingBox())?.width).toBe(28);
    });

    it('zoom all pictures to the same part, and tell the pixel under the pointer', async () => {
      server.state = stateOf(digits(1));
      await open('#images');
      await page.getByText('28 × 14, 10×').first().waitFor();
      const frames = page.locator('rb-picture .frame');
      await frames.first().hover({ position: { x: 15, y: 5 } });
      // Pixel 1 of the first row: bytes 3, 4 and 5.
      await page.getByText('1, 0: 3 4 5', { exact: true }).waitFor();
      await frames.first().press('+');
      await page.mouse.move(0, 0);
      // The browser tells a width as the difference of two edges, of which each is rounded.
      const widths = async () => {
        const images = await page.getByRole('img', { name: /digits/ }).all();
        const boxes = await Promise.all(images.map((image) => image.boundingBox()));
        return boxes.map((box) => Math.round(box?.width ?? 0));
      };
      await expect.poll(widths).toEqual([420, 420]);
      await page.getByRole('button', { name: 'Reset' }).click();
      await expect.poll(widths).toEqual([280, 280]);
      expect(await axeViolations(page)).toEqual([]);
    });

    it('are compared with another step or run, and a link carries how', async () => {
      server.state = stateOf(RUNS.map((run) => ({ ...seriesOf(run, 'digits', 'images'), length: 3 })));
      await open(`#images?only=${encodeURIComponent(RUNS[1])}`);
      await page.getByRole('combobox', { name: 'Compare with' }).selectOption('First step');
      const sources = async () => {
        const images = await page.locator('rb-image-card').first().locator('img').all();
        const urls = await Promise.all(images.map((image) => image.getAttribute('src')));
        return urls.map((url) => new URL(url ?? '').searchParams).map((query) => query.get('step'));
      };
      await expect.poll(sources).toEqual(['0', '0', '200', '200']);
      await page.getByRole('radio', { name: 'Difference' }).check();
      await expect.poll(sources).toEqual(['200', '0', '200', '0']);
      const address = new URL(page.url()).hash;
      await page.context().close();
      await open(address);
      await expect.poll(sources).toEqual(['200', '0', '200', '0']);
      expect(await page.locator('img.difference').count()).toBe(2);
      expect(await axeViolations(page)).toEqual([]);
    });

    it('play through their steps, and hold none that is far off screen', async () => {
      const tags = upTo(60).map((at) => `digits${at}`);
      server.state = stateOf(tags.map((tag) => ({ ...seriesOf('run', tag, 'images'), length: 3 })));
      await open('#images');
      const output = page.locator('rb-image-card output').first();
      await expect.poll(() => output.innerText()).toBe('step 200');
      await page.getByRole('button', { name: 'Play' }).click();
      await expect.poll(() => output.innerText()).toBe('step 0');
      await expect.poll(() => output.innerText()).toBe('step 100');
      await page.getByRole('button', { name: 'Pause' }).click();
      await page.locator('rb-image-card').last().scrollIntoViewIfNeeded();
      await page.locator('rb-image-card').last().locator('img').first().waitFor();
      await expect.poll(() => page.locator('rb-image-card').first().locator('img').count()).toBe(0);
    });
  });

  describe('of any kind', () => {
    it('keep pinned cards above all groups, in the address, whatever the filter says', async () => {
      server.state = stateOf(['a/x', 'b/y', 'b/z'].map((tag) => seriesOf('run', tag, 'histograms')));
      await open('#histograms');
      await page.getByRole('button', { name: 'Pin: b/z' }).click();
      const groups = () => page.locator('rb-card-grid h2').allInnerTexts();
      await expect.poll(groups).toEqual(['Pinned\n1', 'a\n1', 'b\n1']);
      await page.getByRole('textbox', { name: 'Filter tags' }).fill('^a');
      await expect.poll(groups).toEqual(['Pinned\n1', 'a\n1']);
      const address = new URL(page.url()).hash;
      await page.context().close();
      await open(address);
      await expect.poll(groups).toEqual(['Pinned\n1', 'a\n1']);
      await expect.poll(() => drawnOf('rb-ridges')).toEqual({ steps: 1 });
      expect(await axeViolations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Unpin: b/z' }).click();
      await expect.poll(groups).toEqual(['a\n1']);
      expect(page.url()).not.toContain('pin=');
    });

    it('say which lines of code would fill them where nothing is to be shown', async () => {
      server.state = stateOf([seriesOf('run', 'weights', 'histograms')]);
      await open('#histograms?hide=run');
      await page.getByRole('heading', { name: 'No histograms in the visible runs' }).waitFor();
      expect(await page.getByLabel('Example in TypeScript').innerText()).toContain('writer.addHistogram(');
      expect(await page.getByLabel('Example in Python').innerText()).toContain('writer.add_histogram(');
      expect(await axeViolations(page)).toEqual([]);
    });
  });

  describe('of histograms', () => {
    it('draw a ridge for each step, and one more when it comes', async () => {
      server.state = stateOf([{ ...seriesOf('run', 'weights', 'histograms'), length: 3 }]);
      await open('#histograms');
      await expect.poll(() => drawnOf('rb-ridges')).toEqual({ steps: 3 });
      grow('run', 'weights', 4);
      await expect.poll(() => drawnOf('rb-ridges')).toEqual({ steps: 4 });
      expect(await axeViolations(page)).toEqual([]);
    });

    it('become a heat map, in so many bins, and a link carries that', async () => {
      server.state = stateOf([{ ...seriesOf('run', 'weights', 'histograms'), length: 3 }]);
      await open('#histograms');
      await page.getByRole('radio', { name: 'Heat map' }).check();
      await page.getByRole('combobox', { name: 'Bins' }).selectOption('20 bins');
      await page.getByRole('radio', { name: 'Wall' }).check();
      await expect.poll(() => drawnOf('rb-histogram-heat-map')).toEqual({ steps: 3 });
      const address = new URL(page.url()).hash;
      expect([...new URLSearchParams(address.replace('#histograms?', ''))].sort()).toEqual([
        ['bins', '20'],
        ['mode', 'heat'],
        ['x', 'wall'],
      ]);
      await page.context().close();
      await open(address);
      await expect.poll(() => drawnOf('rb-histogram-heat-map')).toEqual({ steps: 3 });
    });

    it('of several runs take the same axis when they are asked to', async () => {
      server.state = stateOf(RUNS.map((run) => ({ ...seriesOf(run, 'weights', 'histograms'), length: 3 })));
      await open('#histograms');
      await page.getByRole('checkbox', { name: 'Same values axis for all runs' }).check();
      const extents = () =>
        page
          .locator('rb-histogram-card')
          .evaluateAll((cards) => cards.map((card) => (card as unknown as { extent: unknown }).extent));
      // Of the second run's histograms all edges are twice as far out.
      await expect.poll(extents).toEqual(Array(2).fill({ min: -2, max: 2 }));
    });

    it('of ten thousand series cost only what is on screen', async () => {
      const tags = upTo(10_000).map((at) => `layer/${at}`);
      server.state = stateOf(tags.map((tag) => ({ ...seriesOf('run', tag, 'histograms'), length: 3 })));
      await open('#histograms');
      await expect.poll(() => drawnOf('rb-ridges')).toEqual({ steps: 3 });
      expect(await page.locator('rb-ridges').count()).toBeLessThan(60);
    });
  });

  describe('of distributions', () => {
    it('draw bands for each run and tag, live', async () => {
      server.state = stateOf([{ ...seriesOf('run', 'weights', 'histograms'), length: 3 }]);
      await open('#distributions');
      await expect.poll(() => drawnOf('rb-bands')).toEqual({ steps: 3 });
      grow('run', 'weights', 5);
      await expect.poll(() => drawnOf('rb-bands')).toEqual({ steps: 5 });
      expect(await axeViolations(page)).toEqual([]);
    });
  });
});

/** Runs in the page. */
function renderingOf(picture: unknown): string {
  const page = globalThis as unknown as { getComputedStyle(element: unknown): { imageRendering: string } };
  return page.getComputedStyle(picture).imageRendering;
}
