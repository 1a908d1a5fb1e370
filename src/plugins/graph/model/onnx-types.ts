// Types and shapes of an ONNX model's values (https://onnx.ai/onnx/repo-docs/IR.html), and what a node says of them.
import { type onnx, tensorboard } from '../../../../proto/messages.ts';
import { type Attribute, type NamedShape, OUTPUT_SHAPES, shapesAttribute } from './attributes.ts';

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
    const tensor = type?.tensorType;
    if (!tensor) continue;
    const shape = tensor.shape?.dim?.map(({ dimValue, dimParam }) =>
      dimValue === undefined || dimValue === null ? dimParam || null : Number(dimValue),
    );
    types.set(name ?? '', { dtype: dtypeOfOnnx(tensor.elemType), shape });
  }
  return types;
}

/** Of a node that gives values of these types. */
export function typeAttributes(types: readonly (ValueType | undefined)[]): Record<string, Attribute> {
  const dtype = types[0]?.dtype;
  const shapes = types.map((type) => type?.shape);
  const known = shapes.every((shape) => shape !== undefined) && shapes.length > 0;
  return {
    ...(dtype === undefined ? {} : { dtype: { type: dtype } }),
    ...(known ? { [OUTPUT_SHAPES]: shapesAttribute(shapes.filter((shape) => shape !== undefined)) } : {}),
  };
}
