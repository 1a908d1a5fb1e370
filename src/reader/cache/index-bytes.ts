// The bytes of an index, read part by part. Each carries a checksum, which is looked at when the part is read.
import { closeSync, fstatSync, openSync, read, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { sharedBytes } from '../shared-buffers.ts';

/** Each part begins at a multiple of it, so that numbers of each kind can be looked at where they were read to. */
export const ALIGNED_BYTES = 8;
/** Columns that are asked for one behind the other are read so many bytes at once. */
const AHEAD_BYTES = 2 ** 18;
/** So much is read before it is asked for, at most. */
const MOST_SOON_BYTES = 2 ** 23;
/** A column of 256 million numbers. */
const MOST_PART_BYTES = 2 ** 31;

/** Bytes of the index. */
export interface Span {
  readonly atBytes: number;
  readonly lengthBytes: number;
}

/** Bytes that are read together. */
export interface Part extends Span {
  /** CRC-32 as of zlib. */
  readonly crc: number;
}

/** An index that cannot be used, worded for its owner. */
export class IndexError extends Error {
  override readonly name = 'IndexError';
  /** It is of another version: not ours to write over. */
  readonly foreign: boolean;

  constructor(message: string, foreign = false) {
    super(message);
    this.foreign = foreign;
  }
}

interface Held {
  readonly atBytes: number;
  readonly bytes: Uint8Array;
}

/** An index that is open. Closed by whoever opened it. */
export class IndexBytes {
  readonly #descriptor: number;
  readonly sizeBytes: number;
  /** Where those end that were asked for last: of a tag of all runs, the next ones begin there. */
  #askedBytes = 0;
  /** What was read ahead. */
  #ahead: readonly Held[] = [];
  /** How many spans are being read. */
  #reading = 0;
  #closed = false;

  private constructor(descriptor: number) {
    this.#descriptor = descriptor;
    this.sizeBytes = fstatSync(descriptor).size;
  }

  /** Undefined where there is none. Throws IndexError where it cannot be opened. */
  static open(path: string): IndexBytes | undefined {
    try {
      return new IndexBytes(openSync(path, 'r'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new IndexError(`it cannot be opened (${messageOf(error)})`);
    }
  }

  /** Throws IndexError where it is damaged. Its buffer may be shared with others. */
  part({ atBytes, lengthBytes, crc }: Part): Uint8Array {
    const bytes = this.#held(atBytes, lengthBytes) ?? this.read(atBytes, lengthBytes);
    return checked(bytes, atBytes, crc);
  }

  /** The same, where the one behind it is likely to be asked for next. */
  partOfMany({ atBytes, lengthBytes, crc }: Part): Uint8Array {
    return checked(this.#readMany(atBytes, lengthBytes), atBytes, crc);
  }

  #readMany(atBytes: number, lengthBytes: number): Uint8Array {
    const follows = atBytes === alignedBytes(this.#askedBytes);
    this.#askedBytes = atBytes + lengthBytes;
    const held = this.#held(atBytes, lengthBytes);
    if (held) return held;
    if (!follows) return this.read(atBytes, lengthBytes);
    const aheadBytes = Math.max(lengthBytes, Math.min(AHEAD_BYTES, this.sizeBytes - atBytes));
    return this.hold({ atBytes, lengthBytes: aheadBytes }).subarray(0, lengthBytes);
  }

  /** Of what was read ahead; undefined where it is not there. */
  #held(atBytes: number, lengthBytes: number): Uint8Array | undefined {
    for (const ahead of this.#ahead) {
      const at = atBytes - ahead.atBytes;
      if (at >= 0 && at + lengthBytes <= ahead.bytes.length)
        return ahead.bytes.subarray(at, at + lengthBytes);
    }
    return undefined;
  }

  /** Reads parts at once that are asked for next: to read one by one takes as long again. */
  hold({ atBytes, lengthBytes }: Span): Uint8Array {
    const held = this.#held(atBytes, lengthBytes);
    if (held) return held;
    const bytes = this.read(atBytes, lengthBytes);
    this.#ahead = [{ atBytes, bytes }];
    return bytes;
  }

  /**
   * The same on another thread, in so far as it is not much, into memory that brings on no look for garbage meanwhile. What
   * comes too late, or not, is read when it is asked for.
   */
  holdSoon({ atBytes, lengthBytes }: Span): void {
    const bytes = sharedBytes(Math.min(lengthBytes, MOST_SOON_BYTES));
    this.#reading++;
    read(this.#descriptor, bytes, 0, bytes.length, atBytes, (error, count) => {
      this.#reading--;
      if (this.#closed) this.#closeUnread();
      else if (!error && count === bytes.length) this.#ahead = [...this.#ahead, { atBytes, bytes }];
    });
  }

  /** Not checked. */
  read(atBytes: number, lengthBytes: number): Uint8Array {
    // Where a length is a number of bytes that a list claims, its checksum was right; the list's own must fit the file.
    if (!(lengthBytes >= 0 && lengthBytes <= MOST_PART_BYTES))
      throw new IndexError('a part of it is too long');
    const bytes = newBytes(lengthBytes);
    fill(this.#descriptor, bytes, atBytes);
    return bytes;
  }

  close(): void {
    this.#closed = true;
    this.#closeUnread();
  }

  /** Later, where it is being read: another file might get its number meanwhile. */
  #closeUnread(): void {
    if (this.#reading === 0) closeSync(this.#descriptor);
  }
}

/** Where the next part begins behind one that ends at `bytes`. */
export function alignedBytes(bytes: number): number {
  return Math.ceil(bytes / ALIGNED_BYTES) * ALIGNED_BYTES;
}

/** Where bytes end. */
export function endOf({ atBytes, lengthBytes }: Span): number {
  return atBytes + lengthBytes;
}

function checked<T extends Uint8Array>(bytes: T, atBytes: number, crc: number): T {
  if (crc32(bytes) !== crc) throw new IndexError(`it is damaged at byte ${atBytes}`);
  return bytes;
}

function newBytes(lengthBytes: number): Uint8Array {
  // Not filled with zeros first: that would take as long as to read.
  return new Uint8Array(Buffer.allocUnsafeSlow(lengthBytes).buffer);
}

function fill(descriptor: number, bytes: Uint8Array, atBytes: number): void {
  for (let done = 0; done < bytes.length; ) {
    const read = readPiece(descriptor, bytes, done, atBytes + done);
    if (read === 0) throw new IndexError(`it ends at byte ${atBytes + done}`);
    done += read;
  }
}

function readPiece(descriptor: number, bytes: Uint8Array, from: number, atBytes: number): number {
  try {
    return readSync(descriptor, bytes, from, bytes.length - from, atBytes);
  } catch (error) {
    throw new IndexError(`it cannot be read (${messageOf(error)})`);
  }
}

/** Of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
