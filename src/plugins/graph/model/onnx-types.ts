// Types and shapes of an ONNX model's values (https://onnx.ai/onnx/repo-docs/IR.html), and what a node says of them.
import { type onnx, tensorboard } from '../../../../proto/messages.ts';
import { type Attribute, type NamedShape, OUTPUT_SHAPES, shapesAttribute, utf8 } from './attributes.ts';
import { dtypeNameOf } from './dtype-names.ts';

const DataType = tensorboard.DataType;
/** By onnx.TensorProto.DataType. */
const TYPES: Readonly<Record<number, tensorboard.DataType>> = {
  1: DataType.DT_FLOAT,
  2: DataType.DT_UINT8,
  3: DataType.DT_INT8,
  4: DataType.DT_UINT16,
  5: DataType.DT_INT16,
  6: DataType.DT_INT32,
  7: DataType.DT_INT64,
  8: DataType.DT_STRING,
  9: DataType.DT_BOOL,
  10: DataType.DT_HALF,
  11: DataType.DT_DOUBLE,
  12: DataType.DT_UINT32,
  13: DataType.DT_UINT64,
  14: DataType.DT_COMPLEX64,
  15: DataType.DT_COMPLEX128,
  16: DataType.DT_BFLOAT16,
  17: DataType.DT_FLOAT8_E4M3FN,
  18: DataType.DT_FLOAT8_E4M3FNUZ,
  19: DataType.DT_FLOAT8_E5M2,
  20: DataType.DT_FLOAT8_E5M2FNUZ,
  21: DataType.DT_UINT4,
  22: DataType.DT_INT4,
  23: DataType.DT_FLOAT4_E2M1FN,
};

export interface ValueType {
  readonly dtype: tensorboard.DataType | undefined;
  readonly shape: NamedShape | undefined;
  /** What is no tensor, in words: `sequence of float32 batch×3`. */
  readonly said?: string;
}

type OnnxType = onnx.TypeProto.$Properties;

function shapeOf(shape: onnx.TensorShapeProto.$Properties | null | undefined): NamedShape | undefined {
  return shape?.dim?.map(({ dimValue, dimParam }) =>
    dimValue === undefined || dimValue === null ? dimParam || null : Number(dimValue),
  );
}

const nameOf = (type: number | null | undefined) => dtypeNameOf(dtypeOfOnnx(type) ?? 0);

/** How deep it lies, decoding has limited. */
function wordsOf(type: OnnxType | null | undefined): string {
  const { tensorType, sequenceType, mapType, sparseTensorType, optionalType } = type ?? {};
  const tensor = tensorType ?? sparseTensorType;
  if (tensor) {
    const sizes = shapeOf(tensor.shape)?.map((size) => size ?? '?');
    const words = [nameOf(tensor.elemType), ...(sizes ? [sizes.join('×') || 'scalar'] : [])].join(' ');
    return sparseTensorType ? `sparse ${words}` : words;
  }
  if (sequenceType) return `sequence of ${wordsOf(sequenceType.elemType)}`;
  if (optionalType) return `optional ${wordsOf(optionalType.elemType)}`;
  if (mapType) return `map from ${nameOf(mapType.keyType)} to ${wordsOf(mapType.valueType)}`;
  return 'unknown';
}

/** Undefined for a type that is not known. */
export function dtypeOfOnnx(type: number | null | undefined): tensorboard.DataType | undefined {
  return TYPES[type ?? 0];
}

/** By the names of the values, as far as the graph tells. */
export function typesOf(graph: onnx.GraphProto.$Properties): ReadonlyMap<string, ValueType> {
  const types = new Map<string, ValueType>();
  for (const { name, dims, dataType } of graph.initializer ?? []) {
    types.set(name ?? '', { dtype: dtypeOfOnnx(dataType), shape: (dims ?? []).map(Number) });
  }
  for (const { name, type } of [
    ...(graph.valueInfo ?? []),
    ...(graph.input ?? []),
    ...(graph.output ?? []),
  ]) {
    if (!type) continue;
    const { tensorType: tensor } = type;
    types.set(
      name ?? '',
      tensor
        ? { dtype: dtypeOfOnnx(tensor.elemType), shape: shapeOf(tensor.shape) }
        : { dtype: undefined, shape: undefined, said: wordsOf(type) },
    );
  }
  return types;
}

/** Of a node that gives values of these types. */
export function typeAttributes(types: readonly (ValueType | undefined)[]): Record<string, Attribute> {
  const dtype = types[0]?.dtype;
  const shapes = types.map((type) => type?.shape);
  const known = shapes.every((shape) => shape !== undefined) && shapes.length > 0;
  const said = types.map((type) => type?.said).filter((words) => words !== undefined);
  return {
    ...(said.length > 0 ? { type: { s: utf8(said.join(', ')) } } : {}),
    ...(dtype === undefined ? {} : { dtype: { type: dtype } }),
    ...(known ? { [OUTPUT_SHAPES]: shapesAttribute(shapes.filter((shape) => shape !== undefined)) } : {}),
  };
}
