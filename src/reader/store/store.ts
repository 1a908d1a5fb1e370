// What is known of all runs: takes what loaders read, gives immutable snapshots, tells what changed.
import { type Problem, problemText } from '../../problem.ts';
import type { RunLoader } from '../run-loader.ts';
import { compareCodePoints, RunSeries, type SeriesSource } from './run-series.ts';
import { RunTable } from './run-table.ts';
import type { Series } from './series.ts';
import { seriesOfColumns } from './series-of-columns.ts';
import type { Run, SnapshotChange } from './snapshot.ts';
import { StoreSnapshot } from './store-snapshot.ts';

/** Changes are gathered until `publish`; only what changed is made anew then. */
export class Store {
  readonly #loaders = new Map<string, RunLoader>();
  #runs = new RunTable();
  readonly #dirty = new Set<string>();
  /** Runs whose loader is another than at the last `publish`: nothing of theirs is to be shared. */
  readonly #replaced = new Set<string>();
  /** By their text, in the order in which they were found. */
  readonly #problems = new Map<string, Problem>();
  #problemsChanged = false;
  #loading = true;
  #snapshot = new StoreSnapshot(0, true, this.#runs, []);

  get snapshot(): StoreSnapshot {
    return this.#snapshot;
  }

  /** Takes a run into the snapshots, in place of one of the same name, or marks it as changed. */
  setRun(loader: RunLoader): void {
    const { name } = loader;
    if (this.#loaders.get(name) !== loader) {
      if (this.#runs.byName.has(name)) this.#replaced.add(name);
      this.#loaders.set(name, loader);
    }
    this.#dirty.add(name);
  }

  removeRun(name: string): void {
    this.#loaders.delete(name);
    this.#dirty.add(name);
  }

  /** A problem that is there already is not added again. */
  addProblem(problem: Problem): void {
    const text = problemText(problem);
    if (this.#problems.has(text)) return;
    this.#problems.set(text, problem);
    this.#problemsChanged = true;
  }

  removeProblem(problem: Problem): void {
    if (this.#problems.delete(problemText(problem))) this.#problemsChanged = true;
  }

  /** Forgets what was wrong with files that are gone or read anew; names relative to the logdir. */
  removeProblemsOf(files: ReadonlySet<string>): void {
    for (const problem of [...this.#problems.values()]) {
      if (files.has(problem.file)) this.removeProblem(problem);
    }
  }

  setLoading(loading: boolean): void {
    this.#loading = loading;
  }

  /** Makes the next snapshot; undefined where nothing changed. */
  publish(): SnapshotChange | undefined {
    const before = this.#snapshot;
    const problemsChanged = this.#problemsChanged;
    const update = { runsChanged: false, seriesRemoved: false, reorder: false };
    const changed: Changed = { series: [], runs: [] };
    if (this.#dirty.size > 0) {
      const runs = new Map(this.#runs.byName);
      for (const name of this.#dirty) this.#updateRun(runs, name, changed, update);
      this.#runs = new RunTable(runs, this.#runs.isOrdered && !update.reorder);
    }
    this.#dirty.clear();
    this.#replaced.clear();
    this.#problemsChanged = false;
    const nothing = changed.series.length === 0 && !update.runsChanged && !update.seriesRemoved;
    if (nothing && !problemsChanged && this.#loading === before.loading) return undefined;
    const problems = problemsChanged ? [...this.#problems.values()] : before.problems;
    this.#snapshot = new StoreSnapshot(before.version + 1, this.#loading, this.#runs, problems);
    return new Change(this.#snapshot, changed, this.#runs, { ...update, problemsChanged });
  }

  #updateRun(
    runs: Map<string, RunSeries>,
    name: string,
    changed: Changed,
    update: { runsChanged: boolean; seriesRemoved: boolean; reorder: boolean },
  ): void {
    const before = runs.get(name);
    const loader = this.#loaders.get(name);
    if (!loader || loader.events === 0) {
      if (!before) return;
      runs.delete(name);
      update.runsChanged = true;
      update.seriesRemoved ||= before.byTag.size > 0;
      return;
    }
    const { startTimeSeconds, lastTimeSeconds } = loader;
    if (!before) {
      // All its series are new: they are made when somebody looks, or before the run grows.
      const run = { name, startTimeSeconds, lastTimeSeconds };
      const fresh = new RunSeries(run, undefined, new LoaderSeries(loader));
      loader.beforeNext(fresh);
      runs.set(name, fresh);
      changed.runs.push(fresh);
      update.runsChanged = true;
      update.reorder = true;
      return;
    }
    const shared = this.#replaced.has(name) ? new Map<string, Series>() : before.byTag;
    const changedColumns = loader.takeChanged();
    let byTag = shared;
    if (changedColumns.size > 0) {
      const tags = new Map(shared);
      for (const columns of changedColumns) {
        const series = seriesOfColumns(name, columns, loader.files);
        tags.set(series.tag, series);
        changed.series.push(series);
      }
      byTag = tags;
    }
    if (byTag !== before.byTag) {
      update.seriesRemoved ||= [...before.byTag.keys()].some((tag) => !byTag.has(tag));
    }
    const sameTimes =
      Object.is(before.run.startTimeSeconds, startTimeSeconds) &&
      Object.is(before.run.lastTimeSeconds, lastTimeSeconds);
    const run: Run = sameTimes ? before.run : { name, startTimeSeconds, lastTimeSeconds };
    update.runsChanged ||= !sameTimes;
    update.reorder ||= !Object.is(before.run.startTimeSeconds, startTimeSeconds);
    if (!sameTimes || byTag !== before.byTag) runs.set(name, new RunSeries(run, byTag));
  }
}

/** What the next snapshot shows otherwise. */
interface Changed {
  readonly series: Series[];
  /** Runs all series of which are new. */
  readonly runs: RunSeries[];
}

class Change implements SnapshotChange {
  readonly snapshot: StoreSnapshot;
  readonly runsChanged: boolean;
  readonly seriesRemoved: boolean;
  readonly problemsChanged: boolean;
  readonly #changed: Changed;
  readonly #runs: RunTable;
  #series: readonly Series[] | undefined;

  constructor(
    snapshot: StoreSnapshot,
    changed: Changed,
    runs: RunTable,
    told: Pick<SnapshotChange, 'runsChanged' | 'seriesRemoved' | 'problemsChanged'>,
  ) {
    this.snapshot = snapshot;
    this.runsChanged = told.runsChanged;
    this.seriesRemoved = told.seriesRemoved;
    this.problemsChanged = told.problemsChanged;
    this.#changed = changed;
    this.#runs = runs;
  }

  get series(): readonly Series[] {
    const { series, runs } = this.#changed;
    this.#series ??= inOrder(
      [...series, ...runs.flatMap(({ byTag }) => [...byTag.values()])],
      this.#runs.ordered,
    );
    return this.#series;
  }
}

class LoaderSeries implements SeriesSource {
  readonly #loader: RunLoader;
  readonly givesOne: boolean;

  constructor(loader: RunLoader) {
    this.#loader = loader;
    this.givesOne = loader.givesOne;
  }

  all(): ReadonlyMap<string, Series> {
    const { name, files } = this.#loader;
    const all = new Map<string, Series>();
    for (const columns of this.#loader.takeChanged())
      all.set(columns.tag, seriesOfColumns(name, columns, files));
    return all;
  }

  one(tag: string): Series | undefined {
    const { name, files } = this.#loader;
    const columns = this.#loader.columnsOf(tag);
    return columns && seriesOfColumns(name, columns, files);
  }
}

/** By plugin name, then in the order of the runs, then by tag. */
function inOrder(changed: readonly Series[], runs: ReadonlyMap<string, RunSeries>): readonly Series[] {
  if (changed.length < 2) return changed;
  const rank = new Map([...runs.keys()].map((name, index) => [name, index]));
  return [...changed].sort(
    (a, b) =>
      compareCodePoints(a.pluginName, b.pluginName) ||
      (rank.get(a.run) ?? 0) - (rank.get(b.run) ?? 0) ||
      compareCodePoints(a.tag, b.tag),
  );
}
