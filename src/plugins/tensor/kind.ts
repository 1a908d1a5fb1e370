// Tensors as they are: what programs log for themselves, and what plugins log that have no tab of their own.
import type { DataKind } from '../../kind.ts';

export const TENSOR: DataKind = { pluginName: 'tensor', storage: 'places', shows: [] };

/** Head of the answer of `GET api/v1/tensor/steps?run=&tag=`: columns `steps` (f64 or i64) and `wallTimes` (f64). */
export interface TensorStepsHead {
  readonly generation: number;
}

/** Of all numbers that are finite; a complex number counts as its two parts. */
export interface TensorStatistics {
  readonly finite: number;
  readonly zeros: number;
  readonly nan: number;
  /** Of either sign. */
  readonly infinite: number;
  /** The rest is there where any number is finite; -0 counts as 0. */
  readonly min?: number;
  readonly max?: number;
  readonly mean?: number;
  /** Of the population. */
  readonly deviation?: number;
}

/**
 * Answer of `GET api/v1/tensor/at?run=&tag=&step=`, with `slice=1,0` for indices of all dimensions but the last two, and
 * `row=`, `column=` for where the window begins. What is out of range is brought into it.
 */
export interface TensorWindow {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Bytes of the elements as stored; of strings their own. */
  readonly bytes: number;
  /** Left out for strings. */
  readonly statistics?: TensorStatistics;
  readonly slice: readonly number[];
  /** Sizes of the last two dimensions; a vector is one column, a scalar one cell. */
  readonly rows: number;
  readonly columns: number;
  readonly firstRow: number;
  readonly firstColumn: number;
  /** Elements as text, row by row: at most WINDOW_ROWS of WINDOW_COLUMNS. */
  readonly cells: readonly (readonly string[])[];
}

export const WINDOW_ROWS = 50;
export const WINDOW_COLUMNS = 20;
