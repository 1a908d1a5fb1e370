// Confusion matrices: how many examples of each class were taken for which, at each step.
import type { DataKind } from '../../kind.ts';

export const CONFUSION_MATRIX = {
  // TensorBoard knows no such plugin: it shows the picture that is written beside the matrix.
  pluginName: 'confusion_matrix',
  storage: 'places',
  shows: ['confusion_matrix'],
} as const satisfies DataKind;

/** What follows the tag of the picture in the tag of the matrix. */
export const MATRIX_TAG_SUFFIX = '/confusion_matrix';

/** Square, row-major: a row is what examples are, a column what they were taken for. */
export interface ConfusionMatrix {
  /** How many rows, and columns, there are. */
  readonly classes: number;
  /** `classes` × `classes`. */
  readonly counts: Float64Array;
}

/** Head of the one block of `GET api/v1/confusion_matrix/steps?run=&tag=`. Columns: `steps`, `wallTimes`. */
export interface ConfusionMatrixStepsHead {
  readonly run: string;
  readonly tag: string;
  readonly generation: number;
  /** The classes' names, in the order of rows and columns; empty where the writer gave none. */
  readonly labels: readonly string[];
}

/** Head of the one block of `GET api/v1/confusion_matrix/matrix?run=&tag=&step=`. Column: `counts` (f64), row-major. */
export interface ConfusionMatrixHead {
  readonly classes: number;
  readonly labels: readonly string[];
  /** Seconds since the Unix epoch. */
  readonly wallTime: number;
}
