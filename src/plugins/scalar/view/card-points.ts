// Points of the cards of a tab: which are wanted, as fine as they are drawn, and as charts that can be saved.
import { LitElement, type PropertyValues } from 'lit';
import { canvasThemeOf } from '../../../../client/charts/canvas-theme.ts';
import type { NamedChart } from '../../../../client/charts/chart-view.ts';
import { type Line, type XAxis, xAxisOf } from '../../../../client/charts/plotted-line.ts';
import type { Zoom } from '../../../../client/charts/range.ts';
import {
  type Api,
  type DashboardElement,
  VIEW_CHANGE,
  type VisibleRun,
} from '../../../../client/plugin-host.ts';
import { Slices } from '../../../../client/turns/slices.ts';
import { taskTurn } from '../../../../client/turns/task-turn.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import { type CardDrawing, namedChartOf, viewOfOne } from './card-charts.ts';
import { exportCards, REPORT_POINTS } from './card-export.ts';
import { fineness, limitOf } from './card-lines.ts';
import { type Card, type CardList, viewWithCard } from './card-list.ts';
import { roundedZoom, type View } from './chart-settings.ts';
import type { ExportRequest } from './export-menu.ts';
import { ScalarLoader, type WantedSeries } from './scalar-loader.ts';
import { SeriesByTag } from './series-by-tag.ts';
import { SettlingZooms } from './settling-zooms.ts';

/** Cards that are seen at the least when the tab is opened. */
const FIRST_CARDS = 2;
/** What is to be asked for of more runs is gathered in a task of its own. */
const FEW_RUNS = 300;
/** Longer than this the page does nothing but gather it. */
const SLICE_MS = 6;
/** To want so many is a task of its own. */
const MANY_SERIES = 1000;

/** What is to be asked for because of one card. */
interface Wish {
  readonly tags: readonly string[];
  /** What of the horizontal axis is looked at; undefined for all. */
  readonly x: Zoom['x'];
  /** Points of each curve. */
  readonly limit: number;
}

/** What is below the pictures of a tab of charts. A tab says which cards there are, and of what. */
export abstract class CardPoints extends LitElement implements DashboardElement {
  static override properties = {
    api: { attribute: false },
    series: { attribute: false },
    runs: { attribute: false },
    view: { attribute: false },
  };
  declare api: Api;
  declare series: readonly SeriesInfo[];
  declare runs: readonly VisibleRun[];
  declare view: View;

  protected readonly loader = new ScalarLoader(
    () => this.api,
    () => this.#answered(),
  );
  /** Tags of visible runs, sorted. */
  protected tags: readonly string[] = [];
  protected list: CardList = { pinned: [], sections: [], invalid: undefined };
  /** What `#byTag` knows of. */
  #taken: readonly SeriesInfo[] = [];
  #byTag = new SeriesByTag();
  /** Whether points are kept of series that may be gone. */
  #mayBeGone = false;
  /** Cards on screen by id, those that came first first. */
  protected readonly onScreen = new Map<string, Card>();
  /** Widths of plots by card. */
  readonly #widths = new Map<string, number>();
  protected readonly zooms = new SettlingZooms((zooms) => {
    const changes = [...zooms].map(([id, zoom]) => {
      const card = this.cardOf(id);
      return card ? viewWithCard(card, { zoom: roundedZoom(zoom) }) : {};
    });
    this.setView(Object.assign({}, ...changes) as View);
  });
  /** Handles of the next frame and the next task, while something is to be done there; 0 otherwise. */
  #frame = 0;
  #task: ReturnType<typeof setTimeout> | undefined;
  /** What was asked for last is made of these. */
  #asked: readonly unknown[] = [];
  /** Ends when what was asked for last is wanted. */
  #gathering = Promise.resolve();
  /** Cards that are being exported, and how many points of a curve are wanted for it. */
  #exporting: { readonly cards: readonly Card[]; readonly limit: number } = { cards: [], limit: 0 };

  constructor() {
    super();
    this.series = [];
    this.runs = [];
    this.view = {};
    this.addEventListener('rb-export', (event) => this.export((event as CustomEvent<ExportRequest>).detail));
  }

  /** Its name in the address. */
  protected abstract readonly tab: string;

  /** Which cards there are now. */
  protected abstract cardList(): CardList;
  /** The same object as long as nothing changed. */
  protected abstract linesOf(card: Card): readonly Line[];
  /** `visible` are the card's series of visible runs. */
  protected abstract headingOf(card: Card, visible: readonly SeriesInfo[]): string;
  /** Makes the list of cards anew, as when what it is made of came. */
  protected relist(): void {
    this.list = this.cardList();
    const { pinned, sections } = this.list;
    for (const card of [...pinned, ...sections.flatMap(({ cards }) => cards)])
      if (this.onScreen.has(card.id)) this.onScreen.set(card.id, card);
  }

  /** Of the series that the tab is given, those that are drawn. */
  protected isScalar(_series: SeriesInfo): boolean {
    return true;
  }

  /** In a task of its own, once for all that changed in the one before, and behind those in which series are taken in. */
  protected override async scheduleUpdate(): Promise<void> {
    await taskTurn();
    while (this.#taken !== this.series) {
      const { series } = this;
      if (await this.#byTag.take(series.filter((one) => this.isScalar(one)))) this.#mayBeGone = true;
      this.#taken = series;
    }
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const find = (run: string, tag: string) => this.#byTag.find(run, tag);
    if (changed.has('series')) this.loader.forgetErrors(find);
    if (this.#mayBeGone) this.loader.retain(find);
    this.#mayBeGone = false;
    if (changed.has('series') || changed.has('runs')) this.tags = this.#byTag.tagsOf(this.runs);
    if (!changed.has('series') && !changed.has('runs') && !changed.has('view')) return;
    this.relist();
    // Which cards are on screen is known only after a layout; the first ones are, so their points are already on their way.
    if (this.#widths.size === 0 && this.runs.length <= FEW_RUNS) this.#fetchNow();
    else this.fetch();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#seen);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#seen);
    this.zooms.settle();
  }

  /** What nobody looked at was not asked for. */
  #seen = () => {
    if (!document.hidden) this.fetch();
  };

  /** Many answers come between two frames: the cards are made anew once for all of them. */
  #answered(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.requestUpdate();
      // What is looked at of a curve is known only once its steps are.
      if ([...this.onScreen.values()].some(({ settings }) => settings.zoom.x)) this.fetch();
    });
  }

  /** Asks for what the cards on screen lack, once for all of them that tell so one after the other. */
  protected fetch(): void {
    this.#task ??= setTimeout(() => this.#fetchNow());
  }

  /** Asks for what the cards on screen lack, and those that are exported. */
  #fetchNow(): void {
    clearTimeout(this.#task);
    this.#task = undefined;
    if (document.hidden && this.#exporting.cards.length === 0) return;
    const { xTag } = this;
    const exporting = new Map(this.#exporting.cards.map((card) => [card.id, card]));
    const looked = this.onScreen.size > 0 || this.#widths.size > 0 ? this.onScreen : this.#firstCards;
    const wishes = [...new Map([...looked, ...exporting]).values()].map((card): Wish => {
      const needed = limitOf(this.#widths.get(card.id), this.runs.length * card.tags.length);
      return {
        tags: xTag === undefined ? card.tags : [...card.tags, xTag],
        x: (this.zooms.of(card.id) ?? card.settings.zoom).x,
        limit: exporting.has(card.id) ? Math.max(needed, this.#exporting.limit) : needed,
      };
    });
    // Of ten thousand runs a pass takes a tenth of a second. What a zoom asks for hangs on the points that are there.
    const asked = [this.#taken, this.runs, ...wishes.flatMap(({ tags, x, limit }) => [limit, x, ...tags])];
    const zoomed = wishes.some(({ x }) => x !== undefined);
    if (!zoomed && asked.length === this.#asked.length && asked.every((part, at) => part === this.#asked[at]))
      return;
    this.#asked = asked;
    this.#gathering = this.#gather(wishes, asked);
  }

  /** At once what soon is found; else in slices, unless something else is asked by then. */
  async #gather(wishes: readonly Wish[], asked: readonly unknown[]): Promise<void> {
    const { xAxis } = this;
    const wanted: WantedSeries[] = [];
    const slices = new Slices(SLICE_MS);
    for (const { tags, x, limit } of wishes)
      for (const tag of tags)
        for (const series of this.visibleSeries(tag)) {
          if (slices.isOver) {
            await slices.next();
            if (this.#asked !== asked) return;
          }
          const columns = x && this.loader.columns(series.run, series.tag);
          wanted.push({ series, fineness: fineness(limit, x, xAxis, columns) });
        }
    if (wanted.length > MANY_SERIES) await slices.next();
    if (this.#asked === asked) this.loader.want(wanted);
  }

  get #firstCards(): ReadonlyMap<string, Card> {
    return new Map(this.openCards.slice(0, FIRST_CARDS).map((card) => [card.id, card]));
  }

  /** A plot was drawn so wide; finer points are asked for where that needs them. */
  protected setWidth(id: string, width: number): void {
    const before = this.#widths.get(id);
    this.#widths.set(id, width);
    if (limitOf(width, 1) !== limitOf(before, 1)) this.fetch();
  }

  /** Of the visible runs, in their order. */
  protected visibleSeries(tag: string): readonly SeriesInfo[] {
    return this.#byTag.of(tag, this.runs);
  }

  protected setView(change: View): void {
    this.dispatchEvent(new CustomEvent(VIEW_CHANGE, { detail: change, bubbles: true, composed: true }));
  }

  protected cardOf(id: string): Card | undefined {
    const { pinned, sections } = this.list;
    return [...pinned, ...sections.flatMap(({ cards }) => cards)].find((card) => card.id === id);
  }

  protected get xTag(): string | undefined {
    const tag = this.view['xtag'];
    return tag !== undefined && this.#byTag.has(tag) ? tag : undefined;
  }

  protected get xAxis(): XAxis {
    return this.xTag === undefined ? xAxisOf(this.view['x']) : 'tag';
  }

  /** Of what is on screen. */
  protected readonly lastStep = (): number => {
    let last = 0;
    for (const { tags } of this.onScreen.values())
      for (const { run, tag } of this.visibleSeries(tags[0] ?? ''))
        last = Math.max(last, Number(this.loader.columns(run, tag)?.steps.at(-1) ?? 0));
    return last;
  };

  /** Cards of open groups, the pinned ones first. */
  protected get openCards(): readonly Card[] {
    const { pinned, sections } = this.list;
    return [...pinned, ...sections.filter(({ open }) => open).flatMap(({ cards }) => cards)];
  }

  protected export(request: ExportRequest, only?: Card) {
    const cards = only ? [only] : this.openCards;
    const tags = [...new Set(cards.flatMap((card) => card.tags))];
    const series = tags.flatMap((tag) => this.visibleSeries(tag));
    request.answer = exportCards(request.kind, {
      name: only ? this.drawing(only).heading : `${document.title} ${this.tab}`,
      api: this.api,
      tags,
      runs: this.runs.map(({ name }) => name),
      theme: canvasThemeOf(this),
      tab: this.tab,
      view: only ? viewOfOne(this.view, only) : this.view,
      points: series.reduce((sum, { length }) => sum + length, 0),
      charts: (whole) => this.#charts(cards, whole ? Math.floor(REPORT_POINTS / series.length) : 0),
    });
  }

  /** Fetches what is missing of the cards, also of those that are not on screen. */
  async #charts(cards: readonly Card[], limit: number): Promise<readonly NamedChart[]> {
    this.#exporting = { cards, limit };
    try {
      // Where somebody zoomed in, what is fine there can be asked for only once the whole is known.
      for (let round = 0; round < 2; round++) {
        this.#fetchNow();
        await this.#gathering;
        await this.loader.settled();
      }
      return cards.map((card) => {
        const { error, ...drawing } = this.drawing(card);
        if (error !== undefined) throw new Error(error);
        return namedChartOf(card, this.view, drawing);
      });
    } finally {
      this.#exporting = { cards: [], limit: 0 };
      this.fetch();
    }
  }

  /** What there is of a card by now. */
  protected drawing(card: Card): CardDrawing & { readonly error: string | undefined } {
    const visible = card.tags.flatMap((tag) => this.visibleSeries(tag));
    const error = visible.map((series) => this.loader.errorOf(series)).find((why) => why !== undefined);
    return { heading: this.headingOf(card, visible), lines: this.linesOf(card), error, xAxis: this.xAxis };
  }
}
