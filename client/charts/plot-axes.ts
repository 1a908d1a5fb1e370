// Axes of the plots that need no more than ticks: values below, or steps below and values at the left.

import type { CanvasTheme } from './canvas-theme.ts';
import type { Pen } from './picture/pen.ts';
import type { Tick } from './ticks.ts';

/** A rectangle in CSS pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Pixels between the plot and a label beside it. */
const LABEL_GAP = 7;

/** A tick and the pixel, along its axis, at which it stands. */
export interface PlacedTick extends Tick {
  readonly at: number;
}

/** Where `value` lies between the pixels `from` and `to`, which stand for the ends of the interval. */
export function placed(
  value: number,
  { min, max }: { readonly min: number; readonly max: number },
  from: number,
  to: number,
): number {
  return max > min ? from + ((value - min) / (max - min)) * (to - from) : (from + to) / 2;
}

/** The axis below the plot, with grid lines up through it. */
export function paintAxisBelow(
  context: Pen,
  area: Area,
  ticks: readonly PlacedTick[],
  theme: CanvasTheme,
): void {
  context.save();
  prepare(context, theme);
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const { at, label } of ticks) {
    const x = Math.round(at) + 0.5;
    line(context, theme.grid, x, area.top, x, area.bottom);
    line(context, theme.axis, x, area.bottom, x, area.bottom + 4);
    // No label hangs over the edge of the card.
    const half = context.measureText(label).width / 2;
    context.fillText(label, Math.max(half, x), area.bottom + 7);
  }
  line(context, theme.axis, area.left, area.bottom + 0.5, area.right, area.bottom + 0.5);
  context.restore();
}

/** Labels beside the plot, with grid lines across it. */
export function paintAxisBeside(
  context: Pen,
  area: Area,
  ticks: readonly PlacedTick[],
  theme: CanvasTheme,
  side: 'left' | 'right',
): void {
  context.save();
  prepare(context, theme);
  context.textAlign = side === 'right' ? 'left' : 'right';
  context.textBaseline = 'middle';
  const x = side === 'right' ? area.right + LABEL_GAP : area.left - LABEL_GAP;
  for (const { at, label } of ticks) {
    const row = Math.round(at) + 0.5;
    line(context, theme.grid, area.left, row, area.right, row);
    context.fillText(label, x, Math.min(at, area.bottom - theme.fontSize / 2));
  }
  context.restore();
}

/** Pixels from the plot to behind the longest label beside it. */
export function roomBeside(context: Pen, ticks: readonly PlacedTick[], theme: CanvasTheme): number {
  context.save();
  prepare(context, theme);
  const longest = ticks.reduce((most, { label }) => Math.max(most, context.measureText(label).width), 0);
  context.restore();
  return Math.ceil(LABEL_GAP + longest);
}

function prepare(context: Pen, theme: CanvasTheme): void {
  context.font = `${theme.fontSize}px ${theme.fontFamily}`;
  context.fillStyle = theme.label;
  context.lineWidth = 1;
}

function line(context: Pen, color: string, x0: number, y0: number, x1: number, y1: number): void {
  context.strokeStyle = color;
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}
