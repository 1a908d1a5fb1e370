// Colours the code of a text after it is shown, a block at a time.
import { frameTurn } from '../../../../client/turns/frame-turns.ts';
import { CODE_TAGS, safeNodesOf } from './safe-nodes.ts';

/** A longer block would hold the page up. */
const MOST_CHARACTERS = 20_000;

/** Colours blocks of known languages, of all texts one a frame. Resolves when all are done. */
export async function colourCode(nodes: Element): Promise<void> {
  const blocks = [...nodes.querySelectorAll('pre > code[class^="language-"]')];
  if (blocks.length === 0) return;
  const { highlighted } = await import('./highlighted.ts');
  for (const block of blocks) {
    const code = block.textContent ?? '';
    if (code.length > MOST_CHARACTERS) continue;
    await frameTurn();
    const html = highlighted(code, block.className.slice('language-'.length));
    if (html !== undefined) block.replaceChildren(...safeNodesOf(html, CODE_TAGS).childNodes);
  }
}
