// TensorProto <-> typed array and shape. Layout rules: tensorflow/core/framework/tensor.proto.
import { type Long, tensorboard } from '../../proto/messages.ts';
import { float32OfBfloat16, float32OfHalf } from './floats-of-16-bits.ts';

const DataType = tensorboard.DataType;

/** Numbers of a tensor, row-major. Half and bfloat16 arrive widened to float32. */
export type TensorNumbers =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

/** A decoded tensor. `shape` is empty for a scalar. */
export type Tensor =
  | {
      /** Bytes, mostly UTF-8. */
      readonly dtype: 'string';
      /** Lengths of the dimensions, outermost first. */
      readonly shape: readonly number[];
      /** The elements, the last dimension fastest. */
      readonly strings: readonly Uint8Array[];
    }
  | {
      /** As it was stored. */
      readonly dtype: NumericDtype;
      /** Lengths of the dimensions, outermost first. */
      readonly shape: readonly number[];
      /** The elements, the last dimension fastest; of complex ones, real and imaginary part in turn. */
      readonly numbers: TensorNumbers;
    };

/** TensorFlow's types of numbers, as numpy names them. */
export type NumericDtype =
  | 'float32'
  | 'float64'
  | 'float16'
  | 'bfloat16'
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64'
  | 'bool'
  | 'complex64'
  | 'complex128';

/** Tells what is wrong with a stored tensor. */
export class TensorError extends Error {
  override name = 'TensorError';
}

type NumericList =
  | 'floatVal'
  | 'doubleVal'
  | 'intVal'
  | 'int64Val'
  | 'uint64Val'
  | 'uint32Val'
  | 'boolVal'
  | 'halfVal'
  | 'scomplexVal'
  | 'dcomplexVal';

interface Layout {
  readonly dtype: NumericDtype;
  readonly list: NumericList;
  /** Stored numbers for one element: 2 for complex ones. */
  readonly width: 1 | 2;
  readonly bytes: number;
  readonly array: new (length: number) => TensorNumbers;
  readonly widen?: (bits: number) => number;
}

const LAYOUTS = new Map<tensorboard.DataType, Layout>([
  [DataType.DT_FLOAT, { dtype: 'float32', list: 'floatVal', width: 1, bytes: 4, array: Float32Array }],
  [DataType.DT_DOUBLE, { dtype: 'float64', list: 'doubleVal', width: 1, bytes: 8, array: Float64Array }],
  [DataType.DT_INT32, { dtype: 'int32', list: 'intVal', width: 1, bytes: 4, array: Int32Array }],
  [DataType.DT_UINT8, { dtype: 'uint8', list: 'intVal', width: 1, bytes: 1, array: Uint8Array }],
  [DataType.DT_INT16, { dtype: 'int16', list: 'intVal', width: 1, bytes: 2, array: Int16Array }],
  [DataType.DT_INT8, { dtype: 'int8', list: 'intVal', width: 1, bytes: 1, array: Int8Array }],
  [DataType.DT_UINT16, { dtype: 'uint16', list: 'intVal', width: 1, bytes: 2, array: Uint16Array }],
  [DataType.DT_UINT32, { dtype: 'uint32', list: 'uint32Val', width: 1, bytes: 4, array: Uint32Array }],
  [DataType.DT_INT64, { dtype: 'int64', list: 'int64Val', width: 1, bytes: 8, array: BigInt64Array }],
  [DataType.DT_UINT64, { dtype: 'uint64', list: 'uint64Val', width: 1, bytes: 8, array: BigUint64Array }],
  [DataType.DT_BOOL, { dtype: 'bool', list: 'boolVal', width: 1, bytes: 1, array: Uint8Array }],
  [
    DataType.DT_HALF,
    { dtype: 'float16', list: 'halfVal', width: 1, bytes: 2, array: Float32Array, widen: float32OfHalf },
  ],
  [
    DataType.DT_BFLOAT16,
    { dtype: 'bfloat16', list: 'halfVal', width: 1, bytes: 2, array: Float32Array, widen: float32OfBfloat16 },
  ],
  [
    DataType.DT_COMPLEX64,
    { dtype: 'complex64', list: 'scomplexVal', width: 2, bytes: 8, array: Float32Array },
  ],
  [
    DataType.DT_COMPLEX128,
    { dtype: 'complex128', list: 'dcomplexVal', width: 2, bytes: 16, array: Float64Array },
  ],
]);

/**
 * Decodes a stored tensor. Complex numbers come as pairs, so `numbers` is twice as long as `shape` says.
 * Throws TensorError where dtype, shape and values do not fit together.
 */
export function decodeTensor(proto: tensorboard.TensorProto.$Properties): Tensor {
  const shape = shapeOf(proto);
  const elements = shape.reduce((product, size) => product * size, 1);
  const dtype = proto.dtype ?? DataType.DT_INVALID;
  if (dtype === DataType.DT_STRING)
    return { dtype: 'string', shape, strings: fill(proto.stringVal ?? [], elements) };
  const layout = LAYOUTS.get(dtype);
  if (layout === undefined)
    throw new TensorError(`a tensor of dtype ${DataType[dtype] ?? dtype} cannot be read`);
  const content = proto.tensorContent;
  if (content && content.length > 0) {
    if (content.length !== elements * layout.bytes) {
      throw new TensorError(`${content.length} bytes do not hold ${elements} elements of ${layout.dtype}`);
    }
    return { dtype: layout.dtype, shape, numbers: numbersOfBytes(content, layout) };
  }
  const list = proto[layout.list] ?? [];
  return { dtype: layout.dtype, shape, numbers: numbersOfList(list, elements, layout) };
}

function shapeOf(proto: tensorboard.TensorProto.$Properties): number[] {
  if (proto.tensorShape?.unknownRank) throw new TensorError('a tensor of unknown rank cannot be read');
  return (proto.tensorShape?.dim ?? []).map((dim) => {
    const size = Number(dim.size ?? 0);
    if (!Number.isSafeInteger(size) || size < 0) throw new TensorError(`${size} is no size of a dimension`);
    return size;
  });
}

function numbersOfBytes(content: Uint8Array, layout: Layout): TensorNumbers {
  // A copy, for alignment; not slice(), which on Node's Buffers is a view.
  const bytes = new Uint8Array(content);
  if (layout.widen !== undefined) return Float32Array.from(new Uint16Array(bytes.buffer), layout.widen);
  const array = layout.array as unknown as new (buffer: ArrayBuffer) => TensorNumbers;
  return new array(bytes.buffer);
}

function numbersOfList(
  list: readonly (number | boolean | Long)[],
  elements: number,
  layout: Layout,
): TensorNumbers {
  // One stored element may stand for a whole tensor, so the claim is checked against what protobuf could hold.
  if (elements * layout.bytes > 2 ** 31) throw new TensorError(`${elements} elements are too many`);
  const stored = list.length / layout.width;
  if (stored !== elements && stored !== 1) {
    throw new TensorError(`${stored} values do not fill a shape of ${elements} elements`);
  }
  const numbers = new layout.array(elements * layout.width);
  for (let i = 0; i < numbers.length; i++) {
    const value = list[stored === 1 ? i % layout.width : i] ?? 0;
    if (numbers instanceof BigInt64Array || numbers instanceof BigUint64Array) numbers[i] = bigIntOf(value);
    else numbers[i] = layout.widen === undefined ? Number(value) : layout.widen(Number(value));
  }
  return numbers;
}

function bigIntOf(value: number | boolean | Long): bigint {
  return typeof value === 'object' ? value.toBigInt() : BigInt(value);
}

function fill(strings: readonly Uint8Array[], elements: number): readonly Uint8Array[] {
  if (strings.length === elements) return strings;
  const [only] = strings;
  if (only === undefined || strings.length !== 1 || elements > 2 ** 24) {
    throw new TensorError(`${strings.length} strings do not fill a shape of ${elements} elements`);
  }
  return new Array<Uint8Array>(elements).fill(only);
}

/** A numeric tensor as stored: its array's own type, raw little-endian bytes, and a shape. */
export function encodeTensor(
  numbers: TensorNumbers,
  shape: readonly number[],
): tensorboard.TensorProto.$Properties {
  // Of types with one array the first is the one that needs no widening: float32 before half.
  const found = [...LAYOUTS].find(([, layout]) => numbers instanceof layout.array);
  return {
    dtype: found?.[0] ?? DataType.DT_INVALID,
    tensorShape: { dim: shape.map((size) => ({ size })) },
    tensorContent: new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength),
  };
}

/** A tensor of byte strings as stored. */
export function encodeStrings(
  strings: readonly Uint8Array[],
  shape: readonly number[],
): tensorboard.TensorProto.$Properties {
  return {
    dtype: DataType.DT_STRING,
    tensorShape: { dim: shape.map((size) => ({ size })) },
    stringVal: [...strings],
  };
}
