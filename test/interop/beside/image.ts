// Pictures beside TensorBoard's.
import type { Page } from 'playwright-core';
import type { Comparison } from '../beside.ts';

/** Width and height of all pictures that are there; undefined until there are `least`. */
const sizesIn =
  (selector: string, least: number) =>
  async (page: Page): Promise<string[] | undefined> => {
    const sizes = await page
      .locator(selector)
      .evaluateAll((pictures: readonly { naturalWidth: number; naturalHeight: number }[]) =>
        pictures.map(({ naturalWidth, naturalHeight }) => `${naturalWidth}x${naturalHeight}`),
      );
    return sizes.length < least || sizes.includes('0x0') ? undefined : sizes.sort();
  };

export const IMAGE_COMPARISONS: readonly Comparison[] = [
  {
    title: 'the newest pictures of all tags',
    log: 'torch_api',
    ours: 'images',
    theirs: 'images',
    drawn: { ours: 'rb-picture img', theirs: 'tf-image-loader img' },
    read: { ours: sizesIn('rb-picture img', 8), theirs: sizesIn('tf-image-loader img', 8) },
  },
];
