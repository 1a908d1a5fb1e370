// The binary frame of columns, little-endian. A frame is a list of blocks; a block has a JSON head and typed columns.
//   u32 magic "RBC1" · u32 blocks · per block: u32 bytes of head · head (JSON, UTF-8) · padding to 8 ·
//   per column named in the head's `columns`: its elements · padding to 8

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

interface StoredHead<Head> {
  readonly head: Head;
  readonly columns: readonly (readonly [name: string, type: TypeName, length: number])[];
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

/** Encodes blocks; the exact inverse of `decodeColumns`. */
export function encodeColumns<Head>(blocks: readonly ColumnBlock<Head>[]): Uint8Array {
  const encoder = new TextEncoder();
  const parts = blocks.map((block) => {
    const columns = Object.entries(block.columns);
    const stored: StoredHead<Head> = {
      head: block.head,
      columns: columns.map(([name, column]) => [name, typeOf(column), column.length]),
    };
    return { head: encoder.encode(JSON.stringify(stored)), columns: columns.map(([, column]) => column) };
  });
  let total = 8;
  for (const part of parts) {
    total = align(total + 4 + part.head.length);
    for (const column of part.columns) total = align(total + column.byteLength);
  }
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, blocks.length, true);
  let at = 8;
  for (const part of parts) {
    view.setUint32(at, part.head.length, true);
    bytes.set(part.head, at + 4);
    at = align(at + 4 + part.head.length);
    for (const column of part.columns) {
      bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
      at = align(at + column.byteLength);
    }
  }
  return bytes;
}

/**
 * Decodes a frame that begins at `offsetBytes`, a multiple of 8. Columns are views of `buffer`. Throws an Error where it
 * is no frame.
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
  let at = offsetBytes + 8;
  for (let left = view.getUint32(offsetBytes + 4, true); left > 0; left--) {
    const headBytes = view.getUint32(at, true);
    const stored = JSON.parse(decoder.decode(new Uint8Array(buffer, at + 4, headBytes))) as StoredHead<Head>;
    at = align(at + 4 + headBytes);
    const columns: [string, Column][] = [];
    for (const [name, type, length] of stored.columns) {
      const column = new TYPES[type](buffer, at, length);
      columns.push([name, column]);
      at = align(at + column.byteLength);
    }
    // Not by assignment: a column may be called __proto__.
    yield { head: stored.head, columns: Object.fromEntries(columns) };
  }
}
