// Values -> Summary.Value with a HistogramProto, as PyTorch's make_histogram (torch/utils/tensorboard/summary.py).
import { ArgumentError, described } from '../../format/argument-error.ts';
import type { SummaryValue } from '../../format/event.ts';
import { type ArrayInput, shapedArrayOf } from '../../format/shaped-array.ts';
import { type Bins, binOf, equalEdges, tensorflowEdges } from './model/bin-edges.ts';
import { defaultCountsOf } from './model/default-counts.ts';

export type { BinEstimator, Bins } from './model/bin-edges.ts';

/** How values are put into buckets. */
export interface HistogramBins {
  /** Default `tensorflow`. */
  readonly bins?: Bins;
  /** Neighbouring bins are joined until about so many are left. */
  readonly maxBins?: number;
}

/**
 * The histogram as stored. NaN, infinities and values beyond ±1e20 fall into no bucket, but count in min, max, sum
 * and num, as with PyTorch; without any other value there are no buckets at all.
 * Throws ArgumentError for no values and for bins that are not known.
 */
export function histogramValue(tag: string, input: ArrayInput, options: HistogramBins = {}): SummaryValue {
  const { data } = shapedArrayOf(input);
  if (data.length === 0) throw new ArgumentError('expected at least one value, got none');
  const { bins = 'tensorflow', maxBins } = options;
  const all = bins === 'tensorflow' ? defaultBins(data) : equalBins(data, bins);
  const { edges: bucketLimit, counts: bucket } = trimmed(maxBins === undefined ? all : joined(all, maxBins));
  return { tag, histo: { ...momentsOf(data), bucketLimit, bucket } };
}

/** A histogram whose buckets are known. */
export interface RawHistogram {
  /** The smallest value. */
  readonly min: number;
  /** The largest value. */
  readonly max: number;
  /** How many values there are. */
  readonly num: number;
  /** Of all values. */
  readonly sum: number;
  /** Of the squares of all values. */
  readonly sumSquares: number;
  /** Right edges, ascending. */
  readonly bucketLimits: ArrayInput;
  /** As many as limits. */
  readonly bucketCounts: ArrayInput;
}

/** The histogram as it is. Throws ArgumentError where it has not as many counts as limits, or a moment is no number. */
export function histogramRawValue(tag: string, histogram: RawHistogram): SummaryValue {
  const { min, max, num, sum, sumSquares } = histogram;
  for (const [name, value] of Object.entries({ min, max, num, sum, sumSquares })) {
    if (typeof value !== 'number') {
      throw new ArgumentError(`expected ${name} to be a number, got ${described(value)}`);
    }
  }
  const bucketLimit = [...shapedArrayOf(histogram.bucketLimits).data];
  const bucket = [...shapedArrayOf(histogram.bucketCounts).data];
  if (bucketLimit.length !== bucket.length) {
    const lengths = `${bucketLimit.length} and ${bucket.length}`;
    throw new ArgumentError(`expected as many bucketCounts as bucketLimits, got ${lengths}`);
  }
  return { tag, histo: { min, max, num, sum, sumSquares, bucketLimit, bucket } };
}

interface Binned {
  /** One more than counts. */
  readonly edges: Float64Array;
  readonly counts: Float64Array;
}

function defaultBins(data: ArrayLike<number>): Binned {
  return { edges: tensorflowEdges(), counts: defaultCountsOf(data) };
}

function equalBins(data: ArrayLike<number>, bins: Exclude<Bins, 'tensorflow'>): Binned {
  const edges = equalEdges(sortedFinite(data), bins);
  return { edges, counts: countsOf(data, edges) };
}

function sortedFinite(data: ArrayLike<number>): Float64Array {
  // Typed arrays sort -Infinity first, then numbers, Infinity and NaN.
  const sorted = Float64Array.from(data).sort();
  const start = sorted.lastIndexOf(Number.NEGATIVE_INFINITY) + 1;
  const end = sorted.findLastIndex((value) => value < Number.POSITIVE_INFINITY) + 1;
  return sorted.subarray(start, Math.max(start, end));
}

/** How many values lie in each bin: its left edge belongs to it, its right edge only to the last. */
function countsOf(data: ArrayLike<number>, edges: Float64Array): Float64Array {
  const bins = edges.length - 1;
  const counts = new Float64Array(bins);
  const first = edges[0] as number;
  const last = edges[bins] as number;
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    if (!(value >= first && value <= last)) continue;
    const bin = binOf(edges, value);
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts;
}

function joined({ edges, counts }: Binned, maxBins: number): Binned {
  if (!Number.isSafeInteger(maxBins) || maxBins < 1) {
    throw new ArgumentError(`expected maxBins to be a whole number from 1 on, got ${maxBins}`);
  }
  if (counts.length <= maxBins) return { edges, counts };
  const width = Math.floor(counts.length / maxBins);
  const fewer = new Float64Array(Math.ceil(counts.length / width));
  counts.forEach((count, i) => {
    fewer[Math.floor(i / width)] = (fewer[Math.floor(i / width)] ?? 0) + count;
  });
  const limits = Float64Array.from(fewer, (_, i) => edges[i * width] ?? 0);
  return { edges: Float64Array.of(...limits, edges[edges.length - 1] ?? 0), counts: fewer };
}

/**
 * Only the bins between the first and the last that hold something. Only right limits are stored, so one empty
 * bucket goes before them: its limit is the left edge of the first.
 */
function trimmed({ edges, counts }: Binned): { edges: number[]; counts: number[] } {
  const start = counts.findIndex((count) => count > 0);
  if (start === -1) return { edges: [], counts: [] };
  const end = counts.findLastIndex((count) => count > 0) + 1;
  return { edges: [...edges.subarray(start, end + 1)], counts: [0, ...counts.subarray(start, end)] };
}

function momentsOf(data: ArrayLike<number>) {
  let [min, max, sum, sumSquares] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (let i = 0; i < data.length; i++) {
    const value = data[i] ?? 0;
    // Math.min is NaN where one of both is, as numpy's.
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
    sumSquares += value * value;
  }
  return { min, max, num: data.length, sum, sumSquares };
}
