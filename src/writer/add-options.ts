// The options of SummaryWriter's methods: what a kind's summary takes, and the wall time.
import type { Step } from '../format/step.ts';
import type { AudioOptions } from '../plugins/audio/summary.ts';
import type { ConfusionMatrixOptions } from '../plugins/confusion-matrix/summary.ts';
import type { HistogramBins } from '../plugins/histogram/summary.ts';
import type { HParamDomains } from '../plugins/hparam/summary.ts';
import type { BatchLayout, BoxOptions, ImageLayout, VideoOptions } from '../plugins/image/summary.ts';
import type { MeshOptions } from '../plugins/mesh/summary.ts';
import type { PrCurveOptions } from '../plugins/pr-curve/summary.ts';
import type { EmbeddingOptions } from '../plugins/projector/summary.ts';
import type { ScalarOptions } from '../plugins/scalar/summary.ts';
import type { FigureSize } from './surroundings.ts';

/** Options of every writer, on Node and in a page. */
export interface GeneralOptions {
  /**
   * What an earlier writer logged in this run from this step on is void, as after a restart from a checkpoint. A whole
   * number. Default: nothing is.
   */
  readonly purgeStep?: Step;
  /** Events that may wait before they are written at once, from 0 on; 0, as with PyTorch, for any number. Default 10. */
  readonly maxQueue?: number;
  /**
   * The longest time an event waits, in seconds, from 0 on. Default 120, PyTorch's; while the program lets the event loop
   * turn, it is 0.1 s.
   */
  readonly flushSecs?: number;
}

/** PyTorch's arguments. */
export interface SummaryWriterOptions extends GeneralOptions {
  /** Appended to the default logDir; ignored where a logDir is given. Default none. */
  readonly comment?: string;
  /** Appended to the names of event files; without slashes. Default none. */
  readonly filenameSuffix?: string;
}

/** Options of every add…. */
export interface AddOptions {
  /** When it happened, in seconds since the Unix epoch, with fractions. Default: now. */
  readonly wallTime?: number;
}

/** Options of `addScalar` and `addScalars`. */
export interface AddScalarOptions extends AddOptions, ScalarOptions {}

/** Options of `addHistogram`. */
export interface AddHistogramOptions extends AddOptions, HistogramBins {}

/** Options of `addImage`. */
export interface AddImageOptions extends AddOptions {
  /** The order of the dimensions: channels, height, width. Default `CHW`. */
  readonly dataformats?: ImageLayout;
}

/** Options of `addImages`. */
export interface AddImagesOptions extends AddOptions {
  /** The order of the dimensions: pictures, channels, height, width. Default `NCHW`. */
  readonly dataformats?: BatchLayout;
}

/** Options of `addImageWithBoxes`. */
export interface AddImageWithBoxesOptions extends AddOptions, BoxOptions {}

/** Options of `addVideo`. */
export interface AddVideoOptions extends AddOptions, VideoOptions {}

/** Options of `addFigure`. */
export interface AddFigureOptions extends AddOptions, FigureSize {}

/** Options of `addAudio`. */
export interface AddAudioOptions extends AddOptions, AudioOptions {}

/** Options of `addPrCurve` and `addRocCurve`. */
export interface AddPrCurveOptions extends AddOptions, PrCurveOptions {}

/** Options of `addPrCurveRaw`. */
export interface AddPrCurveRawOptions extends AddOptions {
  /** As PyTorch stores it beside the curve; the curve's own length is what counts. Default 127. */
  readonly numThresholds?: number;
}

/** Options of `addConfusionMatrix`. */
export interface AddConfusionMatrixOptions extends AddOptions, ConfusionMatrixOptions {}

/** Options of `addMesh`. */
export interface AddMeshOptions extends AddOptions, MeshOptions {}

/** Options of `addHparams`. */
export interface AddHparamsOptions extends AddOptions {
  /** The sub-run's folder below the logDir. Default: the time in seconds since the Unix epoch, as PyTorch. */
  readonly runName?: string;
  /** All values that a hyperparameter may take, by name; of its own type. Default: the page makes a range of what it sees. */
  readonly domains?: HParamDomains;
  /** Of all its records; a whole number. Default 0. */
  readonly step?: Step;
}

/** Options of `addGraph`. */
export interface AddGraphOptions extends AddOptions {
  /** By which the layers of a LayersModel are listed. Default `keras`, as Keras' callback has it. */
  readonly tag?: string;
}

/** Options of `addEmbedding`. */
export interface AddEmbeddingOptions extends EmbeddingOptions {
  /** A whole number. Default 0. */
  readonly step?: Step;
  /** What the projector calls it. Default `default`, as with PyTorch. */
  readonly tag?: string;
}
