// One card: the curves of its tags over all visible runs in one chart.
import { css, html, LitElement, nothing } from 'lit';
import { drawNever, drawSoon, making } from '../../../../client/charts/draw-queue.ts';
import type { HoverOrder } from '../../../../client/charts/hover.ts';
import type { RbLineChart } from '../../../../client/charts/line-chart.ts';
import { OnScreen } from '../../../../client/charts/on-screen.ts';
import type { Line, XAxis } from '../../../../client/charts/plotted-line.ts';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { staleNote } from '../../../../client/components/stale-note.ts';
import { type Card, isMovable, takesTags } from './card-list.ts';
import type { ChartSettings } from './chart-settings.ts';
import type { StepSelection } from './step-selection.ts';
import '../../../../client/charts/line-chart.ts';
import '../../../../client/components/card.ts';
import '../../../../client/components/popover.ts';
import './card-menu.ts';
import './step-table.ts';

/** What a dragged card says of itself to the one that it is dropped on. */
const DRAGGED = 'application/x-runboard-card';

/**
 * A card is given its curves and its settings and never fetches. Before it was on screen for the first time it is an
 * empty frame.
 * @fires rb-on-screen-change - `detail` is whether the card is on screen, or about to be.
 * @fires rb-card-change - `detail` is a part of CardSettings.
 * @fires rb-card-zoom - `detail` is the zoom, many times while a gesture lasts.
 * @fires rb-pin-change - From the pin; `detail` is whether the card is to be pinned.
 * @fires rb-card-edit - What the card shows is to be changed.
 * @fires rb-card-merge - `detail` is the id of a card that was dropped on this one.
 * @fires rb-retry - From the error note.
 */
export class ScalarCard extends LitElement {
  static override properties = {
    card: { attribute: false },
    heading: {},
    lines: { attribute: false },
    charts: { attribute: false },
    xAxis: {},
    xTag: {},
    hoverOrder: {},
    selection: { attribute: false },
    loading: { type: Boolean },
    error: {},
    empty: {},
    note: {},
    editable: { attribute: false },
    tags: { attribute: false },
    expanded: { type: Boolean, reflect: true },
    seen: { type: Boolean, reflect: true },
    menuOpen: { state: true },
    dropping: { type: Boolean, reflect: true },
  };
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        min-width: 0;
        border-radius: var(--rb-radius-l);
        /* A card that is far off screen is neither laid out nor painted: else each frame costs more the more were seen. */
        content-visibility: auto;
        contain-intrinsic-block-size: auto calc(var(--rb-plot-height, 13rem) + 3.25rem);
        overflow-clip-margin: 0.5rem;
        --rb-card-height: var(--rb-plot-height, 13rem);
        --rb-chart-height: var(--rb-plot-height, 13rem);
      }
      :host([expanded]) {
        --rb-card-height: max(28rem, var(--rb-plot-height, 13rem));
        --rb-chart-height: max(28rem, var(--rb-plot-height, 13rem));
      }
      /* As high as the card will be. */
      :host(:not([seen])) {
        min-height: calc(var(--rb-card-height) + 3.25rem);
      }
      :host([dropping]) {
        box-shadow: var(--rb-focus);
      }
      rb-card {
        height: 100%;
      }
      .button {
        min-height: 1.5rem;
        padding: 0 var(--rb-space-1);
        font-size: var(--rb-text-xs);
      }
      .button.icon-only {
        width: 1.5rem;
        padding: 0;
      }
      .note {
        margin: 0;
        padding: 0 var(--rb-space-3) var(--rb-space-2);
        color: var(--rb-text-muted);
        font-size: var(--rb-text-xs);
        overflow-wrap: anywhere;
      }
    `,
  ];
  declare card: Card;
  declare heading: string;
  /** One line for each run and tag that has points. */
  declare lines: readonly Line[];
  /** Settings as they hold for this card. */
  declare charts: ChartSettings;
  declare xAxis: XAxis;
  /** The tag along the horizontal axis, where it is one. */
  declare xTag: string | undefined;
  declare hoverOrder: HoverOrder;
  declare selection: StepSelection | undefined;
  /** Whether points are still to come and there are none to show meanwhile. */
  declare loading: boolean;
  /** Why points could not be fetched; shown below the curves where there are some. */
  declare error: string | undefined;
  /** Why there is no curve and none to wait for; undefined where there is. */
  declare empty: string | undefined;
  /** Said below the chart. */
  declare note: string | undefined;
  /** Whether what the card shows can be changed as a whole. */
  declare editable: boolean;
  /** All tags that there are. */
  declare tags: readonly string[];
  declare expanded: boolean;
  /** Whether it was on screen, or about to be, since it was made. */
  declare seen: boolean;
  declare menuOpen: boolean;
  declare dropping: boolean;

  constructor() {
    super();
    this.heading = '';
    this.lines = [];
    this.xAxis = 'step';
    this.xTag = undefined;
    this.hoverOrder = 'descending';
    this.selection = undefined;
    this.loading = false;
    this.error = undefined;
    this.empty = undefined;
    this.note = undefined;
    this.editable = false;
    this.tags = [];
    this.expanded = false;
    this.seen = false;
    this.menuOpen = false;
    this.dropping = false;
    new OnScreen(this, (now) => {
      if (!now) drawNever(this.#make);
      else if (!this.seen) drawSoon(this.#make);
      this.#fire('rb-on-screen-change', now);
    });
    this.addEventListener('dragstart', (event) => {
      event.dataTransfer?.setData(DRAGGED, this.card.id);
      event.dataTransfer?.setData('text/plain', this.card.tags.join('\n'));
    });
    this.addEventListener('dragover', (event) => {
      if (!event.dataTransfer?.types.includes(DRAGGED) || !takesTags(this.card)) return;
      event.preventDefault();
      this.dropping = true;
    });
    this.addEventListener('dragleave', () => {
      this.dropping = false;
    });
    this.addEventListener('drop', (event) => {
      this.dropping = false;
      const id = event.dataTransfer?.getData(DRAGGED);
      if (!id || id === this.card.id) return;
      event.preventDefault();
      this.#fire('rb-card-merge', id);
    });
  }

  /** In a frame that has room for it: a row of cards that comes into sight would fill one. */
  #make = making(() => {
    this.seen = true;
    this.performUpdate();
  });

  get chart(): RbLineChart | null {
    return this.renderRoot.querySelector<RbLineChart>('rb-line-chart');
  }

  #fire(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  override render() {
    if (!this.seen) return nothing;
    const { heading, lines, card, charts, selection } = this;
    const { zoom } = card.settings;
    const log = charts.yScale === 'log';
    const ends = selection && { from: selection.from, to: selection.to ?? selection.from };
    const reset = html`<button
      slot="actions"
      class="button quiet"
      title="Show all of the curves again (Escape, or a double click)"
      @click=${() => this.chart?.resetZoom()}
    >Reset zoom</button>`;
    return html`<rb-card
      .heading=${heading}
      .loading=${this.loading}
      .error=${lines.length === 0 ? this.error : undefined}
      .empty=${lines.length === 0 ? this.empty : undefined}
      .expanded=${this.expanded}
      .movable=${isMovable(card)}
      .pinned=${card.pinned}
      @rb-expand-change=${({ detail }: CustomEvent<boolean>) => this.#fire('rb-card-change', { expanded: detail })}
      @rb-zoom-change=${({ detail }: CustomEvent<unknown>) => this.#fire('rb-card-zoom', detail)}
    >
      ${Object.keys(zoom).length > 0 ? reset : nothing}
      <button
        slot="actions"
        class="button quiet"
        aria-label="log vertical axis: ${heading}"
        aria-pressed=${log}
        title="Logarithmic vertical axis"
        @click=${() => this.#fire('rb-card-change', { yScale: log ? 'linear' : 'log' })}
      >
        log
      </button>
      ${
        this.editable
          ? html`<button
            slot="actions"
            class="button quiet icon-only"
            aria-label="Edit: ${heading}"
            title="What this chart shows"
            @click=${() => this.#fire('rb-card-edit', undefined)}
          ><rb-icon name="edit"></rb-icon></button>`
          : nothing
      }
      <rb-popover
        slot="actions"
        icon="more"
        .label=${`More: ${heading}`}
        @rb-popover-toggle=${({ detail }: CustomEvent<boolean>) => {
          this.menuOpen = detail;
        }}
        >${
          this.menuOpen
            ? html`<rb-scalar-card-menu .card=${card} .charts=${charts} .tags=${this.tags}></rb-scalar-card-menu>`
            : nothing
        }</rb-popover
      >
      <rb-line-chart
        .lines=${lines}
        .xAxis=${this.xAxis}
        .axisName=${this.xTag ?? ''}
        .xScale=${charts.xScale}
        .yScale=${charts.yScale}
        .smoothing=${charts.smoothing}
        .showRaw=${charts.showRaw}
        .ignoreOutliers=${charts.ignoreOutliers}
        .extremes=${charts.extremes}
        .references=${card.settings.references}
        .selection=${this.xAxis === 'step' ? ends : undefined}
        .zoom=${zoom}
        .hoverOrder=${this.hoverOrder}
        .label=${heading}
      ></rb-line-chart>
      <div slot="footer">
        ${selection && lines.length > 0 ? html`<rb-step-table .lines=${lines} .selection=${selection}></rb-step-table>` : nothing}
        ${this.note === undefined ? nothing : html`<p class="note">${this.note}</p>`}
        ${staleNote(lines.length > 0 ? this.error : undefined)}
      </div>
    </rb-card>`;
  }
}
customElements.define('rb-scalar-card', ScalarCard);
