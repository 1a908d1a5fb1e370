// One tag of one run, as programs get it: columns of numbers, or values that are read from their file when asked for.
import { ArgumentError } from '../../format/argument-error.ts';
import type { Step } from '../../format/step.ts';
import { type Tensor, TensorError } from '../../format/tensor.ts';
import {
  type PlacedSeries,
  type ScalarSeries,
  type Series,
  type StepColumn,
  stepAt,
} from '../store/series.ts';
import { StoredValueError } from '../store/stored-value-error.ts';
import { type FollowedSource, type FollowOptions, followed } from './following.ts';

/** What every series tells. It belongs to one moment: what is logged later does not show in it. */
export interface LoggedSeries {
  /** The run's name. */
  readonly run: string;
  /** Its name in the run. */
  readonly tag: string;
  /** TensorBoard's plugin name: `scalars`, `images`, … */
  readonly kind: string;
  /** Empty where the writer gave none. */
  readonly displayName: string;
  /** Markdown as the writer gave it; empty where it gave none. */
  readonly description: string;
  /** How many points there are; every column is so long. */
  readonly length: number;
  /** Strictly increasing and exact: BigInt64Array where a step is beyond ±(2^53 − 1). Not to be written to. */
  readonly steps: Float64Array | BigInt64Array;
  /** Seconds since the Unix epoch, by the writer's clock. Not to be written to. */
  readonly wallTimes: Float64Array;
}

/** Points of numbers that stand next to each other in a series; columns are parallel. */
export interface ScalarPoints {
  /** Index of the first of them in its series. */
  readonly from: number;
  /** Whether points that came before are void, as after a restart: then these are all there are. */
  readonly restarted: boolean;
  /** Strictly increasing and exact, as in the series. */
  readonly steps: Float64Array | BigInt64Array;
  /** Seconds since the Unix epoch. */
  readonly wallTimes: Float64Array;
  /** As wide as they were stored. */
  readonly values: Float32Array | Float64Array;
}

/** Numbers, every one of them: nothing is sampled away. */
export interface LoggedScalars extends LoggedSeries {
  /** Float32Array where they were stored so. Not to be written to. */
  readonly values: Float32Array | Float64Array;
  /**
   * All points there are, and from then on what is added, in batches as they come. Throws ArgumentError where the log is
   * not followed.
   *
   * @example
   * const log = await openLogdir('runs', { follow: true });
   * for await (const { steps, values } of log.run('mlp').scalars.get('loss').live()) {
   *   console.log(steps.at(-1), values.at(-1));
   * }
   */
  live(options?: FollowOptions): AsyncIterable<ScalarPoints>;
}

/** One value of a series. */
export interface LoggedPoint<Value> {
  /** Index in its series. */
  readonly index: number;
  /** Exact: a bigint beyond ±(2^53 − 1). */
  readonly step: Step;
  /** Seconds since the Unix epoch. */
  readonly wallTime: number;
  /** As the kind's own type. */
  readonly value: Value;
}

/** Values that stay in their file until they are asked for. Iterating over it reads one after the other. */
export interface LoggedValues<Value> extends LoggedSeries, AsyncIterable<LoggedPoint<Value>> {
  /** Reads the value at an index; a negative one counts from the end. Rejects with ArgumentError, StoredValueError. */
  at(index: number): Promise<Value>;
  /**
   * The points there are, and from then on what is added. After a restart it begins anew. Throws ArgumentError where the
   * log is not followed.
   */
  live(options?: FollowOptions): AsyncIterable<LoggedPoint<Value>>;
}

/** Reads a stored value; see ValueReader. */
export type TensorAt = (series: PlacedSeries, index: number) => Promise<Tensor>;

/** What series are made of that programs get. */
export interface SeriesParts extends FollowedSource {
  readonly tensorAt: TensorAt;
}

/** A series of numbers. */
export function loggedScalars(series: ScalarSeries, parts: SeriesParts): LoggedScalars {
  return {
    ...headOf(series),
    values: series.values,
    live: (options = {}) => livePoints(series, parts, followed(parts, options)),
  };
}

/** A series of values that `decode` makes of stored tensors; it throws TensorError for one that it cannot take. */
export function loggedValues<Value>(
  series: PlacedSeries,
  decode: (tensor: Tensor) => Value,
  parts: SeriesParts,
): LoggedValues<Value> {
  const pointAt = async (from: PlacedSeries, index: number): Promise<LoggedPoint<Value>> => ({
    index,
    step: stepAt(from, index),
    wallTime: from.wallTimes[index] ?? Number.NaN,
    value: decoded(await parts.tensorAt(from, index), decode, from, index),
  });
  return {
    ...headOf(series),
    async at(index) {
      const { length, run, tag } = series;
      const counted = index < 0 ? index + length : index;
      if (Number.isInteger(index) && counted >= 0 && counted < length)
        return (await pointAt(series, counted)).value;
      throw new ArgumentError(`there is no value ${index} in ${tag} of ${run}, which has ${length}`);
    },
    async *[Symbol.asyncIterator]() {
      for (let index = 0; index < series.length; index++) yield await pointAt(series, index);
    },
    live: (options = {}) => liveValues(series, parts, followed(parts, options), pointAt),
  };
}

function headOf({
  run,
  tag,
  pluginName,
  displayName,
  description,
  length,
  steps,
  wallTimes,
}: Series): LoggedSeries {
  return { run, tag, kind: pluginName, displayName, description, length, steps, wallTimes };
}

function decoded<Value>(
  tensor: Tensor,
  decode: (tensor: Tensor) => Value,
  series: PlacedSeries,
  index: number,
): Value {
  try {
    return decode(tensor);
  } catch (error) {
    if (!(error instanceof TensorError)) throw error;
    const where = `${series.tag} of ${series.run}, step ${stepAt(series, index)}`;
    throw new StoredValueError('damaged', `${where}: ${error.message}`, { cause: error });
  }
}

/** What an iteration has given out of a series that may begin anew. */
interface Given {
  readonly generation: number;
  readonly length: number;
}

async function* livePoints(
  { run, tag }: ScalarSeries,
  { source }: SeriesParts,
  turns: AsyncIterable<void>,
): AsyncGenerator<ScalarPoints, void, void> {
  let given: Given | undefined;
  for await (const _ of turns) {
    const now = source.snapshot.series(run, tag);
    if (now?.storage !== 'columns') continue;
    const { generation, length, steps, wallTimes, values } = now;
    const goesOn = given?.generation === generation;
    const from = goesOn ? (given?.length ?? 0) : 0;
    if (goesOn && from === length) continue;
    const restarted = given !== undefined && !goesOn;
    given = { generation, length };
    const columns = { wallTimes: wallTimes.subarray(from), values: values.subarray(from) };
    yield { from, restarted, steps: steps.subarray(from) as StepColumn, ...columns };
  }
}

async function* liveValues<Value>(
  { run, tag }: PlacedSeries,
  { source }: SeriesParts,
  turns: AsyncIterable<void>,
  pointAt: (series: PlacedSeries, index: number) => Promise<LoggedPoint<Value>>,
): AsyncGenerator<LoggedPoint<Value>, void, void> {
  let given: Given | undefined;
  for await (const _ of turns) {
    const now = source.snapshot.series(run, tag);
    if (now?.storage !== 'places') continue;
    const from = given?.generation === now.generation ? given.length : 0;
    given = { generation: now.generation, length: now.length };
    for (let index = from; index < now.length; index++) yield await pointAt(now, index);
  }
}
