// The binary frame of columns, little-endian. A frame is a list of blocks; a block has a JSON head and typed columns.
//   u32 magic "RBC1" · u32 blocks · per block: u32 bytes of head · head (JSON, UTF-8) · padding to 8 ·
//   per column named in the head's `columns`: its elements · padding to 8
// In a packed frame, which only who asks for it gets, a column that an earlier block has too is not said again: its
// fourth part is the offset in the frame where it lies. Columns of type `times` lie as `time-column.ts` says.
import { packedTimes, unpackedTimes } from './time-column.ts';

const MAGIC = 0x31434252;

/** Types a column can have. */
export type Column = Float32Array | Float64Array | BigInt64Array | Uint32Array | Uint8Array;

/** One block: any JSON as head, and named columns. */
export interface ColumnBlock<Head> {
  readonly head: Head;
  readonly columns: Readonly<Record<string, Column>>;
}

const TYPES = {
  f32: Float32Array,
  f64: Float64Array,
  i64: BigInt64Array,
  u32: Uint32Array,
  u8: Uint8Array,
} as const;
type TypeName = keyof typeof TYPES;

type StoredColumn = readonly [
  name: string,
  type: TypeName | 'times',
  length: number,
  offsetBytes?: number | undefined,
];

interface StoredHead<Head> {
  readonly head: Head;
  readonly columns: readonly StoredColumn[];
}

/** By what typed arrays call themselves, those of subclasses too. */
const TYPE_NAMES = new Map(
  Object.entries(TYPES).map(([name, type]) => [
    type.name as Column[typeof Symbol.toStringTag],
    name as TypeName,
  ]),
);

function typeOf(column: Column): TypeName {
  const name = TYPE_NAMES.get(column[Symbol.toStringTag]);
  if (name === undefined) throw new TypeError('not a column');
  return name;
}

// Not by bits, which a frame of more than 2 GiB would overflow.
const align = (offsetBytes: number) => Math.ceil(offsetBytes / 8) * 8;

/** A column that lies in the frame, and where. */
interface Placed {
  readonly column: Column;
  readonly offsetBytes: number;
}

/** Encodes blocks; the exact inverse of `decodeColumns`. `packed`: in fewer bytes, whatever they hold; default no. */
export function encodeColumns<Head>(blocks: readonly ColumnBlock<Head>[], packed = false): Uint8Array {
  const encoder = new TextEncoder();
  /** By name, those that were said last. */
  const said = new Map<string, Placed & { readonly stored: StoredColumn }>();
  const heads: { readonly bytes: Uint8Array; readonly offsetBytes: number }[] = [];
  const placed: Placed[] = [];
  let total = 8;
  for (const { head, columns } of blocks) {
    const named = Object.entries(columns).map(([name, column]) => {
      const before = said.get(name);
      if (packed && before && isSame(before.column, column))
        return { column, stored: [...before.stored.slice(0, 3), before.offsetBytes] };
      const times = packed && column instanceof Float64Array ? packedTimes(column) : undefined;
      const stored: StoredColumn = [name, times ? 'times' : typeOf(column), column.length];
      return { column, stored, lies: times ?? column };
    });
    const bytes = encoder.encode(JSON.stringify({ head, columns: named.map(({ stored }) => stored) }));
    heads.push({ bytes, offsetBytes: total });
    total = align(total + 4 + bytes.length);
    for (const { column, stored, lies } of named) {
      if (!lies) continue;
      placed.push({ column: lies, offsetBytes: total });
      said.set(stored[0], { column, stored, offsetBytes: total });
      total = align(total + lies.byteLength);
    }
  }
  const frame = new Uint8Array(total);
  const view = new DataView(frame.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, blocks.length, true);
  for (const { bytes, offsetBytes } of heads) {
    view.setUint32(offsetBytes, bytes.length, true);
    frame.set(bytes, offsetBytes + 4);
  }
  for (const { column, offsetBytes } of placed)
    frame.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), offsetBytes);
  return frame;
}

/** Whether both are of one type and have the same bits. Empty ones, and such as lie at odd places, count as different. */
function isSame(a: Column, b: Column): boolean {
  if (typeOf(a) !== typeOf(b) || a.length !== b.length || a.length === 0) return false;
  if (a.byteOffset % 4 !== 0 || b.byteOffset % 4 !== 0 || a.byteLength % 4 !== 0) return false;
  const words = new Uint32Array(a.buffer, a.byteOffset, a.byteLength / 4);
  const others = new Uint32Array(b.buffer, b.byteOffset, b.byteLength / 4);
  for (let i = 0; i < words.length; i++) if (words[i] !== others[i]) return false;
  return true;
}

/**
 * Decodes a frame that begins at `offsetBytes`, a multiple of 8. Columns are views of `buffer`, or arrays of their own
 * where they were packed; one that blocks have in common is the same object. Throws an Error where it is no frame.
 */
export function decodeColumns<Head>(buffer: ArrayBuffer, offsetBytes = 0): ColumnBlock<Head>[] {
  return [...columnBlocks<Head>(buffer, offsetBytes)];
}

/** The same, one block after the other: of ten thousand, all at once take 100 ms. */
export function* columnBlocks<Head>(buffer: ArrayBuffer, offsetBytes = 0): Generator<ColumnBlock<Head>> {
  const view = new DataView(buffer);
  if (buffer.byteLength < offsetBytes + 8 || view.getUint32(offsetBytes, true) !== MAGIC)
    throw new Error('this is no frame of columns');
  const decoder = new TextDecoder();
  /** Columns that lie in the frame, by their place. */
  const lying = new Map<number, Column>();
  let at = offsetBytes + 8;
  for (let left = view.getUint32(offsetBytes + 4, true); left > 0; left--) {
    const headBytes = view.getUint32(at, true);
    const stored = JSON.parse(decoder.decode(new Uint8Array(buffer, at + 4, headBytes))) as StoredHead<Head>;
    at = align(at + 4 + headBytes);
    const columns: [string, Column][] = [];
    for (const [name, type, length, place] of stored.columns) {
      const known = place === undefined ? undefined : lying.get(offsetBytes + place);
      const column =
        known ?? (type === 'times' ? unpackedTimes(buffer, at, length) : new TYPES[type](buffer, at, length));
      columns.push([name, column]);
      if (known) continue;
      lying.set(at, column);
      at = align(at + (type === 'times' ? 4 * (length + 1) : column.byteLength));
    }
    // Not by assignment: a column may be called __proto__.
    yield { head: stored.head, columns: Object.fromEntries(columns) };
  }
}
