import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstLabels, readPoints, shapeOfLines } from './points.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
function read(bytes: Uint8Array, shape?: readonly number[], maxRows?: number) {
  const reading = readPoints(bytes, shape, maxRows);
  for (let piece = reading.next(); ; piece = reading.next()) if (piece.done) return piece.value;
}

describe('points', () => {
  it.each([
    ['lines', '1\t2\n3\t4.5\n', 2, 2, [1, 2, 3, 4.5]],
    ['blank lines and no last end', '\n1\t2\n\n3\t4', 2, 2, [1, 2, 3, 4]],
    ["Windows' line ends", '1\t2\r\n3\t4\r\n', 2, 2, [1, 2, 3, 4]],
    ['one coordinate', '1\n2\n', 2, 1, [1, 2]],
    [
      "Python's words",
      'nan\tinf\t-inf\t+Infinity\t1e-3',
      1,
      5,
      [Number.NaN, Infinity, -Infinity, Infinity, Math.fround(1e-3)],
    ],
    ['nothing', '', 0, 0, []],
  ])('%s', (_, text, rows, columns, numbers) => {
    expect(read(bytesOf(text))).toEqual({ rows, columns, numbers: Float32Array.from(numbers) });
    expect(shapeOfLines(bytesOf(text))).toEqual([rows, columns]);
  });

  it('come back as they were written', () => {
    const table = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(fc.float({ noNaN: true }), { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      );
    fc.assert(
      fc.property(table, (rows) => {
        const text = rows
          .map((row) => row.map((x) => (Object.is(x, -0) ? '-0' : String(x))).join('\t'))
          .join('\n');
        expect([...read(bytesOf(text)).numbers]).toEqual(rows.flat());
      }),
    );
  });

  it('end where enough were read', () =>
    expect(read(bytesOf('1\n2\nwrong'), undefined, 2)).toEqual({
      rows: 2,
      columns: 1,
      numbers: Float32Array.of(1, 2),
    }));

  it('of a long file are read in pieces', () => {
    const reading = readPoints(bytesOf('0.123456789\n'.repeat(300_000)), undefined);
    let pieces = 0;
    for (let piece = reading.next(); !piece.done; piece = reading.next()) pieces++;
    expect(pieces).toBeGreaterThan(2);
  });

  it('as float32 need the shape in the config', () => {
    const raw = new Uint8Array(Float32Array.of(1.5, -2, 0.1, 4).buffer);
    const numbers = Float32Array.of(1.5, -2, 0.1, 4);
    expect(read(raw, [2, 2])).toEqual({ rows: 2, columns: 2, numbers });
    expect(read(raw, [2, 2], 1)).toEqual({ rows: 1, columns: 2, numbers: numbers.slice(0, 2) });
    expect(() => read(raw, [3, 2])).toThrow(
      'its 16 bytes are not float32 of the shape in the config, which is [3,2]',
    );
    expect(() => read(raw)).toThrow('which is missing');
  });

  it('as float32 that are text by chance are float32', () =>
    expect(read(new Uint8Array(8), [2, 1]).numbers).toEqual(Float32Array.of(0, 0)));

  it.each([
    ['1\t2\n3', 'point 2 has 1 coordinates, the first one has 2'],
    ['1\t\n', 'point 1 has the coordinate "", which is no number'],
    ['1\nx\n', 'point 2 has the coordinate "x", which is no number'],
    ['0x10', 'point 1 has the coordinate "0x10", which is no number'],
  ])('%j are refused', (text, message) => expect(() => read(bytesOf(text))).toThrow(message));
});

describe('the first labels', () => {
  it.each([
    ['no header', 'a\nb\nc\n', 2, 'a\nb\n'],
    ['a header', 'h\ti\na\t1\nb\t2\nc\t3\n', 2, 'h\ti\na\t1\nb\t2\n'],
    ['fewer than asked for', 'a\nb', 5, 'a\nb'],
    ['nothing', '', 5, ''],
  ])('%s', (_, text, rows, expected) => expect(textOf(firstLabels(bytesOf(text), rows))).toBe(expected));
});
