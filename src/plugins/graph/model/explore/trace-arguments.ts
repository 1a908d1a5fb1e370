// What PyTorch's operations were called with, by the names that its own list has:
// https://github.com/pytorch/pytorch/blob/main/aten/src/ATen/native/native_functions.yaml.
import type { Operation } from '../structure/operations.ts';

const WINDOW = 'input kernel_size stride padding dilation ceil_mode';
const NORM = 'input weight bias';
const NAMES: Readonly<Record<string, string>> = {
  _convolution: 'input weight bias stride padding dilation transposed output_padding groups',
  convolution: 'input weight bias stride padding dilation transposed output_padding groups',
  conv2d: 'input weight bias stride padding dilation groups',
  max_pool1d: WINDOW,
  max_pool2d: WINDOW,
  max_pool3d: WINDOW,
  avg_pool2d: 'input kernel_size stride padding ceil_mode count_include_pad',
  adaptive_avg_pool2d: 'input output_size',
  batch_norm: `${NORM} running_mean running_var training momentum eps`,
  layer_norm: 'input normalized_shape weight bias eps',
  group_norm: 'input num_groups weight bias eps',
  linear: NORM,
  addmm: 'input mat1 mat2 beta alpha',
  dropout: 'input p train',
  flatten: 'input start_dim end_dim',
  softmax: 'input dim dtype',
  log_softmax: 'input dim dtype',
  gelu: 'input approximate',
  leaky_relu: 'input negative_slope',
  embedding: 'weight indices padding_idx scale_grad_by_freq sparse',
  transpose: 'input dim0 dim1',
  permute: 'input dims',
  view: 'input size',
  reshape: 'input shape',
  unsqueeze: 'input dim',
  squeeze: 'input dim',
  select: 'input dim index',
  slice: 'input dim start end step',
  chunk: 'input chunks dim',
  cat: 'tensors dim',
  stack: 'tensors dim',
  add: 'input other alpha',
  sub: 'input other alpha',
  mul: 'input other',
  div: 'input other',
  mean: 'input dim keepdim dtype',
  sum: 'input dim keepdim dtype',
};

/** `[stride, [1, 1]]`: of each input that is a constant or a list of such. Empty for what is no operation of a trace. */
export function traceArguments(
  operation: Operation,
  operations: readonly Operation[],
): readonly (readonly [name: string, value: string])[] {
  if (!operation.op.startsWith('aten::')) return [];
  const names = NAMES[operation.op.replace(/^aten::/, '').replace(/_$/, '')]?.split(' ') ?? [];
  return operation.inputs.flatMap(({ from }, at) => {
    const value = constantText(operations[from], operations);
    if (value === undefined || value === '') return [];
    // Beyond the names there are switches for one library or another.
    if (names.length > 0 && at >= names.length) return [];
    return [[names[at] ?? `input ${at}`, value] as const];
  });
}

/** Undefined for what is reckoned; empty for None. */
function constantText(
  operation: Operation | undefined,
  operations: readonly Operation[],
): string | undefined {
  if (!operation) return undefined;
  if (operation.op === 'prim::ListConstruct') {
    const parts = operation.inputs.map(({ from }) => constantText(operations[from], operations));
    return parts.includes(undefined) || parts.length === 0 ? undefined : `[${parts.join(', ')}]`;
  }
  if (operation.op !== 'prim::Constant') return undefined;
  const text = operation.attr['attr']?.s;
  if (!(text instanceof Uint8Array)) return '';
  return /value\s*:\s*(.*?)\s*\}?$/.exec(new TextDecoder().decode(text))?.[1] ?? '';
}
