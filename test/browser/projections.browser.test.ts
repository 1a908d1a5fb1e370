// The projector's methods in the page's own workers, with and without memory that threads share.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nearestOf, normsOf } from '../../src/plugins/projector/model/nearest.ts';
import { gaussianOf, randomOf } from '../../src/plugins/projector/model/random.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { openWatched, type WatchedPage } from './page-build.ts';
import type { ProjectionsApi } from './projections-api.ts';
import { type ProjectionsSite, startProjectionsSite } from './projections-site.ts';

const DIMENSIONS = 20;
const ROWS = 3000;
const gaussian = gaussianOf(randomOf(5));
/** Three clouds. */
const values = Float32Array.from({ length: ROWS * DIMENSIONS }, (_, i) => {
  const [row, column] = [Math.floor(i / DIMENSIONS), i % DIMENSIONS];
  return gaussian() + (column === row % 3 ? 9 : 0);
});

const TSNE = {
  kind: 'tsne',
  perplexity: 20,
  learningRate: 'auto',
  earlyExaggeration: 12,
  iterations: 300,
} as const;
const pictures = new Map<string, number[]>();

/** How many of some points have a nearest one of their own cloud. */
function shareOfOwnCloud(coordinates: readonly number[], dimensions: number): number {
  const points = { rows: ROWS, dimensions, values: Float32Array.from(coordinates) };
  const norms = normsOf(points);
  const asked = Array.from({ length: 100 }, (_, i) => i * 29);
  const own = asked.filter(
    (row) => (nearestOf(points, norms, row, 1, 'euclidean')[0]?.row ?? 0) % 3 === row % 3,
  );
  return own.length / asked.length;
}

const chromium = chromiumPath();
let browser: Browser;
beforeAll(async () => {
  if (chromium !== undefined) browser = await launchChromium();
});
afterAll(async () => browser?.close());

describe.skipIf(chromium === undefined).each([true, false])('cross-origin isolated: %s', (isolated) => {
  let site: ProjectionsSite;
  let watched: WatchedPage;
  beforeAll(async () => {
    site = await startProjectionsSite({ '/points': values }, { isolated });
    watched = await openWatched(browser, site.url);
    expect(await watched.page.evaluate(() => globals().load('/points', 20))).toBe(ROWS);
    expect(await watched.page.evaluate(() => globals().isolated())).toBe(isolated);
  });
  afterAll(async () => {
    expect(watched.complaints).toEqual([]);
    await watched.page.context().close();
    await site.close();
  });

  it('principal components come with their progress', async () => {
    const seen = await watched.page.evaluate(() => globals().project({ kind: 'pca', components: 2 }));
    expect(seen.coordinates.length).toBe(ROWS * 2);
    expect(seen.explainedVariance.reduce((a, b) => a + b)).toBeGreaterThan(0.6);
    expect(seen.phases).toContain('Principal components');
  });

  it.each([
    ['t-SNE', { ...TSNE, components: 2 }],
    ['t-SNE', { ...TSNE, components: 3 }],
    ['UMAP', { kind: 'umap', components: 2, neighbors: 15, minDistance: 0.1, epochs: 30 }],
  ] as const)('%s keeps clouds apart and shows itself on the way', async (_, method) => {
    const seen = await watched.page.evaluate((asked) => globals().project(asked), method);
    expect(seen.coordinates.length).toBe(ROWS * method.components);
    expect(seen.phases).toContain('Nearest neighbours');
    expect(seen.pictureMs).toBeLessThan(seen.milliseconds);
    expect(shareOfOwnCloud(seen.coordinates, method.components)).toBeGreaterThan(0.95);
    // Threads or not, isolated or not: the same seed gives the same picture.
    const key = JSON.stringify(method);
    const before = pictures.get(key);
    if (before) expect(seen.coordinates).toEqual(before);
    pictures.set(key, seen.coordinates);
  });

  it('neighbours are those of the original space', async () => {
    const points = { rows: ROWS, dimensions: DIMENSIONS, values };
    const found = await watched.page.evaluate(() => globals().nearest(7, 5, 'cosine'));
    expect(found).toEqual(nearestOf(points, normsOf(points), 7, 5, 'cosine'));
  });

  it('a projection that is stopped rejects with the reason', async () => {
    // For as long as nobody waits: it never ends by itself before it is stopped.
    const endless = { ...TSNE, iterations: 1e7, components: 2 } as const;
    const outcome = watched.page.evaluate(
      (method) =>
        globals()
          .project(method)
          .catch((error: Error) => error.message),
      endless,
    );
    await watched.page.evaluate(() => globals().stop());
    expect(await outcome).toBe('stopped');
  });

  it('what cannot be projected is said in words', async () => {
    const message = await watched.page.evaluate(() =>
      globals()
        .project({ kind: 'linear', axes: [{ from: [], to: [1] }] })
        .catch((error: Error) => error.message),
    );
    expect(message).toContain('An axis needs points on both of its sides.');
  });
});

/** In the page: what pages/projections.ts puts there. */
declare function globals(): ProjectionsApi;
