// What the run table shows of each run besides its times. Looked for once in what did not change since.
import type { Series } from '../../src/reader/store/series.ts';
import type { Snapshot } from '../../src/reader/store/snapshot.ts';

export interface RunSummary {
  /** Largest step in any series, to the nearest double: it is shown, and nothing is looked up by it. */
  readonly lastStep: number | undefined;
  /** Seconds between the last two points of the series that is written most often; undefined where none has two. */
  readonly pauseSeconds: number | undefined;
}

/** A run's series of a plugin are the same list in each snapshot until one of them grows. */
const known = new WeakMap<readonly Series[], RunSummary>();

/** In the order of the snapshot's runs. */
export function runSummariesOf(snapshot: Snapshot): RunSummary[] {
  const plugins = snapshot.pluginNames;
  return snapshot.runs.map(({ name }) => {
    const parts = plugins.map((plugin) => summaryOf(snapshot.seriesOfRun(name, plugin)));
    return {
      lastStep: outermost(Math.max, parts, ({ lastStep }) => lastStep),
      pauseSeconds: outermost(Math.min, parts, ({ pauseSeconds }) => pauseSeconds),
    };
  });
}

function summaryOf(list: readonly Series[]): RunSummary {
  let summary = known.get(list);
  if (!summary) {
    summary = {
      lastStep: outermost(Math.max, list, ({ steps, length }) => {
        const last = steps[length - 1];
        return last === undefined ? undefined : Number(last);
      }),
      pauseSeconds: outermost(Math.min, list, ({ wallTimes, length }) => {
        const pause = (wallTimes[length - 1] ?? Number.NaN) - (wallTimes[length - 2] ?? Number.NaN);
        return pause >= 0 ? pause : undefined;
      }),
    };
    known.set(list, summary);
  }
  return summary;
}

function outermost<Item>(
  pick: (a: number, b: number) => number,
  items: readonly Item[],
  read: (item: Item) => number | undefined,
): number | undefined {
  let found: number | undefined;
  for (const item of items) {
    const value = read(item);
    if (value !== undefined) found = found === undefined ? value : pick(found, value);
  }
  return found;
}
