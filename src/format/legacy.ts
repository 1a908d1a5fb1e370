// Values of TF 1, torch and tensorboardX (simple_value, histo, image, audio, graph_def) in the form of today: a
// tensor with metadata. A table of history, after tensorboard/data_compat.py and dataclass_compat.py.
import { tensorboard } from '../../proto/messages.ts';
import type { Event, SummaryMetadata, SummaryValue } from './event.ts';
import { RUN_GRAPH_TAG } from './run-graph-tag.ts';
import { decodeTensor, type Tensor, TensorError } from './tensor.ts';

const DataClass = tensorboard.DataClass;

/** How a series is kept: one number a step, a tensor a step, or a list of blobs a step. */
export type DataClassName = 'scalar' | 'tensor' | 'blobs';

// No writer in use stores a data class, so the plugin's name tells it.
const BLOB_PLUGINS = new Set([
  'images',
  'audio',
  'graphs',
  'graph_tagged_run_metadata',
  'graph_run_metadata',
  'graph_run_metadata_graph',
  'graph_keras_model',
]);

/** The data class that metadata declares or, as in nearly every log, that the plugin's name implies. */
export function dataClassOf(metadata: SummaryMetadata): DataClassName {
  if (metadata.dataClass === DataClass.DATA_CLASS_SCALAR) return 'scalar';
  if (metadata.dataClass === DataClass.DATA_CLASS_TENSOR) return 'tensor';
  if (metadata.dataClass === DataClass.DATA_CLASS_BLOB_SEQUENCE) return 'blobs';
  const plugin = metadata.pluginData?.pluginName ?? '';
  if (plugin === 'scalars') return 'scalar';
  return BLOB_PLUGINS.has(plugin) ? 'blobs' : 'tensor';
}

/** The metadata that a value carries or, for a value of old, that it implies; undefined where a later value of TF 2 has none. */
export function metadataOf(value: SummaryValue): SummaryMetadata | undefined {
  if (value.metadata?.pluginData?.pluginName) return value.metadata;
  const pluginName = impliedPlugin(value);
  if (pluginName === undefined) return value.metadata ?? undefined;
  // As data_compat.py does: a value of old is displayed under its tag.
  return {
    ...value.metadata,
    pluginData: { pluginName },
    displayName: value.metadata?.displayName || (value.tag ?? null),
  };
}

function impliedPlugin(value: SummaryValue): string | undefined {
  if (value.simpleValue !== undefined && value.simpleValue !== null) return 'scalars';
  if (value.histo) return 'histograms';
  if (value.image) return 'images';
  if (value.audio) return 'audio';
  return undefined;
}

/**
 * Any value as a tensor: a scalar as shape [], a histogram as [k, 3] rows of left, right, count
 * from the first to the last bucket that holds something, an image as
 * the blobs [width, height, bytes], audio as [bytes]; metadata without a value as an empty [0].
 * Throws TensorError where the value cannot be read.
 */
export function tensorOf(value: SummaryValue): Tensor {
  if (value.tensor) return decodeTensor(value.tensor);
  if (value.simpleValue !== undefined && value.simpleValue !== null) {
    return { dtype: 'float32', shape: [], numbers: Float32Array.of(value.simpleValue) };
  }
  if (value.histo) return tensorOfHistogram(value.histo);
  if (value.image)
    return blobs([digits(value.image.width), digits(value.image.height), value.image.encodedImageString]);
  if (value.audio) return blobs([value.audio.encodedAudioString]);
  return { dtype: 'float32', shape: [0], numbers: new Float32Array(0) };
}

function tensorOfHistogram(histo: tensorboard.HistogramProto.$Properties): Tensor {
  const limits = histo.bucketLimit ?? [];
  const counts = histo.bucket ?? [];
  if (limits.length !== counts.length) {
    throw new TensorError(`a histogram has ${limits.length} limits and ${counts.length} buckets`);
  }
  // Empty buckets at the ends go, as in data_compat.py: torch puts one before its first limit, which would make a
  // row whose left edge, the minimum, lies right of its right one.
  const start = counts.findIndex((count) => count > 0);
  const end = counts.findLastIndex((count) => count > 0);
  const length = start < 0 ? 0 : end - start + 1;
  const rows = new Float64Array(length * 3);
  for (let row = 0; row < length; row++) {
    const bucket = start + row;
    rows[row * 3] = row === 0 ? (histo.min ?? 0) : (limits[bucket - 1] ?? 0);
    rows[row * 3 + 1] = row === length - 1 ? (histo.max ?? 0) : (limits[bucket] ?? 0);
    rows[row * 3 + 2] = counts[bucket] ?? 0;
  }
  return { dtype: 'float64', shape: [length, 3], numbers: rows };
}

function digits(size: number | null | undefined): Uint8Array {
  return Uint8Array.from(String(size ?? 0), (digit) => digit.charCodeAt(0));
}

function blobs(strings: readonly (Uint8Array | null | undefined)[]): Tensor {
  return {
    dtype: 'string',
    shape: [strings.length],
    strings: strings.map((bytes) => bytes ?? new Uint8Array(0)),
  };
}

/** All values of an event, those that events of old kept outside the summary among them. */
export function valuesOf(event: Event): readonly SummaryValue[] {
  if (event.values) return event.values;
  if (event.graphDef) return [blobValue(RUN_GRAPH_TAG, 'graphs', event.graphDef)];
  const tagged = event.taggedRunMetadata;
  if (tagged) {
    return [
      blobValue(tagged.tag ?? '', 'graph_tagged_run_metadata', tagged.runMetadata ?? new Uint8Array(0)),
    ];
  }
  return [];
}

function blobValue(tag: string, pluginName: string, bytes: Uint8Array): SummaryValue {
  return {
    tag,
    metadata: { pluginData: { pluginName } },
    tensor: {
      dtype: tensorboard.DataType.DT_STRING,
      tensorShape: { dim: [{ size: 1 }] },
      stringVal: [bytes],
    },
  };
}
