// Texts beside TensorBoard's.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Comparison } from '../beside.ts';

/** Words of each text that is there, hostile ones too; undefined until there are `least`. */
const wordsIn =
  (selector: string, least: number) =>
  async (page: Page): Promise<string[] | undefined> => {
    const texts = await page.locator(selector).allInnerTexts();
    // Pictures have no words there and stand as they were written here.
    const words = texts.map((text) =>
      text
        .replace(/<img[^>]*>/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    );
    return words.length < least ? undefined : words.sort();
  };

/** Index of the step whose value a card shows; undefined while it is on its way. */
const stepShown = (card: unknown): number | undefined => {
  const { at, pending } = card as { readonly at: number; readonly pending: boolean };
  return pending ? undefined : at;
};

export const TEXT_COMPARISONS: readonly Comparison[] = [
  {
    title: 'the words of all tags, at all steps',
    log: 'torch_api',
    ours: 'text',
    theirs: 'text',
    drawn: { ours: 'rb-text-card .text', theirs: 'tf-text-loader tf-markdown-view' },
    read: {
      // TensorBoard shows all steps below one another, we the one of the slider.
      ours: async (page) => {
        const slider = page.getByRole('slider', { name: 'Step of t/steps/text_summary, .' });
        const card = page.locator('rb-text-card').filter({ has: slider });
        if ((await card.locator('.markdown').count()) === 0) return undefined;
        const words = (await wordsIn('.markdown', 2)(page))?.filter((text) => !text.startsWith('step'));
        for (const [step, key] of ['Home', 'ArrowRight', 'ArrowRight'].entries()) {
          await slider.press(key);
          // The page walks there by way of its address: right after the key the card shows the step before.
          await expect.poll(() => card.evaluate(stepShown)).toBe(step);
          await card.locator('[aria-busy=true]').waitFor({ state: 'detached' });
          words?.push(await card.locator('.markdown').innerText());
        }
        return words?.sort();
      },
      theirs: wordsIn('tf-text-loader tf-markdown-view td', 4),
    },
  },
];
