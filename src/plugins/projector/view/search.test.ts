import { describe, expect, it } from 'vitest';
import { loadRegexEngine } from '../../../../client/data/linear-regex.ts';
import { labelColumnOf } from '../model/label-columns.ts';
import { matcherOf, matchingRows } from './search.ts';

function test(pattern: string, isRegex: boolean, text: string): boolean {
  const matcher = matcherOf(pattern, isRegex);
  if (matcher.kind !== 'ready') throw new Error(matcher.kind);
  return matcher.test(text);
}

describe('a pattern', () => {
  it.each<[string, boolean, string, boolean]>([
    ['cat', false, 'A CAT', true],
    ['Cat', false, 'a cat', false],
    ['a.c', false, 'abc', false],
    ['a.c', false, 'xa.cx', true],
    ['(', false, 'f(x)', true],
    ['^c.t$', true, 'cut', true],
    ['^c.t$', true, 'a cut', false],
    ['> 3', false, '4', true],
    ['>3', false, '3', false],
    ['<= 1e2', false, '100', true],
    ['2..5', false, '5', true],
    ['2..5', false, '5.1', false],
    ['-1..1', false, '', false],
    ['= 7', false, 'seven', false],
  ])('%s (regex: %s) on %s', async (pattern, isRegex, text, expected) => {
    await loadRegexEngine();
    expect(test(pattern, isRegex, text)).toBe(expected);
  });

  it('that is none says why', async () => {
    await loadRegexEngine();
    expect(matcherOf('a(', true)).toMatchObject({ kind: 'invalid' });
  });
});

const columnOf = (texts: readonly string[]) => labelColumnOf('c', texts.length, (row) => texts[row] ?? '');

it('rows are found in any of the columns, with and without categories', async () => {
  const many = columnOf(Array.from({ length: 5000 }, (_, row) => `text ${row}`));
  const few = columnOf(Array.from({ length: 5000 }, (_, row) => (row % 1000 === 7 ? 'seven' : 'other')));
  expect(many.categories).toBeUndefined();
  const signal = new AbortController().signal;
  const isMeant = (text: string) => text === 'seven' || text === 'text 4000';
  expect([...(await matchingRows([many, few], 5000, isMeant, signal))]).toEqual([
    7, 1007, 2007, 3007, 4000, 4007,
  ]);
});

it('a search that nobody waits for stops', async () => {
  const control = new AbortController();
  const column = columnOf(Array.from({ length: 300_000 }, (_, row) => `text ${row}`));
  const search = matchingRows([column], 300_000, () => false, control.signal);
  control.abort(new Error('left'));
  await expect(search).rejects.toThrow('left');
});
