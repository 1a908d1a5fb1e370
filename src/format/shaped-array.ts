// Arrays as programs have them (nested, typed, with a shape, tfjs tensors) as one flat array and its shape.
// A tfjs tensor is known by `shape` and `dataSync`, so that tfjs need not be there.
import { ArgumentError, described } from './argument-error.ts';

/** Arrays in arrays, all of one level of the same length. */
export type NestedNumbers = readonly (number | NestedNumbers)[];

/** Anything that `shapedArrayOf` understands. A typed array has one dimension, a number none. */
export type ArrayInput =
  | number
  | NestedNumbers
  | NumberArray
  | BigInt64Array
  | BigUint64Array
  | {
      /** Lengths of the dimensions, outermost first. */
      readonly shape: readonly number[];
      /** Row-major; as many numbers as the product of `shape`. */
      readonly data: ArrayLike<number>;
    }
  | {
      /** Of a tfjs tensor, outermost first. */
      readonly shape: readonly number[];
      /** Of a tfjs tensor: `float32`, `int32` or `bool`. */
      readonly dtype?: string;
      /** Of a tfjs tensor: its numbers, row-major. */
      dataSync(): ArrayLike<number>;
    };

/** Typed arrays whose elements are numbers. */
export type NumberArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint8ClampedArray
  | Uint16Array
  | Uint32Array;

/** Row-major numbers; `data.length` is the product of `shape`. */
export interface ShapedArray<Numbers extends NumberArray = NumberArray> {
  /** Lengths of the dimensions, outermost first; empty for one number. */
  readonly shape: readonly number[];
  /** All numbers, the last dimension fastest. */
  readonly data: Numbers;
}

/**
 * Any array as flat numbers and a shape. Typed arrays are not copied; nested ones become float64, 64-bit integers
 * float64, tfjs booleans float32. Throws ArgumentError where shape and data do not fit or an element is no number.
 */
export function shapedArrayOf(input: ArrayInput): ShapedArray {
  if (typeof input === 'number') return { shape: [], data: Float64Array.of(input) };
  if (ArrayBuffer.isView(input)) return { shape: [input.length], data: numbersOf(input) };
  if (Array.isArray(input)) return shapedArrayOfNested(input);
  if (typeof input !== 'object' || input === null || !('shape' in input)) {
    throw new ArgumentError(`expected an array, a typed array or a tensor, got ${described(input)}`);
  }
  // Read once: a tensor on a graphics card is copied each time.
  const data = 'dataSync' in input ? input.dataSync() : (input as { data: ArrayLike<number> }).data;
  const isBool = 'dtype' in input && input.dtype === 'bool';
  return checked(input.shape, isBool ? Float32Array.from(data) : numbersOf(data));
}

function checked(shape: readonly number[], data: NumberArray): ShapedArray {
  const isShape =
    Array.isArray(shape) && shape.every((size) => Number.isSafeInteger(size) && (size as number) >= 0);
  if (!isShape) throw new ArgumentError(`expected a shape of whole numbers, got [${String(shape)}]`);
  const elements = shape.reduce((product, size) => product * size, 1);
  if (data.length !== elements) {
    throw new ArgumentError(`a shape of [${shape}] holds ${elements} numbers, got ${data.length}`);
  }
  return { shape, data };
}

function numbersOf(data: unknown): NumberArray {
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return Float64Array.from(data, Number);
  if (ArrayBuffer.isView(data) && !(data instanceof DataView)) return data as NumberArray;
  if (!Array.isArray(data)) throw new ArgumentError(`expected an array of numbers, got ${described(data)}`);
  return Float64Array.from(data, numberOf);
}

function numberOf(element: unknown): number {
  if (typeof element === 'number') return element;
  throw new ArgumentError(`expected numbers only, got ${described(element)}`);
}

function shapedArrayOfNested(nested: NestedNumbers): ShapedArray {
  const shape: number[] = [];
  for (let level: unknown = nested; Array.isArray(level); level = level[0]) shape.push(level.length);
  const data = new Float64Array(shape.reduce((product, size) => product * size, 1));
  let filled = 0;
  const fill = (level: unknown, depth: number): void => {
    if (depth === shape.length) {
      data[filled++] = numberOf(level);
      return;
    }
    if (!Array.isArray(level) || level.length !== shape[depth]) {
      const expected = `arrays of ${shape[depth]} at depth ${depth}, as the first one is`;
      throw new ArgumentError(`expected ${expected}, got ${described(level)}`);
    }
    for (const element of level) fill(element, depth + 1);
  };
  fill(nested, 0);
  return { shape, data };
}
