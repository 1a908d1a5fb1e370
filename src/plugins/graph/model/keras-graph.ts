// A Keras model as JSON -> the graph of its layers; after tensorboard/plugins/graph/keras_util.py. Beyond that, layers'
// inputs are understood as Keras 2 and tfjs write them too, not only as Keras 3 does.
import type { tensorboard } from '../../../../proto/messages.ts';
import { TensorError } from '../../../format/tensor.ts';
import { dtypeOfName } from './dtype-names.ts';
import {
  type DescribedLayer,
  declaredShapeOf,
  describeLayers,
  inputShapeOf,
  settingsOf,
} from './keras-details.ts';

type Dict = Readonly<Record<string, unknown>>;

/** Which layer, by name, and which of its outputs. */
interface Inbound {
  readonly name: string;
  readonly index: number;
}

const MAX_DEPTH = 100;

/** What to tell of each layer. */
export interface KerasGraphOptions {
  /** Also settings, shapes and the number of parameters, which TensorBoard leaves out. Default false. */
  readonly details?: boolean;
}

/**
 * A node for each layer that is no model itself, in preorder, named by the models around it (`outer/inner/dense`), with
 * the attributes `keras_class` and `dtype`. What leads to a model leads to its output layers; a layer of a sequential
 * model follows the one before it. Throws TensorError for what is no model.
 */
export function graphOfKerasModel(
  model: unknown,
  { details = false }: KerasGraphOptions = {},
): tensorboard.GraphDef.$Properties {
  const node: tensorboard.NodeDef.$Properties[] = [];
  /** By the scoped name of an input layer inside a model, what is given to it from outside. */
  const givenTo = new Map<string, string>();
  const outputsOf = new Map<string, readonly string[]>();
  const layers = new Map<string, DescribedLayer>();
  let previous: string | undefined;
  for (const { scope, layer } of layersOf(model)) {
    const config = dictOf(layer['config']);
    const name = scoped(scope, textOf(config['name']));
    const inbound = inboundOf(layer['inbound_nodes']);
    if (isModel(config)) {
      previous = enterModel({ scope, name, config, inbound, previous }, givenTo, outputsOf);
      continue;
    }
    const input = inbound.map(({ name: from, index }) => {
      const outputs = outputsOf.get(scoped(scope, from)) ?? [scoped(scope, from)];
      return outputs[index] ?? outputs.at(-1) ?? '';
    });
    if (!hasInbound(layer) && previous !== undefined) input.push(previous);
    const given = givenTo.get(name);
    if (given !== undefined) input.push(given);
    const attr = attributesOf(layer, config);
    if (details) {
      // Settings that are named like an attribute of TensorBoard's stay behind that.
      const { keras_class: _, ...settings } = settingsOf(config);
      Object.assign(attr, settings);
      const taken = inputShapeOf(layer) ?? declaredShapeOf(config);
      layers.set(name, { className: String(layer['class_name']), config, input: taken });
    }
    node.push({ name, input, attr });
    previous = name;
  }
  if (details) describeLayers(node, layers);
  return { node };
}

interface EnteredModel {
  readonly scope: string;
  readonly name: string;
  readonly config: Dict;
  readonly inbound: readonly Inbound[];
  readonly previous: string | undefined;
}

/** Notes what goes into a model and what comes out of it; tells the node that its first layer follows. */
function enterModel(
  { scope, name, config, inbound, previous }: EnteredModel,
  givenTo: Map<string, string>,
  outputsOf: Map<string, readonly string[]>,
): string | undefined {
  const inputs = namesOf(config['input_layers']);
  const outputs = namesOf(config['output_layers']);
  const functional = inputs.length > 0 && outputs.length > 0;
  let following = previous;
  if (functional && inbound.length > 0) {
    inputs.slice(0, inbound.length).forEach((input, i) => {
      givenTo.set(scoped(name, input), scoped(scope, inbound[i]?.name ?? ''));
    });
  } else if (inbound[0]) following = scoped(scope, inbound[0].name);
  else if (functional && previous !== undefined) givenTo.set(scoped(name, inputs[0] ?? ''), previous);
  const layers = config['layers'] as readonly unknown[];
  const last = textOf(dictOf(dictOf(layers.at(-1))['config'])['name']);
  outputsOf.set(
    name,
    (functional ? outputs : [last]).map((output) => scoped(name, output)),
  );
  return following;
}

/** The model and all layers in it, preorder, with the names of the models around them. */
function* layersOf(
  layer: unknown,
  scope = '',
  depth = 0,
): Generator<{ readonly scope: string; readonly layer: Dict }> {
  if (depth > MAX_DEPTH) throw new TensorError(`models are nested deeper than ${MAX_DEPTH}`);
  const dict = dictOf(layer);
  const config = dictOf(dict['config']);
  yield { scope, layer: dict };
  if (!isModel(config)) return;
  const inner = scoped(scope, textOf(config['name']));
  for (const one of config['layers'] as readonly unknown[]) yield* layersOf(one, inner, depth + 1);
}

function isModel(config: Dict): boolean {
  return Array.isArray(config['layers']) && config['layers'].length > 0;
}

function hasInbound(layer: Dict): boolean {
  return layer['inbound_nodes'] !== undefined && layer['inbound_nodes'] !== null;
}

function scoped(scope: string, name: string): string {
  return scope === '' ? name : `${scope}/${name}`;
}

/** `["a", 0, 0]`, or `[["a", 0, 0], …]` for several. */
function namesOf(layers: unknown): string[] {
  if (!Array.isArray(layers) || layers.length === 0) return [];
  return (Array.isArray(layers[0]) ? layers : [layers]).map((layer) => textOf((layer as unknown[])[0]));
}

/** Of Keras 3, `[{args: [tensor or [tensor, …]]}]`; of Keras 2 and tfjs, `[[["a", 0, 0, {}], …]]`. */
function inboundOf(nodes: unknown): Inbound[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: unknown) => {
    if (Array.isArray(node)) {
      // A layer with one input may give it without the list around it.
      return (typeof node[0] === 'string' ? [node] : node).flatMap(inboundOfHistory);
    }
    const args = isDict(node) && Array.isArray(node['args']) ? node['args'] : [];
    return args
      .flat()
      .flatMap((arg: unknown) =>
        isDict(arg) && isDict(arg['config']) ? inboundOfHistory(arg['config']['keras_history']) : [],
      );
  });
}

function inboundOfHistory(history: unknown): Inbound[] {
  if (!Array.isArray(history) || history.length < 3 || typeof history[0] !== 'string') return [];
  return [{ name: history[0], index: Number(history[2]) }];
}

function attributesOf(layer: Dict, config: Dict): Record<string, tensorboard.AttrValue.$Properties> {
  const className = layer['class_name'];
  const dtype = dtypeOf(config['dtype']);
  return {
    ...(typeof className === 'string' ? { keras_class: { s: new TextEncoder().encode(className) } } : {}),
    ...(dtype === undefined ? {} : { dtype: { type: dtype } }),
  };
}

/** A name, or a policy that has one. */
function dtypeOf(dtype: unknown): tensorboard.DataType | undefined {
  const name = isDict(dtype) && isDict(dtype['config']) ? dtype['config']['name'] : dtype;
  return typeof name === 'string' ? dtypeOfName(name) : undefined;
}

function isDict(value: unknown): value is Dict {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function dictOf(value: unknown): Dict {
  if (isDict(value)) return value;
  throw new TensorError('a layer of the stored model has no configuration');
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new TensorError('a layer of the stored model has no name');
}
