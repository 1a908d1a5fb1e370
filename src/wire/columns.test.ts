import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Column, decodeColumns, encodeColumns } from './columns.ts';

const column: fc.Arbitrary<Column> = fc.oneof(
  fc.array(fc.float()).map((values) => Float32Array.from(values)),
  fc.array(fc.double()).map((values) => Float64Array.from(values)),
  fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })).map((values) => BigInt64Array.from(values)),
  fc.array(fc.nat()).map((values) => Uint32Array.from(values)),
  fc.uint8Array().map((values) => Uint8Array.from(values)),
);
const block = fc.record({
  head: fc.record({ run: fc.string({ unit: 'grapheme' }), from: fc.nat() }),
  columns: fc.dictionary(fc.string(), column, { noNullPrototype: true }),
});

it('a frame gives back the blocks that it was made of', () => {
  fc.assert(
    fc.property(fc.array(block), (blocks) => {
      for (const packed of [false, true]) {
        const bytes = encodeColumns(blocks, packed);
        expect(decodeColumns(bytes.slice().buffer)).toEqual(blocks);
      }
    }),
  );
});

// Of a clock, and what only looks like one.
const times = fc
  .tuple(
    fc.double({ min: 2 ** 30 - 1000, max: 2 ** 31, noNaN: true }),
    fc.array(fc.oneof(fc.double({ min: 0, max: 900 }), fc.double({ min: -1, max: 2000 }), fc.double())),
  )
  .map(([first, gaps]) => Float64Array.from([0, ...gaps], (gap) => (first += gap)));

it('packed, times of a clock keep every bit, and so do others', () => {
  fc.assert(
    fc.property(fc.array(times), fc.nat({ max: 3 }), (columns, shift) => {
      const blocks = columns.map((wallTimes) => ({ head: {}, columns: { wallTimes } }));
      const frame = new Uint8Array([...new Uint8Array(8 * shift), ...encodeColumns(blocks, true)]);
      expect(decodeColumns(frame.buffer, 8 * shift)).toEqual(blocks);
    }),
  );
});

it('packed, what runs logged together is said once, and is one column again', () => {
  const run = (value: number) => ({
    steps: Float64Array.from({ length: 1000 }, (_, at) => at),
    wallTimes: Float64Array.from({ length: 1000 }, (_, at) => 1.7e9 + value + at / 3),
    values: new Float32Array(1000).fill(value),
  });
  const blocks = Array.from({ length: 10 }, (_, at) => ({ head: { at }, columns: run(at) }));
  const bytes = encodeColumns(blocks, true);
  expect(encodeColumns(blocks).length).toBeGreaterThan(200_000);
  expect(bytes.length).toBeLessThan(90_000);
  const decoded = decodeColumns(bytes.slice().buffer);
  expect(decoded).toEqual(blocks);
  expect(decoded[9]?.columns['steps']).toBe(decoded[0]?.columns['steps']);
});

it('a column may have the name of a property of all objects', () => {
  const columns = Object.fromEntries([['__proto__', Float64Array.of(1)]]);
  const [block] = decodeColumns(encodeColumns([{ head: {}, columns }]).slice().buffer);
  expect(Object.entries(block?.columns ?? {})).toEqual([['__proto__', Float64Array.of(1)]]);
});

it('what is no frame is refused', () => {
  expect(() => decodeColumns(new TextEncoder().encode('<!doctype html>').buffer)).toThrow('no frame');
  expect(() => decodeColumns(new ArrayBuffer(3))).toThrow('no frame');
});
