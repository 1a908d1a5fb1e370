/**
 * Reads logs as values, in programs on Node.
 *
 * @module runboard/reader
 */

export { ArgumentError } from './format/argument-error.ts';
export type { Step } from './format/step.ts';
export type { NumericDtype, Tensor, TensorNumbers } from './format/tensor.ts';
export type { AudioStep } from './plugins/audio/kind.ts';
export { audioTypeOf } from './plugins/audio/values.ts';
export type { ConfusionMatrix } from './plugins/confusion-matrix/kind.ts';
export type { Histogram } from './plugins/histogram/kind.ts';
export type { HParamValue, Status } from './plugins/hparam/kind.ts';
export type { ImageStep } from './plugins/image/kind.ts';
export { pictureTypeOf } from './plugins/image/values.ts';
export type { PrCurve } from './plugins/pr-curve/kind.ts';
export type { TextStep } from './plugins/text/kind.ts';
export type { Problem, ReportProblem } from './problem.ts';
export type { FollowOptions } from './reader/programs/following.ts';
export type { LoggedRun, TagInfo } from './reader/programs/logged-run.ts';
export type {
  LoggedPoint,
  LoggedScalars,
  LoggedSeries,
  LoggedValues,
  ScalarPoints,
} from './reader/programs/logged-series.ts';
export {
  type ChangedSeries,
  type LogdirChange,
  type OpenedLogdir,
  type OpenLogdirOptions,
  openLogdir,
} from './reader/programs/open-logdir.ts';
export type { LoggedSession } from './reader/programs/session.ts';
export { StoredValueError } from './reader/store/stored-value-error.ts';
