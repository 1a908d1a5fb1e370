// What a layer of a Keras model says of itself beyond its class: settings, shapes, and how many numbers it learns.
import type { tensorboard } from '../../../../proto/messages.ts';
import { type Attribute, attributeOf, OUTPUT_SHAPES, type Shape, shapesAttribute } from './attributes.ts';
import { outputShapeOf } from './keras-shapes.ts';

type Dict = Readonly<Record<string, unknown>>;

/** The attribute that holds how many numbers a layer learns. */
export const PARAMETERS = '_parameters';
const LEFT_OUT = new Set(['name', 'trainable', 'dtype']);

/** Settings that are a number, a word, a truth or a list of such. */
export function settingsOf(config: Dict): Record<string, Attribute> {
  const settings = Object.entries(config).flatMap(([name, value]): [string, Attribute][] => {
    const isPlain = (one: unknown) => ['number', 'string', 'boolean'].includes(typeof one);
    if (
      LEFT_OUT.has(name) ||
      !(isPlain(value) || (Array.isArray(value) && value.length > 0 && value.every(isPlain)))
    )
      return [];
    return [[name, attributeOf(value as Parameters<typeof attributeOf>[0])]];
  });
  return Object.fromEntries(settings);
}

/** What the layer was built for; undefined where the model does not tell, or it takes several inputs. */
export function inputShapeOf(layer: Dict): Shape | undefined {
  const build = layer['build_config'];
  const shape = isDict(build) ? build['input_shape'] : undefined;
  return isShape(shape) ? shape : undefined;
}

/** Shape that an input layer says it has. */
export function declaredShapeOf(config: Dict): Shape | undefined {
  const shape = config['batch_shape'] ?? config['batch_input_shape'];
  return isShape(shape) ? shape : undefined;
}

/** After the layers' own `build` in keras/src/layers; undefined for a class that is not known here, or without a shape. */
function parametersOfLayer(className: string, config: Dict, input: Shape | undefined): number | undefined {
  const number = (name: string) => (typeof config[name] === 'number' ? config[name] : undefined);
  const last = input?.at(-1) ?? undefined;
  const bias = config['use_bias'] === false ? 0 : 1;
  const kernel = Array.isArray(config['kernel_size'])
    ? product(config['kernel_size'])
    : number('kernel_size');
  const units = number('units');
  if (className === 'Dense') return known(last, units, (a, b) => b * (a + bias));
  if (className === 'Embedding') return known(number('input_dim'), number('output_dim'), (a, b) => a * b);
  if (/^DepthwiseConv/.test(className))
    return known(last, kernel, (a, b) => a * (number('depth_multiplier') ?? 1) * (b + bias));
  if (/^Conv\dD(Transpose)?$/.test(className)) {
    const [filters, groups] = [number('filters'), number('groups') ?? 1];
    return known(last, kernel, (a, b) => (filters ?? Number.NaN) * ((a / groups) * b + bias));
  }
  if (className === 'BatchNormalization' || className === 'LayerNormalization')
    return known(last, 1, (a) => a * ['scale', 'center'].filter((name) => config[name] !== false).length);
  const gates = { SimpleRNN: 1, LSTM: 4, GRU: 3 }[className];
  if (gates === undefined) return WITHOUT.test(className) ? 0 : undefined;
  const biases = className === 'GRU' && config['reset_after'] !== false ? 2 * bias : bias;
  return known(last, units, (a, b) => gates * b * (a + b + biases));
}

/** Layers that learn nothing. */
const WITHOUT =
  /^(InputLayer|Flatten|Reshape|Permute|RepeatVector|Dropout|SpatialDropout\dD|Gaussian\w+|Activation|ReLU|LeakyReLU|Softmax|ELU|Add|Subtract|Multiply|Average|Maximum|Minimum|Concatenate|Dot|Masking|Rescaling|(Global)?(Max|Average)Pooling\dD|ZeroPadding\dD|Cropping\dD|UpSampling\dD)$/;

/** A layer as it stands in the model. */
export interface DescribedLayer {
  readonly className: string;
  readonly config: Dict;
  /** What it was built for, or says that it takes. */
  readonly input: Shape | undefined;
}

/**
 * Tells each node the shape of its output and how many numbers it learns: by what the model says of it and of the layers
 * behind, else by what the layers before give.
 */
export function describeLayers(
  nodes: readonly tensorboard.NodeDef.$Properties[],
  layers: ReadonlyMap<string, DescribedLayer>,
): void {
  const shapes = new Map<string, Shape>();
  for (const { name, input } of nodes) {
    const { className, input: taken } = layers.get(name ?? '') ?? {};
    const [source] = input ?? [];
    if (taken && className === 'InputLayer') shapes.set(name ?? '', taken);
    else if (taken && source !== undefined && input?.length === 1) shapes.set(source, taken);
  }
  for (const node of nodes) {
    const { name = '', input } = node;
    const layer = layers.get(name ?? '');
    if (!layer) continue;
    const sources = (input ?? []).map((source) => shapes.get(source));
    const taken = sources.length > 1 ? sources : [layer.input ?? sources[0]];
    const shape = shapes.get(name ?? '') ?? outputShapeOf(layer.className, layer.config, taken);
    const count = parametersOfLayer(layer.className, layer.config, taken[0]);
    if (shape) shapes.set(name ?? '', shape);
    node.attr = {
      ...node.attr,
      ...(shape ? { [OUTPUT_SHAPES]: shapesAttribute([shape]) } : {}),
      ...(count === undefined ? {} : { [PARAMETERS]: { i: count } }),
    };
  }
}

function known(
  a: number | null | undefined,
  b: number | undefined,
  count: (a: number, b: number) => number,
): number | undefined {
  if (typeof a !== 'number' || b === undefined) return undefined;
  const result = count(a, b);
  return Number.isSafeInteger(result) && result >= 0 ? result : undefined;
}

const product = (sizes: readonly unknown[]) => sizes.reduce((all: number, size) => all * Number(size), 1);
const isDict = (value: unknown): value is Dict =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isShape = (value: unknown): value is Shape =>
  Array.isArray(value) && value.every((size) => size === null || typeof size === 'number');
