// One tag: the curves of all visible runs in one chart.
import { css, html, LitElement, nothing } from 'lit';
import type { HoverOrder } from '../../../../client/charts/hover.ts';
import type { RbLineChart } from '../../../../client/charts/line-chart.ts';
import { OnScreen } from '../../../../client/charts/on-screen.ts';
import type { Line, XAxis } from '../../../../client/charts/plotted-line.ts';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { staleNote } from '../../../../client/components/stale-note.ts';
import '../../../../client/charts/line-chart.ts';
import '../../../../client/components/card.ts';

/**
 * A card is given its curves and never fetches.
 * @fires rb-on-screen-change - `detail` is whether the card is on screen, or about to be.
 * @fires rb-retry - From the error note.
 */
export class ScalarCard extends LitElement {
  static override properties = {
    tag: {},
    heading: {},
    lines: { attribute: false },
    xAxis: {},
    smoothing: { type: Number },
    hoverOrder: {},
    logarithmic: { type: Boolean },
    loading: { type: Boolean },
    error: {},
    expanded: { type: Boolean, reflect: true },
    ownLogarithmic: { state: true },
    zoomed: { state: true },
  };
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        min-width: 0;
        --rb-card-height: 13rem;
        --rb-chart-height: 13rem;
      }
      :host([expanded]) {
        --rb-card-height: 28rem;
        --rb-chart-height: 28rem;
      }
      rb-card {
        height: 100%;
      }
      .button {
        min-height: 1.5rem;
        padding: 0 var(--rb-space-1);
        font-size: var(--rb-text-xs);
      }
    `,
  ];
  declare tag: string;
  declare heading: string;
  /** One line for each run that has points; undefined while none has come yet. */
  declare lines: readonly Line[];
  declare xAxis: XAxis;
  declare smoothing: number;
  declare hoverOrder: HoverOrder;
  /** The dashboard's setting; the card's own button overrules it. */
  declare logarithmic: boolean;
  /** Whether points are still to come and there are none to show meanwhile. */
  declare loading: boolean;
  /** Why points could not be fetched; shown below the curves where there are some. */
  declare error: string | undefined;
  declare expanded: boolean;
  declare ownLogarithmic: boolean | undefined;
  declare zoomed: boolean;

  constructor() {
    super();
    this.tag = '';
    this.heading = '';
    this.lines = [];
    this.xAxis = 'step';
    this.smoothing = 0;
    this.hoverOrder = 'descending';
    this.logarithmic = false;
    this.loading = false;
    this.error = undefined;
    this.expanded = false;
    this.ownLogarithmic = undefined;
    this.zoomed = false;
    new OnScreen(this, (now) =>
      this.dispatchEvent(
        new CustomEvent('rb-on-screen-change', { detail: now, bubbles: true, composed: true }),
      ),
    );
  }

  #resetZoom() {
    this.renderRoot.querySelector<RbLineChart>('rb-line-chart')?.resetZoom();
  }

  override render() {
    const { heading, lines } = this;
    const logarithmic = this.ownLogarithmic ?? this.logarithmic;
    const reset = html`<button slot="actions" class="button quiet" @click=${this.#resetZoom}>Reset zoom</button>`;
    return html`<rb-card
      .heading=${heading}
      .loading=${this.loading}
      .error=${lines.length === 0 ? this.error : undefined}
      .expanded=${this.expanded}
      @rb-expand-change=${({ detail }: CustomEvent<boolean>) => {
        this.expanded = detail;
      }}
      @rb-zoom-change=${({ detail }: CustomEvent<boolean>) => {
        this.zoomed = detail;
      }}
    >
      ${this.zoomed ? reset : nothing}
      <button
        slot="actions"
        class="button quiet"
        aria-label="log vertical axis: ${heading}"
        aria-pressed=${logarithmic}
        title="Logarithmic vertical axis"
        @click=${() => {
          this.ownLogarithmic = !logarithmic;
        }}
      >
        log
      </button>
      <rb-line-chart
        .lines=${lines}
        .xAxis=${this.xAxis}
        .smoothing=${this.smoothing}
        .logarithmic=${logarithmic}
        .hoverOrder=${this.hoverOrder}
        .label=${heading}
      ></rb-line-chart>
      ${staleNote(lines.length > 0 ? this.error : undefined)}
    </rb-card>`;
  }
}
customElements.define('rb-scalar-card', ScalarCard);
