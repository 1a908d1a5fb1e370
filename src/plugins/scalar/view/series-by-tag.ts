// Which runs have a tag.
import type { VisibleRun } from '../../../../client/plugin-host.ts';
import { Slices } from '../../../../client/turns/slices.ts';
import { compareNames } from '../../../natural-order.ts';
import type { SeriesInfo } from '../../../wire/api.ts';

/** A tag's series. */
interface OfTag {
  readonly byRun: Map<string, SeriesInfo>;
  /** Of these runs, as it was asked for last. */
  asked: { readonly runs: readonly VisibleRun[]; readonly series: readonly SeriesInfo[] } | undefined;
}

/** Longer than this the page does nothing but take in series. */
const SLICE_MS = 5;

/** Of the list that was taken last. */
export class SeriesByTag {
  #list: readonly SeriesInfo[] = [];
  #byTag = new Map<string, OfTag>();

  /**
   * Takes in a list, in slices, and knows of the one before until all is taken. What is the same object at the same place
   * as before costs nothing: of thousands a few grow at a time. Answers whether some of the list before may be gone.
   */
  async take(list: readonly SeriesInfo[]): Promise<boolean> {
    const before = this.#list;
    const grew = list.length >= before.length && before.every((series, at) => isOneSeries(series, list[at]));
    const byTag = grew ? this.#byTag : new Map<string, OfTag>();
    const slices = new Slices(SLICE_MS);
    for (let at = 0; at < list.length; at++) {
      const series = list[at] as SeriesInfo;
      if (grew && series === before[at]) continue;
      put(byTag, series);
      if (at % 64 === 0 && slices.isOver) await slices.next();
    }
    this.#list = list;
    this.#byTag = byTag;
    return !grew;
  }

  has(tag: string): boolean {
    return this.#byTag.has(tag);
  }

  /** A run's series of a tag. */
  find(run: string, tag: string): SeriesInfo | undefined {
    return this.#byTag.get(tag)?.byRun.get(run);
  }

  /** A tag's series of these runs, in their order; the same list as long as nothing changed. */
  of(tag: string, runs: readonly VisibleRun[]): readonly SeriesInfo[] {
    const ofTag = this.#byTag.get(tag);
    if (!ofTag) return NO_SERIES;
    if (ofTag.asked?.runs !== runs) {
      const series: SeriesInfo[] = [];
      for (const { name } of runs) {
        const one = ofTag.byRun.get(name);
        if (one) series.push(one);
      }
      ofTag.asked = { runs, series };
    }
    return ofTag.asked.series;
  }

  /** Tags of these runs, sorted. */
  tagsOf(runs: readonly VisibleRun[]): string[] {
    const names = new Set(runs.map(({ name }) => name));
    return [...this.#byTag]
      .filter(([, { byRun }]) => hasOneOf(byRun, names))
      .map(([tag]) => tag)
      .sort(compareNames);
  }
}

function put(byTag: Map<string, OfTag>, series: SeriesInfo): void {
  const ofTag = byTag.get(series.tag);
  if (ofTag) {
    ofTag.byRun.set(series.run, series);
    ofTag.asked = undefined;
  } else byTag.set(series.tag, { byRun: new Map([[series.run, series]]), asked: undefined });
}

const NO_SERIES: readonly SeriesInfo[] = [];

const isOneSeries = (a: SeriesInfo, b: SeriesInfo | undefined) =>
  a === b || (a.run === b?.run && a.tag === b.tag);

function hasOneOf(byRun: ReadonlyMap<string, unknown>, names: ReadonlySet<string>): boolean {
  for (const run of byRun.keys()) if (names.has(run)) return true;
  return false;
}
