// The add… of numbers: scalars, histograms, tensors, curves, matrices, layouts and hyperparameters.
import { ArgumentError, described } from '../format/argument-error.ts';
import type { SummaryValue } from '../format/event.ts';
import type { ArrayInput } from '../format/shaped-array.ts';
import type { Step } from '../format/step.ts';
import { confusionMatrixValues } from '../plugins/confusion-matrix/summary.ts';
import { LAYOUT_TAG } from '../plugins/custom-scalar/kind.ts';
import { type ChartInput, customScalarsValue, type LayoutInput } from '../plugins/custom-scalar/summary.ts';
import { histogramRawValue, histogramValue, type RawHistogram } from '../plugins/histogram/summary.ts';
import { type HParamInput, hparamValues } from '../plugins/hparam/summary.ts';
import { type PrLabels, prCurveRawValue, prCurveValue } from '../plugins/pr-curve/summary.ts';
import { scalarOf, scalarValue } from '../plugins/scalar/summary.ts';
import { tensorValue } from '../plugins/tensor/summary.ts';
import type {
  AddConfusionMatrixOptions,
  AddHistogramOptions,
  AddHparamsOptions,
  AddOptions,
  AddPrCurveOptions,
  AddPrCurveRawOptions,
  AddScalarOptions,
} from './add-options.ts';
import { checkRun, problem } from './argument-checks.ts';
import { freshRunName } from './fresh-run-name.ts';
import { WriterCore } from './writer-core.ts';

const NO_OPTIONS: AddScalarOptions = {};

/** One half of AnySummaryWriter, which is what programs use. */
export abstract class NumberWriter extends WriterCore {
  /**
   * Adds one number to a curve.
   *
   * @param tag The curve's name; slashes group curves: `loss/train`. Not empty; so for all add….
   * @param value A number, or an array or tensor that holds one. NaN and infinities are kept. Stored as float32, as
   *   float64 with `doublePrecision`.
   * @param step A whole number of at most 64 bits. Default 0; so for all add….
   * @throws ArgumentError, as all add…: for a wrong value, step or tag, or a closed writer; it says what was expected.
   *
   * @example writer.addScalar('loss/train', 0.25, step);
   */
  addScalar(
    tag: string,
    value: ArrayInput | bigint,
    step?: Step,
    options: AddScalarOptions = NO_OPTIONS,
  ): void {
    if (isPlain(options) && this.log.addPlainScalar(tag, value, step, options.wallTime)) return;
    this.log.add('addScalar', tag, step, options, () => scalarValue(tag, scalarOf(value), options));
  }

  /**
   * Adds several numbers that are drawn in one chart. As PyTorch does it, each key has a run of its own, in the folder
   * `<logDir>/<mainTag>_<key>` with slashes of the main tag as underscores, and `mainTag` is the tag in all of them.
   *
   * @param values Numbers by key, each as in `addScalar`.
   *
   * @example writer.addScalars('loss', { train: 0.25, validation: 0.31 }, step);
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
      this.log.add('addScalars', mainTag, step, { wallTime }, encode, run);
    }
  }

  /**
   * Adds how values are spread.
   *
   * @param values An array of any shape, with at least one value. NaN, infinities and values beyond ±1e20 fall into no
   *   bucket, and count in minimum, maximum and sum, as with PyTorch.
   * @param options `bins`: default `tensorflow`, 1549 buckets of which each is a tenth wider than the one before;
   *   `maxBins` joins them.
   *
   * @example writer.addHistogram('layer1/weights', layer.getWeights()[0], epoch);
   */
  addHistogram(tag: string, values: ArrayInput, step?: Step, options: AddHistogramOptions = {}): void {
    this.log.add('addHistogram', tag, step, options, () => histogramValue(tag, values, options));
  }

  /**
   * Adds a histogram that was counted elsewhere.
   *
   * @param histogram `bucketLimits` are right edges, ascending; `bucketCounts` are as many.
   *
   * @example
   * writer.addHistogramRaw('h', { min: 0, max: 9, num: 30, sum: 135, sumSquares: 855,
   *   bucketLimits: [3, 6, 9], bucketCounts: [10, 12, 8] }, 2);
   */
  addHistogramRaw(tag: string, histogram: RawHistogram, step?: Step, options: AddOptions = {}): void {
    this.log.add('addHistogramRaw', tag, step, options, () => histogramRawValue(tag, histogram));
  }

  /**
   * Adds an array for programs that read the log; no tab shows it.
   *
   * @param tensor Any shape, stored in the type of its elements; nested arrays and 64-bit integers as float64.
   *
   * @example writer.addTensor('embedding', { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }, step);
   */
  addTensor(tag: string, tensor: ArrayInput, step?: Step, options: AddOptions = {}): void {
    this.log.add('addTensor', tag, step, options, () => tensorValue(tag, tensor));
  }

  /**
   * Adds precision and recall at each threshold.
   *
   * @param labels The classes of examples: true or 1 for positive, false or 0 for negative; shape [examples].
   * @param predictions Probabilities, 0 to 1, as many as labels.
   * @param options `numThresholds`: default 127, evenly from 0 to 1. `weights`: default 1 for each example.
   *
   * @example writer.addPrCurve('pr/cat', [1, 0, 1], [0.9, 0.2, 0.4], step, { numThresholds: 127 });
   */
  addPrCurve(
    tag: string,
    labels: PrLabels,
    predictions: ArrayInput,
    step?: Step,
    options: AddPrCurveOptions = {},
  ): void {
    this.log.add('addPrCurve', tag, step, options, () => prCurveValue(tag, labels, predictions, options));
  }

  /**
   * Adds false against true positives at each threshold. It is the record of `addPrCurve`, which holds both curves.
   *
   * @param labels The classes of examples: true or 1 for positive, false or 0 for negative; shape [examples].
   * @param predictions Probabilities, 0 to 1, as many as labels.
   *
   * @example writer.addRocCurve('roc/cat', [true, false, true], [0.9, 0.2, 0.4], step);
   */
  addRocCurve(
    tag: string,
    labels: PrLabels,
    predictions: ArrayInput,
    step?: Step,
    options: AddPrCurveOptions = {},
  ): void {
    this.log.add('addRocCurve', tag, step, options, () => prCurveValue(tag, labels, predictions, options));
  }

  /**
   * Adds a curve that was counted elsewhere.
   *
   * @param truePositives At each threshold, as all others: six lists of one length, at least 1.
   * @param precision 0 to 1.
   * @param recall 0 to 1.
   *
   * @example writer.addPrCurveRaw('pr', [2, 1], [1, 0], [0, 1], [0, 1], [0.67, 1], [1, 0.5], step);
   */
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
    this.log.add('addPrCurveRaw', tag, step, options, () =>
      prCurveRawValue(tag, curve, options.numThresholds),
    );
  }

  /**
   * Adds how many examples of each class were taken for which: a picture under the tag, which TensorBoard shows among the
   * images, and the matrix itself for Runboard's page.
   *
   * @param matrix Counts of shape [classes, classes]: a row is what examples are, a column what they were taken for. At
   *   most 4096 classes.
   * @param options `labels`: the classes' names; default their numbers from 0 on.
   *
   * @example writer.addConfusionMatrix('test', [[50, 2], [3, 45]], { labels: ['cat', 'dog'] }, step);
   */
  addConfusionMatrix(
    tag: string,
    matrix: ArrayInput,
    options: AddConfusionMatrixOptions = {},
    step?: Step,
  ): void {
    const { encodePng } = this.parts.surroundings;
    const encode = () => [confusionMatrixValues(tag, matrix, options, encodePng)];
    this.log.addEvents('addConfusionMatrix', tag, step, options, encode);
  }

  /**
   * Says which scalars the tab Custom Scalars draws together. One layout a run: the last counts.
   *
   * @param layout Charts by title, in categories by name: `Multiline` with tags, which may be regular expressions, or
   *   `Margin` with the tags of a value, its lower and its upper bound.
   *
   * @example writer.addCustomScalars({ Train: { loss: ['Multiline', ['loss/.*']], band: ['Margin', ['v', 'lo', 'hi']] } });
   */
  addCustomScalars(layout: LayoutInput): void {
    this.log.add('addCustomScalars', LAYOUT_TAG, 0, {}, () => customScalarsValue(layout));
  }

  /**
   * A layout of one chart: all scalars of some tags.
   *
   * @param tags They may be regular expressions.
   * @param category Default `default`.
   * @param title Default `untitled`.
   *
   * @example writer.addCustomScalarsMultilinechart(['loss/train', 'loss/validation'], 'Loss', 'both');
   */
  addCustomScalarsMultilinechart(tags: readonly string[], category = 'default', title = 'untitled'): void {
    const chart: ChartInput = ['Multiline', tags];
    const layout = { [category]: { [title]: chart } };
    this.log.add('addCustomScalarsMultilinechart', LAYOUT_TAG, 0, {}, () => customScalarsValue(layout));
  }

  /**
   * A layout of one chart: a curve and the band around it.
   *
   * @param tags Those of the value, its lower and its upper bound.
   * @param category Default `default`.
   * @param title Default `untitled`.
   *
   * @example writer.addCustomScalarsMarginchart(['loss/mean', 'loss/low', 'loss/high'], 'Loss', 'spread');
   */
  addCustomScalarsMarginchart(tags: readonly string[], category = 'default', title = 'untitled'): void {
    const chart: ChartInput = ['Margin', tags];
    const layout = { [category]: { [title]: chart } };
    this.log.add('addCustomScalarsMarginchart', LAYOUT_TAG, 0, {}, () => customScalarsValue(layout));
  }

  /**
   * Adds what a training that is over was given, and what came of it: a row of the tab HParams. As PyTorch does it, it
   * becomes a run of its own, `<logDir>/<runName>`, which also has the metrics as scalars.
   *
   * @param hparams Numbers, strings or booleans by name.
   * @param metrics Numbers by tag, each as in `addScalar`.
   * @param options `runName`: default the time in seconds; `.` for the writer's own run. `domains`: all values that a
   *   hyperparameter may take.
   *
   * @example writer.addHparams({ lr: 0.1, optimizer: 'sgd' }, { 'hparam/accuracy': 0.93 }, { runName: 'trial 1' });
   */
  addHparams(
    hparams: Readonly<Record<string, HParamInput>>,
    metrics: Readonly<Record<string, ArrayInput | bigint>>,
    options: AddHparamsOptions = {},
  ): void {
    const { runName = freshRunName(), domains, step, wallTime = Date.now() / 1000 } = options;
    const encode = () => {
      checkRun(runName, 'runName', runName);
      const isRecord = typeof metrics === 'object' && metrics !== null && !Array.isArray(metrics);
      if (!isRecord) throw new ArgumentError(`expected metrics by name, got ${described(metrics)}`);
      const scalars = Object.entries(metrics).map(([tag, value]) => metricValue(tag, value));
      return [...hparamValues(hparams, Object.keys(metrics), domains), ...scalars].map((value) => [value]);
    };
    this.log.addEvents('addHparams', runName, step, { wallTime }, encode, runName);
    this.parts.files.end(runName);
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
