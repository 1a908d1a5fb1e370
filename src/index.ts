// The public surface of the package `runboard` for programs on Node.
export { ArgumentError } from './format/argument-error.ts';
export type { ArrayInput, NestedNumbers, NumberArray, ShapedArray } from './format/shaped-array.ts';
export type { Step } from './format/step.ts';
export type { Bins, HistogramBins } from './plugins/histogram/summary.ts';
export type { HParamValue } from './plugins/hparam/kind.ts';
export type { HParamDomains, HParamInput } from './plugins/hparam/summary.ts';
export { type GridOptions, type ImageLayout, makeGrid } from './plugins/image/summary.ts';
export type { MeshOptions } from './plugins/mesh/summary.ts';
export {
  type AddHistogramOptions,
  type AddHparamsOptions,
  type AddImageOptions,
  type AddMeshOptions,
  type AddOptions,
  type AddScalarOptions,
  SummaryWriter,
  type SummaryWriterOptions,
} from './writer/summary-writer.ts';
