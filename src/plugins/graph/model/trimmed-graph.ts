// An encoded GraphDef without the attributes that are too long for a page, cut out of its bytes without decoding them:
// a model's weights can be most of a gigabyte. The same as `dropLargeAttributes` on the decoded graph, and in the bodies
// of functions too. Wire format: https://protobuf.dev/programming-guides/encoding.

import { tensorboard } from '../../../../proto/messages.ts';
import { joined } from '../../../format/joined-bytes.ts';
import { TensorError } from '../../../format/tensor.ts';

/** The attribute that TensorBoard's page knows for the names of what was left out. */
export const TOO_LARGE = '_too_large_attrs';

/** Numbers of fields: GraphDef.node and .library, FunctionDefLibrary.function, FunctionDef.node_def, NodeDef.attr. */
const [NODE, LIBRARY, FUNCTION, NODE_DEF, ATTR] = [1, 2, 1, 3, 5];
const [MAP_KEY, MAP_VALUE] = [1, 2];

/**
 * Notes the names of what was left out in the attribute `key` of the node. Bodies of functions are left whole, as by
 * TensorBoard, where `bodies` is false. Throws TensorError for what is no message.
 */
export function withoutLargeAttributes(
  graph: Uint8Array,
  limitBytes: number,
  key: string,
  bodies = true,
): Uint8Array {
  const node = (bytes: Uint8Array) => trimmedNode(bytes, limitBytes, key);
  return rewritten(graph, (field, bytes) => {
    if (field === NODE) return node(bytes);
    if (field !== LIBRARY || !bodies) return bytes;
    return rewritten(bytes, (part, functionBytes) =>
      part === FUNCTION
        ? rewritten(functionBytes, (inner, body) => (inner === NODE_DEF ? node(body) : body))
        : functionBytes,
    );
  });
}

function trimmedNode(bytes: Uint8Array, limitBytes: number, key: string): Uint8Array {
  // Most nodes are shorter as a whole.
  if (bytes.length <= limitBytes) return bytes;
  const dropped: Uint8Array[] = [];
  const kept = rewritten(bytes, (field, entry) => {
    if (field !== ATTR || entry.length <= limitBytes) return entry;
    let [name, size] = [new Uint8Array(0), 0];
    for (const part of fieldsIn(entry)) {
      if (part.field === MAP_KEY) name = part.value.slice();
      if (part.field === MAP_VALUE) size = part.value.length;
    }
    if (size <= limitBytes) return entry;
    dropped.push(name);
    return undefined;
  });
  if (dropped.length === 0) return bytes;
  const note = tensorboard.NodeDef.encode({ attr: { [key]: { list: { s: dropped } } } }).finish();
  return joined([kept, note]);
}

/** The message with each of its parts of a length changed; the same object where nothing changed. */
function rewritten(
  bytes: Uint8Array,
  change: (field: number, value: Uint8Array) => Uint8Array | undefined,
): Uint8Array {
  const pieces: Uint8Array[] = [];
  let keptFrom = 0;
  for (const { field, value, start, end } of fieldsIn(bytes)) {
    const changed = change(field, value);
    if (changed === value) continue;
    pieces.push(bytes.subarray(keptFrom, start));
    if (changed) pieces.push(varint((field << 3) | 2), varint(changed.length), changed);
    keptFrom = end;
  }
  if (keptFrom === 0 && pieces.length === 0) return bytes;
  return joined([...pieces, bytes.subarray(keptFrom)]);
}

interface Field {
  readonly field: number;
  readonly value: Uint8Array;
  /** Of the whole field in the message, tag included. */
  readonly start: number;
  readonly end: number;
}

/** Fields that have a length, in order; others are passed over. */
function* fieldsIn(bytes: Uint8Array): Generator<Field> {
  let at = 0;
  const next = () => {
    let [value, factor] = [0, 1];
    for (let byte = 0x80; byte >= 0x80; factor *= 128) {
      if (at >= bytes.length || factor > 2 ** 63)
        throw new TensorError('the stored graph cannot be read (its bytes break off)');
      byte = bytes[at++] ?? 0;
      value += (byte & 0x7f) * factor;
    }
    return value;
  };
  while (at < bytes.length) {
    const start = at;
    const tag = next();
    const [field, type] = [Math.floor(tag / 8), tag % 8];
    if (type === 0) next();
    else if (type === 1) at += 8;
    else if (type === 5) at += 4;
    else if (type === 2) {
      const length = next();
      if (length > bytes.length - at)
        throw new TensorError('the stored graph cannot be read (its bytes break off)');
      at += length;
      yield { field, value: bytes.subarray(at - length, at), start, end: at };
    } else throw new TensorError(`the stored graph cannot be read (wire type ${type})`);
  }
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 0x80; left = Math.floor(left / 128)) bytes.push((left % 128) | 0x80);
  return Uint8Array.of(...bytes, left);
}
