// Models -> an encoded GraphDef, for Event.graph_def, and a Keras model's JSON, as Keras' callback stores it.
import { tensorboard } from '../../../proto/messages.ts';
import { ArgumentError, described } from '../../format/argument-error.ts';
import type { SummaryValue } from '../../format/event.ts';
import { messageOfJson } from '../../format/proto-json.ts';
import { encodeStrings } from '../../format/tensor.ts';
import { KERAS_MODEL } from './kind.ts';
import { utf8 } from './model/attributes.ts';
import { graphOfLayers, kerasJsonOf, type LayersModelLike } from './model/graph-of-layers.ts';
import { type GraphNode, graphOfNodes } from './model/graph-of-nodes.ts';
import { graphOfOnnx } from './model/graph-of-onnx.ts';
import { type WeightSpec, withKnownShapes } from './model/known-shapes.ts';

export type { AttributeInput, Shape } from './model/attributes.ts';
export type { LayerLike, LayersModelLike, WeightLike } from './model/graph-of-layers.ts';
export type { GraphNode } from './model/graph-of-nodes.ts';
export type { WeightSpec } from './model/known-shapes.ts';

/** A GraphDef as an object: protobuf's JSON, which tfjs' model.json holds, or what protobufjs decodes. */
export interface GraphDefLike {
  /** NodeDefs: `name`, `op`, `input`, `device`, `attr`. */
  readonly node: readonly object[];
}

/** A tfjs GraphModel, by what it shows; the GraphDef lies in its artifacts, which its types hide. */
export interface GraphModelLike {
  /** Names of the nodes that take what `predict` is given. */
  readonly inputNodes: readonly string[];
  /** Names of the nodes whose values `predict` returns. */
  readonly outputNodes: readonly string[];
}

/** A tfjs model.json, parsed, or the artifacts that a save handler gets. */
export interface ModelJsonLike {
  /** A LayersModel's `model_config`, or a GraphModel's GraphDef. */
  readonly modelTopology: object;
  /** Names and shapes of the weights, which the graph of a GraphModel leaves out. Default none. */
  readonly weightSpecs?: readonly WeightSpec[];
}

/** Everything that `addGraph` draws. Bytes are an encoded GraphDef. */
export type GraphInput =
  | LayersModelLike
  | GraphModelLike
  | ModelJsonLike
  | GraphDefLike
  | readonly GraphNode[]
  | Uint8Array;

/** The graph, encoded. Throws ArgumentError for what is no model and no graph. */
export function encodeGraph(input: GraphInput): Uint8Array {
  if (input instanceof Uint8Array) return checkedGraph(input);
  return tensorboard.GraphDef.encode(graphOfInput(input)).finish();
}

function graphOfInput(input: Exclude<GraphInput, Uint8Array>): tensorboard.GraphDef.$Properties {
  if (Array.isArray(input)) return graphOfNodes(input as readonly GraphNode[]);
  if (isLayersModel(input)) return graphOfLayers(input);
  const artifacts = artifactsOf(input);
  if (artifacts) {
    return withKnownShapes(messageOfJson('GraphDef', artifacts.modelTopology), artifacts.weightSpecs ?? []);
  }
  const expected = 'a tfjs model, a GraphDef, or a list of nodes';
  throw new ArgumentError(`expected ${expected}, got ${described(input)}`);
}

/** A GraphDef as an object is its own topology. */
function artifactsOf(input: unknown): ModelJsonLike | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  if ('artifacts' in input) return artifactsOf(input.artifacts);
  if ('modelTopology' in input) {
    const { modelTopology } = input as ModelJsonLike;
    return isGraph(modelTopology) ? (input as ModelJsonLike) : undefined;
  }
  return isGraph(input) ? { modelTopology: input } : undefined;
}

function isGraph(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'node' in value && Array.isArray(value.node);
}

function checkedGraph(bytes: Uint8Array): Uint8Array {
  try {
    if (tensorboard.GraphDef.decode(bytes).node.length > 0) return bytes;
  } catch (cause) {
    throw new ArgumentError(`expected an encoded GraphDef, got ${bytes.length} bytes that are none`, {
      cause,
    });
  }
  throw new ArgumentError(`expected an encoded GraphDef, got ${bytes.length} bytes without a node`);
}

/** An ONNX model's graph, encoded. Throws ArgumentError where the bytes are no ONNX model. */
export function encodeOnnxGraph(model: Uint8Array): Uint8Array {
  return tensorboard.GraphDef.encode(graphOfOnnx(model)).finish();
}

/** Whether the input has layers, so that a conceptual graph can be drawn beside the operations. */
export function isLayersModel(input: unknown): input is LayersModelLike {
  return (
    typeof input === 'object' &&
    input !== null &&
    'layers' in input &&
    Array.isArray(input.layers) &&
    'toJSON' in input &&
    typeof input.toJSON === 'function'
  );
}

/** The model's layers as Keras' callback stores them, by the tag `keras`. */
export function kerasModelValue(tag: string, model: LayersModelLike): SummaryValue {
  return {
    tag,
    // The version, as text.
    metadata: { pluginData: { pluginName: KERAS_MODEL, content: utf8('1') } },
    tensor: encodeStrings([utf8(JSON.stringify(kerasJsonOf(model)))], []),
  };
}
