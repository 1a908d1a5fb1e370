// What an ONNX model tells besides its operations: the numbers of its tensors, as far as somebody reads them, and who made
// it (https://onnx.ai/onnx/repo-docs/IR.html).
import type { onnx, tensorboard } from '../../../../proto/messages.ts';
import { type Attribute, utf8 } from './attributes.ts';
import { dtypeNameOf } from './dtype-names.ts';
import {
  bytesOf16,
  numberTexts,
  packedLayoutOf,
  type RawLayout,
  rawLayoutOf,
  rawNumbers,
} from './raw-numbers.ts';

/** Up to so many numbers an attribute holds them all; of more it tells the first in words. */
const MOST_NUMBERS = 64;
const MOST_SAID = 8;
const MOST_LETTERS = 1000;

type OnnxTensor = onnx.TensorProto.$Properties;

/** Undefined where the model does not hold the numbers, or holds them in a form that is not read. */
export function onnxTensorAttribute(
  tensor: OnnxTensor,
  dtype: tensorboard.DataType | undefined,
): Attribute | undefined {
  const layout = packedLayoutOf(dtype ?? 0) ?? rawLayoutOf(dtype ?? 0);
  const { numbers, count } = layout ? numbersOf(tensor, layout) : { numbers: [], count: 0 };
  if (!layout || dtype === undefined || numbers.length === 0) return undefined;
  const dim = (tensor.dims ?? []).map((size) => ({ size }));
  if (count <= MOST_NUMBERS && layout.field)
    return { tensor: { dtype, tensorShape: { dim }, [layout.field]: numbers } };
  const sizes = dim.map(({ size }) => Number(size)).join('×') || 'scalar';
  const said = numberTexts(numbers.slice(0, MOST_SAID * layout.parts), layout).join(', ');
  return { s: utf8(`${dtypeNameOf(dtype)} ${sizes}: ${said}${count > MOST_SAID ? ', …' : ''}`) };
}

/** The first numbers, and how many there are. */
function numbersOf(tensor: OnnxTensor, layout: RawLayout) {
  const { rawData, floatData, int32Data, int64Data, doubleData, uint64Data } = tensor;
  if (rawData && rawData.length > 0) return numbersIn(rawData, tensor, layout);
  const all = [floatData, int32Data, int64Data, doubleData, uint64Data].find((one) => one && one.length > 0);
  const count = Math.floor((all?.length ?? 0) / layout.parts);
  const first = [...(all ?? [])].slice(0, MOST_NUMBERS * layout.parts).map(Number);
  if (all !== int32Data || layout.field !== undefined) return { numbers: first, count };
  // Each is what would lie in a byte, or in two.
  const bytes = layout.bytes === 2 ? bytesOf16(first) : Uint8Array.from(first);
  return { ...numbersIn(bytes, tensor, layout), ...(layout.bytes >= 1 ? { count } : {}) };
}

/** Of numbers that share bytes the last byte may hold one that is none. */
function numbersIn(bytes: Uint8Array, { dims }: OnnxTensor, layout: RawLayout) {
  const size = layout.bytes < 1 ? (dims ?? []).reduce((all: number, one) => all * Number(one), 1) : Infinity;
  const count = Math.min(size, Math.floor(bytes.length / (layout.bytes * layout.parts)));
  return { numbers: rawNumbers(bytes, layout, Math.min(count, MOST_NUMBERS)), count };
}

/** Said at the model's inputs and outputs, which stand for it. */
export function onnxModelAttributes(model: onnx.ModelProto.$Properties): Record<string, Attribute> {
  const { irVersion, producerName, producerVersion, domain, modelVersion, docString, graph } = model;
  const versions = (model.opsetImport ?? []).map((one) => `${one.domain || 'ai.onnx'} ${one.version ?? 0}`);
  const told: readonly (readonly [name: string, value: string])[] = [
    ['producer', [producerName, producerVersion].filter(Boolean).join(' ')],
    ['opset', versions.join(', ')],
    ['ir_version', Number(irVersion ?? 0) > 0 ? String(irVersion) : ''],
    ['name', graph?.name ?? ''],
    ['domain', domain ?? ''],
    ['version', Number(modelVersion ?? 0) > 0 ? String(modelVersion) : ''],
    ['description', docString ?? ''],
    ...(model.metadataProps ?? []).map(({ key, value }) => [`metadata.${key ?? ''}`, value ?? ''] as const),
  ];
  return Object.fromEntries(
    told
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [`model.${name}`, { s: utf8(value.slice(0, MOST_LETTERS)) }]),
  );
}
