// Paints laid out ridges on a canvas, oldest first, so that newer ones stand in front.
import type { CanvasTheme } from '../canvas-theme.ts';
import { hexOf, mixed } from '../mixed-color.ts';
import { paintAxisBelow, paintAxisBeside, placed } from '../plot-axes.ts';
import type { XAxis } from '../plotted-line.ts';
import { linearTicks } from '../ticks.ts';
import { outlineOf, type RidgeLayout, ridgeTicks } from './ridge-geometry.ts';

/** How ridges are painted. */
export interface RidgeLook {
  /** The newest one's, `#rrggbb`. */
  readonly color: string;
  /** Lines on one another in place of areas behind one another. */
  readonly overlay: boolean;
  readonly xAxis: XAxis;
  readonly theme: CanvasTheme;
}

/** Paints axes and ridges; gives back how many ridges. */
export function paintRidges(
  context: CanvasRenderingContext2D,
  layout: RidgeLayout,
  { color, overlay, xAxis, theme }: RidgeLook,
): number {
  const { area, baselines, binned } = layout;
  const across = linearTicks(binned.extent, Math.max(2, (area.right - area.left) / 52)).map((tick) => ({
    ...tick,
    at: placed(tick.value, binned.extent, area.left, area.right),
  }));
  paintAxisBelow(context, area, across, theme);
  paintAxisBeside(context, area, ridgeTicks(layout, xAxis), theme, 'right');
  const newest = hexOf(context, color);
  const oldest = mixed(newest, overlay ? hexOf(context, theme.surface) : '#000000', overlay ? 0.75 : 0.45);
  context.save();
  context.lineJoin = 'bevel';
  for (let ridge = 0; ridge < baselines.length; ridge++) {
    const age = baselines.length === 1 ? 1 : ridge / (baselines.length - 1);
    const outline = outlineOf(layout, ridge);
    if (!overlay) fill(context, outline, baselines[ridge] as number, mixed(oldest, newest, age));
    context.beginPath();
    trace(context, outline);
    context.lineWidth = overlay && age === 1 ? 2 : 1;
    context.strokeStyle = overlay ? mixed(oldest, newest, age) : theme.surface;
    context.globalAlpha = overlay ? 1 : 0.75;
    context.stroke();
    context.globalAlpha = 1;
  }
  context.restore();
  return baselines.length;
}

function fill(
  context: CanvasRenderingContext2D,
  outline: Float64Array,
  baseline: number,
  color: string,
): void {
  context.beginPath();
  context.moveTo(outline[0] as number, baseline);
  trace(context, outline);
  context.lineTo(outline.at(-2) as number, baseline);
  context.closePath();
  context.fillStyle = color;
  context.fill();
}

/** Outlines one ridge, and a dot where the pointer is along it. */
export function paintHighlight(
  context: CanvasRenderingContext2D,
  layout: RidgeLayout,
  ridge: number,
  x: number,
  theme: CanvasTheme,
): void {
  const outline = outlineOf(layout, ridge);
  context.save();
  context.strokeStyle = theme.text;
  context.lineWidth = 1.5;
  context.beginPath();
  trace(context, outline);
  context.stroke();
  context.fillStyle = theme.text;
  context.beginPath();
  context.arc(x, heightAt(outline, x), 3, 0, 2 * Math.PI);
  context.fill();
  context.restore();
}

function trace(context: CanvasRenderingContext2D, outline: Float64Array): void {
  for (let i = 0; i < outline.length; i += 2) context.lineTo(outline[i] as number, outline[i + 1] as number);
}

function heightAt(outline: Float64Array, x: number): number {
  let i = 0;
  while (i < outline.length - 4 && (outline[i + 2] as number) < x) i += 2;
  const [x0, y0, x1, y1] = [outline[i], outline[i + 1], outline[i + 2], outline[i + 3]] as [
    number,
    number,
    number,
    number,
  ];
  const share = x1 > x0 ? Math.min(1, Math.max(0, (x - x0) / (x1 - x0))) : 0;
  return y0 + share * (y1 - y0);
}
