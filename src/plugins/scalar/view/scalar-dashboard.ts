// The tab of scalars: one card for each tag, with the curves of all visible runs.
import { html, LitElement, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { HoverOrder } from '../../../../client/charts/hover.ts';
import { type Line, X_AXES, type XAxis, xAxisOf } from '../../../../client/charts/plotted-line.ts';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { dashboardStyles } from '../../../../client/components/dashboard-styles.ts';
import { type CardGroup, cardGroupsOf, viewWithGroup } from '../../../../client/data/card-groups.ts';
import {
  type Api,
  type DashboardElement,
  VIEW_CHANGE,
  type VisibleRun,
} from '../../../../client/plugin-host.ts';
import type { SeriesInfo } from '../../../wire/api.ts';
import { ScalarLoader } from './scalar-loader.ts';
import '../../../../client/components/card-grid.ts';
import '../../../../client/components/empty-state.ts';
import '../../../../client/components/segmented.ts';
import '../../../../client/components/slider.ts';
import '../../../../client/components/tag-filter.ts';
import './scalar-card.ts';

const HOVER_ORDERS = [
  { value: 'descending', label: 'Highest value first' },
  { value: 'ascending', label: 'Lowest value first' },
  { value: 'nearest', label: 'Nearest first' },
] as const;
const FIRST_SMOOTHING = 0.6;
const MOST_SMOOTHING = 0.999;

/** Settings in the address: `tag`, `smoothing`, `x`, `log`, `order`, `open`, `shut`. */
export class ScalarDashboard extends LitElement implements DashboardElement {
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

  #loader = new ScalarLoader(
    () => this.api,
    () => this.requestUpdate(),
  );
  /** Series by tag and run. */
  #byTag = new Map<string, Map<string, SeriesInfo>>();
  #onScreen = new Set<string>();
  /** Lines as they were last given to each card: a card whose list is the same draws nothing. */
  #lines = new Map<string, readonly Line[]>();

  constructor() {
    super();
    this.series = [];
    this.runs = [];
    this.view = {};
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('series')) return;
    this.#byTag = new Map();
    for (const series of this.series) {
      const byRun = this.#byTag.get(series.tag);
      if (byRun) byRun.set(series.run, series);
      else this.#byTag.set(series.tag, new Map([[series.run, series]]));
    }
    this.#loader.retain(this.series);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('series') || changed.has('runs')) this.#fetch();
  }

  #fetch() {
    this.#loader.want([...this.#onScreen].flatMap((tag) => this.#visibleSeries(tag)));
  }

  /** Of the visible runs, in their order. */
  #visibleSeries(tag: string): SeriesInfo[] {
    const byRun = this.#byTag.get(tag);
    return this.runs.map(({ name }) => byRun?.get(name)).filter((series) => series !== undefined);
  }

  #linesOf(tag: string): readonly Line[] {
    const byRun = this.#byTag.get(tag);
    const lines: Line[] = [];
    for (const { name, color } of this.runs) {
      const columns = byRun?.has(name) ? this.#loader.cache.columns(name, tag) : undefined;
      if (columns) lines.push({ name, color, columns });
    }
    const before = this.#lines.get(tag);
    const same = before?.length === lines.length && before.every((line, at) => isSameLine(line, lines[at]));
    if (before && same) return before;
    this.#lines.set(tag, lines);
    return lines;
  }

  #setView(change: Readonly<Record<string, string>>) {
    this.dispatchEvent(new CustomEvent(VIEW_CHANGE, { detail: change, bubbles: true, composed: true }));
  }

  get #smoothing(): number {
    const given = Number(this.view['smoothing'] || FIRST_SMOOTHING);
    return given >= 0 && given <= MOST_SMOOTHING ? given : FIRST_SMOOTHING;
  }

  get #xAxis(): XAxis {
    return xAxisOf(this.view['x']);
  }

  get #hoverOrder(): HoverOrder {
    return HOVER_ORDERS.find(({ value }) => value === this.view['order'])?.value ?? 'descending';
  }

  override render() {
    const names = new Set(this.runs.map(({ name }) => name));
    const tags = [...this.#byTag].filter(([, byRun]) => [...byRun.keys()].some((run) => names.has(run)));
    const { groups, invalid } = cardGroupsOf(
      tags.map(([tag]) => tag),
      this.view,
    );
    return html`<div class="settings" role="group" aria-label="Settings of all charts">
        <rb-tag-filter
          .value=${this.view['tag'] ?? ''}
          .invalid=${invalid}
          @rb-tag-filter-change=${({ detail }: CustomEvent<string>) => this.#setView({ tag: detail })}
        ></rb-tag-filter>
        <rb-slider
          label="Smoothing"
          .max=${MOST_SMOOTHING}
          .step=${0.001}
          .value=${this.#smoothing}
          @rb-slider-change=${({ detail }: CustomEvent<number>) =>
            this.#setView({ smoothing: detail === FIRST_SMOOTHING ? '' : String(detail) })}
        ></rb-slider>
        <rb-segmented
          label="Horizontal axis"
          .segments=${X_AXES}
          .value=${this.#xAxis}
          @rb-segmented-change=${({ detail }: CustomEvent<string>) =>
            this.#setView({ x: detail === 'step' ? '' : detail })}
        ></rb-segmented>
        <label class="check">
          <input
            type="checkbox"
            .checked=${this.view['log'] === '1'}
            @change=${(event: Event) =>
              this.#setView({ log: (event.target as HTMLInputElement).checked ? '1' : '' })}
          />
          Log y axis
        </label>
        <select
          class="field"
          aria-label="Order of runs in tooltips"
          .value=${this.#hoverOrder}
          @change=${(event: Event) => {
            const { value } = event.target as HTMLSelectElement;
            this.#setView({ order: value === 'descending' ? '' : value });
          }}
        >
          ${HOVER_ORDERS.map(
            ({ value, label }) =>
              html`<option .value=${value} ?selected=${value === this.#hoverOrder}>${label}</option>`,
          )}
        </select>
      </div>
      <div class="cards">${groups.length > 0 ? this.#groups(groups) : this.#empty(tags.length > 0)}</div>`;
  }

  #empty(filtered: boolean) {
    return filtered
      ? html`<rb-empty-state heading="No tag matches" icon="search">
          <p>No tag of the visible runs matches the filter.</p>
        </rb-empty-state>`
      : html`<rb-empty-state heading="No scalars in the visible runs" icon="chart">
          <p>Tick a run that has scalars in the list of runs.</p>
        </rb-empty-state>`;
  }

  #groups(groups: readonly CardGroup[]) {
    return repeat(
      groups,
      ({ name }) => name,
      ({ name, tags, open }) => html`<rb-card-grid
        .heading=${name || 'Tags without a group'}
        .count=${tags.length}
        .open=${open}
        @rb-group-toggle=${({ detail }: CustomEvent<boolean>) =>
          this.#setView(viewWithGroup(this.view, name, detail))}
      >
        ${
          open
            ? repeat(
                tags,
                (tag) => tag,
                (tag) => this.#card(tag),
              )
            : undefined
        }
      </rb-card-grid>`,
    );
  }

  #card(tag: string) {
    const lines = this.#linesOf(tag);
    const visible = this.#visibleSeries(tag);
    const error = visible.map((series) => this.#loader.errorOf(series)).find((why) => why !== undefined);
    const displayName = visible.find((series) => series.displayName !== '')?.displayName;
    return html`<rb-scalar-card
      .tag=${tag}
      .heading=${displayName ?? tag}
      .lines=${lines}
      .xAxis=${this.#xAxis}
      .smoothing=${this.#smoothing}
      .logarithmic=${this.view['log'] === '1'}
      .hoverOrder=${this.#hoverOrder}
      .loading=${lines.length === 0}
      .error=${error}
      @rb-retry=${() => this.#loader.retry()}
      @rb-on-screen-change=${({ detail }: CustomEvent<boolean>) => {
        if (detail) this.#onScreen.add(tag);
        else this.#onScreen.delete(tag);
        this.#fetch();
      }}
    ></rb-scalar-card>`;
  }
}

function isSameLine(a: Line, b: Line | undefined): boolean {
  return a.name === b?.name && a.color === b.color && a.columns === b.columns;
}
customElements.define('rb-scalar-dashboard', ScalarDashboard);
