// Which runs are shown, and in which colour.
import type { RunInfo } from '../../src/wire/api.ts';
import type { VisibleRun } from '../plugin-host.ts';
import { runColor } from './run-colors.ts';

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

/** A run as the run list shows it. */
export interface ListedRun extends VisibleRun {
  readonly ticked: boolean;
}

/** A compiled filter. One that is no regular expression says why, and matches everything meanwhile. */
export interface Matcher {
  readonly matches: (name: string) => boolean;
  readonly invalid: string | undefined;
}

/** Compiles a filter; upper and lower case are the same unless the filter holds an upper-case letter. */
export function matcherOf(filter: string): Matcher {
  if (filter === '') return { matches: () => true, invalid: undefined };
  try {
    const pattern = new RegExp(filter, /\p{Lu}/u.test(filter.replace(/\\./g, '')) ? 'u' : 'iu');
    return { matches: (name) => pattern.test(name), invalid: undefined };
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^.*\/i?u: /, '') : String(error);
    return { matches: () => true, invalid: `Not a regular expression: ${why}.` };
  }
}

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

/** Runs that match the filter, in the order of `runs`. A run's colour comes from its place among all runs. */
export function listedRuns(
  runs: readonly RunInfo[],
  ticks: RunTicks,
  matches: (name: string) => boolean,
): ListedRun[] {
  const listed: ListedRun[] = [];
  for (const [index, { name, startTimeSeconds }] of runs.entries())
    if (matches(name))
      listed.push({ name, startTimeSeconds, color: runColor(index), ticked: isTicked(ticks, name) });
  return listed;
}
