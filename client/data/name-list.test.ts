import fc from 'fast-check';
import { expect, it } from 'vitest';
import { namesOf, textOf } from './name-list.ts';

it('any names come back from a link, in their order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), (names) => {
      expect([...namesOf(textOf(names))]).toEqual(names);
    }),
  );
});

it.each([
  ['plain names', ['loss', 'layer/weights'], 'loss,layer/weights'],
  ['a run and its tag', ['run\0tag'], 'run~0tag'],
  ['an empty name', [''], '~-'],
  ['signs of the list itself', ['a,b', '~'], 'a~.b,~~'],
])('%s', (_, names, text) => expect(textOf(names)).toBe(text));
