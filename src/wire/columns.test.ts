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
      const bytes = encodeColumns(blocks);
      expect(decodeColumns(bytes.slice().buffer)).toEqual(blocks);
    }),
  );
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
