import { describe, expect, it } from 'vitest';
import { userRegexOf } from './regex.ts';

describe('a user’s regular expression', () => {
  it.each([
    ['loss', 'loss/train', true],
    ['loss', 'my loss', false],
    ['loss$', 'loss/train', false],
    ['(loss/.*)|(acc)', 'acc', true],
    ['(loss/.*)|(acc)', 'loss', false],
    ['a{,2}b', 'aab', true],
    ['a{,2}b', 'aaab', false],
    ['\\w+\\Z', 'größe', true],
    ['[\\w/]+\\Z', 'größe/ü', true],
    ['\\W', 'ü', false],
    ['\\d', '٣', true],
    ['[]a]', ']', true],
    ['[^]a]', 'b', true],
    ['[[:alpha:]x]', ':x]', true],
    ['(?P<name>a)b', 'ab', true],
    ['(?i)LOSS', 'loss', true],
    ['\\.', 'a', false],
  ])('%s at the start of %s: %s', (pattern, text, expected) =>
    expect(userRegexOf(pattern)?.matchesStart(text)).toBe(expected),
  );

  it.each([
    ['os', 'loss', true],
    ['^os', 'loss', false],
  ])('%s anywhere in %s: %s', (pattern, text, expected) =>
    expect(userRegexOf(pattern)?.isFoundIn(text)).toBe(expected),
  );

  it('says where it matches first', () => {
    expect(userRegexOf('s+')?.placeIn('a loss')).toEqual({ start: 4, end: 6 });
    expect(userRegexOf('x')?.placeIn('a loss')).toBeUndefined();
  });

  it.each(['(', '*', 'a**', '[', '(a)\\1', '\\', '(?=a)b', 'x{2,1}'])('%s is none', (pattern) =>
    expect(userRegexOf(pattern)).toBeUndefined(),
  );

  it('a pattern that explodes elsewhere is answered', () =>
    expect(userRegexOf('(a+)+$')?.matchesStart(`${'a'.repeat(5000)}b`)).toBe(false));
});
