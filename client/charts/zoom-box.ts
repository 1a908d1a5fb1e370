// From a dragged box to what the chart shows next.

import type { Box } from './overlay.ts';
import { type Projection, toValue } from './projection.ts';
import type { Interval, Zoom } from './range.ts';

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
  const { area, x, y } = projection;
  const whole = {
    x: box.x0 === area.left && box.x1 === area.right,
    y: box.y0 === area.top && box.y1 === area.bottom,
  };
  const interval = (a: number, b: number): Interval => ({ min: Math.min(a, b), max: Math.max(a, b) });
  const zoom: Zoom = {
    ...present,
    ...(whole.x ? {} : { x: interval(toValue(x, box.x0), toValue(x, box.x1)) }),
    ...(whole.y ? {} : { y: interval(toValue(y, box.y0), toValue(y, box.y1)) }),
  };
  return [zoom.x, zoom.y].every((side) => side === undefined || isWide(side)) ? zoom : present;
}

function isWide({ min, max }: Interval): boolean {
  return Number.isFinite(max - min) && max - min > 1e-12 * Math.max(Math.abs(min), Math.abs(max));
}
