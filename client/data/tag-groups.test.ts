import { expect, it } from 'vitest';
import { tagGroupsOf } from './tag-groups.ts';

it.each([
  ['nothing', [], []],
  [
    'tags by what stands before the first slash',
    ['loss/train', 'lr/a/b', 'loss/test'],
    [
      ['loss', ['loss/test', 'loss/train']],
      ['lr', ['lr/a/b']],
    ],
  ],
  [
    'a tag without a slash as a group of its own',
    ['acc', 'loss'],
    [
      ['acc', ['acc']],
      ['loss', ['loss']],
    ],
  ],
  ['a tag with the group of its name', ['loss', 'loss/a'], [['loss', ['loss', 'loss/a']]]],
  [
    'numbers by their size',
    ['l/10', 'l/9', 'l2/x', 'l10/x'],
    [
      ['l', ['l/9', 'l/10']],
      ['l2', ['l2/x']],
      ['l10', ['l10/x']],
    ],
  ],
  ['the same tag of several runs once', ['a/x', 'a/x'], [['a', ['a/x']]]],
  ['a leading slash as the empty name', ['/x'], [['', ['/x']]]],
])('groups %s', (_, tags, expected) => {
  expect(tagGroupsOf(tags).map(({ name, tags: members }) => [name, members])).toEqual(expected);
});
