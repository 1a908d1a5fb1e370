// What the tabs have in common that show a card for each run and tag: grouping, filtering, loading what is on screen.
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { SeriesInfo } from '../src/wire/api.ts';
import { controlStyles } from './components/control-styles.ts';
import { dashboardStyles } from './components/dashboard-styles.ts';
import { type CardGroup, cardGroupsOf, viewWithGroup } from './data/card-groups.ts';
import { SeriesGrid } from './data/series-grid.ts';
import { SeriesLoader } from './data/series-loader.ts';
import { type Api, type DashboardElement, VIEW_CHANGE, type VisibleRun } from './plugin-host.ts';
import './components/card-grid.ts';
import './components/empty-state.ts';
import './components/tag-filter.ts';

/** What a card is drawn from: its series, its run, and what came of asking for its data. */
export interface CardParts<Answer> {
  readonly series: SeriesInfo;
  readonly run: VisibleRun;
  /** Undefined until it came; what came last while it is asked for anew. */
  readonly answer: Answer | undefined;
  readonly error: string | undefined;
  readonly loading: boolean;
  /** To be called when the card comes into sight and when it leaves it: `@rb-on-screen-change`. */
  readonly onScreen: (event: CustomEvent<boolean>) => void;
  /** To be called to ask again: `@rb-retry`. */
  readonly retry: () => void;
}

/** Settings in the address: `tag`, `open`, `shut`, and those of the tab. A tab says what it loads and how a card looks. */
export abstract class SeriesDashboard<Answer> extends LitElement implements DashboardElement {
  static override properties = {
    api: { attribute: false },
    series: { attribute: false },
    runs: { attribute: false },
    view: { attribute: false },
  };
  static override styles = [controlStyles, dashboardStyles];
  declare api: Api;
  declare series: readonly SeriesInfo[];
  declare runs: readonly VisibleRun[];
  declare view: Readonly<Record<string, string>>;

  /** What is shown, in the plural: "histograms". */
  protected abstract readonly things: string;
  /** An icon's name for the empty tab. */
  protected abstract readonly icon: string;

  #grid = new SeriesGrid();
  #loader = new SeriesLoader<Answer>(
    (series) => this.load(series),
    () => this.requestUpdate(),
  );

  constructor() {
    super();
    this.series = [];
    this.runs = [];
    this.view = {};
  }

  protected abstract load(series: SeriesInfo): Promise<Answer>;
  protected abstract card(parts: CardParts<Answer>): TemplateResult;
  /** Controls beside the tag filter. */
  protected settings(): TemplateResult | undefined {
    return undefined;
  }

  /** Changes this tab's part of the address. */
  protected setView(change: Readonly<Record<string, string>>): void {
    this.dispatchEvent(new CustomEvent(VIEW_CHANGE, { detail: change, bubbles: true, composed: true }));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('series')) this.#loader.retain(this.series);
    if (changed.has('series') || changed.has('runs')) this.#grid.set(this.series, this.runs);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('series') || changed.has('runs')) this.#loader.want(this.#grid.onScreen);
  }

  override render() {
    const { tags } = this.#grid;
    const { groups, invalid } = cardGroupsOf(tags, this.view, (tag) => this.#grid.cardsOf(tag).length);
    return html`<div class="settings" role="group" aria-label="Settings of all ${this.things}">
        <rb-tag-filter
          .value=${this.view['tag'] ?? ''}
          .invalid=${invalid}
          @rb-tag-filter-change=${({ detail }: CustomEvent<string>) => this.setView({ tag: detail })}
        ></rb-tag-filter>
        ${this.settings()}
      </div>
      <div class="cards">${groups.length > 0 ? this.#groups(groups) : this.#empty(tags.length > 0)}</div>`;
  }

  #empty(filtered: boolean) {
    return filtered
      ? html`<rb-empty-state heading="No tag matches" icon="search">
          <p>No tag of the visible runs matches the filter.</p>
        </rb-empty-state>`
      : html`<rb-empty-state heading="No ${this.things} in the visible runs" icon=${this.icon}>
          <p>Tick a run that has ${this.things} in the list of runs.</p>
        </rb-empty-state>`;
  }

  #groups(groups: readonly CardGroup[]) {
    return repeat(
      groups,
      ({ name }) => name,
      ({ name, tags, open }) => {
        const cards = tags.flatMap((tag) => this.#grid.cardsOf(tag));
        return html`<rb-card-grid
          .heading=${name || 'Tags without a group'}
          .count=${cards.length}
          .open=${open}
          @rb-group-toggle=${({ detail }: CustomEvent<boolean>) =>
            this.setView(viewWithGroup(this.view, name, detail))}
        >
          ${
            open
              ? repeat(
                  cards,
                  ({ key }) => key,
                  ({ series, run }) => this.card(this.#partsOf(series, run)),
                )
              : undefined
          }
        </rb-card-grid>`;
      },
    );
  }

  #partsOf(series: SeriesInfo, run: VisibleRun): CardParts<Answer> {
    const answer = this.#loader.answerTo(series);
    const error = this.#loader.errorOf(series);
    return {
      series,
      run,
      answer,
      error,
      loading: answer === undefined && error === undefined,
      onScreen: ({ detail }) => {
        this.#grid.setOnScreen(series, detail);
        this.#loader.want(this.#grid.onScreen);
      },
      retry: () => this.#loader.retry(),
    };
  }
}
