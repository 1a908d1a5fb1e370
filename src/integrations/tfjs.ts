/**
 * The callback that logs the training of a tfjs LayersModel as Keras' TensorBoard callback does
 * (keras/src/callbacks/tensorboard.py, Keras 3). tfjs is never imported: whatever calls these functions is logged.
 *
 * @module runboard/tfjs
 */

import { join } from 'node:path';
import { ArgumentError, described } from '../format/argument-error.ts';
import type { LayersModelLike } from '../plugins/graph/summary.ts';
import { SummaryWriter } from '../writer/node/summary-writer.ts';
import { type WeightedLayer, weightPictures, weightsOf } from './layer-weights.ts';

export type { LayersModelLike, WeightedLayer };

/** What is used of a tfjs LayersModel. */
export type TrainedModel = LayersModelLike &
  WeightedLayer & {
    /** There once the model is compiled. */
    readonly optimizer?: {
      /** Holds `learningRate`, where the optimiser has one. */
      getConfig(): object;
    };
  };

/** Options of `tensorBoard`, named as Keras names them. */
export interface TensorBoardOptions {
  /** The folder that gets `train/` and `validation/`. Default `logs`. */
  readonly logDir?: string;
  /**
   * The model that is trained: tfjs tells it only to callbacks that stand behind one of its own
   * (`[earlyStopping(), tensorBoard()]`), and of a Sequential the model inside, `<name>_model`. Needed for the graph, the learning rate and the weights.
   */
  readonly model?: TrainedModel;
  /** When `batch_loss` and the like are written: never, after each batch, after each n-th. Default `epoch`: never. */
  readonly updateFreq?: 'epoch' | 'batch' | number;
  /** The graph, once. Default: where the model is known. */
  readonly writeGraph?: boolean;
  /** Epochs between histograms of the weights. Default 0: none. */
  readonly histogramFreq?: number;
  /** Pictures of the weights beside their histograms. Default false. */
  readonly writeImages?: boolean;
  /** Epochs between the tables of Embedding layers, for the projector. Default 0: none. */
  readonly embeddingsFreq?: number;
  /** Profiles are not made: 0. */
  readonly profileBatch?: 0;
}

/** A tfjs log: numbers by name, which it may not have fetched yet. */
export type Logs = Readonly<
  Record<
    string,
    | number
    | {
        /** The number, alone in an array. */
        data(): Promise<ArrayLike<number>>;
      }
  >
>;

/** Fits tfjs' `CustomCallbackArgs` when it stands alone, and its `BaseCallback` when behind one of these. */
export interface TensorBoardCallback {
  /** tfjs declares it of its callbacks and leaves it empty. */
  readonly validationData: never;
  /** tfjs declares it of its callbacks; empty here. */
  readonly params: Record<string, number | string | boolean | number[] | string[] | boolean[]>;
  /** tfjs tells epochs and batches; nothing is done with them. */
  setParams(params: object): void;
  /** tfjs tells the model, where it does; the option `model` goes before it. */
  setModel(model: object): void;
  /** Writes the graph. Rejects where no file can be made. */
  onTrainBegin(logs?: Logs): Promise<void>;
  /** Closes the files. Rejects where what was logged could not be written. */
  onTrainEnd(logs?: Logs): Promise<void>;
  /** Does nothing. */
  onEpochBegin(epoch: number, logs?: Logs): Promise<void>;
  /** Writes the epoch's curves and, as often as was asked, weights; resolves once they are on disk. */
  onEpochEnd(epoch: number, logs?: Logs): Promise<void>;
  /** Does nothing. */
  onBatchBegin(batch: number, logs?: Logs): Promise<void>;
  /** Writes the batch's curves, as often as `updateFreq` says. */
  onBatchEnd(batch: number, logs?: Logs): Promise<void>;
}

/**
 * Logs `fit` and `fitDataset`: `epoch_loss`, `epoch_accuracy` and so on into `train` and `validation`, and
 * `evaluation_loss_vs_iterations` into the latter. Values are on disk after each epoch. A second `fit` goes on in the
 * same folders. Throws ArgumentError for options that make no sense; `fit` rejects where the log cannot be written.
 *
 * @example await model.fit(x, y, { epochs: 5, callbacks: tensorBoard({ logDir: 'runs/first', model, histogramFreq: 1 }) });
 */
export function tensorBoard(options: TensorBoardOptions = {}): TensorBoardCallback {
  checkOptions(options);
  const { logDir = 'logs', updateFreq = 'epoch', histogramFreq = 0, embeddingsFreq = 0 } = options;
  const everyBatches =
    updateFreq === 'epoch' ? Number.POSITIVE_INFINITY : updateFreq === 'batch' ? 1 : updateFreq;
  let { model } = options;
  let isGraphWritten = false;
  let batches = 0;
  const writers = new Map<'train' | 'validation', SummaryWriter>();

  const writerOf = (run: 'train' | 'validation'): SummaryWriter => {
    const open = writers.get(run) ?? new SummaryWriter(join(logDir, run));
    writers.set(run, open);
    return open;
  };

  const addWeights = (known: TrainedModel, epoch: number) => {
    const histograms = histogramFreq > 0 && epoch % histogramFreq === 0;
    const embeddings = embeddingsFreq > 0 && epoch % embeddingsFreq === 0;
    if (!histograms && !embeddings) return;
    const writer = writerOf('train');
    for (const { path, values, isEmbedding } of weightsOf(known)) {
      if (histograms) writer.addHistogram(`${path}/histogram`, values, epoch);
      const pictures = histograms && options.writeImages ? weightPictures(values) : undefined;
      if (pictures) writer.addImages(`${path}/image`, pictures, epoch, { dataformats: 'NHWC' });
      if (embeddings && isEmbedding) writer.addEmbedding(values, { tag: path, step: epoch });
    }
  };

  const nothing = async () => {
    // tfjs calls this of a callback that stands behind one of its own
  };
  return {
    validationData: undefined as never,
    params: {},
    setParams: () => undefined,
    setModel: (trained) => {
      model ??= trained as TrainedModel;
    },
    onEpochBegin: nothing,
    onBatchBegin: nothing,

    async onTrainBegin() {
      if (!model) checkNoModelIsNeeded(options);
      const writer = writerOf('train');
      if (!model || isGraphWritten || options.writeGraph === false) return;
      writer.addGraph(model);
      isGraphWritten = true;
    },

    async onBatchEnd(_batch, logs = {}) {
      // As Keras, which counts a batch before it logs it. Its numbers are the epoch's mean so far, tfjs' the batch's own.
      const step = ++batches;
      if (step % everyBatches !== 0) return;
      for (const [name, value] of await metricsOf(logs)) {
        if (name !== 'batch' && name !== 'size') writerOf('train').addScalar(`batch_${name}`, value, step);
      }
    },

    async onEpochEnd(epoch, logs = {}) {
      for (const [name, value] of await metricsOf(logs)) {
        if (!name.startsWith('val_')) writerOf('train').addScalar(`epoch_${name}`, value, epoch);
        else {
          const measured = name.slice('val_'.length);
          writerOf('validation').addScalar(`evaluation_${measured}_vs_iterations`, value, batches);
          writerOf('validation').addScalar(`epoch_${measured}`, value, epoch);
        }
      }
      const rate = learningRateOf(model);
      if (rate !== undefined) writerOf('train').addScalar('epoch_learning_rate', rate, epoch);
      if (model) addWeights(model, epoch);
      await Promise.all([...writers.values()].map((writer) => writer.flush()));
    },

    async onTrainEnd() {
      const ended = [...writers.values()];
      writers.clear();
      await Promise.all(ended.map((writer) => writer.close()));
    },
  };
}

/** Names as Keras has them, and numbers: tfjs calls accuracy `acc`. */
async function metricsOf(logs: Logs): Promise<readonly (readonly [name: string, value: number])[]> {
  return Promise.all(
    Object.entries(logs).map(async ([name, value]) => {
      const number = typeof value === 'number' ? value : (await value.data())[0];
      return [name.replace(/(^|_)acc$/, '$1accuracy'), number ?? Number.NaN] as const;
    }),
  );
}

function learningRateOf(model: TrainedModel | undefined): number | undefined {
  const config = model?.optimizer?.getConfig();
  if (config === undefined || !('learningRate' in config)) return undefined;
  return typeof config.learningRate === 'number' ? config.learningRate : undefined;
}

function checkOptions({
  updateFreq = 'epoch',
  histogramFreq,
  embeddingsFreq,
  profileBatch,
}: TensorBoardOptions) {
  const isCount = (value: unknown, least: number) =>
    Number.isSafeInteger(value) && (value as number) >= least;
  if (updateFreq !== 'epoch' && updateFreq !== 'batch' && !isCount(updateFreq, 1)) {
    throw wrong('updateFreq', "'epoch', 'batch' or a number of batches from 1 on", updateFreq);
  }
  for (const [name, value] of Object.entries({ histogramFreq, embeddingsFreq })) {
    if (value !== undefined && !isCount(value, 0)) throw wrong(name, 'a number of epochs from 0 on', value);
  }
  if (profileBatch !== undefined && profileBatch !== 0) {
    throw wrong('profileBatch', '0, as no profiles are made', profileBatch);
  }
}

function wrong(option: string, expected: string, got: unknown): ArgumentError {
  return new ArgumentError(`tensorBoard: ${option}: expected ${expected}, got ${described(got)}`);
}

function checkNoModelIsNeeded(options: TensorBoardOptions): void {
  const { writeGraph, histogramFreq, embeddingsFreq, writeImages } = options;
  const wanting = Object.entries({ writeGraph, histogramFreq, embeddingsFreq, writeImages }).find(
    ([, on]) => on,
  );
  if (!wanting) return;
  throw new ArgumentError(
    `tensorBoard: ${wanting[0]} needs the model, which tfjs did not tell: give it as the option model`,
  );
}
