// LevelDB's table of sorted keys, as TensorFlow writes the index of a checkpoint (leveldb/doc/table_format.md and
// tensorflow/core/lib/io/format.cc). Blocks that are compressed are not read: TensorFlow compresses none of an index.
import { maskedCrc32c } from './crc32c.ts';

const FOOTER_BYTES = 48;
const MAGIC = 0xdb4775248b80fb57n;
/** A byte for the compression, and a checksum of the block with it. */
const TRAILER_BYTES = 5;
const PLAIN = 0;

/** Tells why the bytes are no table. */
export class TableError extends Error {
  override name = 'TableError';
}

interface Handle {
  readonly offset: number;
  readonly size: number;
}

/** Keys, which are text here, and their values, in the order of the keys' bytes. Throws TableError. */
export function* readSortedTable(bytes: Uint8Array): Generator<readonly [key: string, value: Uint8Array]> {
  const footerAt = bytes.length - FOOTER_BYTES;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (footerAt < 0 || view.getBigUint64(bytes.length - 8, true) !== MAGIC)
    throw new TableError('it does not end as a table does');
  const footer = new Cursor(bytes, footerAt, bytes.length - 8);
  readHandle(footer);
  for (const [, place] of entriesOf(blockAt(bytes, readHandle(footer)))) {
    const handle = readHandle(new Cursor(place, 0, place.length));
    for (const [key, value] of entriesOf(blockAt(bytes, handle))) yield [decoder.decode(key), value];
  }
}

const decoder = new TextDecoder();

function readHandle(cursor: Cursor): Handle {
  return { offset: cursor.varint(), size: cursor.varint() };
}

function blockAt(bytes: Uint8Array, { offset, size }: Handle): Uint8Array {
  const end = offset + size;
  if (end + TRAILER_BYTES > bytes.length) throw new TableError('a block ends behind the file');
  const compression = bytes[end];
  if (compression !== PLAIN) throw new TableError('it is compressed, which is not read');
  const stored = new DataView(bytes.buffer, bytes.byteOffset + end + 1, 4).getUint32(0, true);
  if (maskedCrc32c(bytes, offset, end + 1) !== stored) throw new TableError('a block is damaged');
  return bytes.subarray(offset, end);
}

/** A key repeats the beginning of the one before it by telling how much of it there is. */
function* entriesOf(block: Uint8Array): Generator<readonly [key: Uint8Array, value: Uint8Array]> {
  if (block.length < 4) throw new TableError('a block is too short');
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const restarts = view.getUint32(block.length - 4, true);
  const end = block.length - 4 * (restarts + 1);
  if (end < 0) throw new TableError('a block is shorter than its list of keys');
  const cursor = new Cursor(block, 0, end);
  let key = new Uint8Array(0);
  while (!cursor.isAtEnd) {
    const shared = cursor.varint();
    const own = cursor.varint();
    const length = cursor.varint();
    if (shared > key.length) throw new TableError('a key repeats more than there is');
    const next = new Uint8Array(shared + own);
    next.set(key.subarray(0, shared));
    next.set(cursor.take(own), shared);
    key = next;
    yield [key, cursor.take(length)];
  }
}

class Cursor {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #at: number;

  constructor(bytes: Uint8Array, at: number, end: number) {
    this.#bytes = bytes;
    this.#at = at;
    this.#end = end;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#end;
  }

  /** Of at most 53 bits. */
  varint(): number {
    let value = 0;
    for (let factor = 1; factor < 2 ** 53; factor *= 128) {
      if (this.isAtEnd) break;
      const byte = this.#bytes[this.#at++] as number;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
    throw new TableError('a number in it has no end');
  }

  take(length: number): Uint8Array {
    if (length > this.#end - this.#at) throw new TableError('an entry ends behind its block');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}
