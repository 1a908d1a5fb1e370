// Framing of records: length (u64), masked CRC of the length, payload, masked CRC of the payload, all little-endian
// (tensorflow/core/lib/io/record_writer.h).
import { maskedCrc32c } from './crc32c.ts';

export const HEADER_BYTES = 12;
export const FOOTER_BYTES = 4;
/** No honest record is larger: protobuf itself cannot decode a message of 2 GiB. */
export const MAX_PAYLOAD_BYTES = 2 ** 31 - 1;

/** What lies at one place of an event file. */
export type RecordRead =
  | { readonly kind: 'record'; readonly payload: Uint8Array; readonly nextOffsetBytes: number }
  /** The file may still grow: keep the offset and read again later. Not an error. */
  | { readonly kind: 'incomplete'; readonly neededBytes: number }
  /** The length is not to be trusted: nothing says where the next record begins. */
  | { readonly kind: 'corrupt'; readonly part: 'length' }
  /** The length is right and the payload is not: the next record begins at `nextOffsetBytes`. */
  | { readonly kind: 'corrupt'; readonly part: 'payload'; readonly nextOffsetBytes: number };

/**
 * Reads the record that begins at `offsetBytes`. Copies nothing: `payload` is a view of `bytes`.
 * `neededBytes` of an incomplete record counts from `offsetBytes`: what must exist before more can be said.
 */
export function readRecord(bytes: Uint8Array, offsetBytes: number): RecordRead {
  const available = bytes.length - offsetBytes;
  if (available < HEADER_BYTES) return { kind: 'incomplete', neededBytes: HEADER_BYTES };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(offsetBytes + 8, true) !== maskedCrc32c(bytes, offsetBytes, offsetBytes + 8)) {
    return { kind: 'corrupt', part: 'length' };
  }
  // Compared before anything is allocated: a length of 2^60 must cost nothing.
  const payloadBytes = view.getUint32(offsetBytes, true) + view.getUint32(offsetBytes + 4, true) * 2 ** 32;
  if (payloadBytes > MAX_PAYLOAD_BYTES) return { kind: 'corrupt', part: 'length' };
  const neededBytes = HEADER_BYTES + payloadBytes + FOOTER_BYTES;
  if (available < neededBytes) return { kind: 'incomplete', neededBytes };
  const start = offsetBytes + HEADER_BYTES;
  const end = start + payloadBytes;
  const nextOffsetBytes = offsetBytes + neededBytes;
  if (view.getUint32(end, true) !== maskedCrc32c(bytes, start, end)) {
    return { kind: 'corrupt', part: 'payload', nextOffsetBytes };
  }
  return { kind: 'record', payload: bytes.subarray(start, end), nextOffsetBytes };
}

/** How many of the first bytes are whole, sound records. */
export function wholeRecordsBytes(bytes: Uint8Array): number {
  for (let at = 0; ; ) {
    const read = readRecord(bytes, at);
    if (read.kind !== 'record') return at;
    at = read.nextOffsetBytes;
  }
}

/** The first place at or after `offsetBytes` where a header with a right checksum begins, or undefined. */
export function findRecord(bytes: Uint8Array, offsetBytes: number): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = offsetBytes; at + HEADER_BYTES <= bytes.length; at++) {
    // The upper half of an honest length is zero, which makes almost every other place cheap to refuse.
    if (view.getUint32(at + 4, true) !== 0) continue;
    if (view.getUint32(at + 8, true) === maskedCrc32c(bytes, at, at + 8)) return at;
  }
  return undefined;
}

/** One record around `payload`, ready to append to a file. */
export function frameRecord(payload: Uint8Array): Uint8Array {
  const record = new Uint8Array(HEADER_BYTES + payload.length + FOOTER_BYTES);
  record.set(payload, HEADER_BYTES);
  sealRecord(record, new DataView(record.buffer), 0, payload.length);
  return record;
}

/** Writes header and footer around a payload that already lies HEADER_BYTES after `offsetBytes`; `view` is of `bytes`. */
export function sealRecord(
  bytes: Uint8Array,
  view: DataView,
  offsetBytes: number,
  payloadBytes: number,
): void {
  view.setUint32(offsetBytes, payloadBytes, true);
  view.setUint32(offsetBytes + 4, 0, true);
  view.setUint32(offsetBytes + 8, maskedCrc32c(bytes, offsetBytes, offsetBytes + 8), true);
  const start = offsetBytes + HEADER_BYTES;
  view.setUint32(start + payloadBytes, maskedCrc32c(bytes, start, start + payloadBytes), true);
}
