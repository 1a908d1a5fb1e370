// Attributes of a node as a user reads them.
import type { Attribute } from '../attributes.ts';
import { dtypeNameOf } from '../dtype-names.ts';
import { bytesOf16, float32Text, numberTexts, rawLayoutOf, rawNumbers } from '../raw-numbers.ts';
import { shapeMessageText } from '../structure/operations.ts';

const MOST_LETTERS = 400;
const MOST_LISTED = 32;
const MOST_NUMBERS = 8;

type Tensor = NonNullable<Attribute['tensor']>;

/** One line; long ones are cut. */
export function attributeText(attribute: Attribute): string {
  const text = fullText(attribute);
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text;
}

function fullText({ s, i, f, b, type, shape, tensor, list, func, placeholder }: Attribute): string {
  if (list) return listText(list);
  if (s) return bytesText(s);
  if (shape) return shapeMessageText(shape);
  if (tensor) return tensorText(tensor);
  if (func) return func.name ?? '';
  if (type) return dtypeNameOf(type);
  if (i !== undefined && i !== null) return String(i);
  if (f !== undefined && f !== null) return float32Text(f);
  if (b !== undefined && b !== null) return String(b);
  return placeholder ?? '';
}

function listText(list: NonNullable<Attribute['list']>): string {
  const parts = [
    ...(list.s ?? []).map(bytesText),
    ...(list.i ?? []).map(String),
    ...(list.f ?? []).map(float32Text),
    ...(list.b ?? []).map(String),
    ...(list.type ?? []).map(dtypeNameOf),
    ...(list.shape ?? []).map(shapeMessageText),
    ...(list.tensor ?? []).map(tensorText),
    ...(list.func ?? []).map(({ name }) => name ?? ''),
  ];
  const more = parts.length - MOST_LISTED;
  return `[${parts.slice(0, MOST_LISTED).join(', ')}${more > 0 ? `, and ${more} more` : ''}]`;
}

function bytesText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, MOST_LETTERS * 4));
}

/** Type and shape, and of a few numbers the numbers. */
function tensorText(tensor: Tensor): string {
  const head = `${dtypeNameOf(tensor.dtype ?? 0)} ${shapeMessageText(tensor.tensorShape ?? {})}`;
  const numbers = [...(tensor.intVal ?? []), ...(tensor.int64Val ?? []), ...(tensor.doubleVal ?? [])];
  const values = [
    ...contentOf(tensor),
    ...halvesOf(tensor),
    ...complexOf(tensor),
    ...(tensor.floatVal ?? []).map(float32Text),
    ...numbers.map(String),
    ...(tensor.boolVal ?? []).map(String),
    ...(tensor.uint32Val ?? []).map(String),
    ...(tensor.uint64Val ?? []).map(String),
    ...(tensor.stringVal ?? []).map(bytesText),
  ];
  if (values.length === 0) return head;
  return `${head}: ${values.slice(0, MOST_NUMBERS).join(', ')}${values.length > MOST_NUMBERS ? ', …' : ''}`;
}

/** TensorFlow writes most constants as bytes; one number more than is told, so that more of them are known of. */
function contentOf({ dtype, tensorContent }: Tensor): readonly string[] {
  const layout = rawLayoutOf(dtype ?? 0);
  if (!layout || !tensorContent || tensorContent.length === 0) return [];
  return numberTexts(rawNumbers(tensorContent, layout, MOST_NUMBERS + 1), layout);
}

/** float16 and bfloat16, 16 bits each. */
function halvesOf({ dtype, halfVal }: Tensor): readonly string[] {
  const layout = rawLayoutOf(dtype ?? 0);
  if (!layout || !halfVal || halfVal.length === 0) return [];
  return numberTexts(rawNumbers(bytesOf16(halfVal), layout, MOST_NUMBERS + 1), layout);
}

function complexOf({ dtype, scomplexVal, dcomplexVal }: Tensor): readonly string[] {
  const layout = rawLayoutOf(dtype ?? 0);
  const parts = [...(scomplexVal ?? []), ...(dcomplexVal ?? [])];
  return layout && parts.length > 0 ? numberTexts(parts, layout) : [];
}
