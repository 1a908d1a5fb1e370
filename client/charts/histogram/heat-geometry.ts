// Histograms over steps as a heat map: steps or time to the right, values upwards, colour for counts.
import { type Area, placed } from '../plot-axes.ts';
import type { Interval } from '../range.ts';
import type { BinnedHistograms } from './buckets.ts';

/** A heat map, laid out. Made anew when data, axis or size changed. */
export interface HeatLayout {
  readonly area: Area;
  readonly binned: BinnedHistograms;
  /** Along the axis, with half a column of room before the first and behind the last step. */
  readonly range: Interval;
  /** By shown step, and one more: the pixels at which the columns begin and end. */
  readonly edges: Float64Array;
}

/** Columns meet halfway between their steps. `allPositions` are of all steps, along the axis. */
export function heatLayoutOf(binned: BinnedHistograms, area: Area, allPositions: Float64Array): HeatLayout {
  const positions = binned.shown.map((step) => allPositions[step] as number);
  const count = positions.length;
  const at = (i: number) => positions[i] as number;
  const before = count > 1 ? (at(1) - at(0)) / 2 : 0.5;
  const after = count > 1 ? (at(count - 1) - at(count - 2)) / 2 : 0.5;
  const range = { min: (positions[0] ?? 0) - before, max: (positions[count - 1] ?? 1) + after };
  const edges = Float64Array.from({ length: count + 1 }, (_, i) => {
    const value = i === 0 ? range.min : i === count ? range.max : (at(i - 1) + at(i)) / 2;
    return placed(value, range, area.left, area.right);
  });
  return { area, binned, range, edges };
}

/** The shown step whose column holds a pixel; undefined outside. */
export function columnAt({ edges }: HeatLayout, x: number): number | undefined {
  const last = edges.length - 1;
  if (!(x >= (edges[0] as number) && x <= (edges[last] as number))) return undefined;
  for (let i = 0; i < last; i++) if (x <= (edges[i + 1] as number)) return i;
  return undefined;
}

/** The value at a pixel row. */
export function heatValueAt({ area, binned: { extent } }: HeatLayout, y: number): number {
  return placed(y, { min: area.top, max: area.bottom }, extent.max, extent.min);
}

/**
 * How strong a count is, 0 to 1, as a share of the highest; the root makes rare values visible beside a peak, and what
 * is there at all is seen.
 */
export function heatOf(count: number, highest: number): number {
  return count > 0 && highest > 0 ? Math.max(0.06, Math.sqrt(count / highest)) : 0;
}
