// The series of one run at one moment, with the sorted lists that snapshots are put together from.
import type { Series } from './series.ts';
import type { Run } from './snapshot.ts';

/** Gives the series of a run when somebody looks. */
export interface SeriesSource {
  /** Whether `one` can be asked. */
  readonly givesOne: boolean;
  /** By tag. */
  all(): ReadonlyMap<string, Series>;
  /** One without the others; undefined where there is none of this tag. */
  one(tag: string): Series | undefined;
}

/** Never changes; a change of the run makes another, which shares the series that did not change. */
export class RunSeries {
  readonly run: Run;
  #byTag: ReadonlyMap<string, Series> | undefined;
  #source: SeriesSource | undefined;
  /** Those that were made alone. */
  #alone: Map<string, Series> | undefined;
  #byPlugin: ReadonlyMap<string, readonly Series[]> | undefined;

  /** By tag; or where they come from when they are first looked at. */
  constructor(run: Run, byTag: ReadonlyMap<string, Series> | undefined, source?: SeriesSource) {
    this.run = run;
    this.#byTag = byTag;
    this.#source = source;
  }

  get byTag(): ReadonlyMap<string, Series> {
    if (!this.#byTag) {
      const all = this.#source?.all() ?? new Map<string, Series>();
      const alone = this.#alone;
      this.#byTag = alone ? new Map(Array.from(all, ([tag, one]) => [tag, alone.get(tag) ?? one])) : all;
      this.#source = undefined;
      this.#alone = undefined;
    }
    return this.#byTag;
  }

  /** One of them. */
  ofTag(tag: string): Series | undefined {
    if (!this.#source?.givesOne) return this.byTag.get(tag);
    const known = this.#alone?.get(tag);
    if (known) return known;
    const one = this.#source.one(tag);
    if (one) {
      this.#alone ??= new Map();
      this.#alone.set(tag, one);
    }
    return one;
  }

  /** Makes the series as they are now, if nobody did. */
  look(): void {
    this.byTag;
  }

  /** By plugin name; tags by code point. Sorted when first asked for. */
  get byPlugin(): ReadonlyMap<string, readonly Series[]> {
    this.#byPlugin ??= groupedByPlugin(this.byTag);
    return this.#byPlugin;
  }
}

function groupedByPlugin(byTag: ReadonlyMap<string, Series>): ReadonlyMap<string, readonly Series[]> {
  const groups = new Map<string, Series[]>();
  for (const series of byTag.values()) {
    const group = groups.get(series.pluginName);
    if (group) group.push(series);
    else groups.set(series.pluginName, [series]);
  }
  for (const group of groups.values()) group.sort((a, b) => compareCodePoints(a.tag, b.tag));
  return groups;
}

/** Order by Unicode code point, as Python and Rust sort; JavaScript's own is by UTF-16 unit. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    // Only where exactly one is half of a pair do the orders differ: pairs stand above U+FFFF.
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
