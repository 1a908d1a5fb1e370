// A file that a user opens -> the graph in it: a GraphDef as bytes or as text, ONNX, a tfjs model.json, a Keras model.
import { tensorboard } from '../../../../proto/messages.ts';
import { ArgumentError } from '../../../format/argument-error.ts';
import { messageOfJson } from '../../../format/proto-json.ts';
import { parseProtoText } from '../../../format/proto-text-parse.ts';
import { graphOfOnnx } from './graph-of-onnx.ts';
import { graphOfKerasModel } from './keras-graph.ts';
import { type WeightSpec, withKnownShapes } from './known-shapes.ts';

type Graph = tensorboard.GraphDef.$Properties;

/** Told by what is in it; the name only tells bytes apart. Throws an Error worded for the user. */
export function graphOfFile(name: string, bytes: Uint8Array): Graph {
  if (bytes.length === 0) throw new ArgumentError(`${name} is empty`);
  const start = new TextDecoder().decode(bytes.subarray(0, 200)).trimStart();
  if (start.startsWith('{') || start.startsWith('['))
    return graphOfJson(name, new TextDecoder().decode(bytes));
  if (/^(#|(node|library|versions?|debug_info)\s*[:{<])/.test(start))
    return named(name, () => parseProtoText('GraphDef', new TextDecoder().decode(bytes)));
  if (/\.onnx$/i.test(name)) return onnxOf(name, bytes, 'no ONNX model');
  try {
    const graph = tensorboard.GraphDef.decode(bytes);
    if (graph.node.length > 0) return graph;
  } catch {
    // Bytes that are no GraphDef may be a model of another kind.
  }
  return onnxOf(name, bytes, 'neither a GraphDef, as text or encoded, nor a model of ONNX, tfjs or Keras');
}

function onnxOf(name: string, bytes: Uint8Array, otherwise: string): Graph {
  try {
    return graphOfOnnx(bytes);
  } catch (cause) {
    throw new ArgumentError(`${name} is ${otherwise}, or not the whole file`, { cause });
  }
}

function graphOfJson(name: string, text: string): Graph {
  const json = named(name, () => JSON.parse(text) as unknown);
  const topology = field(json, 'modelTopology') ?? json;
  const layers = field(topology, 'model_config') ?? topology;
  const model: unknown =
    typeof layers === 'string' ? named(name, () => JSON.parse(layers) as unknown) : layers;
  if (field(model, 'class_name') !== undefined) return graphOfKerasModel(model, { details: true });
  if (Array.isArray(field(topology, 'node')))
    return withKnownShapes(messageOfJson('GraphDef', topology), weightsOf(json));
  throw new ArgumentError(`${name} is JSON, but neither a model of tfjs or Keras nor a GraphDef`);
}

function weightsOf(json: unknown): readonly WeightSpec[] {
  const manifest = field(json, 'weightsManifest');
  if (!Array.isArray(manifest)) return [];
  return manifest.flatMap((group: unknown) => {
    const weights = field(group, 'weights');
    return Array.isArray(weights) ? weights.filter(isWeight) : [];
  });
}

function isWeight(given: unknown): given is WeightSpec {
  return typeof field(given, 'name') === 'string' && Array.isArray(field(given, 'shape'));
}

function field(from: unknown, name: string): unknown {
  return typeof from === 'object' && from !== null ? (from as Record<string, unknown>)[name] : undefined;
}

function named<Value>(name: string, read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    throw new ArgumentError(`${name} cannot be read: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}
