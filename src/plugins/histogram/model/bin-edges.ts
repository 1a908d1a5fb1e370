// Edges of histogram bins: PyTorch's default ones (torch/utils/tensorboard/writer.py), and numpy's estimators
// (numpy/lib/_histograms_impl.py, 2.4), number for number.
import { ArgumentError, described } from '../../../format/argument-error.ts';

/** numpy's names for ways to choose the number of equal bins. */
export type BinEstimator = 'auto' | 'doane' | 'fd' | 'rice' | 'scott' | 'sqrt' | 'sturges';

/** PyTorch's default edges, an estimator, or a number of equal bins. */
export type Bins = 'tensorflow' | BinEstimator | number;

/** An outlier makes `fd` ask for billions of bins; numpy then runs out of memory, we stop here. */
export const MAX_BINS = 65_536;

let defaultEdges: Float64Array | undefined;

/** PyTorch's edges: ±1e-12 and on by a factor of 1.1 to just below 1e20, and 0 in the middle. Ascending. */
export function tensorflowEdges(): Float64Array {
  if (defaultEdges === undefined) {
    const positive: number[] = [];
    for (let edge = 1e-12; edge < 1e20; edge *= 1.1) positive.push(edge);
    defaultEdges = Float64Array.from([...positive.map((edge) => -edge).reverse(), 0, ...positive]);
  }
  return defaultEdges;
}

/** The bin of a value that is not beyond the edges, which are ascending: that of the last edge not above it. */
export function binOf(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((edges[middle] as number) <= value) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Edges of equal bins over the range of `sorted`, which is ascending and finite; one more than bins. All values
 * alike get a range of 1 around them, no values 0 to 1. Throws ArgumentError for bins that are not known.
 */
export function equalEdges(sorted: Float64Array, bins: BinEstimator | number): Float64Array {
  let first = sorted[0] ?? 0;
  let last = sorted[sorted.length - 1] ?? 1;
  if (first === last) {
    first -= 0.5;
    last += 0.5;
  }
  const range = last - first;
  const count = binCount(sorted, bins, range);
  const step = range / count;
  const edges = Float64Array.from({ length: count + 1 }, (_, i) => i * step + first);
  edges[count] = last;
  return edges;
}

function binCount(sorted: Float64Array, bins: BinEstimator | number, range: number): number {
  if (typeof bins === 'number') {
    if (Number.isSafeInteger(bins) && bins >= 1 && bins <= MAX_BINS) return bins;
    throw new ArgumentError(`expected bins between 1 and ${MAX_BINS}, got ${bins}`);
  }
  const estimate = ESTIMATORS.get(bins);
  if (estimate === undefined) {
    const known = ['tensorflow', ...ESTIMATORS.keys()].join(', ');
    throw new ArgumentError(`expected bins to be a whole number or one of ${known}, got ${described(bins)}`);
  }
  const width = sorted.length === 0 ? 0 : estimate(sorted);
  return width > 0 ? Math.min(MAX_BINS, Math.ceil(range / width)) : 1;
}

/** Width of a bin for ascending values, at least one; 0 where the estimator has no answer. */
type Estimate = (sorted: Float64Array) => number;

const ESTIMATORS: ReadonlyMap<string, Estimate> = new Map<BinEstimator, Estimate>([
  ['auto', autoWidth],
  ['doane', doaneWidth],
  ['fd', fdWidth],
  ['rice', (x) => spread(x) / (2 * x.length ** (1 / 3))],
  ['scott', (x) => ((24 * Math.PI ** 0.5) / x.length) ** (1 / 3) * deviation(x)],
  ['sqrt', sqrtWidth],
  ['sturges', sturgesWidth],
]);

function autoWidth(x: Float64Array): number {
  return Math.min(Math.max(fdWidth(x), sqrtWidth(x) / 2), sturgesWidth(x));
}

function sqrtWidth(x: Float64Array): number {
  return spread(x) / Math.sqrt(x.length);
}

function sturgesWidth(x: Float64Array): number {
  return spread(x) / (Math.log2(x.length) + 1);
}

function fdWidth(x: Float64Array): number {
  return 2 * (percentile(x, 0.75) - percentile(x, 0.25)) * x.length ** (-1 / 3);
}

function doaneWidth(x: Float64Array): number {
  const n = x.length;
  const sigma = deviation(x);
  if (n <= 2 || sigma === 0) return 0;
  const skewDeviation = Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)));
  const center = mean(x);
  const skew = mean(x.map((value) => ((value - center) / sigma) ** 3));
  return spread(x) / (1 + Math.log2(n) + Math.log2(1 + Math.abs(skew) / skewDeviation));
}

function spread(x: Float64Array): number {
  return (x[x.length - 1] ?? 0) - (x[0] ?? 0);
}

function mean(x: Float64Array): number {
  return x.reduce((sum, value) => sum + value, 0) / x.length;
}

function deviation(x: Float64Array): number {
  const center = mean(x);
  return Math.sqrt(mean(x.map((value) => (value - center) ** 2)));
}

/** numpy's linear interpolation, which counts from the nearer neighbour. */
function percentile(x: Float64Array, quantile: number): number {
  const at = quantile * (x.length - 1);
  const below = x[Math.floor(at)] ?? 0;
  const above = x[Math.min(Math.floor(at) + 1, x.length - 1)] ?? 0;
  const t = at - Math.floor(at);
  return t >= 0.5 ? above - (above - below) * (1 - t) : below + (above - below) * t;
}
