// One run as programs get it: its tags by kind, each kind's values as that kind's own plain type.
import type { Tensor } from '../../format/tensor.ts';
import type { DataKind } from '../../kind.ts';
import { AUDIO, type AudioStep } from '../../plugins/audio/kind.ts';
import { audioStepOf } from '../../plugins/audio/values.ts';
import { CONFUSION_MATRIX, type ConfusionMatrix } from '../../plugins/confusion-matrix/kind.ts';
import { confusionMatrixOf } from '../../plugins/confusion-matrix/values.ts';
import { HISTOGRAM, type Histogram } from '../../plugins/histogram/kind.ts';
import { histogramOf } from '../../plugins/histogram/values.ts';
import { IMAGE, type ImageStep } from '../../plugins/image/kind.ts';
import { imageStepOf } from '../../plugins/image/values.ts';
import { PR_CURVE, type PrCurve } from '../../plugins/pr-curve/kind.ts';
import { prCurveOf } from '../../plugins/pr-curve/values.ts';
import { SCALAR } from '../../plugins/scalar/kind.ts';
import { TEXT, type TextStep } from '../../plugins/text/kind.ts';
import { textStepOf } from '../../plugins/text/values.ts';
import type { Run, Snapshot } from '../store/snapshot.ts';
import {
  type LoggedScalars,
  type LoggedValues,
  loggedScalars,
  loggedValues,
  type SeriesParts,
} from './logged-series.ts';
import { type LoggedSession, sessionOf } from './session.ts';

/** A tag of a run. */
export interface TagInfo {
  /** Its name. */
  readonly tag: string;
  /** TensorBoard's plugin name. */
  readonly kind: string;
  /** Points there are. */
  readonly length: number;
}

/** One run at one moment. Maps go from tag to series, tags by code point; each holds only what the run has of the kind. */
export interface LoggedRun extends Run {
  /** Everything the run has, by kind, then by tag. */
  readonly tags: readonly TagInfo[];
  /** Curves. */
  readonly scalars: ReadonlyMap<string, LoggedScalars>;
  /** Encoded pictures; `pictureTypeOf` tells their media type. */
  readonly images: ReadonlyMap<string, LoggedValues<ImageStep>>;
  /** Encoded clips; `audioTypeOf` tells their media type. */
  readonly audio: ReadonlyMap<string, LoggedValues<AudioStep>>;
  /** Buckets as they were stored. */
  readonly histograms: ReadonlyMap<string, LoggedValues<Histogram>>;
  /** Markdown, as it was written. */
  readonly texts: ReadonlyMap<string, LoggedValues<TextStep>>;
  /** Precision and recall; the ROC curve is in the same counts. */
  readonly prCurves: ReadonlyMap<string, LoggedValues<PrCurve>>;
  /** Those that Runboard's writer stored. */
  readonly confusionMatrices: ReadonlyMap<string, LoggedValues<ConfusionMatrix>>;
  /** The stored tensors of every tag that is no scalar, whatever its kind. */
  readonly tensors: ReadonlyMap<string, LoggedValues<Tensor>>;
  /** Hyperparameters and how the run ended; undefined where it logged none. Throws StoredValueError for a damaged record. */
  readonly session: LoggedSession | undefined;
}

/** The run as `snapshot` has it. Its maps are made when they are first asked for. */
export function loggedRun(run: Run, snapshot: Snapshot, parts: SeriesParts): LoggedRun {
  return new RunOfSnapshot(run, snapshot, parts);
}

class RunOfSnapshot implements LoggedRun {
  readonly name: string;
  readonly startTimeSeconds: number;
  readonly lastTimeSeconds: number;
  readonly #snapshot: Snapshot;
  readonly #parts: SeriesParts;
  readonly #maps = new Map<string, ReadonlyMap<string, unknown>>();

  constructor({ name, startTimeSeconds, lastTimeSeconds }: Run, snapshot: Snapshot, parts: SeriesParts) {
    this.name = name;
    this.startTimeSeconds = startTimeSeconds;
    this.lastTimeSeconds = lastTimeSeconds;
    this.#snapshot = snapshot;
    this.#parts = parts;
  }

  get tags(): readonly TagInfo[] {
    return this.#snapshot.pluginNames.flatMap((kind) =>
      this.#seriesOf(kind).map(({ tag, length }) => ({ tag, kind, length })),
    );
  }

  get scalars(): ReadonlyMap<string, LoggedScalars> {
    return this.#map(SCALAR.pluginName, () =>
      this.#seriesOf(SCALAR.pluginName).flatMap((series) =>
        series.storage === 'columns' ? [loggedScalars(series, this.#parts)] : [],
      ),
    );
  }

  get images(): ReadonlyMap<string, LoggedValues<ImageStep>> {
    return this.#valuesOf(IMAGE, imageStepOf);
  }

  get audio(): ReadonlyMap<string, LoggedValues<AudioStep>> {
    return this.#valuesOf(AUDIO, audioStepOf);
  }

  get histograms(): ReadonlyMap<string, LoggedValues<Histogram>> {
    return this.#valuesOf(HISTOGRAM, histogramOf);
  }

  get texts(): ReadonlyMap<string, LoggedValues<TextStep>> {
    return this.#valuesOf(TEXT, textStepOf);
  }

  get prCurves(): ReadonlyMap<string, LoggedValues<PrCurve>> {
    return this.#valuesOf(PR_CURVE, prCurveOf);
  }

  get confusionMatrices(): ReadonlyMap<string, LoggedValues<ConfusionMatrix>> {
    return this.#valuesOf(CONFUSION_MATRIX, confusionMatrixOf);
  }

  get tensors(): ReadonlyMap<string, LoggedValues<Tensor>> {
    // No plugin has an empty name.
    return this.#map('', () =>
      this.#snapshot.pluginNames.flatMap((kind) => this.#placed(kind, (tensor) => tensor)),
    );
  }

  get session(): LoggedSession | undefined {
    return sessionOf(this.#snapshot, this.name);
  }

  #seriesOf(kind: string) {
    return this.#snapshot.seriesOfRun(this.name, kind);
  }

  #valuesOf<Value>({ pluginName }: DataKind, decode: (tensor: Tensor) => Value) {
    return this.#map(pluginName, () => this.#placed(pluginName, decode));
  }

  #placed<Value>(kind: string, decode: (tensor: Tensor) => Value): LoggedValues<Value>[] {
    return this.#seriesOf(kind).flatMap((series) =>
      series.storage === 'places' ? [loggedValues(series, decode, this.#parts)] : [],
    );
  }

  #map<Logged extends { readonly tag: string }>(
    kind: string,
    list: () => readonly Logged[],
  ): ReadonlyMap<string, Logged> {
    let map = this.#maps.get(kind) as ReadonlyMap<string, Logged> | undefined;
    if (!map) {
      map = new Map(list().map((series) => [series.tag, series]));
      this.#maps.set(kind, map);
    }
    return map;
  }
}
