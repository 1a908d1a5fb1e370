// Draws curves inside a chart's axes, straight from typed columns.

import { floorOf, forward } from './axis-scale.ts';
import type { CanvasTheme } from './canvas-theme.ts';
import { continuityOf } from './continuity.ts';
import { decimate, type IndexList, isDrawable } from './decimate.ts';
import { axisOf } from './hover.ts';
import { drawMeanBands } from './mean-band-layer.ts';
import type { Pen } from './picture/pen.ts';
import { type PlottedLine, windowOf } from './plotted-line.ts';
import type { AxisProjection, Projection } from './projection.ts';

/** What was put on a canvas. */
export interface Drawn {
  /** Points that are on the canvas, of all curves together, after thinning. */
  readonly points: number;
  /** The furthest step among them. */
  readonly lastStep: number | undefined;
}

/** `rasterMs` is how many milliseconds a processor takes to rasterise all that was drawn, about. */
export type LinesDrawn = Drawn & { readonly rasterMs: number };

export const NOTHING_DRAWN: Drawn = { points: 0, lastStep: undefined };

// Shared by all charts: a curve is drawn in one go.
const list: IndexList = { indices: new Uint32Array(4096), length: 0 };

/** How finely curves are drawn. */
interface Stroke {
  /** Of a column in CSS pixels, of which a curve shows its least and greatest point; undefined for all that a display can. */
  readonly columnPixels: number | undefined;
  readonly width: number;
  /** Among how many curves at most. */
  readonly curves: number;
}

// Without a graphics card a stroke wider than a pixel costs ten times as much as a hairline: 100 curves of 1,000 points
// 104 to 305 ms against 15 (2026-11-28). Among many curves nobody sees the difference, and a chart of ten takes 13 ms of
// the frame in which it is scrolled into sight.
const FULL: readonly Stroke[] = [
  { columnPixels: undefined, width: 1.5, curves: 6 },
  { columnPixels: 2, width: 1.5, curves: 8 },
  { columnPixels: 2, width: 1, curves: 100 },
  { columnPixels: 3, width: 1, curves: Number.POSITIVE_INFINITY },
];
const FAINT: readonly Stroke[] = [
  { columnPixels: undefined, width: 1, curves: 6 },
  { columnPixels: 2, width: 1, curves: 20 },
  { columnPixels: 3, width: 1, curves: Number.POSITIVE_INFINITY },
];
/** Above so many a pixel of the display is wide enough, be it smaller than one of CSS. */
const MANY = 20;

/** To rasterise a point of a curve. */
const WIDE_MS = 0.001;
const HAIRLINE_MS = 0.000_15;

const RAW_ALPHA = 0.32;
/** Among more curves nobody sees which raw one stands behind which, and they cost as much again: 10,000 curves 230 ms of
 * script and 110 of the browser's for each chart (2026-11-28). */
const MOST_RAW = 1000;
/** Among more curves rings would hide them. */
const MANY_RESTARTING = 200;
/** Of the curve that others are compared with. */
const BASE_WIDTH = 3;
const DOT_RADIUS = 2.5;
/** Across a hole in the steps. */
const GAP_DASH = [1, 4];
const NO_DASH: number[] = [];
const NO_GAPS: readonly number[] = [];

/** All of `lineDrawing` at once. */
export function drawLines(
  context: Pen,
  projection: Projection,
  lines: readonly PlottedLine[],
  theme: Pick<CanvasTheme, 'surface'>,
): void {
  lineDrawing(context, projection, lines, theme, () => false).next();
}

/**
 * Draws raw curves faint and smoothed ones above, the first line last and thus on top. Stops behind each curve where
 * `isOver` says so, with the pen as it was.
 */
export function* lineDrawing(
  context: Pen,
  projection: Projection,
  lines: readonly PlottedLine[],
  { surface }: Pick<CanvasTheme, 'surface'>,
  isOver: () => boolean,
): Generator<void, LinesDrawn> {
  let points = 0;
  let rasterMs = 0;
  let lastStep: number | undefined;
  clipTo(context, projection);
  drawMeanBands(context, projection, lines);
  for (const faint of lines.length > MOST_RAW ? [false] : [true, false]) {
    const { columnPixels, width } = strokeAmong(lines.length, faint);
    for (let at = lines.length - 1; at >= 0; at--) {
      const line = lines[at] as PlottedLine;
      if (faint && (line.raw === line.curve || !line.showRaw)) continue;
      context.globalAlpha = faint ? RAW_ALPHA : 1;
      context.lineWidth = line.line.base && !faint ? BASE_WIDTH : width;
      context.strokeStyle = line.line.color;
      context.fillStyle = line.line.color;
      const axis = axisOf(line, projection);
      listVisible(line, faint ? line.raw : line.curve, projection, axis, columnPixels);
      strokeListed(context, line, faint ? line.raw : line.curve, projection, axis);
      if (!faint) {
        markNonFinite(context, line, projection, surface);
        if (lines.length <= MANY_RESTARTING) markRestarts(context, line, projection, axis, surface);
      }
      points += list.length;
      rasterMs += list.length * (context.lineWidth * displayPixels() > 1 ? WIDE_MS : HAIRLINE_MS);
      const last = list.length === 0 ? undefined : list.indices[list.length - 1];
      if (last !== undefined) {
        const step = Number(line.line.columns.steps[last]);
        if (lastStep === undefined || step > lastStep) lastStep = step;
      }
      if (!isOver()) continue;
      context.restore();
      yield;
      clipTo(context, projection);
    }
  }
  context.restore();
  return { points, lastStep, rasterMs };
}

/** Until the pen is restored. A dot at the edge shows whole. */
function clipTo(context: Pen, { area: { left, top, right, bottom } }: Projection): void {
  context.save();
  context.beginPath();
  context.rect(left - 3, top - 3, right - left + 6, bottom - top + 4);
  context.clip();
  context.lineJoin = 'bevel';
}

function strokeAmong(curves: number, faint: boolean): Stroke {
  const stroke = (faint ? FAINT : FULL).find((one) => curves <= one.curves) as Stroke;
  return curves > MANY ? { ...stroke, width: stroke.width / displayPixels() } : stroke;
}

/** To a CSS pixel. */
const displayPixels = () => globalThis.devicePixelRatio || 1;

function listVisible(
  line: PlottedLine,
  y: ArrayLike<number>,
  { area, x }: Projection,
  { scale }: AxisProjection,
  columnPixels: number | undefined,
): void {
  const min = (area.left - x.offset) / x.perPosition;
  const { first, end } = windowOf(line, min, (area.right - x.offset) / x.perPosition);
  // As many columns as the display has pixels; above two to a CSS pixel nobody sees them.
  const columnsPerUnit =
    x.perPosition * (columnPixels === undefined ? Math.min(2, displayPixels()) : 1 / columnPixels);
  const coarse = columnPixels !== undefined;
  decimate(line.x, y, { first, end, xMin: min, columnsPerUnit, floor: floorOf(scale), coarse }, list);
}

/** Strokes what is listed; a point without neighbours becomes a dot, and a hole in the steps a dotted line. */
function strokeListed(
  context: Pen,
  { x, line }: PlottedLine,
  y: ArrayLike<number>,
  projection: Projection,
  { offset: yOffset, perPosition: yScale, scale }: AxisProjection,
): void {
  const { offset, perPosition } = projection.x;
  const floor = floorOf(scale);
  const even = scale.name === 'linear';
  const { indices, length } = list;
  const gaps = length > 2 ? continuityOf(line.columns).gaps : NO_GAPS;
  let gap = 0;
  let stretch = 0;
  let px = 0;
  let py = 0;
  const dots: number[] = [];
  const holes: number[] = [];
  context.setLineDash((line.dash as number[] | undefined) ?? NO_DASH);
  context.beginPath();
  for (let i = 0; i < length; i++) {
    const index = indices[i] as number;
    const value = y[index] as number;
    if (!isDrawable(value, floor)) {
      if (stretch === 1) dots.push(px, py);
      stretch = 0;
      continue;
    }
    const [lastX, lastY] = [px, py];
    px = offset + perPosition * (x[index] as number);
    py = yOffset + yScale * (even ? value : forward(scale, value));
    if (gaps.length > 0) {
      while (gap < gaps.length && (gaps[gap] as number) <= (indices[i - 1] ?? -1)) gap++;
      if (gap < gaps.length && (gaps[gap] as number) <= index && stretch > 0) {
        holes.push(lastX, lastY, px, py);
        if (stretch === 1) dots.push(lastX, lastY);
        stretch = 0;
      }
    }
    if (stretch++ === 0) context.moveTo(px, py);
    else context.lineTo(px, py);
  }
  if (stretch === 1) dots.push(px, py);
  context.stroke();
  if (holes.length > 0) strokeHoles(context, holes);
  context.setLineDash(NO_DASH);
  for (let i = 0; i < dots.length; i += 2) dotAt(context, dots[i] as number, dots[i + 1] as number);
}

function strokeHoles(context: Pen, holes: readonly number[]): void {
  context.setLineDash(GAP_DASH);
  context.beginPath();
  for (let i = 0; i < holes.length; i += 4) {
    context.moveTo(holes[i] as number, holes[i + 1] as number);
    context.lineTo(holes[i + 2] as number, holes[i + 3] as number);
  }
  context.stroke();
}

function dotAt(context: Pen, px: number, py: number): void {
  context.beginPath();
  context.arc(px, py, DOT_RADIUS, 0, 2 * Math.PI);
  context.fill();
}

/** A ring where the training was stopped and begun again. */
function markRestarts(
  context: Pen,
  { x, curve, line }: PlottedLine,
  { area, x: xAxis }: Projection,
  { offset, perPosition, scale }: AxisProjection,
  surface: string,
): void {
  for (const index of continuityOf(line.columns).restarts) {
    const px = xAxis.offset + xAxis.perPosition * (x[index] as number);
    if (px < area.left || px > area.right) continue;
    context.beginPath();
    context.arc(px, offset + perPosition * forward(scale, curve[index] as number), 3, 0, 2 * Math.PI);
    context.save();
    context.fillStyle = surface;
    context.fill();
    context.restore();
    context.stroke();
  }
}

/** Triangles at the edge: infinity points up at the top, minus infinity down at the bottom; NaN is a cross there. */
function markNonFinite(
  context: Pen,
  { x, raw }: PlottedLine,
  { area, x: xAxis }: Projection,
  surface: string,
): void {
  for (let i = 0; i < list.length; i++) {
    const index = list.indices[i] as number;
    const value = raw[index] as number;
    if (Number.isFinite(value)) continue;
    const px = xAxis.offset + xAxis.perPosition * (x[index] as number);
    context.beginPath();
    if (Number.isNaN(value)) {
      const py = area.bottom - 5;
      context.moveTo(px - 3, py - 3);
      context.lineTo(px + 3, py + 3);
      context.moveTo(px + 3, py - 3);
      context.lineTo(px - 3, py + 3);
      context.stroke();
    } else {
      const tip = value > 0 ? area.top + 1 : area.bottom - 1;
      const base = value > 0 ? tip + 9 : tip - 9;
      context.moveTo(px, tip);
      context.lineTo(px - 5.5, base);
      context.lineTo(px + 5.5, base);
      context.closePath();
      context.fill();
      context.save();
      context.strokeStyle = surface;
      context.lineWidth = 1;
      context.stroke();
      context.restore();
    }
  }
}
