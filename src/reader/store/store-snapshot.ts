// A snapshot made of the runs' own. Lists are put together when they are first asked for.
import type { Problem } from '../../problem.ts';
import { compareCodePoints } from './run-series.ts';
import type { RunTable } from './run-table.ts';
import type { Series } from './series.ts';
import type { Run, Snapshot } from './snapshot.ts';

export class StoreSnapshot implements Snapshot {
  readonly version: number;
  readonly loading: boolean;
  readonly problems: readonly Problem[];
  readonly #runs: RunTable;
  readonly #ofPlugin = new Map<string, readonly Series[]>();
  #runList: readonly Run[] | undefined;
  #pluginNames: readonly string[] | undefined;

  constructor(version: number, loading: boolean, runs: RunTable, problems: readonly Problem[]) {
    this.version = version;
    this.loading = loading;
    this.#runs = runs;
    this.problems = problems;
  }

  get runs(): readonly Run[] {
    this.#runList ??= Array.from(this.#runs.ordered.values(), ({ run }) => run);
    return this.#runList;
  }

  series(run: string, tag: string): Series | undefined {
    return this.#runs.byName.get(run)?.ofTag(tag);
  }

  seriesOf(pluginName: string): readonly Series[] {
    let found = this.#ofPlugin.get(pluginName);
    if (!found) {
      found = [...this.#runs.ordered.values()].flatMap((run) => run.byPlugin.get(pluginName) ?? []);
      this.#ofPlugin.set(pluginName, found);
    }
    return found;
  }

  seriesOfRun(run: string, pluginName: string): readonly Series[] {
    return this.#runs.byName.get(run)?.byPlugin.get(pluginName) ?? [];
  }

  get pluginNames(): readonly string[] {
    this.#pluginNames ??= [
      ...new Set([...this.#runs.ordered.values()].flatMap((run) => [...run.byPlugin.keys()])),
    ].sort(compareCodePoints);
    return this.#pluginNames;
  }
}
