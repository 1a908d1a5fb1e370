// One tag of one run: its histograms as ridges over the steps.
import { css, html, LitElement, nothing } from 'lit';
import { OnScreen } from '../../../../client/charts/on-screen.ts';
import type { HistogramColumns } from './histogram-columns.ts';
import '../../../../client/charts/ridges.ts';
import { staleNote } from '../../../../client/components/stale-note.ts';
import '../../../../client/components/card.ts';

/**
 * A card is given its histograms and never fetches.
 * @fires rb-on-screen-change - `detail` is whether the card is on screen, or about to be.
 * @fires rb-pin-change - From the pin.
 * @fires rb-retry - From the error note.
 */
export class HistogramCard extends LitElement {
  static override properties = {
    heading: {},
    run: {},
    color: {},
    columns: { attribute: false },
    loading: { type: Boolean },
    error: {},
    expanded: { type: Boolean, reflect: true },
    pinned: { type: Boolean },
  };
  static override styles = css`
    :host {
      display: block;
      min-width: 0;
      --rb-card-height: 14.5rem;
      --rb-chart-height: 13rem;
    }
    :host([expanded]) {
      --rb-card-height: 30rem;
      --rb-chart-height: 28rem;
    }
    rb-card {
      height: 100%;
    }
    .run {
      display: flex;
      align-items: center;
      gap: var(--rb-space-2);
      color: var(--rb-text-muted);
      font-size: var(--rb-text-s);
    }
    .run span {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .run .thinned {
      flex: none;
      margin-left: auto;
      color: var(--rb-text-faint);
    }
    .run .dot {
      flex: none;
      width: var(--rb-dot-size);
      height: var(--rb-dot-size);
      border-radius: 50%;
    }
  `;
  declare heading: string;
  declare run: string;
  /** Of the run. */
  declare color: string;
  declare columns: HistogramColumns | undefined;
  declare loading: boolean;
  /** Why the newest could not be fetched; shown below what is there. */
  declare error: string | undefined;
  declare expanded: boolean;
  declare pinned: boolean;

  constructor() {
    super();
    this.heading = '';
    this.run = '';
    this.color = '';
    this.columns = undefined;
    this.loading = false;
    this.error = undefined;
    this.expanded = false;
    this.pinned = false;
    new OnScreen(this, (now) =>
      this.dispatchEvent(
        new CustomEvent('rb-on-screen-change', { detail: now, bubbles: true, composed: true }),
      ),
    );
  }

  override render() {
    const { columns } = this;
    const thinned = columns !== undefined && columns.length > columns.steps.length;
    return html`<rb-card
      .heading=${this.heading}
      .loading=${this.loading}
      .error=${columns ? undefined : this.error}
      .expanded=${this.expanded}
      .pinned=${this.pinned}
      @rb-expand-change=${({ detail }: CustomEvent<boolean>) => {
        this.expanded = detail;
      }}
    >
      <div class="run" title=${this.run}>
        <span class="dot" .style=${`background: ${this.color}`}></span><span>${this.run}</span>
        ${
          thinned
            ? html`<span class="thinned">${columns.steps.length} of ${columns.length.toLocaleString('en-US')} steps</span>`
            : nothing
        }
      </div>
      <rb-ridges
        .columns=${columns}
        .color=${this.color}
        .label=${`${this.heading}, ${this.run}`}
      ></rb-ridges>
      ${staleNote(columns ? this.error : undefined)}
    </rb-card>`;
  }
}
customElements.define('rb-histogram-card', HistogramCard);
