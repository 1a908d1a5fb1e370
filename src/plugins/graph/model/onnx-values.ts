// What an ONNX model tells besides its operations: the numbers of its tensors, as far as somebody reads them, and who made
// it (https://onnx.ai/onnx/repo-docs/IR.html).
import { type onnx, tensorboard } from '../../../../proto/messages.ts';
import { type Attribute, utf8 } from './attributes.ts';
import { dtypeNameOf } from './dtype-names.ts';

/** Up to so many numbers an attribute holds them all; of more it tells the first in words. */
const MOST_NUMBERS = 64;
const MOST_SAID = 8;
const MOST_LETTERS = 1000;

const Type = tensorboard.DataType;
type OnnxTensor = onnx.TensorProto.$Properties;

interface Layout {
  readonly bytes: number;
  readonly field: 'floatVal' | 'doubleVal' | 'intVal' | 'int64Val';
  read(view: DataView, at: number): number;
}

/** Of raw numbers, by type; halves and complex numbers are left out. */
const LAYOUTS: ReadonlyMap<tensorboard.DataType, Layout> = new Map<tensorboard.DataType, Layout>([
  [Type.DT_FLOAT, { bytes: 4, field: 'floatVal', read: (view, at) => view.getFloat32(at, true) }],
  [Type.DT_DOUBLE, { bytes: 8, field: 'doubleVal', read: (view, at) => view.getFloat64(at, true) }],
  [Type.DT_INT8, { bytes: 1, field: 'intVal', read: (view, at) => view.getInt8(at) }],
  [Type.DT_UINT8, { bytes: 1, field: 'intVal', read: (view, at) => view.getUint8(at) }],
  [Type.DT_BOOL, { bytes: 1, field: 'intVal', read: (view, at) => view.getUint8(at) }],
  [Type.DT_INT16, { bytes: 2, field: 'intVal', read: (view, at) => view.getInt16(at, true) }],
  [Type.DT_UINT16, { bytes: 2, field: 'intVal', read: (view, at) => view.getUint16(at, true) }],
  [Type.DT_INT32, { bytes: 4, field: 'intVal', read: (view, at) => view.getInt32(at, true) }],
  [Type.DT_UINT32, { bytes: 4, field: 'int64Val', read: (view, at) => view.getUint32(at, true) }],
  [Type.DT_INT64, { bytes: 8, field: 'int64Val', read: (view, at) => Number(view.getBigInt64(at, true)) }],
  [Type.DT_UINT64, { bytes: 8, field: 'int64Val', read: (view, at) => Number(view.getBigUint64(at, true)) }],
]);

/** Undefined where the model does not hold the numbers, or holds them in a form that is not read. */
export function onnxTensorAttribute(
  tensor: OnnxTensor,
  dtype: tensorboard.DataType | undefined,
): Attribute | undefined {
  const layout = LAYOUTS.get(dtype ?? 0);
  const { numbers, count } = layout ? numbersOf(tensor, layout) : { numbers: [], count: 0 };
  if (!layout || dtype === undefined || numbers.length === 0) return undefined;
  const dim = (tensor.dims ?? []).map((size) => ({ size }));
  if (count <= MOST_NUMBERS) return { tensor: { dtype, tensorShape: { dim }, [layout.field]: numbers } };
  const sizes = dim.map(({ size }) => Number(size)).join('×');
  const said = numbers.slice(0, MOST_SAID).map((number) => String(Number(number.toPrecision(7))));
  return { s: utf8(`${dtypeNameOf(dtype)} ${sizes}: ${said.join(', ')}, …`) };
}

/** The first numbers, and how many there are. */
function numbersOf(tensor: OnnxTensor, { bytes, read }: Layout) {
  const { rawData, floatData, int32Data, int64Data, doubleData, uint64Data } = tensor;
  if (rawData && rawData.length > 0) {
    const view = new DataView(rawData.buffer, rawData.byteOffset, rawData.byteLength);
    const count = Math.floor(rawData.length / bytes);
    const first = Array.from({ length: Math.min(count, MOST_NUMBERS) }, (_, at) => read(view, at * bytes));
    return { numbers: first, count };
  }
  const all = [floatData, int32Data, int64Data, doubleData, uint64Data].find((one) => one && one.length > 0);
  return { numbers: [...(all ?? [])].slice(0, MOST_NUMBERS).map(Number), count: all?.length ?? 0 };
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

/** `batch×3×224`, where a dimension has a name; nothing where none has. */
export function namedDimensions(
  type: onnx.TypeProto.$Properties | null | undefined,
): Record<string, Attribute> {
  const dims = type?.tensorType?.shape?.dim ?? [];
  if (!dims.some(({ dimParam }) => dimParam)) return {};
  const text = dims.map(({ dimParam, dimValue }) => dimParam || String(dimValue ?? '?')).join('×');
  return { dimensions: { s: utf8(text.slice(0, MOST_LETTERS)) } };
}
