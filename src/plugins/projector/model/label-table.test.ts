import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelColumnOf, textAt } from './label-columns.ts';
import { labelsOf } from './label-table.ts';
import { labelLines } from './labels.ts';

function table(text: string, rows: number, separator?: string) {
  const { columns, note } = labelsOf(new TextEncoder().encode(text), rows, separator);
  const texts = Object.fromEntries(
    columns.map((column) => [column.name, Array.from({ length: rows }, (_, row) => textAt(column, row))]),
  );
  return { texts, note };
}

describe('a table of labels', () => {
  it.each<[string, string, number, Record<string, string[]>]>([
    ['one column', 'a\nb\n', 2, { label: ['a', 'b'] }],
    ['one column under its name', 'word\na\nb\n', 2, { word: ['a', 'b'] }],
    ['several columns', 'x\ty\n1\t2\n3\t4', 2, { x: ['1', '3'], y: ['2', '4'] }],
    ["Windows' line ends", 'x\ty\r\n1\t2\r\n', 1, { x: ['1'], y: ['2'] }],
    ['a mark of byte order', '\ufeffx\ty\n1\t2', 1, { x: ['1'], y: ['2'] }],
    ['a missing cell', 'x\ty\n1\n\t4', 2, { x: ['1', ''], y: ['', '4'] }],
    ['lines that end nowhere', 'x\ty\n1\t2\n\r\n\n', 1, { x: ['1'], y: ['2'] }],
    ['more cells than names', 'x\ty\n1\t2\t3\n4\t5', 2, { x: ['1', '4'], y: ['2', '5'] }],
    ['an empty label', 'a\n\nb', 3, { label: ['a', '', 'b'] }],
    ['quotes around a tab', 'x\ty\n"a\tb"\t"say ""hi"""', 1, { x: ['a\tb'], y: ['say "hi"'] }],
    ['quotes around a line end', 'x\ty\n"a\nb"\t2\nc\t3', 2, { x: ['a\nb', 'c'], y: ['2', '3'] }],
    ['quotes that are text', '"hi" he said\n"\n5" disk', 3, { label: ['"hi" he said', '"', '5" disk'] }],
  ])('%s', (_, text, rows, texts) => expect(table(text, rows)).toEqual({ texts, note: undefined }));

  it('may have commas', () => expect(table('x,y\n"a,b",2', 1, ',').texts).toEqual({ x: ['a,b'], y: ['2'] }));

  it.each([
    ['a\nb', 3, 'There are 3 points, and labels for 2.'],
    ['x\ty\n1\t2', 3, 'There are 3 points, and labels for 1 behind the line of names.'],
    ['', 3, 'The file of labels is empty.'],
  ])('says what does not fit: %j', (text, rows, note) => expect(table(text, rows).note).toBe(note));

  it('reads what the writer writes', () => {
    const label = fc.string({ minLength: 1 }).filter((text) => !/["\s\u0085\u2028\u2029]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(label, label), { minLength: 1 }), (rows) => {
        const { texts } = table(labelLines(rows, ['first', 'second']), rows.length);
        expect(texts).toEqual({ first: rows.map(([a]) => a), second: rows.map(([, b]) => b) });
      }),
    );
  });
});

describe('a column', () => {
  const column = (texts: readonly string[]) => labelColumnOf('c', texts.length, (row) => texts[row] ?? '');

  it('of numbers has them, NaN where one is missing', () => {
    expect(column(['1', '-', '2.5e1', '']).numbers).toEqual(Float64Array.of(1, Number.NaN, 25, Number.NaN));
    expect(column(['1', 'two']).numbers).toBeUndefined();
    expect(column(['-', 'NA']).numbers).toBeUndefined();
  });

  it('has its categories, the most frequent first', () => {
    const { categories, codes } = column(['b', 'a', 'a', 'c', 'a', 'c']);
    expect(categories).toEqual(['a', 'c', 'b']);
    expect(codes).toEqual(Uint16Array.of(2, 0, 0, 1, 0, 1));
  });

  it('of too many texts has none', () =>
    expect(column(Array.from({ length: 3000 }, (_, row) => `t${row}`)).categories).toBeUndefined());

  it('gives every text back', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => {
        const made = column(texts);
        expect(texts.map((_, row) => textAt(made, row))).toEqual(texts);
      }),
    );
  });
});
