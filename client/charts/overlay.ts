// Crosshair and selection box, on a canvas above the chart: the pointer moves without the curves being drawn anew.
import type { CanvasTheme } from './canvas-theme.ts';
import { type HoverPoint, hoverOf } from './hover.ts';
import type { PlottedLine } from './plotted-line.ts';
import { type Projection, toPixel } from './projection.ts';

/** A rectangle in CSS pixels, any two opposite corners. */
export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Sizes the overlay like the chart and clears it. */
export function clearOverlay(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | null {
  const ratio = globalThis.devicePixelRatio || 1;
  const [pixelWidth, pixelHeight] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) {
    canvas.width = pixelWidth;
    canvas.height = pixelHeight;
  }
  const context = canvas.getContext('2d');
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  context?.clearRect(0, 0, width, height);
  return context;
}

const MOST_DOTS = 100;

/** A vertical line at `x` and a dot on each curve, the nearest one larger. */
export function drawCrosshair(
  context: CanvasRenderingContext2D,
  { area }: Projection,
  x: number,
  points: readonly HoverPoint[],
  nearest: HoverPoint | undefined,
  theme: CanvasTheme,
): void {
  context.save();
  context.beginPath();
  context.rect(area.left - 5, area.top - 5, area.right - area.left + 10, area.bottom - area.top + 10);
  context.clip();
  context.strokeStyle = theme.axis;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(Math.round(x) + 0.5, area.top);
  context.lineTo(Math.round(x) + 0.5, area.bottom);
  context.stroke();
  context.strokeStyle = theme.surface;
  context.lineWidth = 1.5;
  // Among hundreds of curves dots would hide them all, and cost more than the curves.
  const dotted = points.length > MOST_DOTS ? (nearest ? [nearest] : []) : points;
  for (const point of dotted) {
    if (!Number.isFinite(point.y)) continue;
    context.fillStyle = point.line.line.color;
    context.beginPath();
    context.arc(point.x, point.y, point === nearest ? 4.5 : 3, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
  context.restore();
}

/** The crosshair of another chart, which stands at the value `at` of the horizontal axis; nothing where that is not shown. */
export function drawSharedCrosshair(
  context: CanvasRenderingContext2D,
  projection: Projection,
  at: number,
  lines: readonly PlottedLine[],
  theme: CanvasTheme,
): void {
  const { left, right, bottom } = projection.area;
  const x = toPixel(projection.x, at);
  if (!(x >= left && x <= right)) return;
  const { points } = hoverOf(lines, projection, { x, y: bottom }, 'descending');
  drawCrosshair(context, projection, x, points, undefined, theme);
}

/** The box that is being dragged out. */
export function drawSelection(context: CanvasRenderingContext2D, box: Box, { accent }: CanvasTheme): void {
  const rectangle = [
    Math.min(box.x0, box.x1),
    Math.min(box.y0, box.y1),
    Math.abs(box.x1 - box.x0),
    Math.abs(box.y1 - box.y0),
  ] as const;
  context.save();
  context.fillStyle = accent;
  context.strokeStyle = accent;
  context.globalAlpha = 0.12;
  context.fillRect(...rectangle);
  context.globalAlpha = 0.8;
  context.strokeRect(...rectangle);
  context.restore();
}
