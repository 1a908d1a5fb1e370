// The API that training programs use, after torch.utils.tensorboard.SummaryWriter (torch/utils/tensorboard/writer.py).
import { readFileSync } from 'node:fs';
import { ArgumentError, described } from '../format/argument-error.ts';
import type { SummaryValue } from '../format/event.ts';
import type { ArrayInput } from '../format/shaped-array.ts';
import type { Step } from '../format/step.ts';
import { audioValue } from '../plugins/audio/summary.ts';
import { type ConfusionMatrixOptions, confusionMatrixValues } from '../plugins/confusion-matrix/summary.ts';
import { LAYOUT_TAG } from '../plugins/custom-scalar/kind.ts';
import { type ChartInput, customScalarsValue, type LayoutInput } from '../plugins/custom-scalar/summary.ts';
import {
  encodeGraph,
  encodeOnnxGraph,
  type GraphInput,
  isLayersModel,
  kerasModelValue,
} from '../plugins/graph/summary.ts';
import { histogramRawValue, histogramValue, type RawHistogram } from '../plugins/histogram/summary.ts';
import { type HParamInput, hparamValues } from '../plugins/hparam/summary.ts';
import {
  imagesValue,
  imageValue,
  imageWithBoxesValue,
  pngFileValue,
  videoValue,
} from '../plugins/image/summary.ts';
import { meshValues } from '../plugins/mesh/summary.ts';
import { type PrLabels, prCurveRawValue, prCurveValue } from '../plugins/pr-curve/summary.ts';
import { embeddingFiles } from '../plugins/projector/summary.ts';
import { scalarOf, scalarValue } from '../plugins/scalar/summary.ts';
import { tensorValue } from '../plugins/tensor/summary.ts';
import { textValue } from '../plugins/text/summary.ts';
import type {
  AddAudioOptions,
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
  SummaryWriterOptions,
} from './add-options.ts';
import { checkRun, problem } from './argument-checks.ts';
import { writeEmbedding } from './embedding-folder.ts';
import { EventLog } from './event-log.ts';
import { type ChartConfiguration, pngOfChart, pngOfSvg } from './figure.ts';
import { freshRunName } from './fresh-run-name.ts';
import { openRunFiles } from './open-run-files.ts';
import { encodePng } from './png.ts';
import { OWN_RUN, type RunFiles } from './run-files.ts';

const NO_OPTIONS: AddScalarOptions = {};

/**
 * Writes a run's event files. The folder is there once the constructor returns. Adding only encodes into memory and
 * never waits for the disk; what was added is in the file after `flush`, after `close`, and when the process ends.
 * Every add… throws ArgumentError, naming the method and the tag, for what cannot be written, and stays usable.
 * A step that is left out is 0, as with PyTorch.
 */
export class SummaryWriter {
  /** The folder as given, or the default one, relative to the working directory. */
  readonly logDir: string;
  readonly #files: RunFiles;
  readonly #log: EventLog;

  /** Throws where the folder or the file cannot be made. */
  constructor(logDir?: string, options: SummaryWriterOptions = {}) {
    const { logDir: path, files } = openRunFiles(logDir, options);
    this.logDir = path;
    this.#files = files;
    this.#log = new EventLog(files);
  }

  /** One number, stored as float32; as float64 with `doublePrecision`. */
  addScalar(tag: string, value: ArrayInput | bigint, step?: Step, options: AddScalarOptions = NO_OPTIONS): void {
    if (isPlain(options) && this.#log.addPlainScalar(tag, value, step, options.wallTime)) return;
    this.#log.add('addScalar', tag, step, options, () => scalarValue(tag, scalarOf(value), options));
  }

  /**
   * Several numbers to be drawn in one chart. As PyTorch does it, each key has a run of its own, in the folder
   * `<logDir>/<mainTag>_<key>` with slashes of the main tag as underscores, and `mainTag` is the tag in all of them.
   */
  addScalars(
    mainTag: string,
    values: Readonly<Record<string, ArrayInput | bigint>>,
    step?: Step,
    options: AddScalarOptions = {},
  ): void {
    const wallTime = options.wallTime ?? Date.now() / 1000;
    const isRecord = typeof values === 'object' && values !== null && !Array.isArray(values);
    if (!isRecord) throw problem('addScalars', mainTag, `expected numbers by name, got ${described(values)}`);
    for (const [key, value] of Object.entries(values)) {
      const run = `${String(mainTag).replaceAll('/', '_')}_${key}`;
      const encode = () => {
        checkRun(run, 'the key', key);
        return scalarValue(mainTag, scalarOf(value), options);
      };
      this.#log.add('addScalars', mainTag, step, { wallTime }, encode, run);
    }
  }

  /** How `values`, of any shape, are spread. Throws for an empty array. */
  addHistogram(tag: string, values: ArrayInput, step?: Step, options: AddHistogramOptions = {}): void {
    this.#log.add('addHistogram', tag, step, options, () => histogramValue(tag, values, options));
  }

  /**
   * A histogram that was counted elsewhere.
   *
   * @example writer.addHistogramRaw('h', { min: 0, max: 9, num: 30, sum: 135, sumSquares: 855,
   *   bucketLimits: [3, 6, 9], bucketCounts: [10, 12, 8] }, 2);
   */
  addHistogramRaw(tag: string, histogram: RawHistogram, step?: Step, options: AddOptions = {}): void {
    this.#log.add('addHistogramRaw', tag, step, options, () => histogramRawValue(tag, histogram));
  }

  /** A picture: floats 0 to 1, or integers 0 to 255; 1 to 4 channels. */
  addImage(tag: string, image: ArrayInput, step?: Step, options: AddImageOptions = {}): void {
    this.#log.add('addImage', tag, step, options, () =>
      imageValue(tag, image, options.dataformats, encodePng),
    );
  }

  /** A batch of pictures of shape [N, C, H, W] as one, eight in a row; values as in `addImage`. */
  addImages(tag: string, images: ArrayInput, step?: Step, options: AddImagesOptions = {}): void {
    this.#log.add('addImages', tag, step, options, () =>
      imagesValue(tag, images, options.dataformats, encodePng),
    );
  }

  /** A picture, as in `addImage`, with red boxes of shape [boxes, 4]: left, top, right, bottom in pixels. */
  addImageWithBoxes(
    tag: string,
    image: ArrayInput,
    boxes: ArrayInput,
    step?: Step,
    options: AddImageWithBoxesOptions = {},
  ): void {
    const encode = () => imageWithBoxesValue(tag, image, boxes, options, encodePng);
    this.#log.add('addImageWithBoxes', tag, step, options, encode);
  }

  /** Videos of shape [N, T, C, H, W], side by side, as an animated GIF among the images; values as in `addImage`. */
  addVideo(tag: string, videos: ArrayInput, step?: Step, options: AddVideoOptions = {}): void {
    this.#log.add('addVideo', tag, step, options, () => videoValue(tag, videos, options));
  }

  /**
   * A figure among the images. A PNG file is added at once. An SVG picture is drawn by the package `@resvg/resvg-js`, a
   * Chart.js configuration by `chart.js` and `@napi-rs/canvas`; the promise resolves once it is added, and rejects with
   * what to install where the package is missing.
   *
   * @example await writer.addFigure('losses', { type: 'line', data: { labels: [0, 1], datasets: [{ data: [3, 1] }] } });
   */
  addFigure(tag: string, png: Uint8Array, step?: Step, options?: AddFigureOptions): void;
  addFigure(
    tag: string,
    figure: string | ChartConfiguration,
    step?: Step,
    options?: AddFigureOptions,
  ): Promise<void>;
  addFigure(
    tag: string,
    figure: Uint8Array | string | ChartConfiguration,
    step?: Step,
    options: AddFigureOptions = {},
  ): void | Promise<void> {
    const { wallTime = Date.now() / 1000 } = options;
    const add = (encode: () => SummaryValue) => this.#log.add('addFigure', tag, step, { wallTime }, encode);
    if (figure instanceof Uint8Array) return add(() => pngFileValue(tag, figure));
    const drawn = typeof figure === 'string' ? pngOfSvg(figure, options) : pngOfChart(figure, options);
    const added = drawn.then(
      (png) => add(() => pngFileValue(tag, png)),
      (error: Error) => {
        throw problem('addFigure', tag, error.message, error);
      },
    );
    // A figure that nobody awaits must not end a training, nor fail unseen.
    added.catch((error: Error) => process.stderr.write(`runboard: ${error.message}\n`));
    return added;
  }

  /**
   * Sound: samples −1 to 1, of shape [frames] or [frames, channels], as a WAV file of 16 bits a sample.
   *
   * @example writer.addAudio('tone', Float32Array.from({ length: 8000 }, (_, i) => Math.sin(i / 3)), 0, { sampleRate: 8000 });
   */
  addAudio(tag: string, samples: ArrayInput, step?: Step, options: AddAudioOptions = {}): void {
    this.#log.add('addAudio', tag, step, options, () => audioValue(tag, samples, options));
  }

  /** Markdown, under the tag `<tag>/text_summary` as PyTorch has it. */
  addText(tag: string, text: string, step?: Step, options: AddOptions = {}): void {
    this.#log.add('addText', tag, step, options, () => textValue(tag, text));
  }

  /** An array of any shape, for programs that read the log; no tab shows it. */
  addTensor(tag: string, tensor: ArrayInput, step?: Step, options: AddOptions = {}): void {
    this.#log.add('addTensor', tag, step, options, () => tensorValue(tag, tensor));
  }

  /**
   * Precision and recall at each threshold, from the classes of examples (true or 1 for positive) and predicted
   * probabilities, 0 to 1.
   *
   * @example writer.addPrCurve('pr', [1, 0, 1], [0.9, 0.2, 0.4], step, { numThresholds: 127 });
   */
  addPrCurve(
    tag: string,
    labels: PrLabels,
    predictions: ArrayInput,
    step?: Step,
    options: AddPrCurveOptions = {},
  ): void {
    this.#log.add('addPrCurve', tag, step, options, () => prCurveValue(tag, labels, predictions, options));
  }

  /** The same record, which also holds the ROC curve: false against true positives. */
  addRocCurve(
    tag: string,
    labels: PrLabels,
    predictions: ArrayInput,
    step?: Step,
    options: AddPrCurveOptions = {},
  ): void {
    this.#log.add('addRocCurve', tag, step, options, () => prCurveValue(tag, labels, predictions, options));
  }

  /** A curve that was counted elsewhere: positives and negatives, precision and recall at each threshold. */
  addPrCurveRaw(
    tag: string,
    truePositives: ArrayInput,
    falsePositives: ArrayInput,
    trueNegatives: ArrayInput,
    falseNegatives: ArrayInput,
    precision: ArrayInput,
    recall: ArrayInput,
    step?: Step,
    options: AddPrCurveRawOptions = {},
  ): void {
    const curve = { truePositives, falsePositives, trueNegatives, falseNegatives, precision, recall };
    this.#log.add('addPrCurveRaw', tag, step, options, () =>
      prCurveRawValue(tag, curve, options.numThresholds),
    );
  }

  /**
   * How many examples of each class (rows) were taken for which (columns): a picture under the tag, which TensorBoard
   * shows among the images, and the matrix itself for our page.
   *
   * @example writer.addConfusionMatrix('test', [[50, 2], [3, 45]], { labels: ['cat', 'dog'] }, step);
   */
  addConfusionMatrix(
    tag: string,
    matrix: ArrayInput,
    options: ConfusionMatrixOptions & AddOptions = {},
    step?: Step,
  ): void {
    const encode = () => [confusionMatrixValues(tag, matrix, options, encodePng)];
    this.#log.addEvents('addConfusionMatrix', tag, step, options, encode);
  }

  /**
   * Which scalars the Custom Scalars tab draws together. One layout a run: the last counts.
   *
   * @example writer.addCustomScalars({ Train: { loss: ['Multiline', ['loss/.*']], band: ['Margin', ['v', 'lo', 'hi']] } });
   */
  addCustomScalars(layout: LayoutInput): void {
    this.#log.add('addCustomScalars', LAYOUT_TAG, 0, {}, () => customScalarsValue(layout));
  }

  /** A layout of one chart: all scalars of these tags, which may be regular expressions. */
  addCustomScalarsMultilinechart(tags: readonly string[], category = 'default', title = 'untitled'): void {
    const chart: ChartInput = ['Multiline', tags];
    const layout = { [category]: { [title]: chart } };
    this.#log.add('addCustomScalarsMultilinechart', LAYOUT_TAG, 0, {}, () => customScalarsValue(layout));
  }

  /** A layout of one chart: a curve and the band around it. `tags` are value, lower and upper. */
  addCustomScalarsMarginchart(tags: readonly string[], category = 'default', title = 'untitled'): void {
    const chart: ChartInput = ['Margin', tags];
    const layout = { [category]: { [title]: chart } };
    this.#log.add('addCustomScalarsMarginchart', LAYOUT_TAG, 0, {}, () => customScalarsValue(layout));
  }

  /**
   * Meshes: vertices of shape [meshes, vertices, 3], with colours and with triangles between them where they are given.
   *
   * @example writer.addMesh('tetrahedron', [[[1, 1, 1], [-1, -1, 1], [1, -1, -1], [-1, 1, -1]]], 0, {
   *   faces: [[[0, 2, 3], [0, 3, 1], [0, 1, 2], [1, 3, 2]]],
   * });
   */
  addMesh(tag: string, vertices: ArrayInput, step?: Step, options: AddMeshOptions = {}): void {
    this.#log.addEvents('addMesh', tag, step, options, () => [meshValues(tag, vertices, options)]);
  }

  /**
   * What a training that is over was given, and what came of it: a row of the HParams tab. As PyTorch does it, it
   * becomes a run of its own, `<logDir>/<runName>`, which also has the metrics as scalars.
   *
   * @example writer.addHparams({ lr: 0.1, optimizer: 'sgd' }, { 'hparam/accuracy': 0.93 }, { runName: 'trial 1' });
   */
  addHparams(
    hparams: Readonly<Record<string, HParamInput>>,
    metrics: Readonly<Record<string, ArrayInput | bigint>>,
    { runName = freshRunName(), domains, step, wallTime = Date.now() / 1000 }: AddHparamsOptions = {},
  ): void {
    const encode = () => {
      checkRun(runName, 'runName', runName);
      const isRecord = typeof metrics === 'object' && metrics !== null && !Array.isArray(metrics);
      if (!isRecord) throw new ArgumentError(`expected metrics by name, got ${described(metrics)}`);
      const scalars = Object.entries(metrics).map(([tag, value]) => metricValue(tag, value));
      return [...hparamValues(hparams, Object.keys(metrics), domains), ...scalars].map((value) => [value]);
    };
    this.#log.addEvents('addHparams', runName, step, { wallTime }, encode, runName);
    this.#files.end(runName);
  }

  /**
   * A model's graph: a tfjs LayersModel, whose layers are drawn as well, a tfjs GraphModel, a GraphDef (encoded, or as an
   * object), or a list of nodes. The page draws a run's last graph.
   *
   * @example writer.addGraph([{ name: 'x', op: 'Placeholder' }, { name: 'layer/y', op: 'Relu', inputs: ['x'] }]);
   */
  addGraph(model: GraphInput, { tag = 'keras', ...options }: AddGraphOptions = {}): void {
    this.#log.checked('addGraph', tag, 0, options, (wallTimeSeconds) => {
      const graphDef = encodeGraph(model);
      const layers = isLayersModel(model) ? [kerasModelValue(tag, model)] : [];
      this.#files.add(OWN_RUN, { wallTimeSeconds, step: 0, graphDef });
      if (layers.length > 0) this.#files.add(OWN_RUN, { wallTimeSeconds, step: 0, values: layers });
    });
  }

  /**
   * An ONNX model's graph, from its bytes or its file.
   *
   * @example writer.addOnnxGraph('model.onnx');
   */
  addOnnxGraph(model: string | Uint8Array, options: AddOptions = {}): void {
    const name = typeof model === 'string' ? model : 'model';
    this.#log.checked('addOnnxGraph', name, 0, options, (wallTimeSeconds) => {
      const graphDef = encodeOnnxGraph(modelBytesOf(model));
      this.#files.add(OWN_RUN, { wallTimeSeconds, step: 0, graphDef });
    });
  }

  /**
   * Points of shape [points, coordinates] for the projector, with labels and pictures. Written as PyTorch lays them out,
   * in files below the logDir that are there when this returns; the same tag and step again replaces them.
   *
   * @example writer.addEmbedding(features, { metadata: digits, labelImg: images, tag: 'digits', step: 3 });
   */
  addEmbedding(
    matrix: ArrayInput,
    { tag = 'default', step = 0, ...options }: AddEmbeddingOptions = {},
  ): void {
    this.#log.checked('addEmbedding', tag, step, {}, () => {
      const files = embeddingFiles(tag, matrix, step, options, encodePng);
      this.#files.addBeside(`the embedding ${files.folder}`, (folder) => writeEmbedding(folder, files));
    });
  }

  /** Resolves once all that was added before is in the files; rejects where that failed. */
  async flush(): Promise<void> {
    return this.#files.flush();
  }

  /** Flushes and closes all files. Further add… throw; a second `close` gives the first one's promise. */
  close(): Promise<void> {
    return this.#files.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** Whether a scalar of these options is a number under a tag, and nothing else. */
function isPlain({ displayName, description, newStyle, doublePrecision }: AddScalarOptions): boolean {
  return displayName === undefined && description === undefined && !newStyle && !doublePrecision;
}

function metricValue(tag: string, value: ArrayInput | bigint): SummaryValue {
  try {
    return scalarValue(tag, scalarOf(value));
  } catch (cause) {
    if (!(cause instanceof ArgumentError)) throw cause;
    throw new ArgumentError(`the metric ${described(tag)}: ${cause.message}`, { cause });
  }
}

/** Throws ArgumentError where there is no such file. */
function modelBytesOf(model: string | Uint8Array): Uint8Array {
  if (typeof model !== 'string') return model;
  try {
    return readFileSync(model);
  } catch (cause) {
    throw new ArgumentError(`the model cannot be read (${cause instanceof Error ? cause.message : cause})`, {
      cause,
    });
  }
}
