// HTML from the server -> nodes for the page. The server has sanitised it (server/api/markdown.ts); this is the second
// lock: what is not on the list becomes text, and no attribute stays but those that are written here.

/** Tags that may stay, of a text's Markdown. */
export const MARKDOWN_TAGS: ReadonlySet<string> = new Set(
  'a blockquote br code em h1 h2 h3 h4 h5 h6 hr li ol p pre strong table tbody td th thead tr ul'.split(' '),
);
/** Of highlighted code. */
export const CODE_TAGS: ReadonlySet<string> = new Set(['span']);

const CLASS_NAMES = /^(?:language-[\w+#-]+|hljs-[\w -]+|math-(?:inline|display))$/;

/** An element that holds the nodes. Nothing in `html` is fetched or run: it is parsed into a document that is shown nowhere. */
export function safeNodesOf(html: string, tags: ReadonlySet<string> = MARKDOWN_TAGS): HTMLElement {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const holder = document.createElement('div');
  copyInto(holder, parsed.body, tags);
  return holder;
}

function copyInto(target: Element, source: Element, tags: ReadonlySet<string>): void {
  for (const child of source.childNodes) {
    if (child instanceof Text) target.append(child.data);
    else if (child instanceof Element) target.append(copyOf(child, tags));
  }
}

function copyOf(source: Element, tags: ReadonlySet<string>): Node {
  if (!tags.has(source.localName)) return document.createTextNode(source.outerHTML);
  const copy = document.createElement(source.localName);
  const named = source.getAttribute('class') ?? '';
  if (CLASS_NAMES.test(named)) copy.className = named;
  const address = source.getAttribute('href') ?? '';
  // A relative one would lead into our own server.
  if (copy instanceof HTMLAnchorElement && /^(?:https?|mailto):/i.test(address)) {
    copy.href = address;
    copy.target = '_blank';
    copy.rel = 'noopener noreferrer';
    copy.title = address;
  }
  copyInto(copy, source, tags);
  return copy;
}
