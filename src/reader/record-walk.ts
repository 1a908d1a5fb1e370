// Walks the records of a file block by block and gets behind damage: what is damaged is left out and told, everything
// else is found.
import { maskedCrc32c } from '../format/crc32c.ts';
import { FOOTER_BYTES, findRecord, HEADER_BYTES, readRecord } from '../format/tf-record.ts';
import type { ScanProblem } from './batch.ts';

/** A payload is looked at despite a wrong length only up to this size: most wrong lengths are wild. */
const MAX_DOUBTED_BYTES = 2 ** 26;

/** The bytes to walk: a block of a file that is known to reach to `endBytes`, the block beginning at `offsetBytes`. */
export interface WalkBlock {
  readonly bytes: Uint8Array;
  readonly offsetBytes: number;
  readonly endBytes: number;
}

/** `at` and `next` count from the block's beginning. */
export type WalkStep =
  | { readonly kind: 'record'; readonly payload: Uint8Array; readonly at: number; readonly next: number }
  /** Nothing more to be had: the next block must begin at `at` and be `neededBytes` long. */
  | { readonly kind: 'stop'; readonly at: number; readonly neededBytes: number };

/** Damage that a search is under way behind. */
export interface Damage {
  /** Where it begins in the file. */
  readonly startBytes: number;
  readonly what: string;
  /** It was told, when the end of the file was reached, that nothing was found behind it. */
  told: boolean;
}

/** One for each file. Remembers, between blocks, damage that it has not got behind. */
export class RecordWalk {
  readonly #report: (problem: ScanProblem) => void;
  #damage: Damage | undefined;
  /** Bytes behind what was found; a search that finds nothing at the very first byte met no event file. */
  #anyRecord = false;

  constructor(report: (problem: ScanProblem) => void, damage?: Damage) {
    this.#report = report;
    this.#damage = damage;
  }

  /** What another walk needs to go on in this one's place. */
  get damage(): Damage | undefined {
    return this.#damage;
  }

  /** Whether a search is under way. */
  get searching(): boolean {
    return this.#damage !== undefined;
  }

  /** The next whole record at or behind `at`. */
  next(block: WalkBlock, at: number): WalkStep {
    const { bytes, offsetBytes, endBytes } = block;
    for (let from = at; ; ) {
      if (this.#damage) {
        const found = this.#search(block, from, this.#damage);
        if (found.kind === 'stop') return found;
        from = found.at;
      }
      const read = readRecord(bytes, from);
      if (read.kind === 'record') {
        this.#anyRecord = true;
        return { kind: 'record', payload: read.payload, at: from, next: read.nextOffsetBytes };
      }
      if (read.kind === 'incomplete') return { kind: 'stop', at: from, neededBytes: read.neededBytes };
      if (read.part === 'length') {
        const doubted = this.#doubted(block, from);
        if (doubted) return doubted;
        continue;
      }
      const behind = bytes.length - read.nextOffsetBytes;
      if (behind < HEADER_BYTES && offsetBytes + bytes.length < endBytes) {
        return { kind: 'stop', at: from, neededBytes: read.nextOffsetBytes - from + HEADER_BYTES };
      }
      const what = 'the checksum of the payload is wrong';
      if (headerIsRight(bytes, read.nextOffsetBytes)) {
        const done = 'this record was left out; reading went on behind it';
        this.#report({ offsetBytes: offsetBytes + from, what, done });
        from = read.nextOffsetBytes;
      } else {
        // A record that was never finished hides those that were written over its rest: search from inside.
        this.#damage = { startBytes: offsetBytes + from, what, told: false };
      }
    }
  }

  /** A record whose length is not to be trusted; undefined where a search must begin instead. */
  #doubted({ bytes, offsetBytes, endBytes }: WalkBlock, at: number): WalkStep | undefined {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const length = view.getBigUint64(at, true);
    if (length <= MAX_DOUBTED_BYTES) {
      const end = at + HEADER_BYTES + Number(length);
      const next = end + FOOTER_BYTES;
      if (next > bytes.length && offsetBytes + next <= endBytes) {
        return { kind: 'stop', at, neededBytes: next - at };
      }
      if (next <= bytes.length && view.getUint32(end, true) === maskedCrc32c(bytes, at + HEADER_BYTES, end)) {
        this.#report({
          offsetBytes: offsetBytes + at,
          what: 'the checksum of the length is wrong',
          done: 'this record was kept, for its payload is right by its own checksum',
        });
        this.#anyRecord = true;
        return { kind: 'record', payload: bytes.subarray(at + HEADER_BYTES, end), at, next };
      }
    }
    const impossible = view.getUint32(at + 8, true) === maskedCrc32c(bytes, at, at + 8);
    const what = impossible ? `the length ${length} is impossible` : 'the checksum of the length is wrong';
    this.#damage = { startBytes: offsetBytes + at, what, told: false };
    return undefined;
  }

  /** The place of the next record, behind the place where damage begins; ends the damage where it is found. */
  #search(
    { bytes, offsetBytes, endBytes }: WalkBlock,
    at: number,
    damage: Damage,
  ): { readonly kind: 'found'; readonly at: number } | (WalkStep & { readonly kind: 'stop' }) {
    let from = Math.max(at, damage.startBytes + 1 - offsetBytes);
    for (;;) {
      const candidate = findRecord(bytes, from);
      if (candidate === undefined) break;
      const read = readRecord(bytes, candidate);
      const beyondEnd = read.kind === 'incomplete' && offsetBytes + candidate + read.neededBytes > endBytes;
      if (read.kind === 'record' || beyondEnd) {
        this.#damage = undefined;
        const skippedBytes = offsetBytes + candidate - damage.startBytes;
        this.#report({
          offsetBytes: damage.startBytes,
          what: damage.what,
          done: `${skippedBytes} bytes were skipped, up to the next whole record`,
        });
        return { kind: 'found', at: candidate };
      }
      if (read.kind === 'incomplete') return { kind: 'stop', at: candidate, neededBytes: read.neededBytes };
      from = candidate + 1;
    }
    if (offsetBytes + bytes.length >= endBytes && !damage.told) this.#tellRest(damage, endBytes);
    // A header may begin in the last bytes and go on in the next block.
    return { kind: 'stop', at: Math.max(from, bytes.length - HEADER_BYTES + 1), neededBytes: HEADER_BYTES };
  }

  #tellRest(damage: Damage, endBytes: number): void {
    damage.told = true;
    const notEvents = damage.startBytes === 0 && !this.#anyRecord;
    this.#report({
      offsetBytes: damage.startBytes,
      what: notEvents ? 'this is no event file: no record was found in it' : damage.what,
      done: notEvents
        ? 'it was left out'
        : `no whole record follows, so the ${endBytes - damage.startBytes} bytes to the end were left out`,
    });
  }
}

function headerIsRight(bytes: Uint8Array, at: number): boolean {
  if (bytes.length - at < HEADER_BYTES) return false;
  const read = readRecord(bytes.subarray(at, at + HEADER_BYTES), 0);
  return read.kind !== 'corrupt' || read.part !== 'length';
}
