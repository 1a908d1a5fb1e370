// A tfjs LayersModel -> the graph of its operations, and the JSON that the Keras callback stores. tfjs need not be there:
// a model is known by its layers.
import type { tensorboard } from '../../../../proto/messages.ts';
import { attributeOf, OUTPUT_SHAPES, type Shape, shapesAttribute } from './attributes.ts';
import { dtypeOfName } from './dtype-names.ts';
import { graphOfKerasModel } from './keras-graph.ts';
import { UniqueNames } from './unique-names.ts';

/** What is used of a layer's weight. */
export interface WeightLike {
  /** As tfjs names it: `dense_Dense1/kernel`. */
  readonly name: string;
  /** Lengths of its dimensions. */
  readonly shape: Shape;
  /** `float32`, `int32` or `bool`. */
  readonly dtype: string;
}

/** What is used of a tfjs layer. A layer that is a model has layers itself. */
export interface LayerLike {
  /** Unique in its model. */
  readonly name: string;
  /** Of its outputs: `float32`, … Default: not told. */
  readonly dtype?: string;
  /** Throws where the layer was never applied. */
  readonly outputShape?: Shape | readonly Shape[];
  /** Default none. */
  readonly weights?: readonly WeightLike[];
  /** Of a layer that is a model. Default none. */
  readonly layers?: readonly LayerLike[];
}

/** What is used of a tfjs LayersModel. */
export interface LayersModelLike extends LayerLike {
  /** In the order in which they were added. */
  readonly layers: readonly LayerLike[];
  /** The model's topology, as tfjs gives it: an object where `returnString` is false. */
  toJSON(unused?: unknown, returnString?: boolean): unknown;
}

/** A tfjs model as JSON, its layers' inputs as Keras 3 writes them: TensorBoard draws no others. */
export function kerasJsonOf(model: LayersModelLike): unknown {
  const json = model.toJSON(undefined, false);
  return asKeras3(typeof json === 'string' ? (JSON.parse(json) as unknown) : json);
}

function asKeras3(layer: unknown): unknown {
  if (!isRecord(layer) || !isRecord(layer['config'])) return layer;
  const { config, inbound_nodes: inbound } = layer;
  const layers = config['layers'];
  return {
    ...layer,
    ...(Array.isArray(layers) ? { config: { ...config, layers: layers.map(asKeras3) } } : {}),
    ...(Array.isArray(inbound) ? { inbound_nodes: inbound.map(inboundNodeOf) } : {}),
  };
}

/** `[["a", 0, 0, {}], …]` -> `{args: [tensor or [tensor, …]], kwargs: {}}`. */
function inboundNodeOf(node: unknown): unknown {
  if (!Array.isArray(node)) return node;
  const tensors = node.map((history: unknown) => ({
    class_name: '__keras_tensor__',
    config: { keras_history: Array.isArray(history) ? history.slice(0, 3) : [] },
  }));
  return { args: tensors.length === 1 ? tensors : [tensors], kwargs: {} };
}

/**
 * Each layer is a scope, `model/dense`, with its operation, `model/dense/Dense`, and the weights that this takes,
 * `model/dense/kernel`; with shapes, types, and the layer's plain settings.
 */
export function graphOfLayers(model: LayersModelLike): tensorboard.GraphDef.$Properties {
  const json = kerasJsonOf(model);
  const layers = layersByName(model);
  const configs = configsByName(json);
  const layerNodes = graphOfKerasModel(json).node ?? [];
  const ops = new Map(layerNodes.map(({ name, attr }) => [name ?? '', classOf(attr)]));
  const opNameOf = (layer: string) => `${layer}/${ops.get(layer) ?? ''}`;
  const node = layerNodes.flatMap(({ name = '', input, attr }) => {
    const scope = name ?? '';
    const layer = layers.get(scope);
    const names = new UniqueNames();
    const weights = (layer?.weights ?? []).map((weight) => weightNode(scope, weight, names));
    const op = ops.get(scope) ?? '';
    const from = (input ?? []).map(opNameOf);
    const given = from.length === 0 ? inputNodes(scope, configs.get(scope), op === 'InputLayer') : [];
    return [
      ...given,
      ...weights,
      {
        name: opNameOf(scope),
        op: op === 'InputLayer' ? 'Placeholder' : op,
        input: [...from, ...[...given, ...weights].map((one) => one.name)],
        attr: {
          ...settingsOf(configs.get(scope)),
          ...typeOf(layer?.dtype),
          ...(attr?.['dtype'] ? { dtype: attr['dtype'] } : {}),
          ...shapesOf(layer),
        },
      },
    ];
  });
  return { node, versions: { producer: 22 } };
}

/** A sequential model keeps no input layer; its first layer says what it takes. */
function inputNodes(scope: string, config: Record<string, unknown> | undefined, isInputLayer: boolean) {
  const shape = config?.['batch_input_shape'];
  if (!Array.isArray(shape) || isInputLayer) return [];
  const attr = { [OUTPUT_SHAPES]: shapesAttribute([shape as Shape]) };
  return [{ name: `${scope}/input`, op: 'Placeholder', attr }];
}

function weightNode(scope: string, { name, shape, dtype }: WeightLike, names: UniqueNames) {
  // tfjs names a weight after its layer: `dense_Dense1/kernel`.
  return {
    name: `${scope}/${names.take(name.replace(/^.*\//, ''))}`,
    op: 'Variable',
    attr: { ...typeOf(dtype), [OUTPUT_SHAPES]: shapesAttribute([shape]) },
  };
}

function typeOf(dtype: string | undefined): Record<string, tensorboard.AttrValue.$Properties> {
  const type = dtype === undefined ? undefined : dtypeOfName(dtype);
  return type === undefined ? {} : { dtype: { type } };
}

function shapesOf(layer: LayerLike | undefined): Record<string, tensorboard.AttrValue.$Properties> {
  const shape = outputShapeOf(layer);
  if (!shape) return {};
  const several = shape.some((size) => Array.isArray(size));
  return { [OUTPUT_SHAPES]: shapesAttribute(several ? (shape as readonly Shape[]) : [shape as Shape]) };
}

function outputShapeOf(layer: LayerLike | undefined): Shape | readonly Shape[] | undefined {
  try {
    return layer?.outputShape;
  } catch {
    // tfjs' answer where a layer is applied to inputs of several shapes: it has no one shape.
    return undefined;
  }
}

/** Settings that are text, numbers or lists of these; what the page can show in a line. */
function settingsOf(
  config: Record<string, unknown> | undefined,
): Record<string, tensorboard.AttrValue.$Properties> {
  const skipped = new Set(['name', 'dtype', 'trainable']);
  const isPlain = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);
  const plain = Object.entries(config ?? {}).filter(
    ([key, value]) =>
      !skipped.has(key) &&
      (isPlain(value) || (Array.isArray(value) && value.length > 0 && value.every(isPlain))),
  );
  return Object.fromEntries(plain.map(([key, value]) => [key, attributeOf(value as string)]));
}

function classOf(attr: Record<string, tensorboard.AttrValue.$Properties> | null | undefined): string {
  const bytes = attr?.['keras_class']?.s;
  return bytes ? new TextDecoder().decode(bytes) : 'Layer';
}

function layersByName(model: LayerLike, scope = model.name): Map<string, LayerLike> {
  const found = new Map<string, LayerLike>();
  for (const layer of model.layers ?? []) {
    const name = `${scope}/${layer.name}`;
    found.set(name, layer);
    if (layer.layers) for (const [inner, one] of layersByName(layer, name)) found.set(inner, one);
  }
  return found;
}

function configsByName(layer: unknown, scope = ''): Map<string, Record<string, unknown>> {
  const found = new Map<string, Record<string, unknown>>();
  const config = isRecord(layer) ? layer['config'] : undefined;
  if (!isRecord(config)) return found;
  const name = scope === '' ? String(config['name']) : `${scope}/${config['name']}`;
  found.set(name, config);
  for (const inner of Array.isArray(config['layers']) ? config['layers'] : []) {
    for (const [innerName, one] of configsByName(inner, name)) found.set(innerName, one);
  }
  return found;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
