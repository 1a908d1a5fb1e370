// The scanner with its WebAssembly engine against the plain one: the same rows and the same damage, whatever the bytes.
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Long, tensorboard } from '../../proto/messages.ts';
import { rowList, scanned } from '../../test/scanned-file.ts';
import { frameRecord } from '../format/tf-record.ts';
import { PlainScanner } from './scan.ts';
import { ScanEngine } from './scan-engine.ts';

const { DataType, Event } = tensorboard;
const engine = ScanEngine.load();

const number = fc.oneof(fc.double(), fc.float(), fc.integer(), fc.constantFrom(Number.NaN, -0, 1e300));
const shape = fc.constantFrom(
  undefined,
  {},
  { dim: [{ size: 1 }] },
  { dim: [{ size: 1 }, { size: 1 }] },
  { dim: [{ size: 2 }] },
  { unknownRank: true },
);
const bytes = (array: ArrayBufferView) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
const tensor = fc.oneof(
  fc.record({
    dtype: fc.constant(DataType.DT_FLOAT),
    tensorShape: shape,
    floatVal: fc.array(fc.float(), { maxLength: 2 }),
  }),
  fc.record({
    dtype: fc.constant(DataType.DT_FLOAT),
    tensorShape: shape,
    tensorContent: fc.float().map((v) => bytes(Float32Array.of(v))),
  }),
  fc.record({
    dtype: fc.constant(DataType.DT_DOUBLE),
    tensorShape: shape,
    doubleVal: fc.array(fc.double(), { maxLength: 2 }),
  }),
  fc.record({
    dtype: fc.constant(DataType.DT_DOUBLE),
    tensorShape: shape,
    tensorContent: fc.double().map((v) => bytes(Float64Array.of(v))),
  }),
  fc.record({
    dtype: fc.constantFrom(
      DataType.DT_INT32,
      DataType.DT_UINT8,
      DataType.DT_INT16,
      DataType.DT_INT8,
      DataType.DT_UINT16,
      DataType.DT_BOOL,
    ),
    intVal: fc.array(fc.integer(), { maxLength: 2 }),
  }),
  fc.record({
    dtype: fc.constantFrom(
      DataType.DT_INT32,
      DataType.DT_UINT8,
      DataType.DT_INT16,
      DataType.DT_INT8,
      DataType.DT_UINT16,
      DataType.DT_BOOL,
      DataType.DT_HALF,
      DataType.DT_BFLOAT16,
    ),
    tensorContent: fc.uint8Array({ maxLength: 5 }),
  }),
  fc.record({
    dtype: fc.constant(DataType.DT_INT64),
    int64Val: fc.array(
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((v) => Long.fromBigInt(v)),
      { maxLength: 2 },
    ),
  }),
  fc.record({
    dtype: fc.constant(DataType.DT_UINT64),
    uint64Val: fc.array(
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((v) => Long.fromBigInt(v, true)),
      { maxLength: 2 },
    ),
  }),
  fc.record({ dtype: fc.constant(DataType.DT_UINT32), uint32Val: fc.array(fc.nat(), { maxLength: 2 }) }),
  fc.record({
    dtype: fc.constantFrom(DataType.DT_HALF, DataType.DT_BFLOAT16),
    halfVal: fc.array(fc.nat(0xffff), { maxLength: 2 }),
  }),
  fc.record({ dtype: fc.constant(DataType.DT_BOOL), boolVal: fc.array(fc.boolean(), { maxLength: 2 }) }),
  fc.record({
    dtype: fc.constant(DataType.DT_STRING),
    tensorShape: shape,
    stringVal: fc.array(fc.uint8Array({ maxLength: 3 }), { maxLength: 3 }),
  }),
);
const metadata = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  fc.record({
    pluginData: fc.record({ pluginName: fc.constantFrom('scalars', 'histograms', 'images', 'mine', '') }),
  }),
);
const form = fc.oneof(
  { weight: 4, arbitrary: fc.record({ simpleValue: number }) },
  { weight: 4, arbitrary: fc.record({ tensor }) },
  fc.record({
    histo: fc.record({
      min: number,
      bucketLimit: fc.array(number, { maxLength: 4 }),
      bucket: fc.array(number, { maxLength: 4 }),
    }),
  }),
  fc.record({ image: fc.record({ width: fc.nat(9), encodedImageString: fc.uint8Array({ maxLength: 9 }) }) }),
  fc.record({ audio: fc.record({ encodedAudioString: fc.uint8Array({ maxLength: 9 }) }) }),
  fc.record({}),
);
const value = fc
  .tuple(fc.constantFrom('a', 'b', 'loss/train', 'ü', '', 'x'.repeat(200)), metadata, form)
  .map(([tag, meta, rest]) => ({ tag, ...(meta && { metadata: meta }), ...rest }));
const step = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 400_000_000 }) },
  fc.maxSafeInteger(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((v) => Long.fromBigInt(v)),
);
const event = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({
      wallTime: number,
      step,
      summary: fc.record({ value: fc.array(value, { minLength: 0, maxLength: 3 }) }),
    }),
  },
  fc.record({ wallTime: number, fileVersion: fc.constant('brain.Event:2') }),
  fc.record({ wallTime: number, step, sessionLog: fc.constantFrom({ status: 1 }, { status: 2 }) }),
  fc.record({ wallTime: number, graphDef: fc.uint8Array({ maxLength: 20 }) }),
);

const encoded = (one: object) => Event.encode(one as tensorboard.Event.$Properties).finish();

/** Payloads as encoders write them, and as they may come too: fields doubled, out of order, unknown, cut, scrambled. */
const payload = fc.oneof(
  { weight: 10, arbitrary: event.map((one) => encoded(one)) },
  fc.tuple(event, event).map(([a, b]) => new Uint8Array([...encoded(a), ...encoded(b)])),
  fc
    .tuple(event, fc.uint8Array({ maxLength: 6 }))
    .map(([one, more]) => new Uint8Array([...encoded(one), ...more])),
  fc.tuple(event, fc.nat()).map(([one, cut]) => encoded(one).slice(0, cut % 60)),
  fc.tuple(event, fc.nat(), fc.nat(255)).map(([one, at, byte]) => {
    const scrambled = Uint8Array.from(encoded(one));
    scrambled[at % scrambled.length] = byte;
    return scrambled;
  }),
);
/** As trainings write them: a few tags in turn, step by step. */
const curves = fc
  .tuple(
    fc.uniqueArray(fc.record({ tag: fc.string({ maxLength: 40 }), wide: fc.boolean(), more: metadata }), {
      minLength: 1,
      maxLength: 4,
      selector: ({ tag }) => tag,
    }),
    fc.array(fc.tuple(fc.nat(200_000), fc.double(), number), { minLength: 2, maxLength: 30 }),
  )
  .map(([tags, points]) => {
    let step = 0;
    return points.flatMap(([more, wallTime, y]) => {
      step += more;
      return tags.map(({ tag, wide, more }) => {
        const point = wide ? { tensor: { dtype: DataType.DT_DOUBLE, doubleVal: [y] } } : { simpleValue: y };
        return encoded({
          wallTime,
          step,
          summary: { value: [{ tag, ...point, ...(more && { metadata: more }) }] },
        });
      });
    });
  });
const payloads = fc.oneof(fc.array(payload, { minLength: 1, maxLength: 40 }), curves);

/** A file of these payloads over and over: long enough for the engine to be asked. */
function fileOf(contents: readonly Uint8Array[], bytes = 5000): Uint8Array {
  const once = contents.flatMap((one) => [...frameRecord(one)]);
  return Uint8Array.from(Array.from({ length: Math.ceil(bytes / once.length) }, () => once).flat());
}

function expectTwins(content: Uint8Array, blockBytes: number) {
  const plain = scanned(new PlainScanner(), content, blockBytes);
  expect(scanned(new PlainScanner(engine), content, blockBytes)).toEqual(plain);
}

describe('the scanner with its engine gives what the plain one gives', { timeout: 60_000 }, () => {
  it('and the engine does take part in it', () => {
    const point = { wallTime: 1, step: 1, summary: { value: [{ tag: 'a', simpleValue: 1 }] } };
    const content = fileOf([encoded(point)]);
    engine?.turnTo({});
    engine?.hold(content);
    engine?.know('a', 'scalar');
    expect(engine?.take(0, 0, () => undefined)).toEqual({
      at: content.length,
      full: false,
      events: content.length / frameRecord(encoded(point)).length,
      minWallTimeSeconds: 1,
      maxWallTimeSeconds: 1,
    });
    expect(engine?.pack()?.rows[0]?.steps.length).toBe(content.length / frameRecord(encoded(point)).length);
  });

  it('and keeps no more than twice the longest block, however many lengths there were', () => {
    engine?.hold(new Uint8Array(2 ** 20));
    const before = engine?.memoryBytes ?? 0;
    for (let more = 1; more < 100; more++) engine?.hold(new Uint8Array(2 ** 20 + more * 4096));
    expect((engine?.memoryBytes ?? 0) - before).toBeLessThanOrEqual(2 ** 21 + 2 ** 16);
  });

  it('for any events in whole records, in blocks of any size', () => {
    fc.assert(
      fc.property(
        payloads,
        fc.integer({ min: 4096, max: 20_000 }),
        fc.integer({ min: 4096, max: 30_000 }),
        (contents, bytes, block) => expectTwins(fileOf(contents, bytes), block),
      ),
      { numRuns: 200 },
    );
  });

  it('for files with flipped bits', () => {
    const flips = fc.array(fc.tuple(fc.nat(), fc.nat(7)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(payloads, flips, fc.integer({ min: 4096, max: 30_000 }), (contents, bits, blockBytes) => {
        const damaged = fileOf(contents);
        for (const [at, bit] of bits) {
          const index = at % damaged.length;
          damaged[index] = (damaged[index] ?? 0) ^ (1 << bit);
        }
        expectTwins(damaged, blockBytes);
      }),
      { numRuns: 200 },
    );
  });

  it('for each bit of a record that is flipped among others of its kind', () => {
    const events = Array.from({ length: 12 }, (_, at) => ({
      wallTime: 1_700_000_000 + at * 600,
      step: 16_380 + at,
      summary: { value: [{ tag: 'loss', simpleValue: 1 / (at + 1) }] },
    }));
    const content = fileOf(events.map(encoded));
    const recordBytes = frameRecord(encoded(events[0] ?? {})).length;
    for (let bit = 0; bit < recordBytes * 8; bit++) {
      const damaged = content.slice();
      const at = recordBytes * 30 + (bit >> 3);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (bit & 7));
      const found = scanned(new PlainScanner(engine), damaged, damaged.length);
      expect(found.problems).toHaveLength(1);
      if (bit % 8 === 0) expect(found).toEqual(scanned(new PlainScanner(), damaged, damaged.length));
    }
  });

  it('for files that end anywhere', () => {
    fc.assert(
      fc.property(payloads, fc.nat(), (contents, cut) => {
        const whole = fileOf(contents, 9000);
        expectTwins(whole.slice(0, cut % whole.length), 8192);
      }),
      { numRuns: 100 },
    );
  });

  it('when it turns from file to file', () => {
    fc.assert(
      fc.property(payloads, payloads, (one, two) => {
        const first = fileOf(one, 12_000);
        const second = fileOf(two);
        const [a, b] = [new PlainScanner(engine), new PlainScanner(engine)];
        const cut = first.length >> 1;
        const head = a.scan(first.subarray(0, cut), 0, first.length);
        b.scan(second, 0, second.length);
        const rest = a.scan(first.subarray(head.consumedBytes), head.consumedBytes, first.length);
        const plain = new PlainScanner();
        const plainHead = plain.scan(first.subarray(0, cut), 0, first.length);
        const plainRest = plain.scan(
          first.subarray(plainHead.consumedBytes),
          plainHead.consumedBytes,
          first.length,
        );
        expect(rest.rows.flatMap(rowList)).toEqual(expect.arrayContaining(plainRest.rows.flatMap(rowList)));
        expect(rest.consumedBytes).toBe(plainRest.consumedBytes);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['many', 3000, 120],
    ['long', 250, 480],
    ['very long', 200, 5000],
  ])(
    'when file after file has %s tags: more bytes of names than room was made for at first',
    (_, tags, bytes) => {
      const file = (prefix: string) => {
        const point = (at: number) => ({ tag: `${prefix}${at}`.padEnd(bytes, 'x'), simpleValue: at });
        const events = Array.from({ length: tags }, (__, at) => ({
          wallTime: at,
          summary: { value: [point(at)] },
        }));
        return fileOf(events.map(encoded), 2 ** 20);
      };
      const engine = ScanEngine.load();
      for (const prefix of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
        const content = file(prefix);
        const fast = scanned(new PlainScanner(engine), content, 2 ** 20);
        if (!isDeepStrictEqual(fast, scanned(new PlainScanner(), content, 2 ** 20))) {
          expect.fail(`file ${prefix} is read otherwise by the engine`);
        }
      }
      expect(engine?.memoryBytes).toBeLessThan(2 ** 25);
    },
  );
});
