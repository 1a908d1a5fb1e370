// Draws parallel coordinates: axes at equal distances, each session a line over them.
import type { CanvasTheme } from '../../../../client/charts/canvas-theme.ts';
import type { Row } from '../model/session-table.ts';
import type { AxisScale } from './axis-scale.ts';

/** In CSS pixels. */
export interface ParallelLayout {
  readonly width: number;
  readonly height: number;
  readonly scales: readonly AxisScale[];
}

export const PLOT_TOP = 56;
const PLOT_BOTTOM = 16;
/** A line nearer to the pointer than this is meant. */
const NEAR_PIXELS = 8;

/** One line to draw. */
export interface RowLine {
  readonly row: Row;
  readonly color: string;
  readonly alpha: number;
  readonly width?: number;
}

/** Axes stand in the middle of equal columns, under their headings. */
export function xOfAxis({ width, scales }: ParallelLayout, axis: number): number {
  return ((axis + 0.5) * width) / Math.max(1, scales.length);
}

function yOf({ height }: ParallelLayout, at: number): number {
  return height - PLOT_BOTTOM - at * (height - PLOT_BOTTOM - PLOT_TOP);
}

/** The place on an axis, from 0 to 1, at a height. */
export function placeAt({ height }: ParallelLayout, y: number): number {
  return Math.min(1, Math.max(0, (height - PLOT_BOTTOM - y) / (height - PLOT_BOTTOM - PLOT_TOP)));
}

/** Draws lines, broken where a session has no value. */
export function drawRows(
  context: CanvasRenderingContext2D,
  layout: ParallelLayout,
  lines: readonly RowLine[],
): void {
  context.save();
  context.lineJoin = 'bevel';
  for (const { row, color, alpha, width = 1 } of lines) {
    context.strokeStyle = color;
    context.globalAlpha = alpha;
    context.lineWidth = width;
    context.beginPath();
    let isBegun = false;
    for (const [axis, scale] of layout.scales.entries()) {
      const at = scale.at(row);
      if (at === undefined) {
        isBegun = false;
        continue;
      }
      const [x, y] = [xOfAxis(layout, axis), yOf(layout, at)];
      if (isBegun) context.lineTo(x, y);
      else context.moveTo(x, y);
      isBegun = true;
    }
    context.stroke();
  }
  context.restore();
}

/** Axes with their ticks, above the lines; labels have a halo so that lines do not cross them out. */
export function drawAxes(
  context: CanvasRenderingContext2D,
  layout: ParallelLayout,
  theme: CanvasTheme,
): void {
  context.save();
  context.font = `${theme.fontSize}px ${theme.fontFamily}`;
  context.textBaseline = 'middle';
  for (const [axis, scale] of layout.scales.entries()) {
    const x = Math.round(xOfAxis(layout, axis)) + 0.5;
    context.strokeStyle = theme.label;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, yOf(layout, 1));
    context.lineTo(x, yOf(layout, 0));
    context.stroke();
    const room = layout.width / layout.scales.length - 14;
    for (const { at, label } of scale.ticks(Math.max(2, layout.height / 60))) {
      const y = yOf(layout, at);
      context.beginPath();
      context.moveTo(x - 3, y);
      context.lineTo(x + 3, y);
      context.stroke();
      context.save();
      context.strokeStyle = theme.surface;
      context.lineWidth = 3;
      context.lineJoin = 'round';
      context.strokeText(label, x + 6, y, room);
      context.fillStyle = theme.text;
      context.fillText(label, x + 6, y, room);
      context.restore();
    }
  }
  context.restore();
}

/** The part of an axis that is let through; `from` and `to` in any order. */
export function drawBrush(
  context: CanvasRenderingContext2D,
  layout: ParallelLayout,
  axis: number,
  from: number,
  to: number,
  { accent }: CanvasTheme,
): void {
  const x = xOfAxis(layout, axis);
  const [top, bottom] = [yOf(layout, Math.max(from, to)), yOf(layout, Math.min(from, to))];
  context.save();
  context.fillStyle = accent;
  context.strokeStyle = accent;
  context.globalAlpha = 0.25;
  context.fillRect(x - 6, top, 12, bottom - top);
  context.globalAlpha = 1;
  context.strokeRect(x - 6, top, 12, bottom - top);
  context.restore();
}

/** The row whose line passes nearest to a point, within a few pixels; of equally near ones the last. */
export function rowNear(layout: ParallelLayout, rows: readonly Row[], x: number, y: number): Row | undefined {
  const { scales, width } = layout;
  const along = (x / width) * scales.length - 0.5;
  const left = Math.floor(along);
  const [from, to] = [scales[left], scales[left + 1]];
  if (!from || !to) return undefined;
  let nearest: Row | undefined;
  let distance = NEAR_PIXELS;
  for (const row of rows) {
    const [a, b] = [from.at(row), to.at(row)];
    if (a === undefined || b === undefined) continue;
    const away = Math.abs(yOf(layout, a + (b - a) * (along - left)) - y);
    if (away > distance) continue;
    distance = away;
    nearest = row;
  }
  return nearest;
}
