// How many numbers a model learns, by operation. Variables tell it by their shape; of a trace of PyTorch, which keeps no
// shapes of weights, it follows from the operation's own shapes, where it does.
import { PARAMETERS } from '../keras-details.ts';
import { type Folding, isTrace, isVariable } from './folding.ts';
import { type KnownShape, type Operation, outputShapesOf, outputTypeOf, sizeOf } from './operations.ts';

/** Variables that a training keeps beside the model. */
const OF_OPTIMISERS =
  /(^|\/)(global_step|beta\d_power|Adam|Momentum|RMSProp|Adagrad|Ftrl|ExponentialMovingAverage)(_\d+)?$/;

/** Types of shapes, places and counters, which ONNX keeps beside the weights. */
const COUNTING = new Set(['int32', 'int64', 'bool', 'string']);

/** By operation that is drawn; undefined where it has weights whose number the graph does not tell. */
export function parametersOf(
  operations: readonly Operation[],
  folding: Folding,
): readonly (number | undefined)[] {
  if (isTrace(operations))
    return operations.map((operation, at) =>
      tracedParameters(operation, folding.holds[at] ?? [], operations),
    );
  if (operations.some((operation) => operation.op === '' && operation.attr['keras_class']))
    return operations.map(({ attr }) => {
      const count = attr[PARAMETERS]?.i;
      return count === undefined || count === null ? undefined : Number(count);
    });
  const hasVariables = operations.some(isVariable);
  // A frozen model keeps its weights as constants.
  const counts = (operation: Operation) =>
    hasVariables
      ? isVariable(operation) && !OF_OPTIMISERS.test(operation.name) && !COUNTING.has(outputTypeOf(operation))
      : isWeightLike(operation);
  const own = (operation: Operation | undefined) =>
    operation && counts(operation) ? sizeOf(weightShapeOf(operation)) : 0;
  return operations.map((operation, at) => {
    if (folding.folded[at]) return 0;
    let sum = own(operation);
    for (const held of folding.holds[at] ?? []) sum += own(operations[held]);
    return sum;
  });
}

/** A handle's own output is no number but the place of the variable; its shape stands beside. */
function weightShapeOf(operation: Operation): KnownShape | undefined {
  const { shape } = operation.attr;
  return outputShapesOf(shape ? { attr: { shape } } : operation)[0];
}

function isWeightLike(operation: Operation): boolean {
  const shape = outputShapesOf(operation)[0];
  return operation.op === 'Const' && (shape?.length ?? 0) > 0 && outputTypeOf(operation).includes('float');
}

/** The name that `prim::GetAttr` gets, `weight`; the attributes are one text, `{ name :  weight }`. */
export function traceAttributeOf({ attr }: Operation): string {
  const text = attr['attr']?.s;
  return text instanceof Uint8Array
    ? (/name\s*:\s*(\S+)/.exec(new TextDecoder().decode(text))?.[1] ?? '')
    : '';
}

function tracedParameters(
  operation: Operation,
  held: readonly number[],
  operations: readonly Operation[],
): number | undefined {
  const names = new Set(
    held
      .flatMap((at) => operations[at] ?? [])
      .filter(({ op }) => op === 'prim::GetAttr')
      .map(traceAttributeOf),
  );
  names.delete('running_mean');
  names.delete('running_var');
  if (names.size === 0) return 0;
  const [output] = outputShapesOf(operation);
  const source = operations[operation.inputs[0]?.from ?? -1];
  const input = source && outputShapesOf(source)[operation.inputs[0]?.port ?? 0];
  const bias = names.has('bias') ? 1 : 0;
  const type = operation.op.replace(/^aten::_?/, '');
  if (!output || output.some((size) => size < 0 && type !== 'batch_norm')) return undefined;
  const last = output.at(-1) ?? 0;
  if (type === 'linear' || type === 'addmm') return input && last * ((input.at(-1) ?? 0) + bias);
  if (type === 'layer_norm') return names.size * last;
  if (/^(batch_norm|group_norm|instance_norm)$/.test(type)) return names.size * (output[1] ?? 0);
  if (type === 'convolution') return convolutionParameters(operation, output, input, bias, operations);
  return undefined;
}

/**
 * Of aten::_convolution(input, weight, bias, stride, padding, dilation, transposed, output_padding, groups, …). A kernel
 * follows from the sizes before and behind only where the stride is 1.
 */
function convolutionParameters(
  { inputs }: Operation,
  output: KnownShape,
  input: KnownShape | undefined,
  bias: number,
  operations: readonly Operation[],
): number | undefined {
  const [stride, padding, dilation] = [3, 4, 5].map((at) =>
    numbersOf(operations[inputs[at]?.from ?? -1], operations),
  );
  const transposed = operations[inputs[6]?.from ?? -1];
  const groups = numbersOf(operations[inputs[8]?.from ?? -1], operations)[0] ?? 1;
  if (!input || !stride || !padding || !dilation || numberOf(transposed) !== 0) return undefined;
  let kernel = 1;
  for (let axis = 0; axis < output.length - 2; axis++) {
    if (stride[axis] !== 1) return undefined;
    const reach = (input[axis + 2] ?? 0) + 2 * (padding[axis] ?? 0) - (output[axis + 2] ?? 0);
    kernel *= reach / (dilation[axis] ?? 1) + 1;
  }
  const [into, out] = [input[1] ?? 0, output[1] ?? 0];
  const count = (into / groups) * out * kernel + bias * out;
  return Number.isInteger(count) && count > 0 ? count : undefined;
}

function numbersOf(operation: Operation | undefined, operations: readonly Operation[]): number[] {
  if (operation?.op !== 'prim::ListConstruct')
    return [numberOf(operation)].filter((one) => !Number.isNaN(one));
  return operation.inputs.map(({ from }) => numberOf(operations[from]));
}

/** Of `prim::Constant`: `{ value : 1}`. */
function numberOf(operation: Operation | undefined): number {
  const text = operation?.attr['attr']?.s;
  const found =
    text instanceof Uint8Array ? /value\s*:\s*(-?[\d.e+]+)/.exec(new TextDecoder().decode(text)) : null;
  return found ? Number(found[1]) : Number.NaN;
}
