import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { compileRegex, loadRegexEngine } from './linear-regex.ts';
import { ALL_RUNS, isTicked, matcherOf, NO_RUNS, withTicks } from './run-selection.ts';

beforeAll(loadRegexEngine);

it.each([
  ['every run', ALL_RUNS, ['a', 'b', 'c']],
  ['no run', NO_RUNS, []],
  ['all but one', withTicks(ALL_RUNS, ['b'], false), ['a', 'c']],
  ['one only', withTicks(NO_RUNS, ['b'], true), ['b']],
  ['one taken back', withTicks(withTicks(ALL_RUNS, ['b'], false), ['b'], true), ['a', 'b', 'c']],
])('ticks %s', (_, ticks, expected) => {
  expect(['a', 'b', 'c'].filter((name) => isTicked(ticks, name))).toEqual(expected);
});

it('a run that is ticked is ticked, whatever was before', () => {
  const ticks = fc.record({
    mode: fc.constantFrom('all-but' as const, 'only' as const),
    names: fc.array(fc.string()).map((names) => new Set(names)),
  });
  fc.assert(
    fc.property(ticks, fc.array(fc.string()), fc.boolean(), fc.string(), (before, names, ticked, other) => {
      const after = withTicks(before, names, ticked);
      for (const name of names) expect(isTicked(after, name)).toBe(ticked);
      if (!names.includes(other)) expect(isTicked(after, other)).toBe(isTicked(before, other));
    }),
  );
});

it('a run that comes later is shown, unless only some were asked for', () => {
  expect(isTicked(withTicks(ALL_RUNS, ['a'], false), 'new')).toBe(true);
  expect(isTicked(withTicks(NO_RUNS, ['a'], true), 'new')).toBe(false);
});

it.each([
  ['', 'anything', true],
  ['loss', 'train/Loss', true],
  ['Loss', 'train/loss', false],
  ['\\Wloss', 'train/loss', true],
  ['^a$|b', 'xb', true],
  ['^a', 'ba', false],
  // Takes for ever in other engines.
  ['^(a+)+$', `${'a'.repeat(10_000)}b`, false],
])('the filter %j on %j: %s', (filter, name, expected) =>
  expect(matcherOf(filter).matches(name)).toBe(expected),
);

it('one of several plain texts is found as the engine finds it', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '/'), maxLength: 6 });
  fc.assert(
    fc.property(fc.array(text, { minLength: 2, maxLength: 4 }), text, (texts, name) => {
      const [plain, engine] = [compileRegex(texts.join('|')), compileRegex(`(?:${texts.join('|')})`)];
      if (plain.kind !== 'compiled' || engine.kind !== 'compiled') throw new Error('neither is invalid');
      expect(plain.test(name)).toBe(engine.test(name));
      expect(plain.capture(name)).toBe(engine.capture(name));
    }),
  );
});

it('half a regular expression says why, and hides nothing meanwhile', () => {
  const { invalid, matches } = matcherOf('lr=(');
  expect(invalid).toBe('Not a regular expression: missing closing ): `lr=(`.');
  expect(matches('anything')).toBe(true);
});
