// From values to pixels and back.
import type { Interval } from './range.ts';

/** Where data lie on the canvas, in CSS pixels. A logarithmic axis takes the logarithm to base ten first. */
export interface Projection {
  readonly area: {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  };
  readonly x: AxisProjection;
  readonly y: AxisProjection;
}

/** `pixel = offset + scale * value`, or of its logarithm. */
export interface AxisProjection {
  readonly offset: number;
  readonly scale: number;
  readonly logarithmic: boolean;
}

export function toPixel({ offset, scale, logarithmic }: AxisProjection, value: number): number {
  return offset + scale * (logarithmic ? Math.log10(value) : value);
}

export function toValue({ offset, scale, logarithmic }: AxisProjection, pixel: number): number {
  const value = (pixel - offset) / scale;
  return logarithmic ? 10 ** value : value;
}

/** An axis that shows the interval between two pixels. */
export function axisProjection(
  { min, max }: Interval,
  from: number,
  to: number,
  logarithmic: boolean,
): AxisProjection {
  const low = logarithmic ? Math.log10(min) : min;
  const high = logarithmic ? Math.log10(max) : max;
  const scale = (to - from) / (high - low);
  return { offset: from - scale * low, scale, logarithmic };
}
