// Draws the formulas of a text after it is shown, a few milliseconds of them a frame.
import { frameTurn } from '../../../../client/turns/frame-turns.ts';

const SLICE_MS = 8;

/** Puts a formula in the place of each piece of code that holds one; where it is none, its code stays and says why. */
export async function drawMath(nodes: Element): Promise<void> {
  const formulas = [...nodes.querySelectorAll('code.math-inline, code.math-display')];
  if (formulas.length === 0) return;
  const { mathNodeOf } = await import('./math-nodes.ts');
  let until = 0;
  for (const code of formulas) {
    if (performance.now() > until) {
      await frameTurn();
      until = performance.now() + SLICE_MS;
    }
    draw(code, mathNodeOf);
  }
}

function draw(code: Element, mathNodeOf: (tex: string, display: boolean) => Element): void {
  const tex = code.textContent;
  try {
    const node = mathNodeOf(tex, code.className === 'math-display');
    node.setAttribute('aria-label', tex);
    code.replaceWith(node);
  } catch (error) {
    code.classList.add('math-error');
    code.setAttribute('title', error instanceof Error ? error.message : String(error));
  }
}
