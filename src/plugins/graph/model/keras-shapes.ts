// Shapes that flow from layer to layer of a Keras model, where the model itself does not tell them; after the layers'
// own `compute_output_shape` in keras/src/layers.
import type { Shape } from './attributes.ts';

type Dict = Readonly<Record<string, unknown>>;

const SAME =
  /^(Dropout|SpatialDropout\dD|Gaussian\w+|AlphaDropout|Activation|ReLU|LeakyReLU|PReLU|ThresholdedReLU|Softmax|ELU|BatchNormalization|LayerNormalization|GroupNormalization|UnitNormalization|Masking|Rescaling|Normalization|ActivityRegularization)$/;
const MERGING = /^(Add|Subtract|Multiply|Average|Maximum|Minimum)$/;

/** What the layer gives for what it takes; undefined for a class that is not known here, or where a shape is missing. */
export function outputShapeOf(
  className: string,
  config: Dict,
  inputs: readonly (Shape | undefined)[],
): Shape | undefined {
  const [input] = inputs;
  if (!input) return undefined;
  const number = (name: string) => (typeof config[name] === 'number' ? config[name] : undefined);
  if (SAME.test(className)) return input;
  if (MERGING.test(className)) return inputs.every((one) => `${one}` === `${input}`) ? input : undefined;
  if (className === 'Concatenate') return concatenated(inputs, number('axis') ?? -1);
  if (className === 'Flatten') return [input[0] ?? null, productOf(input.slice(1))];
  if (className === 'Dense') return withLast(input, number('units'));
  if (className === 'Embedding') return withLast([...input, null], number('output_dim'));
  if (className === 'Reshape') return reshaped(input, config['target_shape']);
  if (/^(SimpleRNN|LSTM|GRU)$/.test(className))
    return withLast(config['return_sequences'] === true ? input : input.slice(0, 2), number('units'));
  // Channels elsewhere than at the end are rare, and then nothing is told.
  if (config['data_format'] === 'channels_first') return undefined;
  if (/^Global(Max|Average)Pooling\dD$/.test(className))
    return config['keepdims'] === true ? undefined : [input[0] ?? null, input.at(-1) ?? null];
  if (/^(Max|Average)Pooling\dD$/.test(className))
    return slid(input, { ...config, kernel_size: config['pool_size'] }, config['pool_size'], input.at(-1));
  if (/^Conv\dD$/.test(className)) return slid(input, config, 1, number('filters'));
  if (/^DepthwiseConv\dD$/.test(className)) {
    const channels = input.at(-1);
    return slid(input, config, 1, channels ? channels * (number('depth_multiplier') ?? 1) : undefined);
  }
  return undefined;
}

function withLast(shape: Shape, last: number | undefined): Shape | undefined {
  return last === undefined ? undefined : [...shape.slice(0, -1), last];
}

function productOf(sizes: Shape): number | null {
  return sizes.reduce((all: number | null, size) => (all === null || size === null ? null : all * size), 1);
}

function concatenated(inputs: readonly (Shape | undefined)[], axis: number): Shape | undefined {
  const [first] = inputs;
  const at = axis < 0 ? (first?.length ?? 0) + axis : axis;
  const parts = inputs.map((shape) => shape?.[at]);
  if (
    !first ||
    parts.some((part) => typeof part !== 'number') ||
    inputs.some((one) => one?.length !== first.length)
  )
    return undefined;
  return first.map((size, dim) =>
    dim === at ? parts.reduce((sum: number, part) => sum + (part ?? 0), 0) : size,
  );
}

function reshaped(input: Shape, target: unknown): Shape | undefined {
  if (!Array.isArray(target) || !target.every((size) => typeof size === 'number' && size > 0))
    return undefined;
  return [input[0] ?? null, ...(target as number[])];
}

/** A window slides over all dimensions but the first and the last. */
function slid(
  input: Shape,
  config: Dict,
  stepByDefault: unknown,
  channels: number | null | undefined,
): Shape | undefined {
  if (typeof channels !== 'number') return undefined;
  const along = (value: unknown, dim: number) => Number(Array.isArray(value) ? value[dim] : value);
  const padding = config['padding'] ?? 'valid';
  const sizes = input.slice(1, -1).map((size, dim) => {
    if (size === null) return null;
    const step = along(config['strides'] ?? stepByDefault, dim);
    const window = (along(config['kernel_size'], dim) - 1) * along(config['dilation_rate'] ?? 1, dim) + 1;
    return Math.ceil((padding === 'valid' ? size - window + 1 : size) / step);
  });
  return sizes.every((size) => size === null || size > 0)
    ? [input[0] ?? null, ...sizes, channels]
    : undefined;
}
