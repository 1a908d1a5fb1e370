import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asideOf, openOf, viewOfAside, viewOfOpen } from './graph-state.ts';

const path = fc.string({ minLength: 1 }).filter((text) => !text.includes('\n'));

it('what is open comes back from the address', () => {
  fc.assert(
    fc.property(fc.uniqueArray(path), fc.uniqueArray(path), (open, first) => {
      expect([...openOf(viewOfOpen(new Set(open), first), first)].sort()).toEqual([...open].sort());
    }),
  );
});

it('at first sight the address says nothing', () => {
  expect(viewOfOpen(new Set(['a', 'b']), ['b', 'a'])).toEqual({ open: '', closed: '' });
});

it('a box is aside or inside, as was said last', () => {
  const aside = viewOfAside({}, 'a', true);
  expect(asideOf(aside)).toEqual({ aside: ['a'], inside: [] });
  expect(asideOf(viewOfAside(aside, 'a', false))).toEqual({ aside: [], inside: ['a'] });
});
