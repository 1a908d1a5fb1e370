// Pictures of charts as files: pixels or lines.

import { taskTurn } from '../../turns/task-turn.ts';
import type { CanvasTheme } from '../canvas-theme.ts';
import type { NamedChart } from '../chart-view.ts';
import { paintSheet, type Sheet, sheetOf } from './sheet.ts';
import { SvgPen } from './svg-pen.ts';

/** Pixels of a picture for each CSS pixel, where they fit. */
const FINENESS = 2;
/** No browser draws on a canvas that is longer. */
const MOST_PIXELS = 16_000;
/** Nor on a larger one: 128 megapixels are half a gigabyte. */
const MOST_AREA = 128e6;

function measurer(theme: CanvasTheme): (text: string, font?: string) => number {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  return (text, font = `${theme.fontSize}px ${theme.fontFamily}`) => {
    if (!context) return text.length * theme.fontSize * 0.55;
    context.font = font;
    return context.measureText(text).width;
  };
}

/** Rejects with an Error for the user where there are more charts than a canvas has room for. */
export async function pngOf(charts: readonly NamedChart[], theme: CanvasTheme): Promise<Blob> {
  const sheet = sheetOf(charts, measurer(theme));
  const ratio = ratioOf(sheet);
  if (ratio < 1)
    throw new Error(
      `${charts.length.toLocaleString('en')} charts are too many for one PNG. Narrow the tag filter, or take SVG.`,
    );
  const canvas = document.createElement('canvas');
  canvas.width = Math.floor(sheet.width * ratio);
  canvas.height = Math.floor(sheet.height * ratio);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('The browser gave no canvas to draw on.');
  context.scale(ratio, ratio);
  await paintSheet(context, sheet, theme, taskTurn);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  canvas.width = canvas.height = 0;
  if (!blob) throw new Error('The browser could not make a PNG of this size.');
  return blob;
}

function ratioOf({ width, height }: Sheet): number {
  return Math.min(FINENESS, MOST_PIXELS / Math.max(width, height), Math.sqrt(MOST_AREA / (width * height)));
}

/** Lines and letters, as many charts as wanted. */
export async function svgOf(charts: readonly NamedChart[], theme: CanvasTheme): Promise<Blob> {
  const measure = measurer(theme);
  const sheet = sheetOf(charts, measure);
  const pen = new SvgPen(measure);
  await paintSheet(pen, sheet, theme, taskTurn);
  return new Blob([pen.svg(sheet.width, sheet.height)], { type: 'image/svg+xml' });
}
