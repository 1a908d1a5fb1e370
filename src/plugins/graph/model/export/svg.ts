// What is drawn, as SVG that stands alone.
import { BAR_HEIGHT, boxTitleOf, PILE } from '../layout/box-size.ts';
import { lineWidthOf, svgPathOf } from '../layout/line-path.ts';
import type { PlacedItem, PlacedLine, Point, Scene } from '../layout/scene.ts';

/** Colours as `#rrggbb`. */
export interface SvgLook {
  readonly surface: string;
  readonly text: string;
  readonly label: string;
  readonly axis: string;
  /** Of lines in which values flow. */
  readonly line: string;
  /** Of a box: its fill, its border, and what its title stands on where it is open. */
  readonly inkOf: (item: PlacedItem) => {
    readonly fill: string;
    readonly stroke: string;
    readonly bar: string;
  };
}

const EDGE = 16;

/** Quiet lines are left out. */
export function svgOf({ items, lines, width, height }: Scene, look: SvgLook): string {
  const box = `${-EDGE} ${-EDGE} ${Math.ceil(width) + 2 * EDGE} ${Math.ceil(height) + 2 * EDGE}`;
  const [fullWidth, fullHeight] = box.split(' ').slice(2);
  const boxes = items.filter((item) => item.open);
  const open = new Set(boxes.map(({ id }) => id));
  const groundAt = ({ x, y }: Point) => {
    const box = boxes.findLast(
      (one) => x >= one.x && x <= one.x + one.width && y >= one.y && y <= one.y + one.height,
    );
    return box ? look.inkOf(box).fill : look.surface;
  };
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" width="${fullWidth}" height="${fullHeight}" font-family="system-ui, sans-serif">`,
    `<rect x="${-EDGE}" y="${-EDGE}" width="100%" height="100%" fill="${look.surface}"/>`,
    `<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 1 10 5 0 9z" fill="${look.line}"/></marker></defs>`,
    ...boxes.map((item) => boxOf(item, look)),
    ...lines.filter(({ quiet }) => !quiet).map((line) => lineOf(line, look, open.has(line.to), groundAt)),
    ...items.map((item) => (item.open ? barOf(item, look) : boxOf(item, look)) + lettersOf(item, look)),
    '</svg>',
  ];
  return parts.join('\n');
}

function boxOf(item: PlacedItem, look: SvgLook): string {
  const { x, y, width, height, kind, open } = item;
  const { fill, stroke } = look.inkOf(item);
  const radius = kind === 'operation' ? Math.min(14, height / 2) : 7;
  const pile = kind === 'series' && !open ? PILE : 0;
  const rect = (shift: number) =>
    `<rect x="${round(x + shift)}" y="${round(y + shift)}" width="${round(width - pile)}" height="${round(height - pile)}" rx="${radius}" fill="${fill}" stroke="${stroke}"/>`;
  return pile > 0 ? [pile, pile / 2, 0].map(rect).join('') : rect(0);
}

/** Lines come in above it and go on below. */
function barOf(item: PlacedItem, look: SvgLook): string {
  const { x, y, width } = item;
  const [left, right, top, bottom] = [x + 0.5, x + width - 0.5, y + 0.5, y + BAR_HEIGHT].map(round);
  return `<path d="M${left} ${bottom}V${round(y + 7)}Q${left} ${top} ${round(x + 7)} ${top}H${round(x + width - 7)}Q${right} ${top} ${right} ${round(y + 7)}V${bottom}Z" fill="${look.inkOf(item).bar}"/>`;
}

function lettersOf({ x, y, width, height, kind, title, detail, open }: PlacedItem, look: SvgLook): string {
  const pile = kind === 'series' && !open ? PILE / 2 : 0;
  const middle = round(x + width / 2 - pile);
  const text = (at: number, size: number, color: string, words: string, rest = ' text-anchor="middle"') =>
    `<text x="${open ? round(x + 12) : middle}" y="${round(at)}" font-size="${size}" fill="${color}"${rest}>${escaped(words)}</text>`;
  if (open) return text(y + 16.5, 12, look.text, title, ' font-weight="600"');
  const name = boxTitleOf({ kind, title, width });
  if (detail === '') return text(y + height / 2 - pile + 4, 12, look.text, name);
  return (
    text(y + height / 2 - pile - 3, 12, look.text, name) +
    text(y + height / 2 - pile + 12, 10.5, look.label, detail)
  );
}

function lineOf(
  { points, size, control, label, labelAt: place }: PlacedLine,
  look: SvgLook,
  goesOn: boolean,
  groundAt: (at: Point) => string,
): string {
  const dash = control ? ' stroke-dasharray="5 4"' : '';
  const head = goesOn ? '' : ' marker-end="url(#head)"';
  const path = `<path d="${svgPathOf(points)}" fill="none" stroke="${control ? look.axis : look.line}" stroke-width="${round(control ? 1 : lineWidthOf(size))}"${dash}${head}/>`;
  if (!place) return path;
  return `${path}<text x="${round(place.x)}" y="${round(place.y + 3)}" font-size="10" fill="${look.label}" stroke="${groundAt(place)}" stroke-width="3" paint-order="stroke">${escaped(label)}</text>`;
}

const round = (number: number) => Number(number.toFixed(1));
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML has no way to write are left out. */
function escaped(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]/gu, '').replace(/[&<>"]/g, (one) => ENTITIES[one] ?? one);
}
