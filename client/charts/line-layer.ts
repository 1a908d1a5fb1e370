// Draws curves inside a chart's axes, straight from typed columns.
import type { CanvasTheme } from './canvas-theme.ts';
import { decimate, type IndexList, isDrawable } from './decimate.ts';
import { type PlottedLine, windowOf } from './plotted-line.ts';
import { type AxisProjection, type Projection, toPixel } from './projection.ts';

/** What was put on a canvas. */
export interface Drawn {
  /** Points that are on the canvas, of all curves together, after thinning. */
  readonly points: number;
  /** The furthest step among them. */
  readonly lastStep: number | undefined;
}

// Shared by all charts: drawing is synchronous.
const list: IndexList = { indices: new Uint32Array(4096), length: 0 };

/** Among more curves than these, faint and full, none need be finer than `COARSE_PIXELS`. */
const MANY_FAINT = 20;
const MANY_FULL = 200;
const COARSE_PIXELS = 3;

const RAW_ALPHA = 0.32;
const DOT_RADIUS = 2.5;

/** Draws raw curves faint and smoothed ones above, the first line last and thus on top. */
export function drawLines(
  context: CanvasRenderingContext2D,
  projection: Projection,
  lines: readonly PlottedLine[],
  { surface }: Pick<CanvasTheme, 'surface'>,
): Drawn {
  const { left, top, right, bottom } = projection.area;
  let points = 0;
  let lastStep: number | undefined;
  context.save();
  context.beginPath();
  // A dot at the edge shows whole.
  context.rect(left - 3, top - 3, right - left + 6, bottom - top + 4);
  context.clip();
  context.lineJoin = 'bevel';
  for (const faint of [true, false]) {
    const coarse = lines.length > (faint ? MANY_FAINT : MANY_FULL);
    for (let at = lines.length - 1; at >= 0; at--) {
      const line = lines[at] as PlottedLine;
      if (faint && line.raw === line.curve) continue;
      context.globalAlpha = faint ? RAW_ALPHA : 1;
      context.lineWidth = faint ? 1 : 1.5;
      context.strokeStyle = line.line.color;
      context.fillStyle = line.line.color;
      listVisible(line, faint ? line.raw : line.curve, projection, coarse);
      strokeListed(context, line.x, faint ? line.raw : line.curve, projection);
      if (!faint) markNonFinite(context, line, projection, surface);
      points += list.length;
      const last = list.length === 0 ? undefined : list.indices[list.length - 1];
      if (last !== undefined) {
        const step = Number(line.line.columns.steps[last]);
        if (lastStep === undefined || step > lastStep) lastStep = step;
      }
    }
  }
  context.restore();
  return { points, lastStep };
}

function listVisible(
  line: PlottedLine,
  y: ArrayLike<number>,
  { area, x, y: yAxis }: Projection,
  coarse: boolean,
): void {
  const min = (area.left - x.offset) / x.scale;
  const { first, end } = windowOf(line, min, (area.right - x.offset) / x.scale);
  // As many columns as the display has pixels; above two to a CSS pixel nobody sees them.
  const columnsPerPixel = coarse ? 1 / COARSE_PIXELS : Math.min(2, globalThis.devicePixelRatio || 1);
  const floor = yAxis.logarithmic ? 0 : Number.NEGATIVE_INFINITY;
  const columnsPerUnit = x.scale * columnsPerPixel;
  decimate(line.x, y, { first, end, xMin: min, columnsPerUnit, floor, coarse }, list);
}

/** Strokes what is listed; a point without neighbours becomes a dot. */
function strokeListed(
  context: CanvasRenderingContext2D,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  projection: Projection,
): void {
  const { offset, scale } = projection.x;
  const { offset: yOffset, scale: yScale, logarithmic } = projection.y;
  const floor = logarithmic ? 0 : Number.NEGATIVE_INFINITY;
  const { indices, length } = list;
  let stretch = 0;
  let px = 0;
  let py = 0;
  const dots: number[] = [];
  context.beginPath();
  for (let i = 0; i < length; i++) {
    const index = indices[i] as number;
    const value = y[index] as number;
    if (!isDrawable(value, floor)) {
      if (stretch === 1) dots.push(px, py);
      stretch = 0;
      continue;
    }
    px = offset + scale * (x[index] as number);
    py = yOffset + yScale * (logarithmic ? Math.log10(value) : value);
    if (stretch++ === 0) context.moveTo(px, py);
    else context.lineTo(px, py);
  }
  if (stretch === 1) dots.push(px, py);
  context.stroke();
  for (let i = 0; i < dots.length; i += 2) {
    context.beginPath();
    context.arc(dots[i] as number, dots[i + 1] as number, DOT_RADIUS, 0, 2 * Math.PI);
    context.fill();
  }
}

/** Triangles at the edge: infinity points up at the top, minus infinity down at the bottom; NaN is a cross there. */
function markNonFinite(
  context: CanvasRenderingContext2D,
  { x, raw }: PlottedLine,
  { area, x: xAxis }: Projection,
  surface: string,
): void {
  for (let i = 0; i < list.length; i++) {
    const index = list.indices[i] as number;
    const value = raw[index] as number;
    if (Number.isFinite(value)) continue;
    const px = toPixel(xAxis as AxisProjection, x[index] as number);
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
