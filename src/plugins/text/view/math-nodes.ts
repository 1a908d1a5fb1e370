// TeX -> MathML, brought only when a text holds a formula. The formula is a stranger's, so what Temml makes of it is
// copied: what is not on the lists stays out.
import temml from 'temml';

const NAMESPACE = 'http://www.w3.org/1998/Math/MathML';

/** MathML Core without links, actions and foreign content: https://www.w3.org/TR/mathml-core/#mathml-elements-and-attributes */
const TAGS: ReadonlySet<string> = new Set(
  'math menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none'.split(
    ' ',
  ),
);
const ATTRIBUTES: ReadonlySet<string> = new Set(
  'accent accentunder columnspan depth display displaystyle fence form height largeop linethickness lspace mathvariant maxsize minsize movablelimits notation rowspan rspace scriptlevel separator stretchy symmetric voffset width'.split(
    ' ',
  ),
);
/** What keeps its place in the line. */
const PROPERTIES =
  /^(?:color|font-(?:weight|style)|text-align|math-(?:depth|shift)|(?:padding|border)(?:-[a-z-]+)?)$/;
const CLASS_NAMES = /^[a-z\d -]{1,60}$/;

/** Bounds of what a formula may ask for: expansions of macros, and the largest size, in em. */
const BOUNDS = { maxExpand: 300, maxSize: [20, 20] as [number, number], trust: false };

/**
 * A `math` element that stands nowhere yet. Nothing in it runs, is fetched or leads anywhere. Throws what is to be told
 * to the author where `tex` is no formula.
 */
export function mathNodeOf(tex: string, display: boolean): Element {
  const holder = document.createElement('div');
  // An own table of macros: what one formula defines, no other sees.
  temml.render(tex, holder, { ...BOUNDS, displayMode: display, throwOnError: true, macros: {} });
  const made = holder.querySelector('math');
  if (!made) throw new Error('This formula is empty.');
  return copyOf(made);
}

function copyOf(source: Element): Element {
  const copy = document.createElementNS(NAMESPACE, source.localName);
  for (const { name, value } of source.attributes) if (ATTRIBUTES.has(name)) copy.setAttribute(name, value);
  const named = source.getAttribute('class') ?? '';
  if (CLASS_NAMES.test(named)) copy.setAttribute('class', named);
  if (isStyled(source) && isStyled(copy)) {
    for (const property of source.style)
      if (PROPERTIES.test(property))
        copy.style.setProperty(property, source.style.getPropertyValue(property));
  }
  for (const child of source.childNodes) {
    if (child instanceof Text) copy.append(child.data);
    else if (child instanceof Element)
      copy.append(TAGS.has(child.localName) ? copyOf(child) : child.textContent);
  }
  return copy;
}

const isStyled = (element: Element): element is Element & ElementCSSInlineStyle => 'style' in element;
