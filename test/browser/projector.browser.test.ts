// The tab of embeddings in the real page on the real server, drawn by the CPU.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SummaryWriter } from '../../src/index.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { type LoggedPages, servedLog } from './logged-page.ts';
import { axeViolations } from './page-build.ts';

const ROWS = 300;
const DIMENSIONS = 8;
const CLASSES = ['ant', 'bee', 'cat'];

/** Three heaps, each along an axis of its own; how far apart grows with the step. */
function heaps(step: number): Float32Array {
  const values = new Float32Array(ROWS * DIMENSIONS);
  let state = 1;
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647 - 0.5;
  };
  for (let row = 0; row < ROWS; row++)
    for (let at = 0; at < DIMENSIONS; at++)
      values[row * DIMENSIONS + at] = random() + (at === row % 3 ? 2 + step : 0);
  return values;
}

const classOf = (row: number) => CLASSES[row % 3] ?? '';

describe.skipIf(chromiumPath() === undefined)('the tab of embeddings', () => {
  let browser: Browser;
  let pages: LoggedPages;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await launchChromium({ webgl: true });
    pages = await servedLog(browser, async (logdir) => {
      const writer = new SummaryWriter(join(logdir, 'run'));
      const metadata = Array.from({ length: ROWS }, (_, row) => [
        `${classOf(row)} ${row}`,
        classOf(row),
        row,
      ]);
      for (const step of [0, 1, 2])
        await writer.addEmbedding(
          { shape: [ROWS, DIMENSIONS], data: heaps(step) },
          { tag: 'animals', step, metadata, metadataHeader: ['name', 'class', 'weight'] },
        );
      await writer.addEmbedding({ shape: [3, 2], data: Float32Array.of(0, 0, 1, 1, 2, 0) }, { tag: 'flat' });
      writer.addScalar('loss', 1, 0);
      await writer.close();
      const plain = new SummaryWriter(join(logdir, 'plain'));
      plain.addScalar('loss', 1, 0);
      await plain.close();
    });
  });
  afterAll(async () => {
    await pages?.close();
    await browser?.close();
  });
  afterEach(async () => {
    await page.context().close();
    // What a software renderer says of itself is no fault of the page.
    expect(complaints.filter((text) => !text.includes('GL Driver Message'))).toEqual([]);
  });

  const open = async (hash: string) => {
    ({ page, complaints } = await pages.open(hash));
    await page.getByText(/points ×/).waitFor();
  };
  const region = (name: string) => page.getByRole('region', { name, exact: true });
  const hash = () => new URL(page.url()).hash;
  /** The places of all points, as the picture has them. */
  const positions = () =>
    page
      .locator('rb-point-view')
      .evaluate((view) => [...(view as unknown as { positions: Float32Array }).positions]);
  const selected = () =>
    page
      .locator('rb-projector-dashboard')
      .evaluate((tab) => [...(tab as unknown as { selected: number[] }).selected]);
  const projected = async () => {
    await page.getByText('of the variance').waitFor();
    await expect.poll(async () => (await positions()).some(Number.isNaN)).toBe(false);
  };
  const names = (name: string) => region(name).getByRole('listitem').allInnerTexts();

  it('is there without a series of its own, and shows PCA of what the log has', async () => {
    ({ page, complaints } = await pages.open(''));
    await page.getByRole('link', { name: 'Projector' }).click();
    await page.getByText('300 points × 8 dimensions').waitFor();
    await projected();
    await region('Labels and colours').getByRole('button', { name: 'bee 100' }).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await axeViolations(page)).toEqual([]);
    }
  });

  it('finds points by text, regular expression and number, and a link carries the search', async () => {
    await open('projector?of=run&tensor=animals');
    await projected();
    const search = region('Search');
    await search.getByRole('textbox').fill('bee 1');
    await search.getByText('39 points match').waitFor();
    await search.getByRole('button', { name: 'Select all' }).click();
    await region('Selection').getByText('39 points', { exact: true }).waitFor();
    await search.getByRole('checkbox', { name: 'Regular expressions' }).check();
    await search.getByRole('textbox').fill('^cat [12]$');
    await search.getByText('1 point matches').waitFor();
    expect(hash()).toContain('find=');
    await search.getByRole('combobox', { name: 'Look in' }).selectOption('weight');
    await search.getByRole('textbox').fill('> 297');
    await search.getByText('2 points match').waitFor();
    await search.getByRole('textbox').fill('a(');
    await search.getByText(/missing/).waitFor();
    const filter = region('Filter');
    await filter.getByRole('combobox', { name: 'By' }).selectOption('class');
    await filter.getByRole('textbox').fill('ant');
    await filter.getByText('100 of 300 points are shown').waitFor();
  });

  it('tells the nearest points in all dimensions, and shows a part alone', async () => {
    await open('projector?of=run&tensor=animals&find=cat%202');
    await projected();
    await region('Search').getByRole('button', { name: 'cat 2', exact: true }).click();
    await expect.poll(() => names('Nearest points').then((all) => all.length)).toBe(20);
    const values = heaps(2);
    const distance = (row: number) => {
      let [dot, a, b] = [0, 0, 0];
      for (let at = 0; at < DIMENSIONS; at++) {
        const [x = 0, y = 0] = [values[2 * DIMENSIONS + at], values[row * DIMENSIONS + at]];
        dot += x * y;
        a += x * x;
        b += y * y;
      }
      return 1 - dot / Math.sqrt(a * b);
    };
    const nearest = Array.from({ length: ROWS }, (_, row) => row)
      .filter((row) => row !== 2)
      .sort((a, b) => distance(a) - distance(b));
    expect((await names('Nearest points'))[0]).toContain(`${classOf(nearest[0] ?? 0)} ${nearest[0]}`);
    await region('Nearest points').getByText('Euclidean').click();
    await expect.poll(hash).toContain('metric=euclidean');
    await region('Selection').getByRole('button', { name: 'Isolate 21 points' }).click();
    await expect.poll(async () => (await positions()).filter(Number.isNaN).length).toBe(3 * (ROWS - 21));
    await region('Selection').getByRole('button', { name: 'Show all 300 points' }).click();
    await expect.poll(async () => (await positions()).some(Number.isNaN)).toBe(false);
  });

  it('takes a box, a lasso and clicks for a choice', async () => {
    await open('projector?of=run&tensor=flat&dims=2');
    await expect.poll(positions).toEqual([-1, -0.5, 0, 0, 0.5, 0, 1, -0.5, 0]);
    const box = await page.locator('rb-point-view').boundingBox();
    if (!box) throw new Error('no picture');
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const half = Math.min(box.width, box.height) / 2 / 1.12;
    const at = (x: number, y: number) => [middle.x + x * half, middle.y - y * half] as const;
    await page.mouse.click(...at(0, 0.5));
    await expect.poll(selected).toEqual([1]);
    await page.keyboard.down('Shift');
    await page.mouse.click(...at(1, -0.5));
    await page.keyboard.up('Shift');
    await expect.poll(selected).toEqual([1, 2]);
    const drag = async (way: readonly (readonly [number, number])[]) => {
      const [first = [0, 0] as const, ...rest] = way;
      await page.mouse.move(...at(...first));
      await page.mouse.down();
      for (const place of rest) await page.mouse.move(...at(...place), { steps: 3 });
      await page.mouse.up();
    };
    await page.getByText('Box', { exact: true }).click();
    await drag([
      [-1.05, -0.7],
      [0.2, 0.7],
    ]);
    await expect.poll(selected).toEqual([0, 1]);
    await page.getByText('Lasso', { exact: true }).click();
    await drag([
      [-1.05, -0.7],
      [1.05, -0.7],
      [1.05, -0.3],
      [-1.05, -0.3],
    ]);
    await expect.poll(selected).toEqual([0, 2]);
    await page.mouse.click(...at(0, -0.2));
    await expect.poll(selected).toEqual([]);
  });

  it('goes through the steps of a training', async () => {
    await open('projector?of=run&tensor=animals');
    await projected();
    const last = await positions();
    const slider = page.getByRole('slider', { name: 'Step' });
    expect(await slider.getAttribute('aria-valuetext')).toBe('2');
    await slider.press('Home');
    await expect.poll(hash).toContain('step=0');
    await expect.poll(async () => JSON.stringify(await positions()) === JSON.stringify(last)).toBe(false);
    const first = await positions();
    expect(first.some(Number.isNaN)).toBe(false);
    // The heaps lie where they lay, whichever way PCA has put them.
    const middle = (places: readonly number[], heap: number) =>
      [0, 1, 2].map((axis) => {
        const own = places.filter((_, at) => at % 3 === axis && Math.floor(at / 3) % 3 === heap);
        return own.reduce((sum, place) => sum + place, 0) / own.length;
      });
    for (const heap of [0, 1, 2]) {
      const [a, b] = [middle(first, heap), middle(last, heap)];
      expect(Math.hypot(...a.map((place, axis) => place - (b[axis] ?? 0)))).toBeLessThan(0.4);
    }
  });

  it('runs t-SNE and UMAP, which can be stopped and gone on with, and custom axes', async () => {
    await open('projector?of=run&tensor=animals&method=tsne&dims=2&iterations=20000&perplexity=10');
    const projection = region('Projection');
    await projection.getByRole('button', { name: 'Stop' }).waitFor();
    await expect.poll(async () => (await positions()).some(Number.isNaN)).toBe(false);
    await projection.getByRole('button', { name: 'Stop' }).click();
    const stopped = await positions();
    await projection.getByRole('button', { name: 'Resume' }).click();
    await expect.poll(async () => JSON.stringify(await positions()) === JSON.stringify(stopped)).toBe(false);
    await projection.getByRole('combobox', { name: 'Method' }).selectOption('umap');
    await expect.poll(hash).toContain('method=umap');
    await projection.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' });
    await projection.getByRole('combobox', { name: 'Method' }).selectOption('custom');
    await projection.getByText('Say what the points at the left').waitFor();
    for (const [name, text] of [
      ['Left', 'ant'],
      ['Right', 'bee'],
    ] as const) {
      await projection.getByRole('textbox', { name }).fill(text);
      await page.keyboard.press('Tab');
    }
    // Ants (every third point from the first on) lie left of bees.
    await expect
      .poll(async () => {
        const places = await positions();
        const rows = Array.from({ length: ROWS / 3 }, (_, at) => at * 3);
        return rows.every((row) => (places[row * 3] ?? 0) < (places[(row + 1) * 3] ?? 0));
      })
      .toBe(true);
    expect(await axeViolations(page)).toEqual([]);
  });

  it('keeps views, opens them again, and reads and writes the files of TensorBoard', async () => {
    await open('projector?of=run&tensor=animals');
    await projected();
    const before = await positions();
    await region('Labels and colours').getByRole('button', { name: 'bee 100' }).click();
    const bookmarks = region('Bookmarks');
    await bookmarks.getByRole('button', { name: 'Keep this view' }).click();
    await page.getByText('2D', { exact: true }).click();
    await region('Selection').getByRole('button', { name: 'Clear' }).click();
    await expect.poll(async () => JSON.stringify(await positions()) === JSON.stringify(before)).toBe(false);
    await bookmarks.getByRole('button', { name: 'Open View 1' }).click();
    await expect.poll(positions).toEqual(before);
    expect(await selected()).toHaveLength(100);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      bookmarks.getByRole('button', { name: 'Save as file' }).click(),
    ]);
    const saved = JSON.parse(readFileSync(await download.path(), 'utf8'));
    expect(saved).toMatchObject([
      {
        label: 'View 1',
        selectedProjection: 'pca',
        dataSetDimensions: [ROWS, DIMENSIONS],
        cameraDef: { orthographic: false },
      },
    ]);
    expect(Object.keys(saved[0].projections[0])).toContain('pca-2');
    const load = async (states: unknown) =>
      bookmarks.locator('input[type=file]').setInputFiles({
        name: 'state.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from(JSON.stringify(states)),
      });
    await load([{ ...saved[0], label: 'of three', dataSetDimensions: [3, 2] }]);
    await bookmarks.getByRole('button', { name: 'Open of three' }).click();
    await bookmarks.getByText('“of three” is of 3 points × 2 dimensions').waitFor();
    const projections = saved[0].projections.map((_: unknown, row: number) => ({ 'pca-0': row, 'pca-1': 0 }));
    await load([{ ...saved[0], label: 'a line', projections, pcaComponentDimensions: [0, 1] }]);
    await bookmarks.getByRole('button', { name: 'Open a line' }).click();
    await expect.poll(async () => (await positions()).slice(-3)).toEqual([1, 0, 0]);
    expect(await axeViolations(page)).toEqual([]);
  });

  it('takes labels that are typed, and gives labels and places as files', async () => {
    await open('projector?of=run&tensor=animals&find=cat%202');
    await projected();
    await region('Search').getByRole('button', { name: 'cat 2', exact: true }).click();
    await region('Selection').getByRole('textbox', { name: 'Set name' }).fill('a lynx');
    await page.keyboard.press('Tab');
    await region('Selection').getByText('a lynx', { exact: true }).first().waitFor();
    const save = async (text: string) => {
      await page.getByRole('button', { name: 'Download', exact: true }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: text }).click(),
      ]);
      await page.keyboard.press('Escape');
      return readFileSync(await download.path());
    };
    const labels = (await save('Labels')).toString().split('\n');
    expect(labels.slice(0, 4)).toEqual([
      'name\tclass\tweight',
      'ant 0\tant\t0',
      'bee 1\tbee\t1',
      'a lynx\tcat\t2',
    ]);
    const places = (await save('Places of all points')).toString().split('\n');
    expect(places).toHaveLength(ROWS + 2);
    expect(places[0]).toBe('row\tx\ty\tz\tname\tclass\tweight');
    expect((await save('Selection')).toString().split('\n')).toHaveLength(3);
    expect((await save('Picture')).subarray(1, 4).toString()).toBe('PNG');
  });

  it('shows files that are dropped on it, and goes back to the log', async () => {
    await open('projector?of=run&tensor=flat');
    // As text: what a page knows of dragging is no part of this program's types.
    const drop = (files: readonly { name: string; text: string }[]) =>
      page.evaluate(`(() => {
        const dataTransfer = new DataTransfer();
        for (const { name, text } of ${JSON.stringify(files)}) dataTransfer.items.add(new File([text], name));
        const outlet = document.querySelector('rb-app').shadowRoot.querySelector('rb-dashboard-outlet');
        const tab = outlet.shadowRoot.querySelector('rb-projector-dashboard');
        const target = tab.shadowRoot.querySelector('.page');
        for (const type of ['dragover', 'drop'])
          target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      })()`);
    await drop([
      { name: 'points.tsv', text: '1\t2\t3\n4\t5\t6\n7\t8\t10\n' },
      { name: 'words.tsv', text: 'one\ntwo\nthree\n' },
    ]);
    await page.getByText('3 points × 3 dimensions').waitFor();
    await region('Points').getByText('points.tsv, words.tsv').waitFor();
    await region('Labels and colours').getByRole('button', { name: 'two 1' }).waitFor();
    await drop([{ name: 'table.csv', text: 'word,x,y\n"a, b",1,2\nc,3,4\n' }]);
    await page.getByText('2 points × 2 dimensions').waitFor();
    await region('Labels and colours').getByRole('button', { name: 'a, b 1' }).waitFor();
    await drop([{ name: 'wrong.tsv', text: '1\t2\n3\n' }]);
    await page.getByText('wrong.tsv: point 2 has 1 coordinates, the first one has 2.').waitFor();
    await page.getByRole('button', { name: 'Back to the log' }).click();
    await page.getByText('3 points × 2 dimensions').waitFor();
  });

  it('says what to log where no visible run has embeddings, and what is wrong with a config', async () => {
    ({ page, complaints } = await pages.open('projector?only=plain'));
    await page.getByRole('heading', { name: 'No embeddings in the visible runs' }).waitFor();
    await page.getByText('writer.addEmbedding(').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    writeFileSync(join(pages.logdir, 'plain', 'projector_config.pbtxt'), 'embeddings { oops: 1 }');
    await page.reload();
    await page.getByText('EmbeddingInfo has no field oops').waitFor();
  });
});
