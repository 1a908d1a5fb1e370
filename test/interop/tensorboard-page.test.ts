// TensorBoard's own page runs on us: every tab in Chromium, on the real TensorBoard and on this server, drawn from the
// same logs. What is drawn must be the same, to the last path and word, and nothing may fail.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultOptions } from '../../server/options.ts';
import { type RunningServer, startServer } from '../../server/serve.ts';
import { PLUGIN_ROUTES } from '../../src/plugins/routes.ts';
import { chromiumPath, launchChromium, pythonPath } from '../machine.ts';
import type { RunboardProcess } from '../runboard-process.ts';
import { type Drawn, extractPage, openTab, startTensorboard } from './tensorboard-page.ts';

const python = pythonPath();
const CAN_RUN = chromiumPath() !== undefined && python !== undefined;

/** What a tab must show at least: TensorBoard must show it too, and everything else must be the same. */
interface Expected {
  readonly tab: string;
  /** Of the page's address. */
  readonly query: string;
  readonly elements: Readonly<Record<string, number>>;
  readonly pictures?: readonly string[];
  readonly curves?: number;
  readonly texts?: readonly string[];
  /**
   * Where the page's own race decides what it opens with, it is opened again after so long until that falls right:
   * the real TensorBoard showed PR curves at the last but one step in two of eight openings.
   */
  readonly reopenMs?: number;
}

const PAGES: readonly { readonly log: string; readonly port: number; readonly tabs: readonly Expected[] }[] =
  [
    {
      log: 'torch_api',
      port: 6721,
      tabs: [
        {
          tab: 'timeseries',
          query: 'tagFilter=^(s|i)/',
          elements: { 'scalar-card': 5, 'image-card': 7 },
          pictures: ['30x6', '18x6', '40x40', '17x12', '8x8', '11x9', '7x6'],
          curves: 4,
        },
        { tab: 'timeseries', query: 'tagFilter=^h/', elements: { 'histogram-card': 8 }, curves: 8 },
        {
          tab: 'scalars&tagFilter=^s/',
          query: '',
          elements: { 'tf-scalar-card': 5, 'vz-line-chart2': 5 },
          curves: 4,
        },
        {
          tab: 'custom_scalars',
          query: '',
          elements: { 'vz-line-chart2': 4 },
          curves: 4,
          texts: ['v (margin)'],
        },
        {
          tab: 'images',
          query: '',
          elements: { 'tf-image-loader': 8, img: 8 },
          pictures: ['200x200', '30x6', '18x6', '40x40', '17x12', '8x8', '11x9', '7x6'],
        },
        { tab: 'audio', query: '', elements: { 'tf-audio-loader': 1, audio: 1 } },
        { tab: 'graphs', query: '', elements: { 'tf-graph-scene': 1, textPath: 2 }, texts: ['CNN'] },
        {
          tab: 'distributions',
          query: '',
          elements: { 'vz-distribution-chart': 8, path: 150 },
          texts: ['h/auto'],
        },
        { tab: 'histograms', query: '', elements: { 'vz-histogram-timeseries': 8, circle: 11 }, curves: 11 },
        {
          tab: 'text',
          query: '',
          elements: { 'tf-text-loader': 2, table: 4, strong: 3 },
          texts: ['<script>alert(1)</script>'],
        },
        {
          tab: 'pr_curves',
          query: '',
          elements: { 'tf-pr-curve-card': 2 },
          curves: 1,
          texts: ['step 0', 'step 2'],
          reopenMs: 6000,
        },
        {
          tab: 'hparams',
          query: '',
          elements: { 'vaadin-grid': 1, td: 53, circle: 48 },
          texts: ['adam', 'sgd'],
        },
        { tab: 'mesh', query: '', elements: { 'tf-mesh-loader': 4, canvas: 4 } },
        { tab: 'projector', query: '', elements: { 'vz-projector': 1 }, texts: ['60', '7'] },
      ],
    },
    {
      log: 'torch_lecture',
      port: 6723,
      tabs: [
        { tab: 'scalars&tagFilter=.', query: '', elements: { 'tf-scalar-card': 5 }, curves: 6 },
        { tab: 'images&tagFilter=.', query: '', elements: { 'tf-image-loader': 3, img: 3 } },
        { tab: 'histograms', query: '', elements: { 'vz-histogram-timeseries': 4 }, curves: 40 },
        { tab: 'graphs', query: '', elements: { 'tf-graph-scene': 1 } },
      ],
    },
    {
      log: 'tf2',
      port: 6725,
      tabs: [
        { tab: 'timeseries', query: 'tagFilter=.', elements: { 'histogram-card': 1, 'image-card': 1 } },
        { tab: 'mesh', query: '', elements: { 'tf-mesh-loader': 1, canvas: 1 } },
        { tab: 'text', query: '', elements: { 'tf-text-loader': 1 } },
      ],
    },
    {
      log: 'tf2_hparams',
      port: 6727,
      tabs: [{ tab: 'hparams', query: '', elements: { 'vaadin-grid': 1, circle: 4 } }],
    },
  ];

describe.skipIf(!CAN_RUN)('on this server', () => {
  let browser: Browser;
  let page: string;
  beforeAll(async () => {
    page = mkdtempSync(join(tmpdir(), 'tensorboard-page-'));
    extractPage(python ?? '', page);
    browser = await launchChromium({ webgl: true });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(page, { recursive: true, force: true });
  });

  describe.each(PAGES)('with $log', ({ log, port, tabs }) => {
    let real: RunboardProcess;
    let ours: RunningServer;
    beforeAll(async () => {
      const logdir = resolve('test/fixtures/logs', log);
      const options = { ...defaultOptions(logdir), port: port + 1, tensorboardPage: page };
      ours = await startServer(options, PLUGIN_ROUTES);
      real = await startTensorboard(python ?? '', logdir, port);
    });
    afterAll(async () => {
      await Promise.all([real?.stop(), ours?.close()]);
    });

    it.each(tabs)(
      '$tab shows what TensorBoard shows ($query)',
      async ({ tab, query, reopenMs, ...least }) => {
        const [theirs, own] = await Promise.all(
          [real.url, ours.url].map((url) => openTab(browser, url, tab, query)),
        );
        if (!theirs || !own) throw new Error('two tabs were opened');
        let openedAt = performance.now();
        try {
          await expect
            .poll(
              async () => {
                if (reopenMs !== undefined && performance.now() - openedAt > reopenMs) {
                  await Promise.all([theirs.page.reload(), own.page.reload()]);
                  openedAt = performance.now();
                }
                const wanted = await theirs.drawn();
                const drawn = await own.drawn();
                const unasked = [...theirs.answered].filter((request) => !own.answered.has(request));
                const extra = [...own.answered].filter((request) => !theirs.answered.has(request));
                return [lackOf(wanted, least), difference(drawn, wanted), unasked, extra];
              },
              { timeout: 60_000, interval: 300 },
            )
            .toEqual([[], {}, [], []]);
          expect(own.complaints.filter((text) => !theirs.complaints.includes(text))).toEqual([]);
        } finally {
          await Promise.all([theirs.page.close(), own.page.close()]);
        }
      },
    );

    // Where TensorBoard answers its own page 404 and shows no card: contract 2.1.
    const once = log === 'torch_lecture' ? [log] : [];
    it.each(once)('Time Series shows cards of %s below an experiment, too', async () => {
      const { page, drawn, complaints } = await openTab(
        browser,
        `${ours.url}experiment/a/`,
        'timeseries',
        '',
      );
      try {
        const cards = async () => (await drawn()).elements['card-view'] ?? 0;
        await expect.poll(cards, { timeout: 30_000, interval: 300 }).toBeGreaterThan(0);
        expect(complaints.filter((text) => !text.startsWith('warning: '))).toEqual([]);
      } finally {
        await page.close();
      }
    });
  });
});

/** What of `least` is not there. */
function lackOf(drawn: Drawn, least: Omit<Expected, 'tab' | 'query'>): string[] {
  return [
    ...Object.entries(least.elements).flatMap(([name, count]) =>
      (drawn.elements[name] ?? 0) >= count ? [] : [`${count} ${name}`],
    ),
    ...(least.pictures ?? []).filter((size) => !drawn.pictures.includes(size)),
    ...(drawn.curves.length >= (least.curves ?? 0) ? [] : [`${least.curves} curves`]),
    ...(least.texts ?? []).filter((text) => !drawn.texts.includes(text)),
  ];
}

/** Parts of what is drawn that differ, ours and theirs; empty where none does. */
function difference(drawn: Drawn, wanted: Drawn): Record<string, unknown> {
  const names = [...new Set([...Object.keys(drawn.elements), ...Object.keys(wanted.elements)])];
  const elements = names
    .map((name) => [name, drawn.elements[name] ?? 0, wanted.elements[name] ?? 0])
    .filter(([, a, b]) => a !== b);
  const lists = (['pictures', 'curves', 'texts'] as const).flatMap((part) => {
    const at = drawn[part].findIndex((item, i) => item !== wanted[part][i]);
    const same = at < 0 && drawn[part].length === wanted[part].length;
    return same
      ? []
      : [
          [
            part,
            {
              at,
              ours: drawn[part][at],
              theirs: wanted[part][at],
              counts: [drawn[part].length, wanted[part].length],
            },
          ],
        ];
  });
  return { ...(elements.length > 0 ? { elements } : {}), ...Object.fromEntries(lists) };
}
