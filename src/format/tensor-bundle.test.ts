import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TableError } from './sorted-table.ts';
import { TensorError } from './tensor.ts';
import { type BundleEntry, bundleTensor, readBundleIndex } from './tensor-bundle.ts';

const PREFIX = 'test/fixtures/projector/checkpoint/embedding.ckpt-1';
const index = new Uint8Array(readFileSync(`${PREFIX}.index`));
const data = new Uint8Array(readFileSync(`${PREFIX}.data-00000-of-00001`));
const entries = readBundleIndex(index);

const bytesOf = ({ offsetBytes, sizeBytes }: BundleEntry) => data.slice(offsetBytes, offsetBytes + sizeBytes);

function entryOf(name: string): BundleEntry {
  const entry = entries.find((one) => one.name === `model/${name}/.ATTRIBUTES/VARIABLE_VALUE`);
  if (!entry) throw new Error(`no ${name}`);
  return entry;
}

const sevenths = (count: number) => Array.from({ length: count }, (_, at) => at / 7 - 1);

it('the index of a checkpoint tells all tensors in order, and their files', () => {
  expect(entries.filter(({ shape }) => shape.length === 2)).toHaveLength(65);
  const names = entries.map(({ name }) => name);
  expect(names).toEqual(names.toSorted());
  expect(entryOf('embedding')).toMatchObject({
    shape: [6, 3],
    fileSuffix: '.data-00000-of-00001',
    sizeBytes: 72,
  });
});

it.each([
  ['embedding', 'float32', sevenths(18)],
  ['many/59', 'float32', sevenths(4)],
  ['double', 'float64', sevenths(8)],
  ['half', 'float16', sevenths(6)],
  ['bf', 'bfloat16', [0, 1 / 3, 2 / 3, 1]],
  ['ints', 'int64', [-2, -1, 0, 1, 2, 3]],
])('reads %s, %s', (name, dtype, wanted) => {
  const entry = entryOf(name);
  const tensor = bundleTensor(entry, bytesOf(entry));
  expect(tensor.dtype).toBe(dtype);
  if (tensor.dtype === 'string') throw new Error('texts');
  const numbers = Array.from(tensor.numbers, Number);
  expect(numbers).toHaveLength(wanted.length);
  for (const [at, number] of numbers.entries()) expect(number).toBeCloseTo(wanted[at] ?? Number.NaN, 2);
});

it('a flipped bit of a tensor is found', () => {
  const entry = entryOf('embedding');
  const bytes = bytesOf(entry);
  bytes[5] = (bytes[5] ?? 0) ^ 1;
  expect(() => bundleTensor(entry, bytes)).toThrow('damaged');
});

it('a damaged index is refused, and nothing else happens', () => {
  const places = fc.array(fc.tuple(fc.nat(index.length - 1), fc.integer({ min: 1, max: 255 })), {
    minLength: 1,
  });
  fc.assert(
    fc.property(places, fc.nat(index.length), (flips, length) => {
      for (const damaged of [index.slice(0, length), index.slice()]) {
        for (const [at, bits] of flips) damaged[at] = (damaged[at] ?? 0) ^ bits;
        try {
          readBundleIndex(damaged);
        } catch (error) {
          expect(error instanceof TableError || error instanceof TensorError).toBe(true);
        }
      }
    }),
  );
  const compressed = index.slice();
  // The byte behind the first block says how it is compressed; its checksum is not looked at before.
  expect(() => readBundleIndex(compressed.subarray(0, 20))).toThrow(TableError);
});
