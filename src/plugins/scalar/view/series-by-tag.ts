// Which runs have a tag.
import type { VisibleRun } from '../../../../client/plugin-host.ts';
import { compareNames } from '../../../natural-order.ts';
import type { SeriesInfo } from '../../../wire/api.ts';

/** Made anew for each list of series. */
export class SeriesByTag {
  #byTag = new Map<string, Map<string, SeriesInfo>>();

  constructor(all: readonly SeriesInfo[]) {
    for (const series of all) {
      const byRun = this.#byTag.get(series.tag);
      if (byRun) byRun.set(series.run, series);
      else this.#byTag.set(series.tag, new Map([[series.run, series]]));
    }
  }

  has(tag: string): boolean {
    return this.#byTag.has(tag);
  }

  /** A tag's series of these runs, in their order. */
  of(tag: string, runs: readonly VisibleRun[]): SeriesInfo[] {
    const byRun = this.#byTag.get(tag);
    return runs.map(({ name }) => byRun?.get(name)).filter((series) => series !== undefined);
  }

  /** Tags of these runs, sorted. */
  tagsOf(runs: readonly VisibleRun[]): string[] {
    const names = new Set(runs.map(({ name }) => name));
    return [...this.#byTag]
      .filter(([, byRun]) => [...byRun.keys()].some((run) => names.has(run)))
      .map(([tag]) => tag)
      .sort(compareNames);
  }
}
