// Paints a chart of curves with its axes for a picture: the same curves and ticks as on the page, in a size of its own.
import type { CanvasTheme } from '../canvas-theme.ts';
import type { ChartView } from '../chart-view.ts';
import { drawExtremes, drawReferences, drawXSelection } from '../decorations.ts';
import { drawLines } from '../line-layer.ts';
import { type Area, paintAxisBelow, paintAxisBeside } from '../plot-axes.ts';
import { LinePlotter } from '../plotted-line.ts';
import { axisProjection, type Projection, toPixel } from '../projection.ts';
import { type Interval, rangeOf, scalesOf } from '../range.ts';
import { type Tick, xTicks, yTicks } from '../ticks.ts';
import type { Pen } from './pen.ts';

/** Room for labels below, and above and beside for half of one. */
const BELOW = 22;
const ABOVE = 6;
const BESIDE = 12;
/** Between labels and plot. */
const GAP = 10;
const LEAST_WIDTH = 46;
/** Pixels of the axis for each tick, as on the page. */
const TICK_HEIGHT = 38;
const TICK_WIDTH = { step: 56, tag: 56, relative: 84, wall: 84 } as const;

/** Fills `box` with axes and curves. */
export function paintChart(pen: Pen, view: ChartView, box: Area, theme: CanvasTheme): void {
  const scales = scalesOf(view);
  const { lines, xAxis, smoothing, showRaw } = view;
  const plotted = new LinePlotter().plot(lines, { xAxis, xScale: scales.x, smoothing, showRaw });
  const range = rangeOf(plotted, view.zoom, scales, view.ignoreOutliers);
  const [top, bottom] = [box.top + ABOVE, box.bottom - BELOW];
  const ticksOf = (interval: Interval) =>
    yTicks(interval, Math.max(2, (bottom - top) / TICK_HEIGHT), scales.y);
  const leftTicks = ticksOf(range.y);
  const rightTicks = range.right && ticksOf(range.right);
  pen.font = `${theme.fontSize}px ${theme.fontFamily}`;
  const room = (ticks: readonly Tick[]) =>
    Math.max(LEAST_WIDTH, ...ticks.map(({ label }) => pen.measureText(label).width + GAP));
  const left = box.left + room(leftTicks);
  const right = box.right - (rightTicks ? room(rightTicks) : BESIDE);
  const area: Area = { left, top, right, bottom };
  const projection: Projection = {
    area,
    x: axisProjection(range.x, left, right, scales.x),
    y: axisProjection(range.y, bottom, top, scales.y),
    right: range.right && axisProjection(range.right, bottom, top, scales.y),
  };
  const at = (axis: Projection['x']) => (tick: Tick) => ({ ...tick, at: toPixel(axis, tick.value) });
  const across = xTicks(range.x, Math.max(2, (right - left) / TICK_WIDTH[xAxis]), xAxis, scales.x);
  paintAxisBelow(pen, area, across.map(at(projection.x)), theme);
  paintAxisBeside(pen, area, leftTicks.map(at(projection.y)), theme, 'left');
  if (projection.right && rightTicks)
    paintAxisBeside(pen, area, rightTicks.map(at(projection.right)), theme, 'right');
  if (view.selection) drawXSelection(pen, projection, view.selection, theme);
  drawReferences(pen, projection, view.references, theme);
  drawLines(pen, projection, plotted, theme);
  if (view.extremes) drawExtremes(pen, projection, plotted, theme);
}
