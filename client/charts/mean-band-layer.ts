// Draws the bands around curves, below all of them.

import { floorOf, forward } from './axis-scale.ts';
import { axisOf } from './hover.ts';
import type { Pen } from './picture/pen.ts';
import { type PlottedLine, windowOf } from './plotted-line.ts';
import type { Projection } from './projection.ts';

const BAND_ALPHA = 0.18;

/** Fills each band; what a logarithmic axis has no place for begins at the bottom of the plot. */
export function drawMeanBands(context: Pen, projection: Projection, lines: readonly PlottedLine[]): void {
  context.save();
  context.globalAlpha = BAND_ALPHA;
  for (const line of lines) {
    if (!line.band) continue;
    context.fillStyle = line.line.color;
    for (const [from, to] of stretchesOf(line, projection)) fill(context, projection, line, from, to);
  }
  context.restore();
}

/** Stretches of points in sight without a hole, ends included. */
function stretchesOf(line: PlottedLine, { area, x }: Projection): [number, number][] {
  const [min, max] = [area.left, area.right].map((px) => (px - x.offset) / x.perPosition) as [number, number];
  const { first, end } = windowOf(line, min, max);
  const stretches: [number, number][] = [];
  let from: number | undefined;
  for (let i = first; i <= end; i++) {
    const there = i < end && Number.isFinite(line.x[i]) && isWhole(line, i);
    if (there) from ??= i;
    else if (from !== undefined) {
      stretches.push([from, i - 1]);
      from = undefined;
    }
  }
  return stretches;
}

/** Whether curve and band have a value at a point. */
function isWhole({ curve, band }: PlottedLine, i: number): boolean {
  return Number.isFinite(curve[i]) && !Number.isNaN(band?.low[i]) && !Number.isNaN(band?.high[i]);
}

function fill(context: Pen, projection: Projection, line: PlottedLine, from: number, to: number): void {
  const { offset, perPosition, scale } = axisOf(line, projection);
  const floor = floorOf(scale);
  const { area, x } = projection;
  const point = (column: ArrayLike<number>, i: number) => {
    const value = column[i] as number;
    const py = value > floor ? offset + perPosition * forward(scale, value) : area.bottom;
    context.lineTo(x.offset + x.perPosition * (line.x[i] as number), py);
  };
  const { low, high } = line.band ?? { low: [], high: [] };
  context.beginPath();
  for (let i = from; i <= to; i++) point(high, i);
  for (let i = to; i >= from; i--) point(low, i);
  context.closePath();
  context.fill();
}
