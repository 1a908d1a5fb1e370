// Markdown of a log -> HTML that is safe to insert. Contract 3.9: classic Markdown with tables and fenced code, then
// an allow-list; what is not on it is shown as text. A security boundary: logs come from strangers.
import MarkdownIt, { type Token } from 'markdown-it';
import { addMath, formulaCode } from './markdown-math.ts';

const TAGS = new Set(
  'a blockquote br code em h1 h2 h3 h4 h5 h6 hr img li ol p pre strong table tbody td th thead tr ul'.split(
    ' ',
  ),
);
/** Without pictures: their addresses are a log's choice, and our page asks nobody but its own server. */
const PAGE_TAGS = new Set([...TAGS].filter((tag) => tag !== 'img'));
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'title'],
  img: ['src', 'title', 'alt'],
};
const ADDRESSES = new Set(['href', 'src']);

const parser = new MarkdownIt({ html: true, linkify: false, typographer: false });
parser.disable('strikethrough');
// An address that is refused costs the link its attribute, not its text; the renderer below sees to it.
parser.validateLink = () => true;
const { escapeHtml } = parser.utils;

// As in classic Markdown, what follows an element such as script on the line where it ends is Markdown again.
parser.core.ruler.after('block', 'behind-raw-elements', (state) => {
  state.tokens = state.tokens.flatMap((token) => {
    const name =
      token.type === 'html_block' && /^ {0,3}<(script|style|pre|textarea)\b/i.exec(token.content)?.[1];
    if (!name) return [token];
    const close = `</${name.toLowerCase()}>`;
    const end = token.content.toLowerCase().indexOf(close) + close.length;
    const rest = token.content.slice(end).trim();
    if (end < close.length || rest === '') return [token];
    token.content = `${token.content.slice(0, end)}\n`;
    const parsed: Token[] = [];
    state.md.block.parse(rest, state.md, state.env, parsed);
    return [token, ...parsed];
  });
});

type Rule = NonNullable<(typeof parser.renderer.rules)[string]>;

/** What a rendering for our page has in its environment. */
const FOR_PAGE = { forPage: true };
const WITH_MATH = { ...FOR_PAGE, math: true };
const isForPage = (env: object | undefined) => env !== undefined && 'forPage' in env;
const isWithMath = (env: object | undefined) => env !== undefined && 'math' in env;
addMath(parser, isWithMath);

const rawHtml: Rule = (tokens, index, _options, env) =>
  safeHtml(tokens[index]?.content ?? '', isForPage(env) ? PAGE_TAGS : TAGS);
const code: Rule = (tokens, index, _options, env) => {
  const language = isForPage(env) ? /^[\w+#-]{1,20}/.exec(tokens[index]?.info.trim() ?? '')?.[0] : undefined;
  if (language === 'math' && isWithMath(env))
    return `<p>${formulaCode(parser, tokens[index]?.content.trim() ?? '', true)}</p>\n`;
  const named = language === undefined ? '' : ` class="language-${language.toLowerCase()}"`;
  return `<pre><code${named}>${escapeHtml(tokens[index]?.content ?? '')}</code></pre>\n`;
};
parser.renderer.rules['html_block'] = rawHtml;
parser.renderer.rules['html_inline'] = rawHtml;
parser.renderer.rules['fence'] = code;
parser.renderer.rules['code_block'] = code;
const picture = parser.renderer.rules['image'];
parser.renderer.rules['image'] = (tokens, index, options, env, renderer) => {
  const token = tokens[index];
  if (!isForPage(env)) return picture?.(tokens, index, options, env, renderer) ?? '';
  return escapeHtml(`![${token?.content ?? ''}](${token?.attrGet('src') ?? ''})`);
};
const attributesOfToken = parser.renderer.renderAttrs.bind(parser.renderer);
// Every tag that the renderer writes takes its attributes from here; the type names only what it reads.
parser.renderer.renderAttrs = (token: Partial<Token>) => {
  const tag = token.tag ?? '';
  return attributesOfToken({
    attrs: (token.attrs ?? []).filter(([name, value]) => isAllowed(tag, name, `${value}`)),
  });
};

function isAllowed(tag: string, attribute: string, value: string): boolean {
  if (!(ATTRIBUTES[tag] ?? []).includes(attribute)) return false;
  return !ADDRESSES.has(attribute) || isSafeAddress(value);
}

/** http, https, mailto, or relative to the page. Judged as browsers read it: without blanks and control characters. */
function isSafeAddress(address: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop them, so they must not hide a scheme
  const bare = address.replace(/[\u0000-\u0020\u007f-\u00a0\u2028\u2029\ufeff]/g, '').toLowerCase();
  const scheme = /^([^:/?#]*):/.exec(bare)?.[1];
  return scheme === undefined || scheme === 'http' || scheme === 'https' || scheme === 'mailto';
}

const TAG =
  /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*\/?>/g;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

/** Raw HTML: tags of the list are composed anew from their parts, everything between and beside them is text. */
export function safeHtml(html: string, tags: ReadonlySet<string> = TAGS): string {
  const source = withoutComments(html);
  let safe = '';
  let end = 0;
  for (const match of source.matchAll(TAG)) {
    const [whole, slash = '', name = '', attributes = ''] = match;
    const tag = name.toLowerCase();
    safe += escapeHtml(source.slice(end, match.index));
    safe += tags.has(tag)
      ? `<${slash}${tag}${slash ? '' : safeAttributes(tag, attributes)}>`
      : escapeHtml(whole);
    end = match.index + whole.length;
  }
  return safe + escapeHtml(source.slice(end));
}

/** One pass: a pattern would search to the end anew at each beginning of a comment that never ends. */
function withoutComments(html: string): string {
  let kept = '';
  let at = 0;
  for (;;) {
    const start = html.indexOf('<!--', at);
    const end = start < 0 ? -1 : html.indexOf('-->', start + 4);
    if (end < 0) return kept + html.slice(at);
    kept += html.slice(at, start);
    at = end + 3;
  }
}

function safeAttributes(tag: string, attributes: string): string {
  let safe = '';
  for (const [, name = '', double, single, bare] of attributes.matchAll(ATTRIBUTE)) {
    const value = parser.utils.unescapeAll(double ?? single ?? bare ?? '');
    if (isAllowed(tag, name.toLowerCase(), value)) safe += ` ${name.toLowerCase()}="${escapeHtml(value)}"`;
  }
  return safe;
}

/** Sanitised HTML; empty for empty text. Never throws. */
export function renderMarkdown(text: string): string {
  return text === '' ? '' : parser.render(text).trimEnd();
}

/**
 * The same for our page: code carries `class="language-…"` as its author named it, and pictures stand as the text that
 * they were written as. With `math`, formulas are code with `class="math-inline"` or `class="math-display"`.
 */
export function renderMarkdownForPage(text: string, math = false): string {
  return text === '' ? '' : parser.render(text, { ...(math ? WITH_MATH : FOR_PAGE) }).trimEnd();
}
