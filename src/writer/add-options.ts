// The options of SummaryWriter's methods: what a kind's summary takes, and the wall time.
import type { Step } from '../format/step.ts';
import type { AudioOptions } from '../plugins/audio/summary.ts';
import type { HistogramBins } from '../plugins/histogram/summary.ts';
import type { HParamDomains } from '../plugins/hparam/summary.ts';
import type { BatchLayout, BoxOptions, ImageLayout, VideoOptions } from '../plugins/image/summary.ts';
import type { MeshOptions } from '../plugins/mesh/summary.ts';
import type { PrCurveOptions } from '../plugins/pr-curve/summary.ts';
import type { EmbeddingOptions } from '../plugins/projector/summary.ts';
import type { ScalarOptions } from '../plugins/scalar/summary.ts';
import type { FigureSize } from './figure.ts';

/** PyTorch's arguments. */
export interface SummaryWriterOptions {
  /** Appended to the default logDir; ignored where a logDir is given. Default none. */
  readonly comment?: string;
  /** What an earlier writer logged in this folder from this step on is to be forgotten. Default: nothing. */
  readonly purgeStep?: Step;
  /** Events that may wait before they are written at once. Default 10. */
  readonly maxQueue?: number;
  /** The longest time an event waits, in seconds. Default 120; while the program lets the event loop turn, it is 0.1 s. */
  readonly flushSecs?: number;
  /** Appended to the names of event files. Default none. */
  readonly filenameSuffix?: string;
}

/** Options of every add… */
export interface AddOptions {
  /** Seconds since the Unix epoch. Default: now. */
  readonly wallTime?: number;
}

export interface AddScalarOptions extends AddOptions, ScalarOptions {}

export interface AddHistogramOptions extends AddOptions, HistogramBins {}

export interface AddImageOptions extends AddOptions {
  /** The order of the dimensions, default `CHW`. */
  readonly dataformats?: ImageLayout;
}

export interface AddMeshOptions extends AddOptions, MeshOptions {}

export interface AddHparamsOptions extends AddOptions {
  /** The sub-run's folder below the logDir. Default: the time in seconds since the Unix epoch, as PyTorch. */
  readonly runName?: string;
  /** All values that a hyperparameter may take, by name; of its own type. */
  readonly domains?: HParamDomains;
  readonly step?: Step;
}

/** Options of `addImages`. */
export interface AddImagesOptions extends AddOptions {
  /** The order of the dimensions, default `NCHW`. */
  readonly dataformats?: BatchLayout;
}

export interface AddImageWithBoxesOptions extends AddOptions, BoxOptions {}

export interface AddVideoOptions extends AddOptions, VideoOptions {}

export interface AddFigureOptions extends AddOptions, FigureSize {}

export interface AddAudioOptions extends AddOptions, AudioOptions {}

export interface AddPrCurveOptions extends AddOptions, PrCurveOptions {}

/** Options of `addPrCurveRaw`. */
export interface AddPrCurveRawOptions extends AddOptions {
  /** As PyTorch stores it beside the curve; the curve's own length is what counts. Default 127. */
  readonly numThresholds?: number;
}

export interface AddGraphOptions extends AddOptions {
  /** By which the layers of a LayersModel are listed. Default `keras`, as Keras' callback has it. */
  readonly tag?: string;
}

export interface AddEmbeddingOptions extends EmbeddingOptions {
  /** Default 0. */
  readonly step?: Step;
  /** Default `default`, as with PyTorch. */
  readonly tag?: string;
}
