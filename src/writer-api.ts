// What `runboard` and `runboard/browser` have alike: all but the writer itself.
export { ArgumentError } from './format/argument-error.ts';
export type { ArrayInput, NestedNumbers, NumberArray, ShapedArray } from './format/shaped-array.ts';
export type { Step } from './format/step.ts';
export type { AudioOptions } from './plugins/audio/summary.ts';
export type { ConfusionMatrixOptions } from './plugins/confusion-matrix/summary.ts';
export type { ChartInput, LayoutInput } from './plugins/custom-scalar/summary.ts';
export type {
  AttributeInput,
  GraphDefLike,
  GraphInput,
  GraphModelLike,
  GraphNode,
  LayerLike,
  LayersModelLike,
  ModelJsonLike,
  Shape,
  WeightLike,
  WeightSpec,
} from './plugins/graph/summary.ts';
export type { BinEstimator, Bins, HistogramBins, RawHistogram } from './plugins/histogram/summary.ts';
export type { HParamValue } from './plugins/hparam/kind.ts';
export type { HParamDomains, HParamInput } from './plugins/hparam/summary.ts';
export {
  type BatchLayout,
  type BoxOptions,
  type GridOptions,
  type ImageLayout,
  makeGrid,
  type VideoLayout,
  type VideoOptions,
} from './plugins/image/summary.ts';
export type { MeshOptions } from './plugins/mesh/summary.ts';
export type { PrCurveOptions, PrLabels } from './plugins/pr-curve/summary.ts';
export type { EmbeddingOptions, Label } from './plugins/projector/summary.ts';
export type { ScalarOptions, ValueLabels } from './plugins/scalar/summary.ts';
export type {
  AddAudioOptions,
  AddConfusionMatrixOptions,
  AddEmbeddingOptions,
  AddFigureOptions,
  AddGraphOptions,
  AddHistogramOptions,
  AddHparamsOptions,
  AddImageOptions,
  AddImagesOptions,
  AddImageWithBoxesOptions,
  AddMeshOptions,
  AddOptions,
  AddPrCurveOptions,
  AddPrCurveRawOptions,
  AddScalarOptions,
  AddVideoOptions,
  GeneralOptions,
} from './writer/add-options.ts';
export { AnySummaryWriter } from './writer/any-summary-writer.ts';
export type { ChartConfiguration, FigureSize } from './writer/surroundings.ts';
export type { ListenerOptions } from './writer/writer-core.ts';
export { WriterErrorEvent } from './writer/writer-error-event.ts';
