// What a chart tells of one place: for each curve its point nearest along the horizontal axis.

import { nearestIndex, type PlottedLine } from './plotted-line.ts';
import { type AxisProjection, type Projection, toPixel } from './projection.ts';

/** One curve's point. */
export interface HoverPoint {
  readonly line: PlottedLine;
  readonly index: number;
  /** CSS pixels on the canvas; `y` is NaN where the value has no place on the axis. */
  readonly x: number;
  readonly y: number;
}

/** Order of the rows of a tooltip: nearest to the pointer first, or by value. */
export type HoverOrder = 'nearest' | 'descending' | 'ascending';

/** Points of all lines nearest to pixel (x, y), and which of them is nearest of all. */
export function hoverOf(
  lines: readonly PlottedLine[],
  projection: Projection,
  { x, y }: { readonly x: number; readonly y: number },
  order: HoverOrder,
): { readonly points: readonly HoverPoint[]; readonly nearest: HoverPoint | undefined } {
  const { offset, perPosition } = projection.x;
  const at = (x - offset) / perPosition;
  const points: HoverPoint[] = [];
  for (const line of lines) {
    const index = nearestIndex(line, at);
    if (index === undefined) continue;
    points.push({
      line,
      index,
      x: offset + perPosition * (line.x[index] as number),
      y: toPixel(axisOf(line, projection), line.curve[index] as number),
    });
  }
  const distance = (point: HoverPoint) => {
    const away = Math.hypot(point.x - x, point.y - y);
    return Number.isNaN(away) ? Number.POSITIVE_INFINITY : away;
  };
  const byDistance = points.toSorted((a, b) => compare(distance(a), distance(b)));
  const value = (point: HoverPoint) => point.line.curve[point.index] as number;
  const ordered =
    order === 'nearest'
      ? byDistance
      : points.toSorted((a, b) =>
          order === 'ascending' ? compare(value(a), value(b)) : compare(value(b), value(a)),
        );
  return { points: ordered, nearest: byDistance[0] };
}

/** The vertical axis of a line. */
export function axisOf({ line }: PlottedLine, { y, right }: Projection): AxisProjection {
  return line.side === 'right' ? (right ?? y) : y;
}

/** NaN comes last in either order. */
function compare(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a < b ? -1 : a > b ? 1 : 0;
}
