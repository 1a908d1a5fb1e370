// Histograms over steps as columns of buckets, and buckets of any widths made into bins that all steps share. As
// TensorBoard does it (intermediateToD3 in vz_histogram_timeseries/histogramCore.ts).
import type { Interval } from '../range.ts';

/** Histograms of one series; bucket `i` of step `s` is at index `offsets[s] + i` of the last three columns. */
export interface HistogramBuckets {
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
export function valueExtent({ left, right, count }: HistogramBuckets): Interval {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count.length; i++) {
    if (!((count[i] as number) > 0)) continue;
    const a = left[i] as number;
    const b = right[i] as number;
    if (!isOpen(a)) {
      if (a < min) min = a;
      if (a > max) max = a;
    }
    if (!isOpen(b)) {
      if (b < min) min = b;
      if (b > max) max = b;
    }
  }
  if (!(min <= max)) return { min: 0, max: 1 };
  if (min < max) return { min, max };
  const room = Math.abs(min) * 0.1 || 1;
  return { min: min - room, max: max + room };
}

/** The least interval that holds all of them; 0 to 1 for none. */
export function joinedExtent(extents: readonly Interval[]): Interval {
  if (extents.length === 0) return { min: 0, max: 1 };
  return {
    min: Math.min(...extents.map(({ min }) => min)),
    max: Math.max(...extents.map(({ max }) => max)),
  };
}

/** Bins for an extent: as many as the finest histogram has buckets, within what can be seen. */
export function binCountOf({ offsets }: HistogramBuckets): number {
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
  buckets: HistogramBuckets,
  step: number,
  { min, max }: Interval,
  bins: number,
): Float64Array {
  const counts = new Float64Array(bins);
  const width = (max - min) / bins;
  const clip = (edge: number) => Math.min(max, Math.max(min, edge));
  const binAt = (value: number) => Math.min(bins - 1, Math.max(0, Math.floor((value - min) / width)));
  const end = buckets.offsets[step + 1] ?? 0;
  for (let i = buckets.offsets[step] ?? 0; i < end; i++) {
    const count = buckets.count[i] as number;
    if (!(count > 0)) continue;
    const a = clip(buckets.left[i] as number);
    const b = clip(buckets.right[i] as number);
    const low = Math.min(a, b);
    const high = Math.max(a, b);
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
export function bucketAt(buckets: HistogramBuckets, step: number, value: number): Bucket | undefined {
  const end = buckets.offsets[step + 1] ?? 0;
  for (let i = buckets.offsets[step] ?? 0; i < end; i++) {
    const [left, right, count] = [buckets.left[i] ?? 0, buckets.right[i] ?? 0, buckets.count[i] ?? 0];
    if (Math.min(left, right) <= value && value <= Math.max(left, right)) return { left, right, count };
  }
  return undefined;
}

/** Histograms of one series in bins that all steps share, and where the steps stand along the axis. */
export interface BinnedHistograms {
  readonly buckets: HistogramBuckets;
  readonly extent: Interval;
  /** Equal bins over the extent. */
  readonly bins: number;
  /** Indices of the steps that are here, ascending; the last step is always among them. */
  readonly shown: readonly number[];
  /** By shown step: counts of the bins. */
  readonly counts: readonly Float64Array[];
  /** Of all counts; 0 where there are none. */
  readonly highest: number;
}

/** How histograms are binned. */
export interface Binning {
  /** Undefined for as many as suit the data. */
  readonly bins: number | undefined;
  /** Of the value axis; undefined for that of the data. */
  readonly extent: Interval | undefined;
  /** With more steps evenly spread ones are taken. */
  readonly mostSteps: number;
}

/** Bins the histograms, all at once: it takes as long as there are buckets times steps. */
export function binned(buckets: HistogramBuckets, binning: Binning): BinnedHistograms {
  const work = binnedStepwise(buckets, binning);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** The same, a shown step with each call of `next`. */
export function* binnedStepwise(
  buckets: HistogramBuckets,
  binning: Binning,
): Generator<undefined, BinnedHistograms> {
  const extent = binning.extent ?? valueExtent(buckets);
  const bins = binning.bins ?? binCountOf(buckets);
  const shown = spread(buckets.steps.length, binning.mostSteps);
  const counts: Float64Array[] = [];
  let highest = 0;
  for (const step of shown) {
    const row = resampled(buckets, step, extent, bins);
    for (const count of row) if (count > highest) highest = count;
    counts.push(row);
    yield;
  }
  return { buckets, extent, bins, shown, counts, highest };
}

/** At most `most` of `length` indices, evenly spread, the first and the last among them. */
function spread(length: number, most: number): number[] {
  const count = Math.min(length, most);
  return Array.from({ length: count }, (_, i) =>
    count === 1 ? length - 1 : Math.round((i * (length - 1)) / (count - 1)),
  );
}
