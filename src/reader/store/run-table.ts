// The runs of a snapshot, put in order when somebody looks: while much is read, most snapshots are never looked at.
import { compareCodePoints, type RunSeries } from './run-series.ts';
import type { Run } from './snapshot.ts';

/** What is in it never changes. */
export class RunTable {
  #byName: ReadonlyMap<string, RunSeries>;
  #isOrdered: boolean;

  /** `isOrdered` where they are known to be in order. */
  constructor(byName: ReadonlyMap<string, RunSeries> = new Map(), isOrdered = true) {
    this.#byName = byName;
    this.#isOrdered = isOrdered;
  }

  /** In any order. */
  get byName(): ReadonlyMap<string, RunSeries> {
    return this.#byName;
  }

  get isOrdered(): boolean {
    return this.#isOrdered;
  }

  /** By start time, those without one last; then by name. */
  get ordered(): ReadonlyMap<string, RunSeries> {
    if (!this.#isOrdered) this.#byName = ordered(this.#byName);
    this.#isOrdered = true;
    return this.#byName;
  }
}

type RunStart = Pick<Run, 'name' | 'startTimeSeconds'>;

function ordered(runs: ReadonlyMap<string, RunSeries>): ReadonlyMap<string, RunSeries> {
  const all = [...runs.values()];
  // Nearly always it is the order of the walk.
  const inOrder = all.every(
    (one, at) => at === 0 || compareStarts((all[at - 1] as RunSeries).run, one.run) < 0,
  );
  return inOrder
    ? runs
    : new Map(all.sort((a, b) => compareStarts(a.run, b.run)).map((one) => [one.run.name, one]));
}

/** The order of the runs of a snapshot. */
export function compareStarts(a: RunStart, b: RunStart): number {
  const x = startOf(a);
  const y = startOf(b);
  return x === y ? compareCodePoints(a.name, b.name) : x - y;
}

function startOf({ startTimeSeconds }: RunStart): number {
  return Number.isNaN(startTimeSeconds) ? Number.POSITIVE_INFINITY : startTimeSeconds;
}
