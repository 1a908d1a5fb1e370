import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskedCrc32c } from './crc32c.ts';
import { FOOTER_BYTES, findRecord, frameRecord, HEADER_BYTES, readRecord } from './tf-record.ts';

const payload = Uint8Array.from({ length: 24 }, (_, i) => i * 7);
const good = frameRecord(payload);

function flipped(index: number): Uint8Array {
  const bytes = good.slice();
  bytes[index] = (bytes[index] ?? 0) ^ 0x10;
  return bytes;
}

/** A header that claims `lengthBytes` under a right checksum, and nothing behind it. */
function claim(lengthBytes: bigint): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, lengthBytes, true);
  view.setUint32(8, maskedCrc32c(bytes, 0, 8), true);
  return bytes;
}

describe('readRecord', () => {
  it.each([
    ['nothing', new Uint8Array(0), { kind: 'incomplete', neededBytes: 12 }],
    ['half a header', good.subarray(0, 11), { kind: 'incomplete', neededBytes: 12 }],
    ['all but the last byte', good.subarray(0, good.length - 1), { kind: 'incomplete', neededBytes: 40 }],
    ['a flipped bit in the length', flipped(0), { kind: 'corrupt', part: 'length' }],
    ['a flipped bit in the checksum of the length', flipped(9), { kind: 'corrupt', part: 'length' }],
    ['a flipped bit in the payload', flipped(20), { kind: 'corrupt', part: 'payload', nextOffsetBytes: 40 }],
    [
      'a flipped bit in the last checksum',
      flipped(38),
      { kind: 'corrupt', part: 'payload', nextOffsetBytes: 40 },
    ],
    ['a claim of 2^60 bytes', claim(2n ** 60n), { kind: 'corrupt', part: 'length' }],
    ['a claim of 2 GiB less one', claim(2n ** 31n - 1n), { kind: 'incomplete', neededBytes: 2 ** 31 + 15 }],
    ['a whole record', good, { kind: 'record', payload, nextOffsetBytes: 40 }],
    [
      'an empty payload',
      frameRecord(new Uint8Array(0)),
      { kind: 'record', payload: new Uint8Array(0), nextOffsetBytes: 16 },
    ],
  ])('reads %s', (_, bytes, expected) => expect(readRecord(bytes, 0)).toEqual(expected));

  it('gives back what frameRecord framed, at any place', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), fc.uint8Array({ maxLength: 300 }), (before, content) => {
        const record = frameRecord(content);
        const bytes = new Uint8Array([...before, ...record]);
        expect(record.length).toBe(HEADER_BYTES + content.length + FOOTER_BYTES);
        expect(readRecord(bytes, before.length)).toEqual({
          kind: 'record',
          payload: content,
          nextOffsetBytes: bytes.length,
        });
      }),
    );
  });

  it('never takes a record with one flipped bit for a whole one', () => {
    fc.assert(
      fc.property(fc.nat(good.length * 8 - 1), (bit) => {
        const bytes = good.slice();
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(readRecord(bytes, 0).kind).not.toBe('record');
      }),
    );
  });
});

describe('findRecord', () => {
  it.each([
    ['at once', good, 0, 0],
    ['behind rubbish', new Uint8Array([1, 2, 3, ...good]), 0, 3],
    ['not before the offset', new Uint8Array([...good, ...good]), 1, 40],
    ['nowhere in rubbish', new Uint8Array(64).fill(7), 0, undefined],
    ['nowhere in half a header', good.subarray(0, 11), 0, undefined],
  ])('finds a header %s', (_, bytes, offset, expected) => expect(findRecord(bytes, offset)).toBe(expected));
});
