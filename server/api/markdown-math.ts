// Formulas in Markdown, for our page alone: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`, and fences named math. Which dollars are
// money is told as Pandoc tells it: https://pandoc.org/MANUAL.html#extension-tex_math_dollars
import type { MarkdownIt } from 'markdown-it';

/** A longer one is text: each place where one may begin is searched this far for its end. */
const MOST_CHARACTERS = 2_000;

interface Delimiter {
  readonly open: string;
  readonly close: string;
  readonly display: boolean;
}

/** The longer before that which begins like it. */
const DELIMITERS: readonly Delimiter[] = [
  { open: '$$', close: '$$', display: true },
  { open: '$', close: '$', display: false },
  { open: '\\(', close: '\\)', display: false },
  { open: '\\[', close: '\\]', display: true },
];

interface Formula {
  readonly tex: string;
  readonly display: boolean;
  /** Behind its closing delimiter. */
  readonly end: number;
}

/** The formula that begins at `start`; undefined where none does. */
export function formulaAt(text: string, start: number): Formula | undefined {
  const delimiter = DELIMITERS.find(({ open }) => text.startsWith(open, start));
  if (!delimiter) return undefined;
  const { open, close, display } = delimiter;
  const from = start + open.length;
  const reach = text.slice(from, from + MOST_CHARACTERS);
  let at = reach.indexOf(close);
  while (at >= 0 && close.startsWith('$') && isEscaped(reach, at)) at = reach.indexOf(close, at + 1);
  const tex = reach.slice(0, Math.max(0, at));
  const end = from + at + close.length;
  if (tex.trim() === '' || (open === '$' && isMoney(tex, text[end] ?? ''))) return undefined;
  return { tex: tex.trim(), display, end };
}

const isMoney = (tex: string, after: string) =>
  /^\s/.test(tex) || /\s/.test(tex.at(-1) ?? '') || /\d/.test(after);

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

/** A formula as code that the page draws, and that reads well where it does not. `tex` is no HTML yet. */
export function formulaCode(parser: MarkdownIt, tex: string, display: boolean): string {
  return `<code class="math-${display ? 'display' : 'inline'}">${parser.utils.escapeHtml(tex)}</code>`;
}

/** Teaches the parser formulas, where `isOn` says yes of a rendering's environment. */
export function addMath(parser: MarkdownIt, isOn: (env: object | undefined) => boolean): void {
  parser.inline.ruler.before('escape', 'math', (state, silent) => {
    const formula = isOn(state.env) ? formulaAt(state.src, state.pos) : undefined;
    if (!formula || formula.end > state.posMax) return false;
    if (!silent) {
      const token = state.push('math', 'code', 0);
      token.content = formula.tex;
      token.markup = formula.display ? '$$' : '$';
    }
    state.pos = formula.end;
    return true;
  });

  // A formula on lines of its own may hold what would be Markdown's elsewhere: blank lines, lists, headings.
  parser.block.ruler.before(
    'fence',
    'math',
    (state, line, endLine, silent) => {
      const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
      const isCode = (state.sCount[line] ?? 0) - state.blkIndent >= 4;
      if (isCode || !isOn(state.env)) return false;
      const formula = formulaAt(state.src, start);
      if (!formula?.display) return false;
      let last = line;
      while ((state.eMarks[last] ?? formula.end) < formula.end) {
        last++;
        const isOutside = (state.sCount[last] ?? 0) < state.blkIndent && !state.isEmpty(last);
        if (isOutside) return false;
      }
      const end = state.eMarks[last] ?? formula.end;
      if (last >= endLine || state.src.slice(formula.end, end).trim() !== '') return false;
      if (!silent) {
        const token = state.push('math', 'code', 0);
        token.content = state
          .getLines(line, last + 1, state.blkIndent, false)
          .trim()
          .slice(2, -2)
          .trim();
        token.markup = '$$';
        token.block = true;
      }
      state.line = last + 1;
      return true;
    },
    { alt: ['paragraph', 'blockquote', 'list'] },
  );

  parser.renderer.rules['math'] = (tokens, index) => {
    const { content = '', markup, block } = tokens[index] ?? {};
    const code = formulaCode(parser, content, markup === '$$');
    return block ? `<p>${code}</p>\n` : code;
  };
}
