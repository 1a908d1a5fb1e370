import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ascending, rowsOfText, rowsWhere, textOfRows, unionOf } from './row-sets.ts';

const COUNT = 40;
const someRows = fc.array(fc.integer({ min: 0, max: COUNT + 5 }));

it('joins choices in the order in which they were made, each row once', () => {
  fc.assert(
    fc.property(someRows, someRows, (first, second) => {
      const joined = unionOf(Uint32Array.from(first), Uint32Array.from(second), COUNT);
      expect([...joined]).toEqual([...new Set([...first, ...second])].filter((row) => row < COUNT));
    }),
  );
});

it('puts rows in order, each once', () => {
  fc.assert(
    fc.property(someRows, (rows) => {
      const wanted = [...new Set(rows)].filter((row) => row < COUNT).sort((a, b) => a - b);
      expect([...ascending(rows, COUNT)]).toEqual(wanted);
    }),
  );
});

it('writes few rows into an address, and reads what is there', () => {
  expect(textOfRows(Uint32Array.of(3, 17, 4))).toBe('3.17.4');
  expect(textOfRows(new Uint32Array(101))).toBe('');
  expect([...rowsOfText('3.17.4', 10)]).toEqual([3, 4]);
  expect([...rowsOfText('', 10)]).toEqual([]);
  expect([...rowsOfText('a.-1.2e1.5', 10)]).toEqual([5]);
});

it('finds the rows of one category', () => {
  expect([...rowsWhere(Uint16Array.of(3, 1, 3, 0), 3)]).toEqual([0, 2]);
  expect([...rowsWhere(Uint16Array.of(3), 1)]).toEqual([]);
});
