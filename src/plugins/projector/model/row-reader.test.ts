import fc from 'fast-check';
import { expect, it } from 'vitest';
import { coordinateOf, plainDecimalOf } from './coordinate.ts';
import { RowReader } from './row-reader.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

it('a plain decimal is read as any other number is', () => {
  const texts = fc.oneof(
    fc.double({ noNaN: true }).map(String),
    fc.float({ noNaN: true }).map((x) => x.toExponential(8)),
    fc.float({ noNaN: true }).map((x) => x.toFixed(6)),
    fc.stringMatching(/^[-+.e0-9]{0,8}$/),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const bytes = bytesOf(text);
      const plain = plainDecimalOf(bytes, 0, bytes.length);
      if (plain !== undefined) expect(plain).toBe(coordinateOf(text));
    }),
    { numRuns: 2000 },
  );
});

it.each(['0.123', '-5', '1e-05', '12.5E+3', '.5'])('%s is plain', (text) =>
  expect(plainDecimalOf(bytesOf(text), 0, text.length)).toBe(Number(text)),
);

it('points are the same, wherever the pieces are cut', () => {
  const bytes = bytesOf('1\t2.5\r\n\n-3e-2\tnan\n5\t6');
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length)), (cuts) => {
      const reader = new RowReader();
      const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
      const numbers = places.slice(1).flatMap((end, at) => [...reader.push(bytes.slice(places[at], end))]);
      numbers.push(...reader.end());
      expect(numbers).toEqual([1, 2.5, Math.fround(-0.03), Number.NaN, 5, 6]);
      expect([reader.rows, reader.columns]).toEqual([3, 2]);
    }),
  );
});
