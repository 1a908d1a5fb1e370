// The tab of graphs in the real page on the real server.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { onnx } from '../../proto/messages.ts';
import { FOR_THE_PAGE } from '../../src/plugins/graph/large-graphs.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { type LoggedPages, servedLog } from './logged-page.ts';
import { axeViolations } from './page-build.ts';

/** Of the element, what is looked at here; its types are those of a page. */
interface Plot {
  readonly scene:
    | {
        readonly items: readonly {
          readonly path: string;
          readonly title: string;
          readonly open: boolean;
          readonly aside: boolean;
        }[];
      }
    | undefined;
  readonly traced: ReadonlySet<string> | undefined;
  readonly camera: { readonly x: number; readonly y: number; readonly scale: number };
  placeOf(path: string): { readonly x: number; readonly y: number } | undefined;
}

const FIXTURES = ['torch_api', 'torch_lecture', 'keras', 'tf1', 'tf2'];
const addressOf = (run: string, tag = '', isConceptual = false) =>
  `graphs?graph=${encodeURIComponent(JSON.stringify([run, tag, isConceptual]))}`;

describe.skipIf(chromiumPath() === undefined)('the tab of graphs', () => {
  let browser: Browser;
  let pages: LoggedPages;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await launchChromium();
    pages = await servedLog(browser, async (logdir) => {
      for (const name of FIXTURES)
        cpSync(join('test/fixtures/logs', name), join(logdir, name), { recursive: true });
    });
  });
  afterAll(async () => {
    await pages?.close();
    await browser?.close();
  });
  afterEach(async () => {
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  const plot = (): Locator => page.locator('rb-graph-plot');
  const boxes = () =>
    plot().evaluate((element) =>
      ((element as unknown as Plot).scene?.items ?? []).map(({ title, open }) =>
        open ? `${title}:` : title,
      ),
    );
  async function clickBox(path: string, count = 1) {
    const placeNow = () =>
      plot().evaluate((element, wanted) => (element as unknown as Plot).placeOf(wanted), path);
    let place = await placeNow();
    // A picture that was just laid out may still move: it is fitted, and the page around it settles.
    await expect
      .poll(async () => {
        const before = place;
        place = await placeNow();
        return place !== undefined && isDeepStrictEqual(place, before);
      })
      .toBe(true);
    if (!place) throw new Error(`${path} is not drawn`);
    await page.mouse.click(place.x, place.y, { clickCount: count, delay: 1 });
  }

  const camera = () => plot().evaluate((element) => (element as unknown as Plot).camera);
  const settings = () => new URLSearchParams(new URL(page.url()).hash.split('?')[1]);
  async function drop(name: string, bytes: Uint8Array) {
    // Text, because this file is compiled without the DOM.
    const dropped = await page.evaluateHandle(`(() => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array([${[...bytes]}])], ${JSON.stringify(name)}));
      return data;
    })()`);
    await page.locator('rb-graph-dashboard').dispatchEvent('drop', { dataTransfer: dropped });
  }

  it.each([
    [
      'torch_lecture/fashion_mnist_experiment',
      '',
      false,
      ['x', 'MLP / layers:', 'Flatten 0', 'Linear 1', 'ReLU 2', 'Linear 3', 'output'],
    ],
    ['tf2/main', 'f_trace', false, ['graph_3:', 'a', 'b', 'MatMul', 'Relu', 'Identity', 'identity_RetVal']],
    [
      'keras/fashion_mnist_experiment_tf/train',
      'keras',
      true,
      ['sequential:', 'input_layer', 'conv', 'pool', 'flatten', 'hidden', 'out'],
    ],
    ['tf1/a', '', false, ['x', 'w:', 'layer1:', 'MatMul', 'relu', 'layer2']],
  ])('opens the whole of a small model: %s', async (run, tag, isConceptual, expected) => {
    ({ page, complaints } = await pages.open(addressOf(run, tag, isConceptual)));
    await expect.poll(boxes).toEqual(expect.arrayContaining(expected));
  });

  it('closes and opens boxes, tells of them, finds them, and a link carries it all', async () => {
    ({ page, complaints } = await pages.open(addressOf('torch_api')));
    await expect.poll(boxes).toContain('Conv2d 4');
    await clickBox('CNN/Sequential[features]/Conv2d[0]/input.1');
    await page.getByRole('heading', { name: 'Conv2d 0' }).waitFor();
    await page.getByText('output_padding', { exact: true }).waitFor();
    await page
      .getByText('layers.0', { exact: true })
      .or(page.getByText('features.0', { exact: true }))
      .waitFor();
    await clickBox('CNN/Sequential[features]');
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await expect.poll(boxes).not.toContain('Conv2d 4');
    await page.getByRole('combobox', { name: 'Find a node' }).fill('conv2d 4');
    await page
      .getByRole('option', { name: /Conv2d 4/ })
      .first()
      .click();
    await expect.poll(boxes).toContain('Conv2d 4');
    await page.getByRole('heading', { name: 'Conv2d 4' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    const { hash } = new URL(page.url());
    await page.context().close();
    ({ page, complaints } = await pages.open(hash.slice(1)));
    await page.getByRole('heading', { name: 'Conv2d 4' }).waitFor();
  });

  it('is walked through by keys', async () => {
    ({ page, complaints } = await pages.open(addressOf('torch_lecture/fashion_mnist_experiment')));
    await expect.poll(boxes).toContain('Linear 3');
    const node = () => settings().get('node');
    await page.getByRole('application').focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(node).toBe('input/x');
    // One right behind the other: nobody waits for the address.
    await Promise.all(['ArrowDown', 'Enter'].map((key) => page.keyboard.press(key)));
    await expect.poll(boxes).toEqual(['x', 'output', 'MLP / layers']);
    expect(node()).toBe('MLP/Sequential[layers]');
    await page.keyboard.press('Escape');
    await expect.poll(node).toBe(null);
  });

  it('opens a file in place of what was logged, and exports what is drawn', async () => {
    ({ page, complaints } = await pages.open(addressOf('torch_api')));
    await expect.poll(boxes).toContain('Conv2d 4');
    await page.getByRole('button', { name: 'Options' }).click();
    const text = 'node { name: "a/first" op: "X" } node { name: "a/second" op: "Y" input: "a/first" }';
    const file = { name: 'mine.pbtxt', mimeType: 'text/plain', buffer: Buffer.from(text) };
    await page.getByLabel('Open a pbtxt, ONNX or model.json file').setInputFiles(file);
    await expect.poll(boxes).toEqual(['a:', 'first', 'second']);
    for (const format of ['PNG', 'SVG', 'DOT', 'pbtxt']) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: format, exact: true }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`mine.pbtxt.${format.toLowerCase()}`);
    }
  });

  it('opens ONNX and model.json files, chosen and dropped, and says what it cannot read', async () => {
    const onnxModel = onnx.ModelProto.encode({
      graph: {
        node: [
          { name: '/fc/Gemm', opType: 'Gemm', input: ['x'], output: ['h'] },
          { name: '/act/Relu', opType: 'Relu', input: ['h'], output: ['y'] },
        ],
        input: [{ name: 'x' }],
      },
    }).finish();
    const dense = (name: string) => ({ class_name: 'Dense', config: { name, units: 3 } });
    const tfjsModel = Buffer.from(
      JSON.stringify({
        modelTopology: {
          model_config: { class_name: 'Sequential', config: { name: 's', layers: [dense('a'), dense('b')] } },
        },
      }),
    );
    ({ page, complaints } = await pages.open(addressOf('torch_lecture/fashion_mnist_experiment')));
    await expect.poll(boxes).toContain('Linear 3');
    await drop('model.onnx', onnxModel);
    await expect.poll(boxes).toEqual(['x', 'fc', 'act']);
    await drop('model.json', tfjsModel);
    await expect.poll(boxes).toEqual(['s:', 'a', 'b']);
    await page.getByRole('button', { name: 'Options' }).click();
    const choose = (name: string, buffer: Buffer) =>
      page
        .getByLabel('Open a pbtxt, ONNX or model.json file')
        .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    await choose('model.onnx', Buffer.from(onnxModel));
    await expect.poll(boxes).toEqual(['x', 'fc', 'act']);
    await choose('model.json', tfjsModel);
    await expect.poll(boxes).toEqual(['s:', 'a', 'b']);
    await choose('broken.pbtxt', Buffer.from('node { name: }'));
    await page.getByText('broken.pbtxt cannot be read: line 1').waitFor();
  });

  it('traces what a node depends on, and sets nodes aside and back', async () => {
    ({ page, complaints } = await pages.open(addressOf('torch_lecture/fashion_mnist_experiment')));
    await expect.poll(boxes).toContain('Linear 3');
    await clickBox('MLP/Sequential[layers]/Linear[1]/input.3');
    const panel = page.getByRole('complementary', { name: 'Chosen node' });
    const traced = () =>
      plot().evaluate((element) => [...((element as unknown as Plot).traced ?? [])].sort());
    await panel.getByRole('button', { name: 'Trace inputs' }).click();
    await expect
      .poll(traced)
      .toEqual([
        'MLP/Sequential[layers]',
        'MLP/Sequential[layers]/Flatten[0]/input.1',
        'MLP/Sequential[layers]/Linear[1]/input.3',
        'input/x',
      ]);
    await panel.getByRole('button', { name: 'Trace inputs' }).click();
    await expect.poll(traced).toEqual([]);
    const aside = () =>
      plot().evaluate((element) =>
        ((element as unknown as Plot).scene?.items ?? [])
          .filter((item) => item.aside)
          .map(({ title }) => title),
      );
    expect(await aside()).toEqual([]);
    await panel.getByRole('button', { name: 'Set aside' }).click();
    await expect.poll(aside).toEqual(['Linear 1']);
    await panel.getByRole('button', { name: 'Put into the graph' }).click();
    await expect.poll(aside).toEqual([]);
  });

  it('is zoomed by wheel and by two fingers, moved by the minimap, and fitted again', async () => {
    ({ page, complaints } = await pages.open(addressOf('torch_api'), { colorScheme: 'dark' }));
    await expect.poll(boxes).toContain('Conv2d 4');
    const whole = await camera();
    const box = await plot().boundingBox();
    if (!box) throw new Error('the graph is not there');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, -900);
    await expect.poll(async () => (await camera()).scale).toBeGreaterThan(whole.scale * 2);
    const near = await camera();
    const touch = await page.context().newCDPSession(page);
    const fingers = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...places: readonly number[]) =>
      touch.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: places.map((at, id) => ({ x: x + at, y, id })),
      });
    await fingers('touchStart', -100, 100);
    await fingers('touchMove', -50, 50);
    await fingers('touchEnd');
    await expect.poll(async () => (await camera()).scale).toBeCloseTo(near.scale / 2, 2);
    await page.mouse.wheel(0, -900);
    await expect.poll(async () => (await camera()).scale).toBeGreaterThan(near.scale);
    const before = await camera();
    // The lower end of the small drawing in the corner.
    await page.mouse.click(box.x + box.width - 24, box.y + box.height - 22);
    await expect.poll(async () => (await camera()).y).toBeGreaterThan(before.y + 100);
    expect((await camera()).scale).toBe(before.scale);
    await page.getByRole('button', { name: 'Fit the graph into the window' }).click();
    await expect.poll(async () => (await camera()).scale).toBeLessThan(before.scale / 2);
    await clickBox('CNN/Sequential[features]/Conv2d[0]/input.1');
    await page.getByRole('heading', { name: 'Conv2d 0' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  it('opens a chosen or dropped file where the logdir has no graph', async () => {
    const others = await servedLog(browser, async (logdir) =>
      cpSync('test/fixtures/logs/torch_compare', logdir, { recursive: true }),
    );
    try {
      ({ page, complaints } = await others.open('scalars'));
      await page.getByRole('link', { name: 'Open a graph file' }).click();
      await page.getByRole('heading', { name: 'No graph in these runs' }).waitFor();
      expect(await axeViolations(page)).toEqual([]);
      const text = 'node { name: "a/first" op: "X" } node { name: "a/second" op: "Y" input: "a/first" }';
      const file = { name: 'mine.pbtxt', mimeType: 'text/plain', buffer: Buffer.from(text) };
      await page.getByLabel('Open a pbtxt, ONNX or model.json file').setInputFiles(file);
      await expect.poll(boxes).toEqual(['a:', 'first', 'second']);
      await drop('other.pbtxt', Buffer.from('node { name: "other" op: "Z" }'));
      await expect.poll(boxes).toEqual(['other']);
    } finally {
      await page.context().close();
      await others.close();
    }
  });

  it('tells how the weights of a layer are, with a link to their histograms', async () => {
    const run = 'torch_lecture/fashion_mnist_experiment';
    const node = 'MLP/Sequential[layers]/Linear[1]';
    ({ page, complaints } = await pages.open(`${addressOf(run)}&node=${encodeURIComponent(node)}`));
    const panel = page.getByRole('complementary', { name: 'Chosen node' });
    await panel.getByRole('heading', { name: 'Weights in this run' }).waitFor();
    await panel
      .getByText(/± .*, from -.* to /)
      .first()
      .waitFor();
    await panel.getByRole('link', { name: 'layers/1/weight' }).click();
    await page.getByRole('heading', { name: 'weight' }).first().waitFor();
    expect(new URL(page.url()).hash).toContain('histograms');
  });

  it('compares two runs, and shows a table of layers', async () => {
    const against = encodeURIComponent(JSON.stringify(['torch_lecture/fashion_mnist_experiment', '', false]));
    ({ page, complaints } = await pages.open(
      `${addressOf('torch_api')}&against=${against}&color=difference`,
    ));
    await page.getByText('51 nodes added, 10 removed, 2 changed.').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Added' }).first().waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByText('Table', { exact: true }).click();
    await page.getByRole('row', { name: /^Conv2d 0 convolution/ }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  it('colours by what a run cost', async () => {
    ({ page, complaints } = await pages.open(`${addressOf('tf1/a')}&color=time`));
    await expect.poll(boxes).toContain('relu');
    await page.getByRole('list', { name: 'Colours' }).getByText('s', { exact: false }).first().waitFor();
    const shades = () =>
      plot().evaluate((element) => {
        const { scene, colorOf } = element as unknown as {
          scene: Plot['scene'];
          colorOf(item: unknown): unknown;
        };
        return new Set((scene?.items ?? []).map(colorOf).filter(Boolean)).size;
      });
    await expect.poll(shades).toBeGreaterThan(1);
  });

  it('says that the graph of a link is not here, offers others, and shows it once it is logged', async () => {
    ({ page, complaints } = await pages.open(addressOf('late/fashion_mnist_experiment')));
    await page.getByRole('heading', { name: 'The graph of this link is not here' }).waitFor();
    await page.getByText('no graph of this run was read').waitFor();
    await page.getByRole('button', { name: 'torch_api: Operations' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    cpSync('test/fixtures/logs/torch_lecture', join(pages.logdir, 'late'), { recursive: true });
    await expect.poll(boxes, { timeout: 20_000 }).toContain('Linear 3');
    await page.getByRole('checkbox', { name: 'late/fashion_mnist_experiment', exact: true }).uncheck();
    await page.getByText('is there, but its run is not ticked').waitFor();
    await page.getByRole('button', { name: 'torch_api: Operations' }).click();
    await expect.poll(boxes).toContain('Conv2d 4');
    expect(settings().get('graph')).toBe('["torch_api","",false]');
  });

  it('says so where a link names a node, or a graph to compare with, that is not there', async () => {
    const against = encodeURIComponent(JSON.stringify(['torch_api', 'none', false]));
    ({ page, complaints } = await pages.open(`${addressOf('torch_api')}&node=nowhere&against=${against}`));
    await page.getByText('The graph as it is shown has no node “nowhere”.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show the graph' }).click();
    await page.getByText('The run “torch_api” has no graph “Operations of none”.').waitFor();
    await page.getByRole('button', { name: 'Compare with nothing' }).click();
    await expect.poll(() => settings().get('against')).toBe(null);
    await expect.poll(boxes).toContain('Conv2d 4');
  });

  it('says that a graph is too large to be loaded unasked, and loads it when asked', async () => {
    ({ page, complaints } = await pages.open('graphs?graph=none'));
    // The server's own refusal, of a graph that need not be written for it.
    const text = `This graph is 114 MB. ${FOR_THE_PAGE}`;
    await page.route(
      (url) => url.pathname.endsWith('/graphs/graph') && !url.searchParams.has('large'),
      (route) => route.fulfill({ status: 413, contentType: 'text/plain', body: text }),
    );
    await page.getByRole('button', { name: 'torch_api: Operations' }).click();
    await page.getByText(text).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Load it all the same' }).click();
    await expect.poll(boxes).toContain('Conv2d 4');
    await expect.poll(() => page.getByText(text).count()).toBe(0);
    expect(settings().get('large')).toBe('1');
    expect(complaints.splice(0).every((complaint) => complaint.includes('413'))).toBe(true);
  });
});
