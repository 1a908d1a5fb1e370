import { describe, expect, it } from 'vitest';
import { textAt } from '../../model/label-columns.ts';
import { tableOfFiles } from './dropped-files.ts';

const file = (name: string, content: string | Uint8Array) => ({
  name,
  bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
});
const read = (...files: readonly ReturnType<typeof file>[]) => {
  const { rows, dimensions, values, labels } = tableOfFiles(files, undefined);
  const texts = labels.columns.map((column) => [
    column.name,
    ...Array.from({ length: rows }, (_, row) => textAt(column, row)),
  ]);
  return { rows, dimensions, values: [...values], texts };
};

/** As `numpy.save` writes it. */
function npy(head: string, body: ArrayBuffer): Uint8Array {
  const padded = `${head.padEnd(117)}\n`;
  const bytes = new Uint8Array(10 + padded.length + body.byteLength);
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, padded.length, 0]);
  bytes.set(new TextEncoder().encode(padded), 10);
  bytes.set(new Uint8Array(body), 10 + padded.length);
  return bytes;
}

describe('files that a user gives', () => {
  it.each([
    ['tabs', '1\t2\n3\t4\n'],
    ['commas', '1,2\n3,4\n'],
    ['semicolons', '1;2\n3;4'],
    ['blanks', '1 2\r\n3 4\r\n'],
  ])('numbers between %s are points', (_, text) =>
    expect(read(file('a', text))).toEqual({ rows: 2, dimensions: 2, values: [1, 2, 3, 4], texts: [] }),
  );

  it('points and labels come together, in any order', () =>
    expect(read(file('b', 'x\ty\na\tb\nc\td\n'), file('a', '1\t2\n3\t4\n')).texts).toEqual([
      ['x', 'a', 'c'],
      ['y', 'b', 'd'],
    ]));

  it('a table of both has points in its columns of numbers', () =>
    expect(read(file('t.csv', 'word,x,y\n"a, b",1,2\nc,3,4\n'))).toEqual({
      rows: 2,
      dimensions: 2,
      values: [1, 2, 3, 4],
      texts: [['word', 'a, b', 'c']],
    }));

  it('labels alone are those of the points before, if they are as many', () => {
    const before = tableOfFiles([file('a', '1\t2\n3\t4\n')], undefined);
    const after = tableOfFiles([file('b', 'one\ntwo\n')], before);
    expect(after.values).toBe(before.values);
    expect(after.labels.columns.map(({ name }) => name)).toEqual(['label']);
  });

  it.each<[string, string, ArrayBuffer, number[], number]>([
    [
      'float32',
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }",
      Float32Array.of(1, 2, 3, 4).buffer,
      [1, 2, 3, 4],
      2,
    ],
    [
      'float64 in Fortran order',
      "{'descr': '<f8', 'fortran_order': True, 'shape': (2, 2), }",
      Float64Array.of(1, 3, 2, 4).buffer,
      [1, 2, 3, 4],
      2,
    ],
    [
      'big-endian whole numbers',
      "{'descr': '>i2', 'fortran_order': False, 'shape': (2, 1), }",
      Uint8Array.of(0, 1, 255, 254).buffer,
      [1, -2],
      1,
    ],
    [
      'half floats',
      "{'descr': '<f2', 'fortran_order': False, 'shape': (2,), }",
      Uint16Array.of(0x3c00, 0xc000).buffer,
      [1, -2],
      1,
    ],
    [
      'three axes',
      "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1, 2), }",
      Uint8Array.of(1, 2, 3, 4).buffer,
      [1, 2, 3, 4],
      2,
    ],
  ])('an NPY file of %s', (_, head, body, values, dimensions) => {
    expect(read(file('a.npy', npy(head, body)))).toMatchObject({ rows: 2, dimensions, values });
  });

  it.each<[string, string | Uint8Array, string]>([
    ['a.tsv', '1\t2\n3\n', 'a.tsv: point 2 has 1 coordinates, the first one has 2.'],
    ['a.csv', 'name\nx\n', 'a.csv holds no points: fewer than two of its columns are numbers.'],
    ['a.bin', Uint8Array.of(1, 0, 2), 'a.bin: it is neither text nor an NPY file.'],
    [
      'a.npy',
      npy("{'descr': '<f4', 'fortran_order': False, 'shape': (9, 9), }", new ArrayBuffer(4)),
      'too short for its shape (9, 9)',
    ],
    [
      'a.npy',
      npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", new ArrayBuffer(4)),
      'which is no array of numbers',
    ],
  ])('%s that is wrong says why', (name, content, message) =>
    expect(() => read(file(name, content))).toThrow(message),
  );
});
