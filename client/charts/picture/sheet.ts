// A picture of one chart or of many: headings, charts beside and below one another, and below all what each colour is.
import type { CanvasTheme } from '../canvas-theme.ts';
import type { NamedChart } from '../chart-view.ts';
import { paintChart } from './chart-painter.ts';
import type { Pen } from './pen.ts';

/** Pixels. */
const ALONE = { width: 800, height: 420 };
const AMONG_OTHERS = { width: 480, height: 280 };
const MARGIN = 16;
const HEADING_HEIGHT = 26;
const HEADING_SIZE = 14;
const ROW_HEIGHT = 20;
const SWATCH_WIDTH = 18;
const MOST_COLUMNS = 4;
/** Names below a picture; more would be longer than the picture. */
const MOST_NAMES = 120;

interface LegendEntry {
  readonly name: string;
  readonly color: string;
  readonly dash: readonly number[];
}

/** Where everything stands on a sheet. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly charts: readonly NamedChart[];
  readonly columns: number;
  readonly legend: readonly (LegendEntry & { readonly x: number; readonly y: number })[];
  /** What is said of names that have no room. */
  readonly rest: { readonly text: string; readonly x: number; readonly y: number } | undefined;
}

const cellOf = ({ length }: readonly unknown[]) => (length === 1 ? ALONE : AMONG_OTHERS);

/** Lays out the charts in their order; `measure` tells the width of a text in the theme's letters. */
export function sheetOf(charts: readonly NamedChart[], measure: (text: string) => number): Sheet {
  const cell = cellOf(charts);
  const columns = Math.max(1, Math.min(MOST_COLUMNS, Math.ceil(Math.sqrt(charts.length))));
  const width = columns * (cell.width + MARGIN) + MARGIN;
  const top = Math.ceil(charts.length / columns) * (cell.height + HEADING_HEIGHT + MARGIN) + MARGIN;
  const entries = legendOf(charts);
  let [x, y] = [MARGIN, top];
  const next = (text: string) => {
    const wide = SWATCH_WIDTH + measure(text) + MARGIN;
    if (x > MARGIN && x + wide > width) [x, y] = [MARGIN, y + ROW_HEIGHT];
    const place = { x, y };
    x += wide;
    return place;
  };
  const legend = entries.slice(0, MOST_NAMES).map((entry) => ({ ...entry, ...next(entry.name) }));
  const text = `and ${(entries.length - MOST_NAMES).toLocaleString('en')} more`;
  const rest = entries.length > MOST_NAMES ? { text, ...next(text) } : undefined;
  return { width, height: y + ROW_HEIGHT + MARGIN / 2, charts, columns, legend, rest };
}

/** Each name once, in the order in which it comes. */
function legendOf(charts: readonly NamedChart[]): LegendEntry[] {
  const entries = new Map<string, LegendEntry>();
  for (const { lines } of charts)
    for (const { name, color, dash = [] } of lines)
      if (!entries.has(name)) entries.set(name, { name, color, dash });
  return [...entries.values()];
}

/** Paints the sheet; after each chart `breathe` is awaited, so that the page goes on meanwhile. */
export async function paintSheet(
  pen: Pen,
  { width, height, charts, columns, legend, rest }: Sheet,
  theme: CanvasTheme,
  breathe: () => Promise<void>,
): Promise<void> {
  const { fontFamily, fontSize } = theme;
  pen.fillStyle = theme.surface;
  pen.fillRect(0, 0, width, height);
  const cell = cellOf(charts);
  for (const [at, chart] of charts.entries()) {
    const left = MARGIN + (at % columns) * (cell.width + MARGIN);
    const top = MARGIN + Math.floor(at / columns) * (cell.height + HEADING_HEIGHT + MARGIN);
    pen.save();
    pen.translate(left, top);
    pen.fillStyle = theme.text;
    pen.textAlign = 'left';
    pen.textBaseline = 'middle';
    pen.font = `600 ${HEADING_SIZE}px ${fontFamily}`;
    pen.fillText(shortened(pen, chart.heading, cell.width), 0, HEADING_HEIGHT / 2);
    const box = { left: 0, top: HEADING_HEIGHT, right: cell.width, bottom: HEADING_HEIGHT + cell.height };
    paintChart(pen, chart, box, theme);
    pen.restore();
    await breathe();
  }
  pen.save();
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  pen.font = `${fontSize}px ${fontFamily}`;
  pen.lineWidth = 2;
  for (const { name, color, dash, x, y } of legend) {
    pen.strokeStyle = color;
    pen.setLineDash([...dash]);
    pen.beginPath();
    pen.moveTo(x, y + ROW_HEIGHT / 2);
    pen.lineTo(x + SWATCH_WIDTH - 5, y + ROW_HEIGHT / 2);
    pen.stroke();
    pen.fillStyle = theme.text;
    pen.fillText(name, x + SWATCH_WIDTH, y + ROW_HEIGHT / 2);
  }
  if (rest) pen.fillText(rest.text, rest.x + SWATCH_WIDTH, rest.y + ROW_HEIGHT / 2);
  pen.restore();
}

/** As much of the beginning as has room. */
function shortened(pen: Pen, text: string, width: number): string {
  if (pen.measureText(text).width <= width) return text;
  let end = text.length;
  while (end > 1 && pen.measureText(`${text.slice(0, end)}…`).width > width) end = Math.floor(end * 0.9);
  return `${text.slice(0, end)}…`;
}
