// Damaged and hostile event files without end, for fuzz tests: small real files and handmade events, mutated. The same
// number gives the same file.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Long, tensorboard } from '../proto/messages.ts';
import { maskedCrc32c } from '../src/format/crc32c.ts';
import { isEventFileName } from '../src/format/event-file-name.ts';
import { joined } from '../src/format/joined-bytes.ts';
import { FOOTER_BYTES, frameRecord, HEADER_BYTES, readRecord } from '../src/format/tf-record.ts';
import { pick, type Random, randomFrom } from './seeded-random.ts';

const LOGS = 'test/fixtures/logs';
const MAX_PAYLOAD_BYTES = 1500;
const { DataType, Event } = tensorboard;

/** Payloads of one file, in order. */
function payloadsOf(bytes: Uint8Array): Uint8Array[] {
  const payloads: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const record = readRecord(bytes, at);
    if (record.kind !== 'record') break;
    if (record.payload.length <= MAX_PAYLOAD_BYTES) payloads.push(record.payload);
    at = record.nextOffsetBytes;
  }
  return payloads;
}

function summary(...value: readonly object[]): Uint8Array {
  return Event.encode({ wallTime: 1, step: 1, summary: { value } } as tensorboard.Event.$Properties).finish();
}

/** A message in a message, and so on, all of field `key`. */
function nested(key: number, depth: number): Uint8Array {
  let bytes: Uint8Array = new Uint8Array(0);
  for (let level = 0; level < depth; level++) {
    const length = bytes.length < 128 ? [bytes.length] : [(bytes.length & 127) | 128, bytes.length >> 7];
    bytes = Uint8Array.of(key, ...length, ...bytes);
  }
  return bytes;
}

const huge = Long.fromBits(-1, 0x7fffffff);
/** Claims that nothing stands behind, each in an event of its own. */
const HOSTILE: readonly Uint8Array[] = [
  ...[huge, Long.fromInt(-1), Long.fromInt(2 ** 31 - 1)].flatMap((size) => [
    summary({ tag: 't', tensor: { dtype: DataType.DT_STRING, tensorShape: { dim: [{ size }, { size }] } } }),
    summary({
      tag: 'f',
      tensor: { dtype: DataType.DT_FLOAT, tensorShape: { dim: [{ size }] }, floatVal: [1] },
    }),
    summary({ tag: 'd', tensor: { dtype: DataType.DT_DOUBLE, tensorContent: new Uint8Array(7) } }),
  ]),
  summary({ tag: 'u', tensor: { dtype: 99, versionNumber: -1, tensorContent: new Uint8Array(8) } }),
  summary({ tag: 'x'.repeat(1200), simpleValue: 1 }),
  summary({ tag: 's', metadata: { pluginData: { pluginName: 'p'.repeat(600) } }, simpleValue: 1 }),
  summary(...Array.from({ length: 200 }, (_, at) => ({ tag: String(at), simpleValue: at }))),
  ...[0x0a, 0x2a, 0x42, 0x4a, 0x7a].map((key) => nested(key, 500)),
  // Groups that open and never close.
  new Uint8Array(1000).fill(0x0b),
  new Uint8Array(1000).fill(0x2b),
];

/** Bytes that say much: long varints, lengths and counts beyond everything, keys of every wire type. */
const SNIPPETS = [
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  [0xff, 0xff, 0xff, 0xff, 0x07],
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x00],
  [0x2a, 0xff, 0xff, 0xff, 0x7f],
  [0x0a, 0x80, 0x80, 0x80, 0x80, 0x08],
  [0x42, 0x02, 0x12, 0x7f],
  [0x2a, 0x00],
  [0x0b],
  [0x0c],
  [0x00],
].map((bytes) => Uint8Array.from(bytes));

const SOURCES: readonly (readonly Uint8Array[])[] = [
  ...readdirSync(LOGS, { recursive: true, encoding: 'utf8' })
    .filter((name) => isEventFileName(name.split('/').at(-1) ?? ''))
    .sort()
    .map((name) => payloadsOf(readFileSync(join(LOGS, name))))
    .filter((payloads) => payloads.length > 0),
  HOSTILE,
];

/** One small change anywhere; part of `other` may come into it. */
export function mutated(bytes: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  const at = random(bytes.length + 1);
  const head = bytes.subarray(0, at);
  const copy = bytes.slice();
  switch (random(7)) {
    case 0:
      if (at < copy.length) copy[at] = (copy[at] ?? 0) ^ (1 << random(8));
      return copy;
    case 1:
      if (at < copy.length) copy[at] = random(256);
      return copy;
    case 2:
      return head;
    case 3:
      return joined([head, bytes.subarray(Math.min(bytes.length, at + 1 + random(20)))]);
    case 4:
      return joined([head, other.subarray(random(other.length + 1))]);
    case 5:
      return joined([head, SNIPPETS[random(SNIPPETS.length)] ?? head, bytes.subarray(at)]);
    default:
      copy.set((SNIPPETS[random(SNIPPETS.length)] ?? head).subarray(0, bytes.length - at), at);
      return copy;
  }
}

/** A header that promises much, its checksum right. */
function boldHeader(random: Random): Uint8Array {
  const header = new Uint8Array(HEADER_BYTES);
  const view = new DataView(header.buffer);
  view.setUint32(
    0,
    pick([0, 1, 100, 5000, 2 ** 24, 2 ** 31 - 17, 2 ** 31 - 1, 2 ** 32 - 1], random, 0),
    true,
  );
  view.setUint32(4, pick([0, 0, 0, 1, 2 ** 28, 2 ** 32 - 1], random, 0), true);
  view.setUint32(8, maskedCrc32c(header, 0, 8), true);
  return header;
}

/** What becomes of a file: its events changed under right checksums, or its bytes. */
export type Mutation = 'payloads' | 'bytes';

const FILLER = frameRecord(summary({ tag: 'filler', simpleValue: 1 }));
const FILL = joined(Array.from({ length: Math.ceil(4096 / FILLER.length) }, () => FILLER));

/**
 * The file of this number. 4 to 10 kB, for some scanners take a shorter way with less: a few records as they were, the
 * same changed, many of one simple scalar, the changed ones again.
 */
export function mutatedFile(number: number, mutation: Mutation): Uint8Array {
  const random = randomFrom(number);
  const source = pick(SOURCES, random, HOSTILE);
  const first = random(source.length);
  const payloads = source.slice(first, first + 1 + random(4));
  const other = pick(pick(SOURCES, random, HOSTILE), random, new Uint8Array(0));
  const changed = payloads.slice();
  if (mutation === 'payloads') {
    for (let changes = 1 + random(4); changes > 0; changes--) {
      const at = random(changed.length);
      changed[at] = mutated(changed[at] ?? other, random, other);
    }
  }
  const records = joined(changed.map(frameRecord));
  let file = joined([FILLER, ...payloads.map(frameRecord), records, FILL, records]);
  if (mutation === 'payloads') return file;
  for (let changes = 1 + random(4); changes > 0; changes--) {
    const at = random(file.length + 1);
    const behind = file.subarray(at + random(HEADER_BYTES + FOOTER_BYTES));
    file =
      random(3) > 0
        ? mutated(file, random, records)
        : joined([file.subarray(0, at), boldHeader(random), behind]);
  }
  return file;
}
