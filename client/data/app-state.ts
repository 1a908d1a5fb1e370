// What the page knows of the logdir: the server's messages, merged.

import type { Problem } from '../../src/problem.ts';
import type { RunInfo, SeriesInfo, ServerState } from '../../src/wire/api.ts';
import type { LiveMessage } from '../../src/wire/live.ts';

type Changes = Extract<LiveMessage, { type: 'changes' }>;

const NO_SERIES: readonly SeriesInfo[] = [];
// A run's name is a path and holds no NUL, so the first NUL parts the two without doubt.
const keyOf = (series: SeriesInfo) => `${series.run}\0${series.tag}`;

const isSame = (a: SeriesInfo, b: SeriesInfo) =>
  a.pluginName === b.pluginName &&
  a.length === b.length &&
  a.generation === b.generation &&
  a.items === b.items &&
  a.displayName === b.displayName &&
  a.description === b.description;

/**
 * The merged state. Lists are replaced, never changed: a list, and each series in it, is the same object as before
 * where nothing changed. Lives as long as the page.
 */
export class AppState {
  version = '';
  logdir = '';
  windowTitle = '';
  runsFolder = '';
  canDelete = false;
  /** Whether a first state has come at all. */
  known = false;
  /** Whether the server is still at its first pass over the logdir. */
  loading = true;
  runs: readonly RunInfo[] = [];
  problems: readonly Problem[] = [];
  /** By run and tag. Made when something is looked for: a first state of 20,000 series takes half the time without. */
  #byKey: Map<string, SeriesInfo> | undefined;
  /** Of the last state, in its order, while `#byKey` is not made. */
  #told: readonly SeriesInfo[] = NO_SERIES;
  #byPlugin = new Map<string, readonly SeriesInfo[]>();

  /** Replaces everything; series that are as they were stay the same objects. */
  replace(state: ServerState): void {
    this.known = true;
    this.version = state.version;
    this.logdir = state.logdir;
    this.windowTitle = state.windowTitle;
    this.runsFolder = state.runsFolder;
    this.canDelete = state.canDelete;
    this.loading = state.loading;
    this.runs = state.runs;
    this.problems = state.problems;
    const listsBefore = this.#byPlugin;
    if (listsBefore.size === 0) this.#told = state.series;
    else {
      const before = this.#keyed();
      this.#told = state.series.map((series) => {
        const known = before.get(keyOf(series));
        return known && isSame(known, series) ? known : series;
      });
    }
    this.#byKey = undefined;
    this.#byPlugin = this.#listsOf(new Set(state.series.map((series) => series.pluginName)));
    for (const [plugin, list] of this.#byPlugin) {
      const known = listsBefore.get(plugin);
      if (known?.length === list.length && known.every((series, at) => series === list[at]))
        this.#byPlugin.set(plugin, known);
    }
  }

  /** Takes in what is new. */
  merge(changes: Changes): void {
    this.loading = changes.loading;
    if (changes.runs) this.runs = changes.runs;
    if (changes.problems) this.problems = changes.problems;
    const touched = new Set<string>();
    if (changes.series.length === 0) return;
    const all = this.#keyed();
    for (const series of changes.series) {
      const known = all.get(keyOf(series));
      if (known && isSame(known, series)) continue;
      all.set(keyOf(series), series);
      touched.add(series.pluginName);
      if (known) touched.add(known.pluginName);
    }
    if (touched.size === 0) return;
    for (const [plugin, list] of this.#listsOf(touched))
      if (list.length > 0) this.#byPlugin.set(plugin, list);
      else this.#byPlugin.delete(plugin);
  }

  /** Series of one plugin, those that came later behind. */
  seriesOf(pluginName: string): readonly SeriesInfo[] {
    return this.#byPlugin.get(pluginName) ?? NO_SERIES;
  }

  /** Plugins that have series. Unordered. */
  get pluginNames(): readonly string[] {
    return [...this.#byPlugin.keys()];
  }

  hasSeriesOf(pluginNames: readonly string[]): boolean {
    return pluginNames.some((pluginName) => this.#byPlugin.has(pluginName));
  }

  #keyed(): Map<string, SeriesInfo> {
    this.#byKey ??= new Map(this.#told.map((series) => [keyOf(series), series]));
    this.#told = NO_SERIES;
    return this.#byKey;
  }

  #listsOf(plugins: ReadonlySet<string>): Map<string, readonly SeriesInfo[]> {
    const lists = new Map([...plugins].map((plugin) => [plugin, [] as SeriesInfo[]]));
    for (const series of this.#byKey?.values() ?? this.#told) lists.get(series.pluginName)?.push(series);
    return lists;
  }
}
