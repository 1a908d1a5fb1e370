// A confusion matrix as a picture: a cell an entry, blue by the share of its row, with numbers and labels where they fit.
import { type Colour, drawArea, drawText, textSize } from '../../image/model/drawing.ts';
import { CHARACTER_HEIGHT, CHARACTER_WIDTH } from '../../image/model/font.ts';
import type { Pixels } from '../../image/model/pixels.ts';
import type { ConfusionMatrix } from '../kind.ts';

const MARGIN = 4;
/** Pixels that the cells of a picture take together, as far as there are few enough of them. */
const WANTED = 400;
const [SMALLEST_CELL, LARGEST_CELL] = [2, 48];
const MOST_LETTERS = 12;
const WHITE: Colour = [255, 255, 255];
const BLACK: Colour = [0, 0, 0];
/** The darkest of ColorBrewer's Blues. */
const DARK: Colour = [8, 48, 107];

/** Labels stand left of the rows and above the columns; without room for letters the cells stand alone. */
export function heatMapOf({ classes, counts }: ConfusionMatrix, labels: readonly string[]): Pixels {
  const cell = Math.min(LARGEST_CELL, Math.max(SMALLEST_CELL, Math.floor(WANTED / classes)));
  const named = cell > CHARACTER_HEIGHT;
  const names = Array.from({ length: classes }, (_, i) => labels[i] ?? `${i}`);
  const letters = Math.min(MOST_LETTERS, Math.max(...names.map((name) => [...name].length)));
  const left = named ? letters * CHARACTER_WIDTH + 2 * MARGIN : 0;
  const top = named ? CHARACTER_HEIGHT + 2 * MARGIN : 0;
  const [width, height] = [left + classes * cell, top + classes * cell];
  const pixels = { width, height, channels: 3, bytes: new Uint8Array(width * height * 3) } as const;
  drawArea(pixels, [0, 0, width, height], WHITE);
  for (let row = 0; row < classes; row++) {
    const total = counts.subarray(row * classes, (row + 1) * classes).reduce((sum, count) => sum + count, 0);
    for (let column = 0; column < classes; column++) {
      const count = counts[row * classes + column] ?? 0;
      const share = Math.min(1, Math.max(0, count / total || 0));
      const [x, y] = [left + column * cell, top + row * cell];
      drawArea(pixels, [x, y, cell, cell], shade(share));
      if (named) drawCentred(pixels, shortNumber(count), [x, y, cell, cell], share > 0.5 ? WHITE : BLACK);
    }
  }
  if (!named) return pixels;
  names.forEach((name, i) => {
    drawText(pixels, cut(name, letters), MARGIN, top + i * cell + Math.floor((cell - 7) / 2), BLACK);
    const above = cut(name, Math.max(1, Math.floor((cell + 1) / CHARACTER_WIDTH)));
    drawCentred(pixels, above, [left + i * cell, 0, cell, top], BLACK);
  });
  return pixels;
}

/** White for 0, dark blue for 1. */
function shade(share: number): Colour {
  const mixed = (channel: 0 | 1 | 2) => Math.round(WHITE[channel] + share * (DARK[channel] - WHITE[channel]));
  return [mixed(0), mixed(1), mixed(2)];
}

const cut = (name: string, letters: number) => [...name].slice(0, letters).join('');

/** At most four letters, and more only where the number is beyond 9999 thousands. */
function shortNumber(count: number): string {
  const isShort = Number.isInteger(count) ? Math.abs(count) < 10_000 : Math.abs(count) < 1;
  if (isShort) return Number.isInteger(count) ? `${count}` : count.toFixed(2).replace(/^(-?)0/, '$1');
  return Math.abs(count) < 10_000 ? `${Math.round(count)}` : `${Math.round(count / 1000)}k`;
}

/** Left out where the text is wider than the area. */
function drawCentred(
  pixels: Pixels,
  text: string,
  [left, top, width, height]: readonly [number, number, number, number],
  colour: Colour,
): void {
  const [textWidth] = textSize(text);
  if (textWidth > width) return;
  // Seven rows are seen; the eighth is for tails.
  drawText(
    pixels,
    text,
    left + Math.floor((width - textWidth) / 2),
    top + Math.floor((height - 7) / 2),
    colour,
  );
}
