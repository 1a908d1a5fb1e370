import { expect, it } from 'vitest';
import { userRegexOf } from '../../server/api/regex.ts';
import { compileTagPattern, loadRegexEngine } from './linear-regex.ts';

const TAGS = ['loss', 'loss/train', 'LOSS', 'train/loss', 'größe/1', 'a[b', '', 'x'.repeat(100)];

it('that is plain needs no engine, another waits for it', () => {
  expect(compileTagPattern('loss').kind).toBe('compiled');
  expect(compileTagPattern('loss/.*').kind).toBe('pending');
});

it.each([
  'loss',
  'loss/.*',
  '^loss$',
  '.*loss',
  '\\w+/\\d',
  '[[]',
  'a[[]b',
  '(x+)+$',
  '(?P<n>l)oss',
  '(',
  '(?=x)',
  '\\1',
])('matches as the server does: %s', async (pattern) => {
  await loadRegexEngine();
  const [page, server] = [compileTagPattern(pattern), userRegexOf(pattern)];
  if (page.kind !== 'compiled') return expect([page.kind, server]).toEqual(['invalid', undefined]);
  expect(TAGS.map((tag) => page.matchesStart(tag))).toEqual(TAGS.map((tag) => server?.matchesStart(tag)));
});
