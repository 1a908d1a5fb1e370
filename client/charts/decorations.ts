// What a chart shows beside its curves: reference lines, chosen steps, and where curves are least and greatest.

import { forward } from './axis-scale.ts';
import type { CanvasTheme } from './canvas-theme.ts';
import { axisOf } from './hover.ts';
import { formatValue } from './number-format.ts';
import type { Pen } from './picture/pen.ts';
import { type PlottedLine, windowOf } from './plotted-line.ts';
import { type Projection, toPixel } from './projection.ts';

/** Values at which straight lines stand. */
export interface References {
  /** Of the vertical axis: lines across. */
  readonly y: readonly number[];
  /** Of the horizontal axis: lines upright. */
  readonly x: readonly number[];
}

export const NO_REFERENCES: References = { x: [], y: [] };

/** A chosen place or range along the horizontal axis, in its values. */
export interface XSelection {
  readonly from: number;
  readonly to: number;
}

const DASH = [5, 4];

/** Draws reference lines with their values, below the curves. */
export function drawReferences(
  context: Pen,
  projection: Projection,
  { x, y }: References,
  theme: CanvasTheme,
): void {
  const { area } = projection;
  context.save();
  context.strokeStyle = theme.label;
  context.fillStyle = theme.label;
  context.lineWidth = 1;
  context.setLineDash(DASH);
  context.font = `${theme.fontSize}px ${theme.fontFamily}`;
  for (const value of y) {
    const py = Math.round(toPixel(projection.y, value)) + 0.5;
    if (!(py >= area.top && py <= area.bottom)) continue;
    line(context, area.left, py, area.right, py);
    context.textAlign = 'right';
    context.textBaseline = py - area.top > theme.fontSize + 4 ? 'bottom' : 'top';
    context.fillText(formatValue(value), area.right - 3, py - 1);
  }
  for (const value of x) {
    const px = Math.round(toPixel(projection.x, value)) + 0.5;
    if (!(px >= area.left && px <= area.right)) continue;
    line(context, px, area.top, px, area.bottom);
    context.textAlign = area.right - px > 60 ? 'left' : 'right';
    context.textBaseline = 'top';
    context.fillText(formatValue(value), px + (context.textAlign === 'left' ? 3 : -3), area.top + 2);
  }
  context.restore();
}

/** Draws the chosen steps: an upright line, or a band between two. */
export function drawXSelection(
  context: Pen,
  { area, x }: Projection,
  { from, to }: XSelection,
  { accent }: CanvasTheme,
): void {
  const clamp = (px: number) => Math.min(area.right, Math.max(area.left, px));
  const [start, end] = [toPixel(x, Math.min(from, to)), toPixel(x, Math.max(from, to))];
  context.save();
  context.fillStyle = accent;
  context.strokeStyle = accent;
  context.globalAlpha = 0.08;
  if (end > start)
    context.fillRect(clamp(start), area.top, clamp(end) - clamp(start), area.bottom - area.top);
  context.globalAlpha = 0.9;
  for (const px of new Set([Math.round(start), Math.round(end)]))
    if (px >= area.left && px <= area.right) line(context, px + 0.5, area.top, px + 0.5, area.bottom);
  context.restore();
}

/** Marks of each curve the least and the greatest value that is shown, with their numbers where those have room. */
export function drawExtremes(
  context: Pen,
  projection: Projection,
  lines: readonly PlottedLine[],
  theme: CanvasTheme,
): void {
  const { area, x } = projection;
  const min = (area.left - x.offset) / x.perPosition;
  const max = (area.right - x.offset) / x.perPosition;
  context.save();
  context.font = `${theme.fontSize}px ${theme.fontFamily}`;
  context.lineWidth = 3;
  context.lineJoin = 'round';
  const labels: ExtremeLabel[] = [];
  for (const plotted of lines) {
    const axis = axisOf(plotted, projection);
    for (const [index, above] of extremesOf(plotted, min, max)) {
      const value = plotted.curve[index] as number;
      const px = x.offset + x.perPosition * (plotted.x[index] as number);
      const py = axis.offset + axis.perPosition * forward(axis.scale, value);
      if (!(py >= area.top - 1 && py <= area.bottom + 1)) continue;
      context.fillStyle = plotted.line.color;
      context.strokeStyle = theme.surface;
      const [tip, base] = above ? [py - 2, py - 8] : [py + 2, py + 8];
      context.beginPath();
      context.moveTo(px, tip);
      context.lineTo(px - 4, base);
      context.lineTo(px + 4, base);
      context.closePath();
      context.fill();
      const align = px - area.left < 30 ? 'left' : area.right - px < 30 ? 'right' : 'center';
      const inside = above ? base - area.top > theme.fontSize : area.bottom - base > theme.fontSize;
      const baseline = above === inside ? 'bottom' : 'top';
      const y = inside ? base : above ? base + 8 : base - 8;
      const text = formatValue(value);
      labels.push({ text, x: px, y, align, baseline, width: context.measureText(text).width });
    }
  }
  context.fillStyle = theme.text;
  context.strokeStyle = theme.surface;
  for (const { text, x, y, align, baseline } of apart(labels, theme.fontSize)) {
    context.textAlign = align;
    context.textBaseline = baseline;
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
  context.restore();
}

/** A number beside its mark, and where its text is anchored. */
export interface ExtremeLabel {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly align: 'left' | 'right' | 'center';
  readonly baseline: 'top' | 'bottom';
  /** In pixels. */
  readonly width: number;
}

/** Those that do not lie on one before them; the highest and the lowest of all come first, then the order of the curves. */
export function apart(labels: readonly ExtremeLabel[], fontSize: number): ExtremeLabel[] {
  const byHeight = [...labels].sort((a, b) => a.y - b.y);
  const shown: { readonly label: ExtremeLabel; readonly left: number; readonly top: number }[] = [];
  for (const label of new Set([...byHeight.slice(0, 1), ...byHeight.slice(-1), ...labels])) {
    const left = label.x - { left: 0, right: label.width, center: label.width / 2 }[label.align];
    const top = label.baseline === 'top' ? label.y : label.y - fontSize;
    const free = shown.every(
      (other) =>
        left > other.left + other.label.width ||
        other.left > left + label.width ||
        Math.abs(top - other.top) >= fontSize,
    );
    if (free) shown.push({ label, left, top });
  }
  return shown.map(({ label }) => label);
}

/** Indices of the greatest (`true`) and the least finite value between two positions; none without such values. */
function extremesOf(plotted: PlottedLine, min: number, max: number): Map<number, boolean> {
  const { first, end } = windowOf(plotted, min, max);
  let [least, greatest] = [-1, -1];
  const value = (index: number) => plotted.curve[index] as number;
  for (let i = first; i < end; i++) {
    const position = plotted.x[i] as number;
    if (!Number.isFinite(value(i)) || position < min || position > max) continue;
    if (least < 0 || value(i) < value(least)) least = i;
    if (greatest < 0 || value(i) > value(greatest)) greatest = i;
  }
  return new Map(
    least < 0
      ? []
      : [
          [least, false],
          [greatest, true],
        ],
  );
}

function line(context: Pen, x0: number, y0: number, x1: number, y1: number): void {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}
