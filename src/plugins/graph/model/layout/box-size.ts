// How large a closed box is. Reckoned from the letters, not measured: then it is the same everywhere, and in a worker.
import type { Item, ItemKind } from '../structure/hierarchy.ts';

export const BOX_HEIGHT = 28;
export const TALL_BOX_HEIGHT = 42;
/** Of the bar with the title of an open box. */
export const BAR_HEIGHT = 24;
/** How far the boxes of a closed series stand out behind one another. */
export const PILE = 6;
const LEAST_WIDTH = 56;
const MOST_WIDTH = 240;
const PADDING = 24;
/** Pixels of a letter, on the average, of the title and of the line below it. */
const TITLE_LETTER = 7.2;
const DETAIL_LETTER = 6;

export interface BoxSize {
  readonly width: number;
  readonly height: number;
}

export function boxSizeOf({ kind, title, detail }: Pick<Item, 'kind' | 'title' | 'detail'>): BoxSize {
  const letters = Math.max(title.length * TITLE_LETTER + roomOfSign(kind), detail.length * DETAIL_LETTER);
  const width = Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, Math.ceil(letters) + PADDING));
  return { width, height: detail === '' ? BOX_HEIGHT : TALL_BOX_HEIGHT };
}

/** Width of a box in which `fittingTitle` leaves the text whole. */
export function titleWidthOf(text: string): number {
  return text.length * TITLE_LETTER + PADDING - 8;
}

/** What the sign that opens a box takes of the room beside its title, on both sides, for the title stands in the middle. */
function roomOfSign(kind: ItemKind): number {
  return kind === 'operation' ? 0 : 18;
}

/** The title of a closed box as far as there is room for it. */
export function boxTitleOf({ kind, title, width }: Pick<Item, 'kind' | 'title'> & { width: number }): string {
  return fittingTitle(title, width - roomOfSign(kind));
}

/** The text, cut in the middle to what fits a box of the width. */
export function fittingTitle(text: string, width: number): string {
  const fits = Math.max(3, Math.floor((width - PADDING + 8) / TITLE_LETTER));
  if (text.length <= fits) return text;
  const head = Math.ceil((fits - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (fits - 1 - head))}`;
}
