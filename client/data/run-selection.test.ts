import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ALL_RUNS, isTicked, listedRuns, matcherOf, NO_RUNS, withTicks } from './run-selection.ts';

const runs = ['a', 'b', 'c'].map((name, at) => ({ name, startTimeSeconds: at, lastTimeSeconds: at }));
const all = () => true;

it.each([
  ['every run', ALL_RUNS, ['a', 'b', 'c']],
  ['no run', NO_RUNS, []],
  ['all but one', withTicks(ALL_RUNS, ['b'], false), ['a', 'c']],
  ['one only', withTicks(NO_RUNS, ['b'], true), ['b']],
  ['one taken back', withTicks(withTicks(ALL_RUNS, ['b'], false), ['b'], true), ['a', 'b', 'c']],
])('ticks %s', (_, ticks, expected) => {
  expect(
    listedRuns(runs, ticks, all)
      .filter((run) => run.ticked)
      .map((run) => run.name),
  ).toEqual(expected);
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

it('a filter changes no colour', () => {
  const [, , third] = listedRuns(runs, ALL_RUNS, all);
  const [only] = listedRuns(runs, ALL_RUNS, (name) => name === 'c');
  expect(only).toEqual(third);
});

it.each([
  ['', 'anything', true],
  ['loss', 'train/Loss', true],
  ['Loss', 'train/loss', false],
  ['\\Wloss', 'train/loss', true],
  ['^a$|b', 'xb', true],
  ['^a', 'ba', false],
])('the filter %j on %j: %s', (filter, name, expected) =>
  expect(matcherOf(filter).matches(name)).toBe(expected),
);

it('half a regular expression says why, and hides nothing meanwhile', () => {
  const { invalid, matches } = matcherOf('lr=(');
  expect(invalid).toBe('Not a regular expression: Unterminated group.');
  expect(matches('anything')).toBe(true);
});
