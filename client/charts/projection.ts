// From values to pixels and back.
import { type AxisScale, backward, forward } from './axis-scale.ts';
import type { Interval } from './range.ts';

/** Where data lie on the canvas, in CSS pixels. */
export interface Projection {
  readonly area: {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  };
  readonly x: AxisProjection;
  readonly y: AxisProjection;
  /** The second vertical axis, where there is one. */
  readonly right?: AxisProjection | undefined;
}

/** `pixel = offset + perPosition * position`, where the scale takes values to positions. */
export interface AxisProjection {
  readonly offset: number;
  readonly perPosition: number;
  readonly scale: AxisScale;
}

export function toPixel({ offset, perPosition, scale }: AxisProjection, value: number): number {
  return offset + perPosition * forward(scale, value);
}

export function toValue({ offset, perPosition, scale }: AxisProjection, pixel: number): number {
  return backward(scale, (pixel - offset) / perPosition);
}

/** An axis that shows the interval between two pixels. */
export function axisProjection(
  { min, max }: Interval,
  from: number,
  to: number,
  scale: AxisScale,
): AxisProjection {
  const low = forward(scale, min);
  const high = forward(scale, max);
  const perPosition = (to - from) / (high - low);
  return { offset: from - perPosition * low, perPosition, scale };
}
