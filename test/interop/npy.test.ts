// Tensors that the page offers for download, read back by numpy: every type, shape and element.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { NumericDtype, Tensor, TensorNumbers } from '../../src/format/tensor.ts';
import { npyOf } from '../../src/plugins/tensor/model/npy.ts';
import { pythonPath } from '../machine.ts';

const python = pythonPath();

/** Numbers as text, because JSON has no 64-bit integers, no infinity and no complex numbers. */
const READ = `
import json, pathlib, sys, numpy
for file in sorted(pathlib.Path(sys.argv[1]).glob('*.npy')):
    array = numpy.load(file, allow_pickle=False)
    print(json.dumps([file.stem, str(array.dtype), list(array.shape), [repr(x) for x in array.ravel().tolist()]]))
`;

interface Row {
  readonly dtype: NumericDtype;
  readonly numbers: TensorNumbers;
  /** What numpy calls the type, and how Python spells the elements. */
  readonly type: string;
  readonly elements: readonly string[];
}

const row = (dtype: NumericDtype, numbers: TensorNumbers, type: string, ...elements: string[]): Row => ({
  dtype,
  numbers,
  type,
  elements,
});

const halves = Float32Array.of(0.5, -0, Number.NaN, Number.NEGATIVE_INFINITY);
const HALVES = ['0.5', '-0.0', 'nan', '-inf'] as const;
const ROWS: readonly Row[] = [
  row('float32', halves, 'float32', ...HALVES),
  row('float16', halves, 'float32', ...HALVES),
  row('bfloat16', halves, 'float32', ...HALVES),
  row('float64', Float64Array.of(0.1, 5e-324), 'float64', '0.1', '5e-324'),
  row('int8', Int8Array.of(-128, 127), 'int8', '-128', '127'),
  row('int16', Int16Array.of(-32768, 258), 'int16', '-32768', '258'),
  row('int32', Int32Array.of(-(2 ** 31), 16909060), 'int32', '-2147483648', '16909060'),
  row(
    'int64',
    BigInt64Array.of(-(2n ** 63n), 2n ** 60n + 1n),
    'int64',
    `${-(2n ** 63n)}`,
    `${2n ** 60n + 1n}`,
  ),
  row('uint8', Uint8Array.of(0, 255), 'uint8', '0', '255'),
  row('uint16', Uint16Array.of(1, 65535), 'uint16', '1', '65535'),
  row('uint32', Uint32Array.of(1, 4294967295), 'uint32', '1', '4294967295'),
  row('uint64', BigUint64Array.of(1n, 2n ** 64n - 1n), 'uint64', '1', `${2n ** 64n - 1n}`),
  row('bool', Uint8Array.of(0, 1), 'bool', 'False', 'True'),
  row('complex64', Float32Array.of(1, -2, 0.5, 0), 'complex64', '(1-2j)', '(0.5+0j)'),
  row('complex128', Float64Array.of(0.1, 3), 'complex128', '(0.1+3j)'),
];

const bytes = (text: string) => new TextEncoder().encode(text);
const OTHERS: readonly (readonly [Tensor, type: string, elements: readonly string[]])[] = [
  [{ dtype: 'float32', shape: [], numbers: Float32Array.of(2) }, 'float32', ['2.0']],
  [{ dtype: 'float32', shape: [0, 3], numbers: new Float32Array(0) }, 'float32', []],
  [{ dtype: 'int32', shape: [2, 1, 2], numbers: Int32Array.of(1, 2, 3, 4) }, 'int32', ['1', '2', '3', '4']],
  // A view into the middle of a larger buffer, as tensors in event files are.
  [{ dtype: 'uint8', shape: [2], numbers: Uint8Array.of(9, 1, 2, 9).subarray(1, 3) }, 'uint8', ['1', '2']],
  [
    { dtype: 'string', shape: [3], strings: [bytes('ab'), bytes(''), bytes('é')] },
    '|S2',
    ["b'ab'", "b''", "b'\\xc3\\xa9'"],
  ],
];

it.skipIf(python === undefined)('numpy reads every NPY file as it was logged', () => {
  const wanted = [
    ...ROWS.map(({ dtype, numbers, type, elements }): (typeof OTHERS)[number] => [
      { dtype, shape: [elements.length], numbers },
      type,
      elements,
    ]),
    ...OTHERS,
  ];
  const folder = mkdtempSync(join(tmpdir(), 'runboard-npy-'));
  try {
    for (const [at, [tensor]] of wanted.entries())
      writeFileSync(join(folder, `${String(at).padStart(2, '0')}.npy`), npyOf(tensor) ?? '');
    const { stdout, stderr } = spawnSync(python ?? '', ['-c', READ, folder], { encoding: 'utf8' });
    expect(stderr).toBe('');
    const read = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(read).toEqual(
      wanted.map(([{ shape }, type, elements], at) => [String(at).padStart(2, '0'), type, shape, elements]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
