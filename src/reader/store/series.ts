// One tag of one run: its columns, as a snapshot shows them.
import type { Step } from '../../format/step.ts';
import type { Place } from './place.ts';

/** Exact steps: BigInt64Array only where a step is beyond ±(2^53 − 1). */
export type StepColumn = Float64Array | BigInt64Array;

interface SeriesHead {
  readonly run: string;
  readonly tag: string;
  /** TensorBoard's plugin name, from the tag's first metadata. */
  readonly pluginName: string;
  /** Empty where the writer gave none. */
  readonly displayName: string;
  /** Markdown; empty where the writer gave none. */
  readonly description: string;
  /** The plugin's own message, encoded. */
  readonly pluginContent: Uint8Array;
  readonly length: number;
  /**
   * Raised when points that an earlier snapshot showed are gone, as after a restart. Within one generation a series
   * only grows at its end.
   */
  readonly generation: number;
  /** Strictly increasing; exactly `length` long, like every other column. */
  readonly steps: StepColumn;
  /** Seconds since the Unix epoch, as the writer's clock told. */
  readonly wallTimes: Float64Array;
}

/** Numbers, as wide as they were stored. */
export interface ScalarSeries extends SeriesHead {
  readonly storage: 'columns';
  readonly values: Float32Array | Float64Array;
  /** Costs nothing to ask: the columns need not be put together for it. */
  readonly summary: ScalarSummary;
  /**
   * Indices, ascending, of at most `limit` (at least 8) points of [from, to) that draw as all of them do: the ends,
   * extremes and points that are not finite are kept. Its cost grows with `limit`, not with the series.
   */
  thinned(from: number, to: number, limit: number): Uint32Array;
}

/** What a table shows of a series of numbers. */
export interface ScalarSummary {
  /** The value of the last point; NaN of none. */
  readonly last: number;
  /** Of the finite values; undefined where there are none. */
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly count: number;
}

/** Heavy values, by reference. */
export interface PlacedSeries extends SeriesHead {
  readonly storage: 'places';
  readonly places: readonly Place[];
}

/** One tag of one run. Never changes once it was given out. */
export type Series = ScalarSeries | PlacedSeries;

/** The exact step at `index`. */
export function stepAt(series: Series, index: number): Step {
  const step = series.steps[index];
  if (step === undefined) throw new RangeError(`no step ${index} in a series of ${series.length}`);
  return typeof step === 'bigint' && BigInt(Number(step)) === step && Number.isSafeInteger(Number(step))
    ? Number(step)
    : step;
}

/** Columns of the steps and wall times at `indices`, steps as wide as the series keeps them. */
export function stepsAt(
  { steps, wallTimes }: Series,
  indices: readonly number[],
): { readonly steps: StepColumn; readonly wallTimes: Float64Array } {
  return {
    steps:
      steps instanceof BigInt64Array
        ? BigInt64Array.from(indices, (at) => steps[at] ?? 0n)
        : Float64Array.from(indices, (at) => steps[at] ?? 0),
    wallTimes: Float64Array.from(indices, (at) => wallTimes[at] ?? 0),
  };
}
