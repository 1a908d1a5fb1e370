// Which cards a dashboard has that shows one card for each run and tag, and which of them are on screen.
import type { SeriesInfo } from '../../src/wire/api.ts';
import type { VisibleRun } from '../plugin-host.ts';

/** One card. */
export interface SeriesCard {
  /** Of run and tag together. */
  readonly key: string;
  readonly series: SeriesInfo;
  readonly run: VisibleRun;
}

const keyOf = ({ run, tag }: SeriesInfo) => `${run}\0${tag}`;

/** Made by a dashboard, told each change of series and runs. */
export class SeriesGrid {
  #byTag = new Map<string, SeriesCard[]>();
  #byKey = new Map<string, SeriesInfo>();
  #onScreen = new Set<string>();

  /** Cards are of the visible runs only. */
  set(series: readonly SeriesInfo[], runs: readonly VisibleRun[]): void {
    const order = new Map(runs.map((run, at) => [run.name, { run, at }]));
    this.#byTag = new Map();
    this.#byKey = new Map();
    const visible = series
      .map((item) => ({ series: item, place: order.get(item.run) }))
      .filter(({ place }) => place !== undefined)
      .sort((a, b) => (a.place?.at ?? 0) - (b.place?.at ?? 0));
    for (const { series: item, place } of visible) {
      if (!place) continue;
      const card = { key: keyOf(item), series: item, run: place.run };
      this.#byKey.set(card.key, item);
      const cards = this.#byTag.get(item.tag);
      if (cards) cards.push(card);
      else this.#byTag.set(item.tag, [card]);
    }
  }

  /** Tags with a card, unordered. */
  get tags(): readonly string[] {
    return [...this.#byTag.keys()];
  }

  /** Cards of a tag, in the order of the runs. */
  cardsOf(tag: string): readonly SeriesCard[] {
    return this.#byTag.get(tag) ?? [];
  }

  setOnScreen(series: SeriesInfo, now: boolean): void {
    if (now) this.#onScreen.add(keyOf(series));
    else this.#onScreen.delete(keyOf(series));
  }

  /** Series whose cards are on screen, those that came on screen first first. */
  get onScreen(): SeriesInfo[] {
    return Array.from(this.#onScreen, (key) => this.#byKey.get(key)).filter((series) => series !== undefined);
  }
}
