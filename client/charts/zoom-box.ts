// From a dragged box to what the chart shows next.

import type { Box } from './overlay.ts';
import { type AxisProjection, axisProjection, type Projection, toValue } from './projection.ts';
import type { Interval, Limits, Zoom } from './range.ts';

/** A drag shorter than this along an axis is meant for the other axis alone. */
const FLAT_PIXELS = 10;

/** The box as it counts: within the axes, and the whole height or width where the drag is flat. Undefined for a click. */
export function snappedBox({ x0, y0, x1, y1 }: Box, { area }: Projection): Box | undefined {
  const wide = Math.abs(x1 - x0) >= FLAT_PIXELS;
  const high = Math.abs(y1 - y0) >= FLAT_PIXELS;
  if (!wide && !high) return undefined;
  const across = (x: number) => Math.min(area.right, Math.max(area.left, x));
  const down = (y: number) => Math.min(area.bottom, Math.max(area.top, y));
  return {
    x0: wide ? across(x0) : area.left,
    x1: wide ? across(x1) : area.right,
    y0: high ? down(y0) : area.top,
    y1: high ? down(y1) : area.bottom,
  };
}

/** The zoom that a snapped box asks for, on top of the present one; that one where floats cannot tell its ends apart. */
export function zoomOf(box: Box, projection: Projection, present: Zoom): Zoom {
  const { area, x, y, right } = projection;
  const whole = {
    x: box.x0 === area.left && box.x1 === area.right,
    y: box.y0 === area.top && box.y1 === area.bottom,
  };
  const interval = (a: number, b: number): Interval => ({ min: Math.min(a, b), max: Math.max(a, b) });
  const zoom: Zoom = {
    ...present,
    ...(whole.x ? {} : { x: interval(toValue(x, box.x0), toValue(x, box.x1)) }),
    ...(whole.y ? {} : { y: interval(toValue(y, box.y0), toValue(y, box.y1)) }),
    ...(whole.y || !right ? {} : { right: interval(toValue(right, box.y0), toValue(right, box.y1)) }),
  };
  return isDistinct(zoom) ? zoom : present;
}

/** Whether floats can tell the ends of each axis apart. */
function isDistinct({ x, y, right }: Zoom): boolean {
  return [x, y, right].every((side) => side === undefined || isWide(side));
}

function isWide({ min, max }: Limits): boolean {
  if (min === undefined || max === undefined) return true;
  return Number.isFinite(max - min) && max - min > 1e-12 * Math.max(Math.abs(min), Math.abs(max));
}

/** How a gesture moves an axis: the part of it that is then shown, as shares of what is shown now. */
export interface AxisMove {
  readonly from: number;
  readonly to: number;
}

/** Shrinks (`factor` below 1) or widens what is shown around a place, given as a share of the axis. */
export function moveAround(place: number, factor: number): AxisMove {
  return { from: place - place * factor, to: place + (1 - place) * factor };
}

/** The zoom after a gesture; shares count from left to right and from bottom to top. Axes that it leaves out stay. */
export function zoomMoved(
  moves: { readonly x?: AxisMove | undefined; readonly y?: AxisMove | undefined },
  projection: Projection,
  present: Zoom,
): Zoom {
  const { area, x, y, right } = projectionAt(present, projection);
  const shown = (axis: AxisProjection, start: number, end: number, { from, to }: AxisMove): Interval => ({
    min: toValue(axis, start + (end - start) * from),
    max: toValue(axis, start + (end - start) * to),
  });
  const zoom: Zoom = {
    ...present,
    ...(moves.x && { x: shown(x, area.left, area.right, moves.x) }),
    ...(moves.y && { y: shown(y, area.bottom, area.top, moves.y) }),
    ...(moves.y && right && { right: shown(right, area.bottom, area.top, moves.y) }),
  };
  return isDistinct(zoom) ? zoom : present;
}

/** The projection as the zoom will have it: two gestures may come before a drawing. */
function projectionAt(zoom: Zoom, { area, x, y, right }: Projection): Projection {
  const at = (limits: Limits | undefined, axis: AxisProjection, from: number, to: number) =>
    limits?.min === undefined || limits.max === undefined
      ? axis
      : axisProjection({ min: limits.min, max: limits.max }, from, to, axis.scale);
  return {
    area,
    x: at(zoom.x, x, area.left, area.right),
    y: at(zoom.y, y, area.bottom, area.top),
    right: right && at(zoom.right, right, area.bottom, area.top),
  };
}
