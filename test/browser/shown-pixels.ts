// What a screenshot shows: Chromium decodes its own pictures.
import type { Browser, Locator } from 'playwright-core';

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
