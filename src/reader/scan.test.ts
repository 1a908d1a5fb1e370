import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventFile, joined, scalar } from '../../test/scripted-logdir.ts';
import type { Event } from '../format/event.ts';
import { frameRecord, sealRecord } from '../format/tf-record.ts';
import type { ScanProblem } from './batch.ts';
import { MAX_PROBLEMS, PlainScanner } from './scan.ts';

/** Everything in a file that is read in blocks of at most `blockBytes`, or longer where the scanner asks for it. */
function scanned(bytes: Uint8Array, blockBytes = bytes.length, scanner = new PlainScanner()) {
  const points: string[] = [];
  const problems: ScanProblem[] = [];
  let events = 0;
  let at = 0;
  for (let needed = 0; at < bytes.length; ) {
    const block = bytes.subarray(at, at + Math.max(blockBytes, needed));
    const batch = scanner.scan(block, at, bytes.length);
    for (const rows of batch.rows) {
      rows.steps.forEach((step: number | bigint, i: number) => {
        points.push(`${rows.tag} ${step} ${rows.numbers?.[i] ?? `at ${rows.places?.offsetsBytes[i]}`}`);
      });
    }
    problems.push(...batch.problems);
    events += batch.events;
    at += batch.consumedBytes;
    needed = batch.neededBytes;
    if (batch.consumedBytes === 0 && block.length >= needed) break;
    if (at + needed > bytes.length && needed > 0) break;
  }
  return { points, problems, events, at };
}

const version: Partial<Event> = { fileVersion: 'brain.Event:2' };
const steps = [0, 1, 2, 3, 4, 5];
const records = [version, ...steps.map((step) => scalar('loss', step, step / 4))].map((event) =>
  eventFile(event),
);
const file = joined(records);
const allPoints = steps.map((step) => `loss ${step} ${step / 4}`);
const offsets = records.map((_, i) => joined(records.slice(0, i)).length);

describe('a whole file', () => {
  it('gives its points, whatever the size of the blocks', () => {
    for (let blockBytes = 1; blockBytes <= file.length; blockBytes++) {
      expect(scanned(file, blockBytes)).toMatchObject({
        points: allPoints,
        problems: [],
        events: 7,
        at: file.length,
      });
    }
  });

  it('keeps steps exact', () => {
    const wide = [2n ** 63n - 1n, -(2n ** 63n), 7, -1, 2 ** 53 - 1];
    const { points } = scanned(
      eventFile(
        ...wide.map((step) => ({ step, wallTimeSeconds: 1, values: [{ tag: 'a', simpleValue: 0 }] })),
      ),
    );
    expect(points).toEqual(wide.map((step) => `a ${step} 0`));
  });
});

it.each([
  ['float32 stays narrow', [0.5, 0.25], Float32Array],
  ['what float32 holds exactly stays narrow', [1, 3, Number.NaN, Number.NEGATIVE_INFINITY, -0], Float32Array],
  ['what it does not hold is kept wide', [0.5, 0.1], Float64Array],
])('values: %s', (_, values, type) => {
  const bytes = eventFile(
    ...values.map((value, step) => ({
      step,
      values: [
        {
          tag: 'a',
          metadata: { pluginData: { pluginName: 'scalars' } },
          tensor: { dtype: 2, tensorShape: { dim: [] }, doubleVal: [value] },
        },
      ],
    })),
  );
  const [rows] = new PlainScanner().scan(bytes, 0, bytes.length).rows;
  expect(rows?.numbers).toEqual(type.from(values));
});

describe('a file that ends early', () => {
  it('gives the records before the end, silently, and the rest once it is there', () => {
    for (let length = 0; length <= file.length; length++) {
      const scanner = new PlainScanner();
      const first = scanned(file.subarray(0, length), length, scanner);
      const whole =
        offsets.filter((offset) => offset > 0 && offset <= length).length + (length === file.length ? 1 : 0);
      expect(first.problems).toEqual([]);
      expect(first.points).toEqual(allPoints.slice(0, Math.max(0, whole - 1)));
      const batch = scanner.scan(file.subarray(first.at), first.at, file.length);
      expect(batch.problems).toEqual([]);
      expect(batch.consumedBytes + first.at).toBe(file.length);
      expect(batch.events + first.events).toBe(7);
    }
  });
});

describe('damage', () => {
  it('by one bit loses at most the record that it hits, and is told with its place', () => {
    fc.assert(
      fc.property(
        fc.nat(file.length * 8 - 1),
        fc.integer({ min: 1, max: file.length }),
        (bit, blockBytes) => {
          const damaged = Uint8Array.from(file);
          damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
          const hit = offsets.filter((offset) => offset <= bit >> 3).length - 1;
          const { points, problems } = scanned(damaged, blockBytes);
          for (const point of points) expect(allPoints).toContain(point);
          for (const point of allPoints.filter((_, step) => step + 1 !== hit))
            expect(points).toContain(point);
          // A length that grew beyond the end, with a checksum that happens to fit, does not exist for one bit.
          expect(problems.map(({ offsetBytes }) => offsetBytes)).toEqual([offsets[hit]]);
        },
      ),
      { numRuns: 400 },
    );
  });

  const flipped = (record: number, at: number) => {
    const damaged = Uint8Array.from(file);
    const place = (offsets[record] ?? 0) + at;
    damaged[place] = (damaged[place] ?? 0) ^ 1;
    return damaged;
  };
  const framed = (payload: Uint8Array, length: bigint) => {
    const record = frameRecord(payload);
    new DataView(record.buffer).setBigUint64(0, length, true);
    return record;
  };
  const huge = () => {
    // 2^60 with the checksum that belongs to it.
    const record = framed(new Uint8Array(8), 2n ** 60n);
    const header = new Uint8Array(24);
    header.set(record.subarray(0, 8), 12);
    sealRecord(header, new DataView(header.buffer), 0, 8);
    record.set(header.subarray(20, 24), 8);
    return record;
  };
  const without = (...gone: number[]) => allPoints.filter((_, step) => !gone.includes(step));
  const second = offsets[2] ?? 0;

  it.each<[string, Uint8Array, string[], ScanProblem[]]>([
    [
      'of a payload leaves its record out',
      flipped(2, 14),
      without(1),
      [
        {
          offsetBytes: second,
          what: 'the checksum of the payload is wrong',
          done: 'this record was left out; reading went on behind it',
        },
      ],
    ],
    [
      "of a length's checksum keeps the record",
      flipped(2, 9),
      allPoints,
      [
        {
          offsetBytes: second,
          what: 'the checksum of the length is wrong',
          done: 'this record was kept, for its payload is right by its own checksum',
        },
      ],
    ],
    [
      'of a length is skipped',
      flipped(2, 1),
      without(1),
      [
        {
          offsetBytes: second,
          what: 'the checksum of the length is wrong',
          done: `${records[2]?.length} bytes were skipped, up to the next whole record`,
        },
      ],
    ],
    [
      'of an impossible length is skipped',
      joined([file.subarray(0, second), huge(), file.subarray(second)]),
      allPoints,
      [
        {
          offsetBytes: second,
          what: 'the length 1152921504606846976 is impossible',
          done: '24 bytes were skipped, up to the next whole record',
        },
      ],
    ],
    [
      'by a record that was never finished spares those that follow it',
      joined([file.subarray(0, second + 20), file.subarray(second)]),
      allPoints,
      [
        {
          offsetBytes: second,
          what: 'the checksum of the payload is wrong',
          done: '20 bytes were skipped, up to the next whole record',
        },
      ],
    ],
    [
      'by a payload that is no event leaves it out',
      joined([file.subarray(0, second), frameRecord(Uint8Array.of(0x2a, 0x7f, 1)), file.subarray(second)]),
      allPoints,
      [
        {
          offsetBytes: second,
          what: expect.stringMatching(/^the record holds no event \(.*\)$/),
          done: 'this record was left out; reading went on behind it',
        },
      ],
    ],
    [
      'by zeros at the end is told as a rest',
      joined([file, new Uint8Array(40)]),
      allPoints,
      [
        {
          offsetBytes: file.length,
          what: 'the checksum of the length is wrong',
          done: 'no whole record follows, so the 40 bytes to the end were left out',
        },
      ],
    ],
    [
      'of everything: no event file',
      new TextEncoder().encode('these are notes about tfevents, not events'),
      [],
      [
        {
          offsetBytes: 0,
          what: 'this is no event file: no record was found in it',
          done: 'it was left out',
        },
      ],
    ],
  ])('%s', (_, bytes, points, problems) => {
    for (const blockBytes of [bytes.length, 64, 13]) {
      expect(scanned(bytes, blockBytes)).toMatchObject({ points, problems });
    }
  });

  it('that was the end of the file is got behind once records follow', () => {
    const scanner = new PlainScanner();
    const grown = joined([file, new Uint8Array(40), eventFile(scalar('loss', 9, 9))]);
    const first = scanned(grown.subarray(0, file.length + 40), 1000, scanner);
    const batch = scanner.scan(grown.subarray(first.at), first.at, grown.length);
    expect(batch.rows[0]?.steps).toEqual(Float64Array.of(9));
    expect(batch.problems[0]?.done).toBe('40 bytes were skipped, up to the next whole record');
  });

  it('in every record is told a bounded number of times', () => {
    const bad = frameRecord(new Uint8Array(3));
    bad[12] = 1;
    const { problems } = scanned(joined([file, ...Array.from({ length: 500 }, () => bad), file]));
    expect(problems).toHaveLength(MAX_PROBLEMS + 1);
    expect(problems.at(-1)?.what).toBe('more is wrong from here on than the 100 things told of this file');
  });

  it('of any kind never stops the scanner', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.uint8Array(), fc.constantFrom(...records)), { maxLength: 12 }),
        (parts) => {
          const bytes = joined(parts);
          expect(scanned(bytes, 50).points).toEqual(scanned(bytes).points);
        },
      ),
    );
  });
});

it('leaves out a value that is no scalar, and none of its neighbours', () => {
  const metadata = { pluginData: { pluginName: 'scalars' } };
  const values = [
    { tag: 'a', metadata, simpleValue: 1 },
    { tag: 'b', metadata, tensor: { dtype: 7, tensorShape: { dim: [] }, stringVal: [new Uint8Array(1)] } },
    { tag: 'c', metadata, tensor: { dtype: 1, tensorShape: { dim: [{ size: 2 }] }, floatVal: [1, 2] } },
    { tag: 'd', simpleValue: 4 },
  ];
  const { points, problems } = scanned(eventFile({ step: 3, values }));
  expect(points).toEqual(['a 3 1', 'd 3 4']);
  expect(problems.map(({ what }) => what)).toEqual([
    'a value of the tag "b" is no scalar: it is a string',
    'a value of the tag "c" is no scalar: it has 2 numbers',
  ]);
});
