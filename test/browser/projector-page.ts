// The tab of embeddings in the real page on the real server, on a log of its own; what its tests do with it.
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { SummaryWriter } from '../../src/index.ts';
import { chromiumPath, launchChromium } from '../machine.ts';
import { type LoggedPages, servedLog } from './logged-page.ts';

export const ROWS = 300;
export const DIMENSIONS = 8;
const CROWD = 1500;
const CLASSES = ['ant', 'bee', 'cat'];

/** Three heaps, each along an axis of its own; how far apart grows with the step. */
export function heaps(step: number, rows = ROWS): Float32Array {
  const values = new Float32Array(rows * DIMENSIONS);
  let state = 1;
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647 - 0.5;
  };
  for (let row = 0; row < rows; row++)
    for (let at = 0; at < DIMENSIONS; at++)
      values[row * DIMENSIONS + at] = random() + (at === row % 3 ? 2 + step : 0);
  return values;
}

export const classOf = (row: number) => CLASSES[row % 3] ?? '';

/** Pictures of 8 x 8 pixels: white above, black below. */
function halves(): Float32Array {
  return Float32Array.from({ length: 4 * 3 * 64 }, (_, at) => (at % 64 < 32 ? 1 : 0));
}

/** A tab; made anew by each `open`. */
export class ProjectorTab {
  declare pages: LoggedPages;
  declare page: Page;
  complaints: readonly string[] = [];

  /** At what follows `#`, when its points are there. */
  async open(hash: string): Promise<void> {
    await this.openEmpty(hash);
    await this.page.getByText(/points ×/).waitFor();
  }

  async openEmpty(hash: string): Promise<void> {
    ({ page: this.page, complaints: this.complaints } = await this.pages.open(hash));
  }

  /** To what follows `#`, without the page being loaded anew. */
  async go(hash: string): Promise<void> {
    await this.page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  }

  region(name: string) {
    return this.page.getByRole('region', { name, exact: true });
  }

  readonly hash = () => new URL(this.page.url()).hash;

  /** The places of all points, as the picture has them. */
  readonly positions = (): Promise<number[]> =>
    this.page
      .locator('rb-point-view')
      .evaluate(async (view) => [
        ...(await (view as unknown as { positions(): Promise<Float32Array> }).positions()),
      ]);

  /** What the picture is told to be drawn by. */
  readonly drawer = (): Promise<unknown> => this.#ofPicture('drawer');

  /** In pixels. */
  readonly pointSize = (): Promise<unknown> => this.#ofPicture('pointSize');

  #ofPicture(name: string): Promise<unknown> {
    return this.page.locator('rb-point-view').evaluate(async (view, property) => {
      const drawn = view as unknown as { [name: string]: unknown; updateComplete: Promise<unknown> };
      await drawn.updateComplete;
      return drawn[property];
    }, name);
  }

  /** The middle of the picture, and half of what a flat one shows at first, in the browser's pixels. */
  async middle(): Promise<{ readonly x: number; readonly y: number; readonly half: number }> {
    const box = await this.page.locator('rb-point-view').boundingBox();
    if (!box) throw new Error('no picture');
    const half = Math.min(box.width, box.height) / 2 / 1.12;
    return { x: box.x + box.width / 2, y: box.y + box.height / 2, half };
  }

  readonly selected = (): Promise<number[]> =>
    this.page
      .locator('rb-projector-dashboard')
      .evaluate((tab) => [...(tab as unknown as { selected: number[] }).selected]);

  async projected(): Promise<void> {
    await this.page.getByText('of the variance').waitFor();
    await expect.poll(async () => (await this.positions()).some(Number.isNaN)).toBe(false);
  }

  names(name: string): Promise<string[]> {
    return this.region(name).getByRole('listitem').allInnerTexts();
  }
}

/**
 * What a software renderer says of itself; and Chromium of a worker below a worker that the page ended while the script
 * came: it asks the one that is gone for its policy (DedicatedWorkerHost::CheckCOEP).
 */
const NO_FAULTS = /GL Driver Message|\/member-worker-[^/]*\.js failed: net::ERR_BLOCKED_BY_RESPONSE$/;

/**
 * Tests that share a browser and a server. Any error on the console fails. `webgl` is drawn by the CPU, which takes the
 * browser several times as long for all else that a page shows: only for tests that ask how WebGL draws.
 */
export function describeProjector(
  name: string,
  tests: (tab: ProjectorTab) => void,
  options: { readonly webgl?: boolean } = {},
): void {
  describe.skipIf(chromiumPath() === undefined)(name, () => {
    const tab = new ProjectorTab();
    let browser: Browser;

    beforeAll(async () => {
      browser = await launchChromium(options);
      tab.pages = await servedLog(browser, async (logdir) => {
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
        // So many that t-SNE takes minutes for the iterations that a test asks for: it never ends before it is stopped.
        await writer.addEmbedding({ shape: [CROWD, DIMENSIONS], data: heaps(2, CROWD) }, { tag: 'crowd' });
        await writer.addEmbedding(
          { shape: [3, 2], data: Float32Array.of(0, 0, 1, 1, 2, 0) },
          { tag: 'flat' },
        );
        await writer.addEmbedding(
          { shape: [4, 2], data: Float32Array.of(0, 0, 1, 0, 0, 1, 1, 1) },
          { tag: 'shown', labelImg: { shape: [4, 3, 8, 8], data: halves() } },
        );
        writer.addScalar('loss', 1, 0);
        await writer.close();
        const plain = new SummaryWriter(join(logdir, 'plain'));
        plain.addScalar('loss', 1, 0);
        await plain.close();
      });
    });
    afterAll(async () => {
      await tab.pages?.close();
      await browser?.close();
    });
    afterEach(async () => {
      await tab.page.context().close();
      expect(tab.complaints.filter((text) => !NO_FAULTS.test(text))).toEqual([]);
    });
    tests(tab);
  });
}
