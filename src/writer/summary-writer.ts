// The API that training programs use, after torch.utils.tensorboard.SummaryWriter (torch/utils/tensorboard/writer.py).
import { resolve } from 'node:path';
import { tensorboard } from '../../proto/messages.ts';
import { ArgumentError, described } from '../format/argument-error.ts';
import type { SummaryValue } from '../format/event.ts';
import type { ArrayInput } from '../format/shaped-array.ts';
import type { Step } from '../format/step.ts';
import { type HistogramBins, histogramValue } from '../plugins/histogram/summary.ts';
import { type HParamDomains, type HParamInput, hparamValues } from '../plugins/hparam/summary.ts';
import { type ImageLayout, imageValue } from '../plugins/image/summary.ts';
import { type MeshOptions, meshValues } from '../plugins/mesh/summary.ts';
import { scalarOf, scalarValue, type ValueLabels } from '../plugins/scalar/summary.ts';
import { textValue } from '../plugins/text/summary.ts';
import { defaultLogDir } from './default-log-dir.ts';
import { encodePng } from './png.ts';
import { OWN_RUN, RunFiles } from './run-files.ts';

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

export interface AddScalarOptions extends AddOptions, ValueLabels {}

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

const MAX_INT64 = 2n ** 63n - 1n;

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

  /** Throws where the folder or the file cannot be made. */
  constructor(logDir?: string, options: SummaryWriterOptions = {}) {
    const { comment = '', purgeStep, maxQueue = 10, flushSecs = 120, filenameSuffix = '' } = options;
    demand(
      logDir === undefined || logDir === null || typeof logDir === 'string',
      'logDir',
      'a string',
      logDir,
    );
    demand(typeof comment === 'string', 'comment', 'a string', comment);
    demand(maxQueue >= 1, 'maxQueue', 'a number from 1 on', maxQueue);
    demand(flushSecs >= 0, 'flushSecs', 'a number from 0 on', flushSecs);
    const isSuffix = typeof filenameSuffix === 'string' && !/[\\/]/.test(filenameSuffix);
    demand(isSuffix, 'filenameSuffix', 'a string without slashes', filenameSuffix);
    if (purgeStep !== undefined) checkStep(purgeStep, 'new SummaryWriter: expected purgeStep to be');
    this.logDir = logDir || defaultLogDir(comment);
    const settings = { maxQueue, flushMs: flushSecs * 1000, suffix: filenameSuffix };
    try {
      this.#files = new RunFiles(resolve(this.logDir), settings);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`new SummaryWriter: no event file can be made in ${this.logDir} (${reason})`, {
        cause,
      });
    }
    if (purgeStep === undefined) return;
    const start = { status: tensorboard.SessionLog.SessionStatus.START };
    const wallTimeSeconds = Date.now() / 1000;
    this.#files.add(OWN_RUN, { wallTimeSeconds, step: purgeStep, fileVersion: 'brain.Event:2' });
    this.#files.add(OWN_RUN, { wallTimeSeconds, step: purgeStep, sessionLog: start });
  }

  /** One number, stored as float32. */
  addScalar(tag: string, value: ArrayInput | bigint, step?: Step, options: AddScalarOptions = {}): void {
    this.#add('addScalar', tag, step, options, () => scalarValue(tag, scalarOf(value), options));
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
      this.#add('addScalars', mainTag, step, { wallTime }, encode, run);
    }
  }

  /** How `values`, of any shape, are spread. Throws for an empty array. */
  addHistogram(tag: string, values: ArrayInput, step?: Step, options: AddHistogramOptions = {}): void {
    this.#add('addHistogram', tag, step, options, () => histogramValue(tag, values, options));
  }

  /** A picture: floats 0 to 1, or integers 0 to 255; 1 to 4 channels. */
  addImage(tag: string, image: ArrayInput, step?: Step, options: AddImageOptions = {}): void {
    this.#add('addImage', tag, step, options, () => imageValue(tag, image, options.dataformats, encodePng));
  }

  /** Markdown, under the tag `<tag>/text_summary` as PyTorch has it. */
  addText(tag: string, text: string, step?: Step, options: AddOptions = {}): void {
    this.#add('addText', tag, step, options, () => textValue(tag, text));
  }

  /**
   * Meshes: vertices of shape [meshes, vertices, 3], with colours and with triangles between them where they are given.
   *
   * @example writer.addMesh('tetrahedron', [[[1, 1, 1], [-1, -1, 1], [1, -1, -1], [-1, 1, -1]]], 0, {
   *   faces: [[[0, 2, 3], [0, 3, 1], [0, 1, 2], [1, 3, 2]]],
   * });
   */
  addMesh(tag: string, vertices: ArrayInput, step?: Step, options: AddMeshOptions = {}): void {
    this.#addEvents('addMesh', tag, step, options, () => [meshValues(tag, vertices, options)]);
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
    this.#addEvents('addHparams', runName, step, { wallTime }, encode, runName);
    this.#files.end(runName);
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

  /** One event with one value. */
  #add(
    method: string,
    tag: string,
    step: Step | undefined,
    options: AddOptions,
    encode: () => SummaryValue,
    run = OWN_RUN,
  ): void {
    this.#addEvents(method, tag, step, options, () => [[encode()]], run);
  }

  /** An event for each list of values: all of them, or none where `encode` throws. */
  #addEvents(
    method: string,
    tag: string,
    step: Step = 0,
    { wallTime = Date.now() / 1000 }: AddOptions,
    encode: () => readonly (readonly SummaryValue[])[],
    run = OWN_RUN,
  ): void {
    try {
      if (this.#files.closed) throw new ArgumentError('the writer is closed; make a new one');
      if (typeof tag !== 'string' || tag === '') {
        throw new ArgumentError(`expected the tag to be a string that is not empty, got ${described(tag)}`);
      }
      checkStep(step, 'expected the step to be');
      if (!Number.isFinite(wallTime)) {
        throw new ArgumentError(`expected wallTime to be seconds since 1970, got ${described(wallTime)}`);
      }
      for (const values of encode()) this.#files.add(run, { wallTimeSeconds: wallTime, step, values });
    } catch (error) {
      if (!(error instanceof ArgumentError)) throw error;
      throw problem(method, tag, error.message, error);
    }
  }
}

function problem(method: string, tag: unknown, what: string, cause?: unknown): ArgumentError {
  return new ArgumentError(`SummaryWriter.${method}(${described(tag)}): ${what}`, { cause });
}

function demand(holds: boolean, name: string, expected: string, got: unknown): void {
  if (holds) return;
  throw new ArgumentError(`new SummaryWriter: expected ${name} to be ${expected}, got ${described(got)}`);
}

function checkStep(step: unknown, expectation: string): void {
  if (Number.isSafeInteger(step)) return;
  if (typeof step === 'bigint' && step <= MAX_INT64 && step >= -MAX_INT64 - 1n) return;
  throw new ArgumentError(`${expectation} a whole number of at most 64 bits, got ${described(step)}`);
}

/** Refuses the folder of a sub-run that would lie outside the logDir. */
function checkRun(run: string, name: string, given: string): void {
  if (!String(run).split(/[\\/]/).includes('..')) return;
  throw new ArgumentError(`expected ${name} to be a name that stays in the logDir, got ${described(given)}`);
}

let lastFreshRunMs = 0;

/** The time, as PyTorch names a sub-run; a name of its own for each of a burst. */
function freshRunName(): string {
  lastFreshRunMs = Math.max(Date.now(), lastFreshRunMs + 1);
  return String(lastFreshRunMs / 1000);
}

function metricValue(tag: string, value: ArrayInput | bigint): SummaryValue {
  try {
    return scalarValue(tag, scalarOf(value));
  } catch (cause) {
    if (!(cause instanceof ArgumentError)) throw cause;
    throw new ArgumentError(`the metric ${described(tag)}: ${cause.message}`, { cause });
  }
}
