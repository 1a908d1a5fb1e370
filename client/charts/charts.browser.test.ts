// The charts of the gallery in a real browser: what is on their canvases, and how they answer to pointer and keys.
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EMPTY_STATE, type FakeServer, startFakeServer } from '../../test/browser/fake-server.ts';
import { axeViolations, buildPage, openWatched } from '../../test/browser/page-build.ts';
import { chromiumPath, launchChromium } from '../../test/machine.ts';

const BLUE = [0x37, 0x78, 0xd7] as const;
const ORANGE = [0xeb, 0x88, 0x1f] as const;
const VIOLET = [0x8d, 0x15, 0xab] as const;
const PINK = [0xc1, 0x2f, 0x89] as const;

describe.skipIf(chromiumPath() === undefined)('charts', () => {
  let browser: Browser;
  let built: Awaited<ReturnType<typeof buildPage>>;
  let server: FakeServer;
  let page: Page;
  let complaints: string[];
  let light: Locator;
  const chart = (state: string, element = 'rb-line-chart') =>
    light.locator('figure', { hasText: state }).locator(element).first();

  beforeAll(async () => {
    [browser, built] = await Promise.all([launchChromium(), buildPage()]);
    server = await startFakeServer(built.folder, EMPTY_STATE);
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
    await built.remove();
  });
  beforeEach(async () => {
    ({ page, complaints } = await openWatched(browser, `${server.url}gallery.html`));
    light = page.getByRole('region', { name: 'In light' });
  });
  afterEach(async () => {
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  it('draw each curve in its colour, from edge to edge, the greater value above', async () => {
    const level = chart('two level curves');
    await drawn(level);
    const { width, height } = await boxOf(level);
    const [blue, orange] = [await painted(level, BLUE), await painted(level, ORANGE)];
    for (const curve of [blue, orange]) {
      expect(curve.left).toBeLessThan(65);
      expect(curve.right).toBeGreaterThan(width - 20);
      expect(curve.bottom - curve.top).toBeLessThanOrEqual(3);
    }
    // Between margins of a twentieth: the curves lie ten elevenths of the plot apart.
    expect(orange.top - blue.top).toBeGreaterThan(height * 0.65);
    expect(await level.evaluate((element) => (element as unknown as { drawn: unknown }).drawn)).toEqual({
      points: 100,
      lastStep: 490,
    });
  });

  it('draw a single point as a dot', async () => {
    const one = chart('a single point');
    await drawn(one);
    const dot = await painted(one, PINK);
    expect(dot.right - dot.left).toBeGreaterThanOrEqual(2);
    expect(dot.right - dot.left).toBeLessThan(8);
  });

  it('mark NaN and infinities at the edges of the plot', async () => {
    const odd = chart('NaN and infinities');
    await drawn(odd);
    const { height } = await boxOf(odd);
    const red = [0xac, 0x1c, 0x0f] as const;
    const { left, right } = await painted(odd, red);
    const around = (share: number) => {
      const middle = left + (right - left) * share;
      return painted(odd, red, [middle - 7, middle + 7]);
    };
    // Of nine points the fifth is infinite, and the sixth and seventh are NaN.
    const infinite = await around(4 / 8);
    expect(infinite.count).toBeGreaterThan(15);
    expect(infinite.bottom).toBeLessThan(30);
    for (const share of [5 / 8, 6 / 8]) {
      const cross = await around(share);
      expect(cross.count).toBeGreaterThan(5);
      expect(cross.top).toBeGreaterThan(height - 45);
    }
  });

  it('say how many values a logarithmic axis cannot show, and draw the others', async () => {
    const signs = chart('logarithmic');
    await drawn(signs);
    expect((await painted(signs, VIOLET)).count).toBeGreaterThan(50);
    await signs.getByText('2 of 7 values are 0 or less').waitFor();
  });

  it('say that there is nothing yet', async () => {
    await chart('empty').getByText('No points yet').waitFor();
  });

  it('tell all curves at the pointer, the highest first and the nearest marked', async () => {
    const level = chart('two level curves');
    await drawn(level);
    const { x, y, width, height } = await boxOf(level);
    await page.mouse.move(x + width - 12, y + height - 40);
    const rows = level.locator('rb-chart-tooltip tbody tr');
    await rows.first().waitFor();
    expect((await rows.allInnerTexts()).map((text) => text.trim().split(/\s+/).slice(0, 3))).toEqual([
      ['train', '1', '490'],
      ['validate', '0', '490'],
    ]);
    expect(await rows.nth(1).getAttribute('class')).toBe('nearest');
    expect(await rows.nth(0).locator('td').last().innerText()).toBe('24m 30s');
    await page.mouse.move(0, 0);
    await rows.first().waitFor({ state: 'hidden' });
  });

  it('tell smoothed values beside raw ones', async () => {
    const smoothed = chart('smoothed');
    await drawn(smoothed);
    await smoothed.hover();
    await smoothed.getByRole('columnheader', { name: 'Smoothed' }).waitFor();
    expect((await painted(smoothed, BLUE)).count).toBeGreaterThan(100);
  });

  it('zoom to a dragged box, to one axis by a flat drag, and back by a double click', async () => {
    const level = chart('two level curves');
    await drawn(level);
    const { x, y, width, height } = await boxOf(level);
    await drag(page, [x + width * 0.4, y + height * 0.5], [x + width * 0.6, y + height * 0.5 + 4]);
    await zoomed(level, true);
    // All of the height: both curves are still there.
    expect((await painted(level, ORANGE)).count).toBeGreaterThan(50);
    expect(await lastStep(level)).toBeLessThan(330);
    await drag(page, [x + width * 0.3, y + 2], [x + width * 0.7, y + height * 0.5]);
    await expect.poll(async () => (await painted(level, ORANGE)).count).toBe(0);
    expect((await painted(level, BLUE)).count).toBeGreaterThan(50);
    await page.mouse.dblclick(x + width * 0.5, y + height * 0.5);
    await zoomed(level, false);
    await expect.poll(() => lastStep(level)).toBe(490);
  });

  it('are read by arrow keys, and Escape takes back zoom and crosshair', async () => {
    const level = chart('two level curves');
    await drawn(level);
    const { x, y, width, height } = await boxOf(level);
    await drag(page, [x + width * 0.4, y + height * 0.5], [x + width * 0.6, y + height * 0.5]);
    await zoomed(level, true);
    await page.mouse.move(0, 0);
    const plot = level.getByRole('application', { name: 'level: 2 curves, 100 points' });
    await plot.press('Escape');
    await zoomed(level, false);
    await plot.press('Home');
    const step = level.locator('rb-chart-tooltip td.step').first();
    await expect.poll(() => step.innerText()).toBe('0');
    await plot.press('End');
    await expect.poll(() => step.innerText()).toBe('490');
    await plot.press('Escape');
    await step.waitFor({ state: 'hidden' });
  });

  it('take the colours of a theme when it changes', async () => {
    const level = chart('two level curves');
    await drawn(level);
    const grid = [0xeb, 0xed, 0xf1] as const;
    expect((await painted(level, grid)).count).toBeGreaterThan(100);
    await light.evaluate((section) => {
      section.setAttribute('data-theme', 'dark');
      window.dispatchEvent(new Event('rb-theme-change'));
    });
    await expect.poll(async () => (await painted(level, [0x24, 0x29, 0x32])).count).toBeGreaterThan(100);
    expect((await painted(level, grid)).count).toBe(0);
  });

  it('give back their canvases when they leave the page, and draw anew when they come back', async () => {
    const level = chart('two level curves');
    await drawn(level);
    const sizes = await level.evaluate((element) => {
      const parent = element.parentElement;
      element.remove();
      const canvases = [...(element.shadowRoot?.querySelectorAll('canvas') ?? [])];
      const sizes = canvases.map(({ width, height }) => width * height);
      parent?.append(element);
      return sizes;
    });
    expect(sizes).toEqual([0, 0]);
    await drawn(level);
    expect((await painted(level, BLUE)).count).toBeGreaterThan(100);
  });

  it('fit themselves to a new size', async () => {
    const level = chart('two level curves');
    await drawn(level);
    await level.evaluate((element) => {
      (element as HTMLElement).style.width = '250px';
    });
    const fits = async () => {
      const { right } = await painted(level, BLUE);
      return right > 230 && right < 245;
    };
    await expect.poll(fits).toBe(true);
  });

  it('draw ridges from dark to light, the newest in front', async () => {
    const ridges = chart('twelve steps', 'rb-ridges');
    await drawn(ridges);
    expect(await ridges.evaluate((element) => (element as unknown as { drawn: unknown }).drawn)).toEqual({
      steps: 12,
    });
    const newest = await painted(ridges, BLUE);
    const oldest = await painted(
      ridges,
      BLUE.map((channel) => Math.round(channel * 0.55)),
    );
    expect(newest.count).toBeGreaterThan(200);
    expect(oldest.count).toBeGreaterThan(50);
    expect(oldest.top).toBeLessThan(newest.top);
    expect(newest.bottom).toBeGreaterThan(oldest.bottom);
  });

  it('tell step, bucket and count of a ridge, by pointer and by keys', async () => {
    const one = chart('one step', 'rb-ridges');
    await drawn(one);
    const { x, y, height } = await boxOf(one);
    const { left, right } = await painted(one, ORANGE);
    await page.mouse.move(x + (left + right) / 2 + 2, y + height - 40);
    const told = one.locator('.tip');
    await told.waitFor();
    const lines = (await told.innerText()).split('\n').map((line) => line.trim());
    expect(lines.slice(0, 8)).toEqual(['Step', '0', 'From', '0', 'To', '0.2', 'Count', '1,960']);
    const many = chart('twelve steps', 'rb-ridges');
    await many.getByRole('application', { name: 'weights: 12 histograms' }).press('ArrowUp');
    await expect.poll(() => many.locator('.tip dd').first().innerText()).toBe('1,000');
    await page.keyboard.press('Escape');
    await many.locator('.tip').waitFor({ state: 'detached' });
  });

  it('draw a heat map, darker where more was counted, and tell what is under the pointer', async () => {
    const heat = chart('sixty steps', 'rb-histogram-heat-map');
    await drawn(heat);
    expect(await heat.evaluate((element) => (element as unknown as { drawn: unknown }).drawn)).toEqual({
      steps: 60,
    });
    // The first step is narrow and highest: its middle is the strongest colour, its ends are the ground.
    const [x, y] = await centreOf(heat);
    const { left } = await painted(heat, BLUE);
    expect(left).toBeLessThan(120);
    await page.mouse.move(x, y);
    await heat.locator('.tip').waitFor();
    const told = (await heat.locator('.tip').innerText()).split('\n').map((line) => line.trim());
    expect(told.filter((_, i) => i % 2 === 0)).toEqual(['Step', 'From', 'To', 'Count', 'Time']);
    const plot = heat.getByRole('application', { name: 'heat: 60 histograms' });
    await plot.press('ArrowRight');
    await expect
      .poll(async () => Number((await heat.locator('.tip dd').first().innerText()).replace(',', '')))
      .toBe(Number(told[1]?.replace(',', '')) + 100);
  });

  it('draw bands around the median, with a gap where nothing was counted', async () => {
    const bands = chart('twelve steps, a gap', 'rb-bands');
    await drawn(bands);
    const { left, right, count } = await painted(bands, BLUE);
    expect(count).toBeGreaterThan(100);
    const { width } = await boxOf(bands);
    expect(left).toBeLessThan(60);
    expect(right).toBeGreaterThan(width * 0.85);
    // Step 500 of 1,100 is missing: between its neighbours there is no median.
    const gap = left + ((right - left) * 5) / 10;
    expect((await painted(bands, BLUE, [gap - 5, gap + 5])).count).toBe(0);
    const plot = bands.getByRole('application', { name: 'bands: 12 distributions' });
    await plot.press('Home');
    const told = bands.locator('.tip');
    await expect.poll(() => told.locator('dd').first().innerText()).toBe('0');
    expect((await told.locator('dt').allInnerTexts()).slice(1, 4)).toEqual(['Maximum', 'μ+σ', 'Median']);
    await page.keyboard.press('Escape');
    await told.waitFor({ state: 'detached' });
  });

  it('axe finds nothing wrong, also with a tooltip open', async () => {
    // What is not drawn yet has nothing to hover.
    await drawn(chart('smoothed'));
    await chart('smoothed').hover();
    await chart('smoothed').getByRole('columnheader', { name: 'Smoothed' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });
});

async function boxOf(chart: Locator) {
  const box = await chart.boundingBox();
  if (!box) throw new Error('the chart is not on the page');
  return box;
}

async function centreOf(chart: Locator): Promise<[number, number]> {
  const { x, y, width, height } = await boxOf(chart);
  return [x + width / 2, y + height / 2];
}

/** Scrolls to a chart and waits until something is on its canvas. */
async function drawn(chart: Locator): Promise<void> {
  await chart.scrollIntoViewIfNeeded();
  await expect.poll(async () => (await painted(chart, undefined)).count).toBeGreaterThan(0);
}

/** Where a colour is on the chart's first canvas, within a few shades; any paint at all without a colour. */
function painted(
  chart: Locator,
  color: readonly number[] | undefined,
  columns: readonly [number, number] = [0, Number.MAX_SAFE_INTEGER],
) {
  return chart.evaluate(
    (element, { wanted, columns: [first, last] }) => {
      const canvas = element.shadowRoot?.querySelector('canvas');
      const place = { count: 0, left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
      if (!canvas || canvas.width === 0) return place;
      const { width, height } = canvas;
      // A copy: reading from the chart's own canvas would change how the browser draws on it.
      const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
      copy?.drawImage(canvas, 0, 0);
      const data = copy?.getImageData(0, 0, width, height).data ?? [];
      for (let i = 0; i < data.length; i += 4) {
        // Edges of a stroke have its colour and less of it.
        if (!(Number(data[i + 3]) > 80)) continue;
        if (wanted?.some((channel, at) => Math.abs(Number(data[i + at]) - channel) > 6)) continue;
        const [x, y] = [(i / 4) % width, Math.floor(i / 4 / width)];
        if (x < first || x > last) continue;
        place.count++;
        place.left = Math.min(place.left, x);
        place.right = Math.max(place.right, x);
        place.top = Math.min(place.top, y);
        place.bottom = Math.max(place.bottom, y);
      }
      return place;
    },
    { wanted: color, columns },
  );
}

async function drag(
  page: Page,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(...to, { steps: 3 });
  await page.mouse.up();
}

function zoomed(chart: Locator, expected: boolean): Promise<void> {
  return expect
    .poll(() => chart.evaluate((element) => (element as unknown as { zoomed: boolean }).zoomed))
    .toBe(expected) as unknown as Promise<void>;
}

function lastStep(chart: Locator): Promise<number> {
  return chart.evaluate((element) => (element as unknown as { drawn: { lastStep: number } }).drawn.lastStep);
}
