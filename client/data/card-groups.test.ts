import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { cardGroupsOf, isOpen, pinnedOf, viewWithGroup, viewWithPin } from './card-groups.ts';
import { loadRegexEngine } from './linear-regex.ts';

beforeAll(loadRegexEngine);

const shown = (tags: string[], view = {}) =>
  cardGroupsOf(tags, view).groups.map(({ name, tags, open }) => [name, tags.length, open]);

describe('groups of cards', () => {
  it.each<[string, string[], Record<string, string>, unknown[]]>([
    [
      'by what stands before the first slash',
      ['b/x', 'a/y', 'a/x'],
      {},
      [
        ['a', 2, true],
        ['b', 1, true],
      ],
    ],
    [
      'with lone tags in one group, the first',
      ['z/x', 'loss', 'error'],
      {},
      [
        ['', 2, true],
        ['z', 1, true],
      ],
    ],
    [
      'with a single lone tag on its own',
      ['loss', 'z/x'],
      {},
      [
        ['loss', 1, true],
        ['z', 1, true],
      ],
    ],
    [
      'with a tag beside those below it',
      ['loss', 'loss/x', 'error'],
      {},
      [
        ['error', 1, true],
        ['loss', 2, true],
      ],
    ],
    ['of matching tags only', ['loss/a', 'acc/a'], { tag: 'acc' }, [['acc', 1, true]]],
    ['of all tags while the filter cannot be used', ['loss/a'], { tag: '(' }, [['loss', 1, true]]],
    [
      'shut and opened as the link says',
      ['a/x', 'b/x'],
      { shut: 'a' },
      [
        ['a', 1, false],
        ['b', 1, true],
      ],
    ],
  ])('are %s', (_, tags, view, expected) => {
    expect(shown(tags, view)).toEqual(expected);
  });

  it('are shut by themselves once there are many cards, but not the first, nor one that was opened', () => {
    const tags = ['a', 'b', 'c'].flatMap((name) => Array.from({ length: 60 }, (_, i) => `${name}/${i}`));
    expect(shown(tags).map(([, , open]) => open)).toEqual([true, false, false]);
    expect(shown(tags, { open: 'c' }).map(([, , open]) => open)).toEqual([true, false, true]);
  });

  it('say why a filter cannot be used', () => {
    expect(cardGroupsOf(['a'], { tag: '(' }).invalid).toContain('Not a regular expression');
  });

  it('of any name are opened and shut through the view', () => {
    const name = fc.string({ unit: fc.constantFrom(',', '~', '.', '-', 'a') });
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 4 }), fc.boolean(), (names, open) => {
        let view: Readonly<Record<string, string>> = {};
        for (const each of names) view = { ...view, ...viewWithGroup(view, each, open) };
        const tags = names.flatMap((each) => (each === '' ? ['x', 'y'] : [`${each}/1`, `${each}/2`]));
        const { groups } = cardGroupsOf(tags, view);
        for (const each of names) expect(groups.find((group) => group.name === each)?.open).toBe(open);
      }),
    );
  });
});

it('cards are pinned behind those that are, and unpinned, through the view', () => {
  const first = viewWithPin({}, 'a\0loss', true);
  const both = viewWithPin(first, 'b\0loss', true);
  expect([...pinnedOf(both)]).toEqual(['a\0loss', 'b\0loss']);
  expect([...pinnedOf(viewWithPin(both, 'a\0loss', false))]).toEqual(['b\0loss']);
  expect(pinnedOf(viewWithPin(first, 'a\0loss', false)).size).toBe(0);
  expect([isOpen({}, 'x'), isOpen(viewWithGroup({}, 'x', false), 'x')]).toEqual([true, false]);
});
