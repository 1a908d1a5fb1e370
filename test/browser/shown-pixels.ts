// What a screenshot shows: Chromium decodes its own pictures.
import type { Browser, Locator, Page } from 'playwright-core';

/** Red, green, blue, from 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number];

/** Runs in a page of its own. */
const READ = `async ({ png, places }) => {
  const picture = await createImageBitmap(await (await fetch('data:image/png;base64,' + png)).blob());
  const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
  context.drawImage(picture, 0, 0);
  return places.map(([x, y]) =>
    [...context.getImageData(Math.floor(x * picture.width), Math.floor(y * picture.height), 1, 1).data].slice(0, 3));
}`;

/** Colours that an element has on the screen at places in shares of its width and height. */
export async function shownColors(
  browser: Browser,
  element: Locator,
  places: readonly (readonly [x: number, y: number])[],
): Promise<Color[]> {
  const png = (await element.screenshot()).toString('base64');
  const page = await browser.newPage();
  try {
    return await page.evaluate<Color[]>(`(${READ})(${JSON.stringify({ png, places })})`);
  } finally {
    await page.close();
  }
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Runs in a page of its own. Colours count as one where the eye does not part them. */
const READ_SHARES = `async ({ png, boxes }) => {
  const picture = await createImageBitmap(await (await fetch('data:image/png;base64,' + png)).blob());
  const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
  context.drawImage(picture, 0, 0);
  return boxes.map(({ x, y, width, height }) => {
    const pixels = new Uint32Array(context.getImageData(x, y, width, height).data.buffer);
    const counts = new Map();
    for (const pixel of pixels) {
      const colour = pixel & 0xf0f0f0;
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    return 1 - Math.max(...counts.values()) / pixels.length;
  });
}`;

/**
 * Of each element that is wholly in sight of the page, which share of its pixels has another colour than most of them: 0
 * for a blank one.
 */
export async function paintedShares(browser: Browser, page: Page, selector: string): Promise<number[]> {
  const size = page.viewportSize() ?? { width: 0, height: 0 };
  const all = await page.locator(selector).evaluateAll((elements: readonly unknown[]) =>
    (elements as readonly { getBoundingClientRect(): Box }[]).map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x, y, width, height };
    }),
  );
  const boxes = all.filter(
    ({ x, y, width, height }) =>
      Math.min(width, height) >= 8 &&
      Math.min(x, y) >= 0 &&
      x + width <= size.width &&
      y + height <= size.height,
  );
  const png = (await page.screenshot()).toString('base64');
  const reader = await browser.newPage();
  try {
    return await reader.evaluate<number[]>(`(${READ_SHARES})(${JSON.stringify({ png, boxes })})`);
  } finally {
    await reader.close();
  }
}
