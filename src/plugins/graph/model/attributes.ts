// Plain values -> attributes of a graph's node, as TensorBoard's page knows them.
import { Long } from '../../../../proto/long.ts';
import type { tensorboard } from '../../../../proto/messages.ts';
import { ArgumentError, described } from '../../../format/argument-error.ts';

export type Attribute = tensorboard.AttrValue.$Properties;

/** What an attribute can be: text, a truth, a number, or a list of one kind. */
export type AttributeInput =
  | string
  | boolean
  | number
  | bigint
  | readonly (string | boolean | number | bigint)[];

/** Sizes by dimension; what is null or negative is not known. */
export type Shape = readonly (number | null)[];

/** The same, where a dimension that is not known may have a name, such as `batch`. */
export type NamedShape = readonly (number | string | null)[];

/** The attribute that the page takes for the shapes of a node's outputs. */
export const OUTPUT_SHAPES = '_output_shapes';

/** Throws ArgumentError for what is no attribute. */
export function attributeOf(value: AttributeInput): Attribute {
  if (typeof value === 'string') return { s: utf8(value) };
  if (typeof value === 'boolean') return { b: value };
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return { i: int64(value as number | bigint) };
  if (typeof value === 'number') return { f: value };
  if (!Array.isArray(value)) {
    throw new ArgumentError(
      `expected attributes to be strings, numbers, booleans or lists, got ${described(value)}`,
    );
  }
  const list = value as readonly unknown[];
  if (list.every((one) => typeof one === 'boolean')) return { list: { b: [...list] } };
  if (list.every((one) => typeof one === 'bigint' || Number.isSafeInteger(one))) {
    return { list: { i: (list as readonly (number | bigint)[]).map(int64) } };
  }
  if (list.every((one) => typeof one === 'number')) return { list: { f: [...list] } };
  return { list: { s: list.map((one) => utf8(String(one))) } };
}

export function shapeMessage(shape: NamedShape): tensorboard.TensorShapeProto.$Properties {
  return {
    dim: shape.map((size) => {
      if (typeof size === 'string') return { size: -1, name: size };
      return { size: size !== null && size >= 0 ? size : -1 };
    }),
  };
}

export function shapesAttribute(shapes: readonly NamedShape[]): Attribute {
  return { list: { shape: shapes.map(shapeMessage) } };
}

function int64(value: number | bigint): number | Long {
  return typeof value === 'bigint' ? Long.fromBigInt(value) : value;
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
