// What the tabs of charts have in common, scalars and custom scalars: settings of all charts, sections of cards, points
// as fine as they are drawn, and a zoom that a link carries.
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { HoverOrder } from '../../../../client/charts/hover.ts';
import { type Line, type XAxis, xAxisOf } from '../../../../client/charts/plotted-line.ts';
import type { Zoom } from '../../../../client/charts/range.ts';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { dashboardStyles } from '../../../../client/components/dashboard-styles.ts';
import { viewWithGroup } from '../../../../client/data/card-groups.ts';
import { compareNames } from '../../../../client/data/tag-groups.ts';
import {
  type Api,
  type DashboardElement,
  VIEW_CHANGE,
  type VisibleRun,
} from '../../../../client/plugin-host.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import { fineness, limitOf } from './card-lines.ts';
import {
  type Card,
  type CardList,
  type CardSection,
  cardOfTag,
  viewWithCard,
  viewWithCardPin,
} from './card-list.ts';
import {
  type CardSettings,
  chartSettingsOf,
  effectiveSettings,
  numberOf,
  roundedZoom,
  type View,
} from './chart-settings.ts';
import { ScalarLoader, type WantedSeries } from './scalar-loader.ts';
import { clicked, stepSelectionOf, stepSelectionText } from './step-selection.ts';
import '../../../../client/components/card-grid.ts';
import '../../../../client/components/empty-state.ts';
import './scalar-card.ts';
import './scalar-settings.ts';

const HOVER_ORDERS = ['descending', 'ascending', 'nearest'] as const;
/** A gesture that pauses so long is done: finer points are asked for, and the address says what is shown. */
const SETTLED_MS = 200;

/**
 * Settings in the address: those of `chartSettingsOf`, `tag`, `x`, `xtag`, `order`, `cols`, `height`, `sel`, `open`,
 * `shut`, `pin`, and one for each card that has settings of its own. A tab says which cards there are, and of what.
 */
export abstract class ChartDashboard extends LitElement implements DashboardElement {
  static override properties = {
    api: { attribute: false },
    series: { attribute: false },
    runs: { attribute: false },
    view: { attribute: false },
  };
  static override styles = [
    controlStyles,
    dashboardStyles,
    css`
      rb-scalar-settings {
        display: contents;
      }
    `,
  ];
  declare api: Api;
  declare series: readonly SeriesInfo[];
  declare runs: readonly VisibleRun[];
  declare view: View;

  protected readonly loader = new ScalarLoader(
    () => this.api,
    () => this.requestUpdate(),
  );
  /** Tags of visible runs, sorted. */
  protected tags: readonly string[] = [];
  protected list: CardList = { pinned: [], sections: [], invalid: undefined };
  /** Series by tag and run. */
  #byTag = new Map<string, Map<string, SeriesInfo>>();
  /** Cards on screen by id, those that came first first. */
  #onScreen = new Map<string, Card>();
  /** Widths of plots, and zooms that the address does not hold yet, by card. */
  #widths = new Map<string, number>();
  #zooms = new Map<string, Zoom>();
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.series = [];
    this.runs = [];
    this.view = {};
  }

  /** Which cards there are now. */
  protected abstract cardList(): CardList;
  /** The same object as long as nothing changed. */
  protected abstract linesOf(card: Card): readonly Line[];
  /** `visible` are the card's series of visible runs. */
  protected abstract headingOf(card: Card, visible: readonly SeriesInfo[]): string;
  /** The bar above the cards, best made by `settingsBar`. */
  protected abstract bar(): TemplateResult;
  /** In place of the cards; `filtered` is whether the filter alone hides all. */
  protected abstract empty(): TemplateResult;
  /** Between the bar and the cards. */
  protected banner(): TemplateResult | typeof nothing {
    return nothing;
  }
  /** Why a card has no curve, and will have none before something is logged or ticked. */
  protected emptiness(_card: Card): string | undefined {
    return undefined;
  }
  /** Below the chart. */
  protected note(_card: Card): string | undefined {
    return undefined;
  }
  /** Whether a card has a button that changes what it shows; then `edit` is called. */
  protected canEdit(_card: Card): boolean {
    return false;
  }
  protected edit(_card: Card): void {
    // Only where canEdit says so.
  }
  /** To be called when a tag, or a card by its id, is to be part of another card. */
  protected merge(_into: Card, _id: string): void {
    // Only where cards take tags.
  }

  /** Makes the list of cards anew, as when what it is made of came. */
  protected relist(): void {
    this.list = this.cardList();
    const { pinned, sections } = this.list;
    for (const card of [...pinned, ...sections.flatMap(({ cards }) => cards)])
      if (this.#onScreen.has(card.id)) this.#onScreen.set(card.id, card);
  }

  /** Of the series that the tab is given, those that are drawn. */
  protected isScalar(_series: SeriesInfo): boolean {
    return true;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('series')) {
      const scalars = this.series.filter((series) => this.isScalar(series));
      this.#byTag = new Map();
      for (const series of scalars) {
        const byRun = this.#byTag.get(series.tag);
        if (byRun) byRun.set(series.run, series);
        else this.#byTag.set(series.tag, new Map([[series.run, series]]));
      }
      this.loader.retain(scalars);
    }
    if (changed.has('series') || changed.has('runs')) {
      const names = new Set(this.runs.map(({ name }) => name));
      this.tags = [...this.#byTag]
        .filter(([, byRun]) => [...byRun.keys()].some((run) => names.has(run)))
        .map(([tag]) => tag)
        .sort(compareNames);
    }
    if (changed.has('series') || changed.has('runs') || changed.has('view')) this.relist();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('series') || changed.has('runs') || changed.has('view')) this.fetch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#settling);
    this.#settle();
  }

  /** Asks for what the cards on screen lack. */
  protected fetch(): void {
    const { xTag } = this;
    const wanted: WantedSeries[] = [];
    for (const card of this.#onScreen.values()) {
      const tags = xTag === undefined ? card.tags : [...card.tags, xTag];
      const { x } = this.#zooms.get(card.id) ?? card.settings.zoom;
      const limit = limitOf(this.#widths.get(card.id), this.runs.length * card.tags.length);
      for (const tag of tags)
        for (const series of this.visibleSeries(tag)) {
          const columns = this.loader.columns(series.run, series.tag);
          wanted.push({ series, fineness: fineness(limit, x, this.xAxis, columns) });
        }
    }
    this.loader.want(wanted);
  }

  /** Of the visible runs, in their order. */
  protected visibleSeries(tag: string): SeriesInfo[] {
    const byRun = this.#byTag.get(tag);
    return this.runs.map(({ name }) => byRun?.get(name)).filter((series) => series !== undefined);
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
    if (this.xTag !== undefined) return 'tag';
    return xAxisOf(this.view['x']);
  }

  /** Of what is on screen. */
  protected get lastStep(): number {
    let last = 0;
    for (const { tags } of this.#onScreen.values())
      for (const { run, tag } of this.visibleSeries(tags[0] ?? ''))
        last = Math.max(last, Number(this.loader.columns(run, tag)?.steps.at(-1) ?? 0));
    return last;
  }

  get #hoverOrder(): HoverOrder {
    return HOVER_ORDERS.find((order) => order === this.view['order']) ?? 'descending';
  }

  #setCard(card: Card, change: Partial<CardSettings>) {
    if (change.zoom) this.#zooms.delete(card.id);
    this.setView(viewWithCard(card, change));
  }

  /** Waits for the end of a gesture before anything is asked for or told. */
  #zoomed(card: Card, zoom: Zoom) {
    this.#zooms.set(card.id, zoom);
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#settle(), SETTLED_MS);
  }

  #settle() {
    if (this.#zooms.size === 0) return;
    const changes = [...this.#zooms].map(([id, zoom]) => {
      const card = this.cardOf(id);
      return card ? viewWithCard(card, { zoom: roundedZoom(zoom) }) : {};
    });
    this.#zooms.clear();
    this.setView(Object.assign({}, ...changes) as View);
  }

  override render() {
    const { pinned, sections } = this.list;
    const count = sections.reduce((sum, { cards }) => sum + cards.length, 0);
    const nothingThere = count === 0 && pinned.length === 0;
    return html`${this.bar()} ${this.banner()}
      <div class="cards" .style=${this.#cardSize()}>
        ${pinned.length > 0 ? this.#section({ name: 'Pinned', open: true, cards: pinned }, false) : undefined}
        ${
          nothingThere
            ? this.empty()
            : repeat(
                sections,
                ({ name }) => name,
                (section) => this.#section(section, true),
              )
        }
      </div>`;
  }

  /** Custom properties for what the user chose of width and height. */
  #cardSize(): string {
    const columns = numberOf(this.view['cols']) ?? 0;
    const height = numberOf(this.view['height']) ?? 0;
    const share = `calc((100% - ${columns - 1} * var(--rb-space-3)) / ${columns})`;
    const width = columns >= 1 ? `--rb-card-min-width: max(12rem, ${share});` : '';
    return `${width}${height >= 4 ? `--rb-plot-height: ${height}rem;` : ''}`;
  }

  #section({ name, open, cards }: CardSection, foldable: boolean) {
    return html`<rb-card-grid
      .heading=${name || 'Tags without a group'}
      .count=${cards.length}
      .open=${open}
      @rb-group-toggle=${({ detail }: CustomEvent<boolean>) =>
        foldable && this.setView(viewWithGroup(this.view, name, detail))}
    >
      ${
        open
          ? repeat(
              cards,
              ({ id }) => id,
              (card) => this.#card(card),
            )
          : undefined
      }
    </rb-card-grid>`;
  }

  #card(card: Card) {
    const lines = this.linesOf(card);
    const visible = card.tags.flatMap((tag) => this.visibleSeries(tag));
    const error = visible.map((series) => this.loader.errorOf(series)).find((why) => why !== undefined);
    const empty = this.emptiness(card);
    return html`<rb-scalar-card
      .card=${card}
      .heading=${this.headingOf(card, visible)}
      .lines=${lines}
      .charts=${effectiveSettings(chartSettingsOf(this.view), card.settings)}
      .xAxis=${this.xAxis}
      .xTag=${this.xTag}
      .hoverOrder=${this.#hoverOrder}
      .selection=${stepSelectionOf(this.view['sel'])}
      .loading=${lines.length === 0 && empty === undefined}
      .error=${error}
      .empty=${empty}
      .note=${this.note(card)}
      .editable=${this.canEdit(card)}
      .tags=${this.tags}
      .expanded=${card.settings.expanded}
      @rb-retry=${() => this.loader.retry()}
      @rb-on-screen-change=${({ detail }: CustomEvent<boolean>) => {
        if (detail) this.#onScreen.set(card.id, card);
        else this.#onScreen.delete(card.id);
        this.fetch();
      }}
      @rb-width-change=${({ detail }: CustomEvent<number>) => {
        this.#widths.set(card.id, detail);
        this.fetch();
      }}
      @rb-card-change=${({ detail }: CustomEvent<Partial<CardSettings>>) => this.#setCard(card, detail)}
      @rb-card-zoom=${({ detail }: CustomEvent<Zoom>) => this.#zoomed(card, detail)}
      @rb-pin-change=${({ detail }: CustomEvent<boolean>) => this.setView(viewWithCardPin(this.view, card.id, detail))}
      @rb-card-edit=${() => this.edit(card)}
      @rb-card-add=${({ detail }: CustomEvent<string>) => this.merge(card, cardOfTag(detail))}
      @rb-card-merge=${({ detail }: CustomEvent<string>) => this.merge(card, detail)}
      @rb-plot-click=${({ detail }: CustomEvent<{ at: number; extend: boolean }>) => this.#clicked(detail)}
    ></rb-scalar-card>`;
  }

  /** A click chooses a step only where steps are compared, and where there are steps. */
  #clicked({ at, extend }: { at: number; extend: boolean }) {
    const before = stepSelectionOf(this.view['sel']);
    if (before && this.xAxis === 'step')
      this.setView({ sel: stepSelectionText(clicked(before, at, extend)) });
  }
}
