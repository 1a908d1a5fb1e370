// Paints laid out ridges on a canvas, oldest first, so that newer ones stand in front.
import type { CanvasTheme } from './canvas-theme.ts';
import { outlineOf, type RidgeColumns, type RidgeLayout, stepTicks } from './ridge-geometry.ts';
import { linearTicks } from './ticks.ts';

/** Paints axes and ridges; gives back how many ridges. `color` is the newest one's, `#rrggbb`. */
export function paintRidges(
  context: CanvasRenderingContext2D,
  columns: RidgeColumns,
  layout: RidgeLayout,
  color: string,
  theme: CanvasTheme,
): number {
  paintAxes(context, columns, layout, theme);
  const { counts, baselines } = layout;
  const hex = hexOf(context, color);
  context.save();
  context.lineWidth = 1;
  context.lineJoin = 'bevel';
  for (let step = 0; step < counts.length; step++) {
    const age = counts.length === 1 ? 1 : step / (counts.length - 1);
    const outline = outlineOf(layout, step);
    const baseline = baselines[step] ?? 0;
    context.beginPath();
    context.moveTo(outline[0] as number, baseline);
    trace(context, outline);
    context.lineTo(outline.at(-2) as number, baseline);
    context.closePath();
    context.fillStyle = mixed(mixed(hex, '#000000', 0.45), hex, age);
    context.fill();
    context.beginPath();
    trace(context, outline);
    context.strokeStyle = theme.surface;
    context.globalAlpha = 0.75;
    context.stroke();
    context.globalAlpha = 1;
  }
  context.restore();
  return counts.length;
}

/** Outlines one ridge, and a dot where the pointer is along it. */
export function paintHighlight(
  context: CanvasRenderingContext2D,
  layout: RidgeLayout,
  step: number,
  x: number,
  theme: CanvasTheme,
): void {
  const outline = outlineOf(layout, step);
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

function paintAxes(
  context: CanvasRenderingContext2D,
  columns: RidgeColumns,
  layout: RidgeLayout,
  theme: CanvasTheme,
): void {
  const { area, extent } = layout;
  context.save();
  context.font = `${theme.fontSize}px ${theme.fontFamily}`;
  context.fillStyle = theme.label;
  context.lineWidth = 1;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  const across = area.right - area.left;
  for (const { value, label } of linearTicks(extent, Math.max(2, across / 52))) {
    const x = Math.round(area.left + ((value - extent.min) / (extent.max - extent.min)) * across) + 0.5;
    line(context, theme.grid, x, area.top, x, area.bottom);
    line(context, theme.axis, x, area.bottom, x, area.bottom + 4);
    // No label hangs over the edge of the card.
    const half = context.measureText(label).width / 2;
    context.fillText(label, Math.max(half, x), area.bottom + 7);
  }
  line(context, theme.axis, area.left, area.bottom + 0.5, area.right, area.bottom + 0.5);
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const { label, y } of stepTicks(columns, layout)) {
    const row = Math.round(y) + 0.5;
    line(context, theme.grid, area.left, row, area.right, row);
    context.fillText(label, area.right + 7, Math.min(y, area.bottom - theme.fontSize / 2));
  }
  context.restore();
}

function line(
  context: CanvasRenderingContext2D,
  color: string,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
) {
  context.strokeStyle = color;
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

/** Any CSS colour as `#rrggbb`; grey for one with an alpha channel, which cannot be mixed. */
function hexOf(context: CanvasRenderingContext2D, color: string): string {
  context.fillStyle = '#808080';
  context.fillStyle = color;
  const { fillStyle } = context;
  return typeof fillStyle === 'string' && fillStyle.startsWith('#') ? fillStyle : '#808080';
}

/** `share` of `b` and the rest of `a`, all of them `#rrggbb`. */
function mixed(a: string, b: string, share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const from = Number.parseInt(a.slice(at, at + 2), 16);
    const to = Number.parseInt(b.slice(at, at + 2), 16);
    return Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${channels.join('')}`;
}
