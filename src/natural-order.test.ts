import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareNames, compareNaturally, comparePlain } from './natural-order.ts';

const collator = new Intl.Collator('en', { numeric: true });
const signOf = (number: number | undefined) => (number === undefined ? undefined : Math.sign(number));

it.each([
  ['a number in a name', 'layer2', 'layer10', -1],
  ['leading zeros', 'run_007', 'run_7', 0],
  ['upper case behind lower case', 'Loss', 'loss', 1],
  ['upper case only where all else is the same', 'Loss/a', 'loss/b', -1],
  ['a name that begins another', 'loss', 'loss/a', -1],
  ['other letters', 'über', 'uber', undefined],
])('compares %s', (_, a, b, expected) => expect(signOf(comparePlain(a, b))).toBe(expected));

it('orders every two plain characters as Intl does', () => {
  const characters = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at));
  const pairs = characters.flatMap((a) => characters.map((b) => [a, b] as const));
  const others = pairs.filter(([a, b]) => signOf(comparePlain(a, b)) !== Math.sign(collator.compare(a, b)));
  expect(others).toEqual([]);
});

it('orders plain names as Intl does', () => {
  const part = fc.constantFrom(
    'a',
    'A',
    'b',
    'B',
    '0',
    '1',
    '9',
    '10',
    '00',
    '/',
    '_',
    '-',
    '.',
    ' ',
    'z',
    '~',
  );
  const name = fc.oneof(
    fc.array(part, { maxLength: 8 }).map((parts) => parts.join('')),
    fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
  );
  fc.assert(
    fc.property(name, name, (a, b) => {
      expect(signOf(comparePlain(a, b))).toBe(Math.sign(collator.compare(a, b)));
    }),
    { numRuns: 2000 },
  );
});

it('asks Intl where a name is not plain, and tells all names apart', () => {
  expect(['über10', 'über2', 'uber'].sort(compareNaturally)).toEqual(['uber', 'über2', 'über10']);
  expect([compareNaturally('run_007', 'run_7'), compareNames('run_007', 'run_7')]).toEqual([0, -1]);
});
