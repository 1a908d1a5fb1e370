// Framed records that wait to be written, one after the other as the file will hold them.
import { type ScalarTag, scalarEventBytes, writeScalarEvent } from '../format/scalar-event.ts';
import { FOOTER_BYTES, HEADER_BYTES, sealRecord } from '../format/tf-record.ts';

const FIRST_BYTES = 16 * 1024;
/** A buffer that one burst made larger than this is given back when it is empty. */
const KEPT_BYTES = 4 * 2 ** 20;

/**
 * Bytes of an event file from the first that is not known to be written. Bytes once given out by `unwritten` are
 * never changed, even where they are confirmed by another way while the first write is still under way.
 */
export class RecordQueue {
  #bytes = new Uint8Array(FIRST_BYTES);
  #view = new DataView(this.#bytes.buffer);
  #start = 0;
  #end = 0;
  #confirmedBytes = 0;
  /** Whether somebody may still read what `unwritten` gave out. */
  #lent = false;

  /** Bytes that wait. */
  get length(): number {
    return this.#end - this.#start;
  }

  /** Bytes of the file that are known to be written: where `unwritten` belongs. */
  get confirmedBytes(): number {
    return this.#confirmedBytes;
  }

  /** Appends one record around `payload`. */
  append(payload: Uint8Array): void {
    const at = this.#reserve(HEADER_BYTES + payload.length + FOOTER_BYTES);
    this.#bytes.set(payload, at + HEADER_BYTES);
    sealRecord(this.#bytes, this.#view, at, payload.length);
  }

  /** Appends the record of a float32 scalar; returns the bytes of its event. Arguments as `writeScalarEvent` takes them. */
  appendScalar(tag: ScalarTag, wallTimeSeconds: number, step: number, value: number): number {
    const payloadBytes = scalarEventBytes(tag, step);
    const at = this.#reserve(HEADER_BYTES + payloadBytes + FOOTER_BYTES);
    writeScalarEvent(this.#bytes, this.#view, at + HEADER_BYTES, tag, wallTimeSeconds, step, value);
    sealRecord(this.#bytes, this.#view, at, payloadBytes);
    return payloadBytes;
  }

  /** All that waits, lent until `giveBack`. */
  lend(): Uint8Array {
    this.#lent = true;
    return this.unwritten();
  }

  /** All that waits, for a reader who is done before the next append. */
  unwritten(): Uint8Array {
    return this.#bytes.subarray(this.#start, this.#end);
  }

  /** Ends the loan. */
  giveBack(): void {
    this.#lent = false;
  }

  /** The file is written up to `offsetBytes`. Less than is known already changes nothing. */
  confirm(offsetBytes: number): void {
    const more = offsetBytes - this.#confirmedBytes;
    if (more <= 0) return;
    this.#start += more;
    this.#confirmedBytes = offsetBytes;
  }

  /** Makes room at the end and returns where it begins. */
  #reserve(bytes: number): number {
    const empty = this.#start === this.#end && !this.#lent;
    if (empty) {
      this.#start = 0;
      this.#end = 0;
    }
    if (this.#end + bytes > this.#bytes.length || (empty && this.#bytes.length > KEPT_BYTES)) {
      const waiting = this.unwritten();
      this.#bytes = new Uint8Array(Math.max(FIRST_BYTES, 2 * (waiting.length + bytes)));
      this.#view = new DataView(this.#bytes.buffer);
      this.#bytes.set(waiting);
      this.#start = 0;
      this.#end = waiting.length;
    }
    const at = this.#end;
    this.#end += bytes;
    return at;
  }
}
