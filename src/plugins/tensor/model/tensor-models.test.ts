import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tensor } from '../../../format/tensor.ts';
import { npyOf } from './npy.ts';
import { statisticsOf } from './statistics.ts';
import { windowOf } from './window.ts';

const START = { slice: [], row: 0, column: 0 };
const float32 = (shape: number[], numbers: number[]): Tensor => ({
  dtype: 'float32',
  shape,
  numbers: Float32Array.from(numbers),
});
const strings = (...texts: (string | Uint8Array)[]): Tensor => ({
  dtype: 'string',
  shape: [texts.length],
  strings: texts.map((text) => (typeof text === 'string' ? new TextEncoder().encode(text) : text)),
});

describe('a window', () => {
  it.each([
    ['of a scalar is one cell', float32([], [0.1]), [['0.1']]],
    ['of a vector is a column', float32([2], [1, Number.NaN]), [['1'], ['NaN']]],
    [
      'of a matrix is itself',
      float32([2, 2], [1, 2, 3, 4]),
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['of nothing is nothing', float32([0, 3], []), []],
    ['of nothing in its last dimension is nothing', float32([2, 0], []), []],
    [
      'of complex numbers has both parts',
      { dtype: 'complex64', shape: [2], numbers: Float32Array.of(1, -2, 0.5, 3) } as const,
      [['1-2i'], ['0.5+3i']],
    ],
    [
      'of 64-bit integers is exact',
      { dtype: 'int64', shape: [1], numbers: BigInt64Array.of(2n ** 60n + 1n) } as const,
      [['1152921504606846977']],
    ],
    [
      'of text is text, of other bytes their digits',
      strings('<b>é', Uint8Array.of(0xff, 1)),
      [['<b>é'], ['0xff01']],
    ],
  ])('%s', (_, tensor, cells) => expect(windowOf(tensor, START).cells).toEqual(cells));

  it('lies at the indices of the outer dimensions, brought into range', () => {
    const cube = float32([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]);
    expect(windowOf(cube, { slice: [1], row: 1, column: 1 }).cells).toEqual([['8']]);
    const far = windowOf(cube, { slice: [9], row: 9, column: 9 });
    expect([far.slice, far.firstRow, far.firstColumn]).toEqual([[1], 1, 1]);
  });

  it('is bounded, and long text is cut between characters', () => {
    const { cells } = windowOf(float32([1000, 1000], new Array(1e6).fill(0)), START);
    expect([cells.length, cells[0]?.length]).toEqual([50, 20]);
    const [[text]] = windowOf(strings('a'.concat('€'.repeat(5000))), START).cells as [[string]];
    expect(text).toMatch(/^a€{499}… \(15,001 bytes\)$/);
  });

  it('spells a float32 so that it comes back', () =>
    fc.assert(
      fc.property(fc.float(), (value) => {
        const [[text]] = windowOf(float32([], [value]), START).cells as [[string]];
        expect(Math.fround(Number(text)) + 0).toBe(value + 0);
      }),
    ));
});

it('statistics leave out what is not finite, and count it', () => {
  const numbers = Float32Array.of(1, 3, Number.NaN, Number.POSITIVE_INFINITY, 0);
  const { mean, deviation, ...rest } = statisticsOf(numbers);
  expect(rest).toEqual({ finite: 3, zeros: 1, nan: 1, infinite: 1, min: 0, max: 3 });
  expect(mean).toBeCloseTo(4 / 3, 12);
  expect(deviation).toBeCloseTo(Math.sqrt(14 / 9), 12);
  expect(statisticsOf(Float32Array.of(Number.NaN))).toEqual({ finite: 0, zeros: 0, nan: 1, infinite: 0 });
});

it.each([
  ['float32', float32([2, 1], [1, 2]), "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }", 8],
  ['a scalar', float32([], [1]), "{'descr': '<f4', 'fortran_order': False, 'shape': (), }", 4],
  ['strings', strings('ab', 'c'), "{'descr': '|S2', 'fortran_order': False, 'shape': (2,), }", 4],
])(
  'an NPY file of %s says what it holds, and its body begins at a multiple of 64',
  (_, tensor, head, bytes) => {
    const file = npyOf(tensor) ?? new Uint8Array(0);
    expect(Buffer.from(file.subarray(0, 8)).toString('latin1')).toBe('\x93NUMPY\x01\0');
    expect(Buffer.from(file).toString('latin1', 10, 128).trimEnd().startsWith(head)).toBe(true);
    expect(file.length).toBe(128 + bytes);
    expect(file[127]).toBe(10);
  },
);

it('an NPY file of strings that would take too much is none', () =>
  expect(npyOf(strings('a'.repeat(100), 'b'), 199)).toBeUndefined());
