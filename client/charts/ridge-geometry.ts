// Histograms over steps as ridges behind one another: buckets of any widths become bins that all steps share. As
// TensorBoard does it (intermediateToD3 in vz_histogram_timeseries/histogramCore.ts).
import { linearTicks, type Tick } from './ticks.ts';

/** Histograms of one series; bucket `i` of step `s` is at index `offsets[s] + i` of the last three columns. */
export interface RidgeColumns {
  readonly steps: Float64Array | BigInt64Array;
  /** Seconds since the Unix epoch. */
  readonly wallTimes: Float64Array;
  /** One more than there are steps. */
  readonly offsets: Uint32Array;
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly count: Float64Array;
}

export interface Bucket {
  readonly left: number;
  readonly right: number;
  readonly count: number;
}

/** TensorFlow 1 closes its outermost buckets with the greatest double, torch with infinity. */
const OPEN_EDGE = 1e308;

const isOpen = (edge: number) => !(Math.abs(edge) < OPEN_EDGE);

/** The ends of all buckets that count something; open ends are left out. A single value gets room at both sides. */
export function ridgeExtent({ left, right, count }: RidgeColumns): { min: number; max: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count.length; i++) {
    if (!((count[i] as number) > 0)) continue;
    for (const edge of [left[i] as number, right[i] as number]) {
      if (isOpen(edge)) continue;
      min = Math.min(min, edge);
      max = Math.max(max, edge);
    }
  }
  if (!(min <= max)) return { min: 0, max: 1 };
  if (min < max) return { min, max };
  const room = Math.abs(min) * 0.1 || 1;
  return { min: min - room, max: max + room };
}

/** Bins for an extent: as many as the finest histogram has buckets, within what can be seen. */
export function binCountOf({ offsets }: RidgeColumns): number {
  let most = 30;
  for (let s = 1; s < offsets.length; s++)
    most = Math.max(most, (offsets[s] as number) - (offsets[s - 1] as number));
  return Math.min(80, most);
}

/**
 * Counts of one step in `bins` equal bins from `min` to `max`. A bucket gives each bin the share of its count by which
 * they overlap; one without width gives all of it to the bin that it lies in. Edges the wrong way round are swapped,
 * open ones end with the extent. Counts add up to those of the buckets, but for NaN and negative ones, which count 0.
 */
export function resampled(
  columns: RidgeColumns,
  step: number,
  { min, max }: { readonly min: number; readonly max: number },
  bins: number,
): Float64Array {
  const counts = new Float64Array(bins);
  const width = (max - min) / bins;
  const clip = (edge: number) => Math.min(max, Math.max(min, edge));
  const binAt = (value: number) => Math.min(bins - 1, Math.max(0, Math.floor((value - min) / width)));
  const end = columns.offsets[step + 1] ?? 0;
  for (let i = columns.offsets[step] ?? 0; i < end; i++) {
    const count = columns.count[i] as number;
    if (!(count > 0)) continue;
    const edges = [columns.left[i] as number, columns.right[i] as number] as const;
    const low = clip(Math.min(...edges));
    const high = clip(Math.max(...edges));
    if (!(high - low > 0)) {
      const bin = binAt(low);
      if (!Number.isNaN(low)) counts[bin] = (counts[bin] as number) + count;
      continue;
    }
    const last = binAt(high);
    for (let bin = binAt(low); bin <= last; bin++) {
      const overlap = Math.min(high, min + (bin + 1) * width) - Math.max(low, min + bin * width);
      if (overlap > 0) counts[bin] = (counts[bin] as number) + (overlap / (high - low)) * count;
    }
  }
  return counts;
}

/** The bucket of a step in which `value` lies; the first of several, undefined where none does. */
export function bucketAt(columns: RidgeColumns, step: number, value: number): Bucket | undefined {
  const end = columns.offsets[step + 1] ?? 0;
  for (let i = columns.offsets[step] ?? 0; i < end; i++) {
    const [left, right, count] = [columns.left[i] ?? 0, columns.right[i] ?? 0, columns.count[i] ?? 0];
    if (Math.min(left, right) <= value && value <= Math.max(left, right)) return { left, right, count };
  }
  return undefined;
}

/** A rectangle in CSS pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** All ridges of one series, laid out. Made anew when data or size changed. */
export interface RidgeLayout {
  readonly area: Area;
  readonly extent: { readonly min: number; readonly max: number };
  /** By step, in the order of the columns: counts of the bins. */
  readonly counts: readonly Float64Array[];
  /** By step: the pixel row on which its ridge stands; later steps stand lower and in front. */
  readonly baselines: Float64Array;
  /** Pixels for a count of one. */
  readonly heightPerCount: number;
}

/** The highest ridge takes this share of the height, as in TensorBoard; one alone needs no room for others. */
const RIDGE_SHARE = 0.4;
const LONE_SHARE = 0.85;

/** Lays the ridges out in `area`; steps are as far apart as their numbers are. */
export function ridgeLayoutOf(columns: RidgeColumns, area: Area): RidgeLayout {
  const extent = ridgeExtent(columns);
  const bins = binCountOf(columns);
  const steps = Float64Array.from(columns.steps as ArrayLike<number | bigint>, Number);
  const counts = Array.from(steps, (_, step) => resampled(columns, step, extent, bins));
  const highest = counts.reduce((most, row) => Math.max(most, ...row), 0);
  const tallest = (area.bottom - area.top) * (steps.length === 1 ? LONE_SHARE : RIDGE_SHARE);
  const first = steps[0] ?? 0;
  const span = (steps.at(-1) ?? 0) - first;
  const back = area.top + tallest;
  const baselines = steps.map((step) =>
    span > 0 ? back + ((step - first) / span) * (area.bottom - back) : area.bottom,
  );
  return { area, extent, counts, baselines, heightPerCount: highest > 0 ? tallest / highest : 0 };
}

/** Points of a ridge's outline from left to right: x and y in turn, at the middle of each bin and at both ends. */
export function outlineOf(
  { area, counts, baselines, heightPerCount }: RidgeLayout,
  step: number,
): Float64Array {
  const row = counts[step] ?? new Float64Array(0);
  const baseline = baselines[step] ?? area.bottom;
  const width = (area.right - area.left) / row.length;
  const points = new Float64Array((row.length + 2) * 2);
  points.set([area.left, baseline - (row[0] ?? 0) * heightPerCount], 0);
  row.forEach((count, bin) => {
    points.set([area.left + (bin + 0.5) * width, baseline - count * heightPerCount], 2 * bin + 2);
  });
  points.set([area.right, baseline - (row.at(-1) ?? 0) * heightPerCount], points.length - 2);
  return points;
}

/** Index of the step whose ridge is seen at a pixel: the foremost that covers it, else the nearest; undefined for none. */
export function ridgeAt(layout: RidgeLayout, x: number, y: number): number | undefined {
  const { area, counts, baselines, heightPerCount } = layout;
  let nearest: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let step = counts.length - 1; step >= 0; step--) {
    const row = counts[step] ?? new Float64Array(0);
    const bin = Math.floor(((x - area.left) / (area.right - area.left)) * row.length);
    const baseline = baselines[step] as number;
    const top = baseline - (row[Math.min(row.length - 1, Math.max(0, bin))] ?? 0) * heightPerCount;
    if (y <= baseline && y >= top) return step;
    const away = Math.min(Math.abs(y - baseline), Math.abs(y - top));
    if (away < least) {
      least = away;
      nearest = step;
    }
  }
  return nearest;
}

/** The value at a pixel column. */
export function ridgeValueAt({ area, extent }: RidgeLayout, x: number): number {
  return extent.min + ((x - area.left) / (area.right - area.left)) * (extent.max - extent.min);
}

/** Steps to write beside the ridges, each at the height of a round step; the last step where there is no round one. */
export function stepTicks(
  { steps }: RidgeColumns,
  { area, baselines }: RidgeLayout,
): (Tick & { y: number })[] {
  if (steps.length === 0) return [];
  const min = Number(steps[0]);
  const max = Number(steps.at(-1));
  const [top, bottom] = [baselines[0] ?? area.top, baselines.at(-1) ?? area.bottom];
  if (min === max) return [{ value: max, label: String(steps.at(-1)), y: bottom }];
  return linearTicks({ min, max }, Math.max(1, (bottom - top) / 28), 1).map((tick) => ({
    ...tick,
    y: top + ((tick.value - min) / (max - min)) * (bottom - top),
  }));
}
