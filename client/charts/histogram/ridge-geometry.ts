// Histograms over steps as ridges: behind one another, as far apart as their steps are, or all on one line.
import { type Area, type PlacedTick, placed } from '../plot-axes.ts';
import type { XAxis } from '../plotted-line.ts';
import { extentOf } from '../range.ts';
import { xTicks } from '../ticks.ts';
import type { BinnedHistograms } from './buckets.ts';

/** All ridges of one series, laid out; arrays are by shown step. Made anew when data, axis or size changed. */
export interface RidgeLayout {
  readonly area: Area;
  readonly binned: BinnedHistograms;
  /** Along the chosen axis. */
  readonly positions: Float64Array;
  /** The pixel row on which a ridge stands; later steps stand lower and in front. */
  readonly baselines: Float64Array;
  /** Pixels for a count of one. */
  readonly heightPerCount: number;
}

/** The highest ridge takes this share of the height, as in TensorBoard; one alone needs no room for others. */
const RIDGE_SHARE = 0.4;
const LONE_SHARE = 0.85;
const OVERLAY_SHARE = 0.95;

/** Lays the ridges out in `area`. `positions` are of all steps; `overlay` puts all ridges on one line. */
export function ridgeLayoutOf(
  binned: BinnedHistograms,
  area: Area,
  allPositions: Float64Array,
  overlay: boolean,
): RidgeLayout {
  const positions = Float64Array.from(binned.shown, (step) => allPositions[step] as number);
  const share = overlay ? OVERLAY_SHARE : positions.length === 1 ? LONE_SHARE : RIDGE_SHARE;
  const tallest = (area.bottom - area.top) * share;
  const range = extentOf(positions) ?? { min: 0, max: 0 };
  const isLevel = overlay || !(range.max > range.min);
  const baselines = positions.map((position) =>
    isLevel ? area.bottom : placed(position, range, area.top + tallest, area.bottom),
  );
  const heightPerCount = binned.highest > 0 ? tallest / binned.highest : 0;
  return { area, binned, positions, baselines, heightPerCount };
}

/** Points of a ridge's outline from left to right: x and y in turn, at the middle of each bin and at both ends. */
export function outlineOf(
  { area, binned, baselines, heightPerCount }: RidgeLayout,
  ridge: number,
): Float64Array {
  const row = binned.counts[ridge] ?? new Float64Array(0);
  const baseline = baselines[ridge] ?? area.bottom;
  const width = (area.right - area.left) / row.length;
  const points = new Float64Array((row.length + 2) * 2);
  points[0] = area.left;
  points[1] = baseline - (row[0] ?? 0) * heightPerCount;
  for (let bin = 0; bin < row.length; bin++) {
    points[2 * bin + 2] = area.left + (bin + 0.5) * width;
    points[2 * bin + 3] = baseline - (row[bin] as number) * heightPerCount;
  }
  points[points.length - 2] = area.right;
  points[points.length - 1] = baseline - (row.at(-1) ?? 0) * heightPerCount;
  return points;
}

/** The ridge that is seen at a pixel: the foremost that covers it, else the nearest; undefined for none. */
export function ridgeAt(layout: RidgeLayout, x: number, y: number): number | undefined {
  const { area, binned, baselines, heightPerCount } = layout;
  // Lines over one another cover nothing: there the nearest outline is meant.
  const covers = baselines.length < 2 || baselines[0] !== baselines.at(-1);
  let nearest: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let ridge = binned.counts.length - 1; ridge >= 0; ridge--) {
    const row = binned.counts[ridge] ?? new Float64Array(0);
    const bin = Math.floor(((x - area.left) / (area.right - area.left)) * row.length);
    const baseline = baselines[ridge] as number;
    const top = baseline - (row[Math.min(row.length - 1, Math.max(0, bin))] ?? 0) * heightPerCount;
    if (covers && y <= baseline && y >= top) return ridge;
    const away = Math.min(covers ? Math.abs(y - baseline) : Number.POSITIVE_INFINITY, Math.abs(y - top));
    if (away < least) {
      least = away;
      nearest = ridge;
    }
  }
  return nearest;
}

/** The value at a pixel column. */
export function ridgeValueAt({ area, binned: { extent } }: RidgeLayout, x: number): number {
  return extent.min + ((x - area.left) / (area.right - area.left)) * (extent.max - extent.min);
}

/** What to write beside the ridges: round steps or times, the newest where there is no round one. */
export function ridgeTicks({ area, positions, baselines, binned }: RidgeLayout, axis: XAxis): PlacedTick[] {
  const last = positions.length - 1;
  if (last < 0) return [];
  const [top, bottom] = [baselines[0] ?? area.top, baselines[last] ?? area.bottom];
  const range = { min: positions[0] as number, max: positions[last] as number };
  if (!(range.max > range.min) || top === bottom) {
    if (axis !== 'step' || last > 0) return [];
    const step = binned.buckets.steps[binned.shown[last] ?? 0];
    return [{ value: range.max, label: String(step), at: bottom }];
  }
  return xTicks(range, Math.max(1, (bottom - top) / 28), axis).map((tick) => ({
    ...tick,
    at: placed(tick.value, range, top, bottom),
  }));
}
