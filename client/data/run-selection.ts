// Which runs are shown, and in which colour.
import { compileRegex } from './linear-regex.ts';

/**
 * Which runs are ticked. `all-but`: every run, also those still to come, except the named ones; `only`: the named
 * ones and no others. Both can stand in a link, so that a thousand runs need not be named.
 */
export interface RunTicks {
  readonly mode: 'all-but' | 'only';
  readonly names: ReadonlySet<string>;
}

export const ALL_RUNS: RunTicks = { mode: 'all-but', names: new Set() };
export const NO_RUNS: RunTicks = { mode: 'only', names: new Set() };

/** A compiled filter. One that is no regular expression says why, and matches everything meanwhile. */
export interface Matcher {
  readonly matches: (name: string) => boolean;
  readonly invalid: string | undefined;
}

/** Compiles a filter; upper and lower case are the same unless the filter holds an upper-case letter. */
export function matcherOf(filter: string): Matcher {
  const all = () => true;
  if (filter === '') return { matches: all, invalid: undefined };
  const regex = compileRegex(filter);
  if (regex.kind === 'compiled') return { matches: regex.test, invalid: undefined };
  return { matches: all, invalid: regex.kind === 'invalid' ? invalidText(regex.why) : undefined };
}

/** For the user. */
export const invalidText = (why: string) => `Not a regular expression: ${why}.`;

export function isTicked(ticks: RunTicks, name: string): boolean {
  return ticks.names.has(name) === (ticks.mode === 'only');
}

/** The ticks after some runs were ticked or unticked. */
export function withTicks(ticks: RunTicks, names: Iterable<string>, ticked: boolean): RunTicks {
  const next = new Set(ticks.names);
  for (const name of names)
    if (ticked === (ticks.mode === 'only')) next.add(name);
    else next.delete(name);
  return { mode: ticks.mode, names: next };
}
