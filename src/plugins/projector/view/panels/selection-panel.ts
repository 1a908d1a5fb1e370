// The points that are chosen, what is known of one, and what lies near it in all dimensions.
import { css, html, LitElement, nothing } from 'lit';
import { controlStyles } from '../../../../../client/components/control-styles.ts';
import { VIEW_CHANGE } from '../../../../../client/plugin-host.ts';
import { type LabelColumn, textAt } from '../../model/label-columns.ts';
import type { Metric, Neighbor } from '../projections.ts';
import { NO_ROWS } from '../row-sets.ts';
import { panelStyles } from './panel-styles.ts';
import { rowListStyles, rowsList } from './row-list.ts';
import '../../../../../client/components/segmented.ts';
import '../../../../../client/components/slider.ts';

const MOST_SHOWN = 100;
const METRICS = [
  { value: 'cosine', label: 'Cosine' },
  { value: 'euclidean', label: 'Euclidean' },
] as const;

/**
 * Changes the address by itself: `near`, `metric`.
 * @fires rb-points-choose - The user chose points; `detail` is a PointChoice.
 * @fires rb-point-hover - `detail` is a row of a list, or null.
 * @fires rb-points-isolate - The user wants these alone, or with `detail` undefined all again.
 * @fires rb-label-edit - The user typed a label; `detail` is a LabelEdit.
 */
export class RbSelectionPanel extends LitElement {
  static override properties = {
    selected: { attribute: false },
    neighbors: { attribute: false },
    columns: { attribute: false },
    isolated: { type: Number },
    view: { attribute: false },
    nameOf: { attribute: false },
    metric: {},
    count: { type: Number },
    rows: { type: Number },
  };
  static override styles = [
    controlStyles,
    panelStyles,
    rowListStyles,
    css`
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--rb-space-1) var(--rb-space-3);
        margin: 0;
      }
      dt {
        color: var(--rb-text-muted);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];
  declare selected: Uint32Array;
  /** Of the only point that is chosen; undefined while they are looked for. */
  declare neighbors: readonly Neighbor[] | undefined;
  declare columns: readonly LabelColumn[];
  /** How many points are isolated; 0 while all are shown. */
  declare isolated: number;
  declare view: Readonly<Record<string, string>>;
  declare nameOf: (row: number) => string;
  declare metric: Metric;
  /** How many neighbours are wanted. */
  declare count: number;
  declare rows: number;

  constructor() {
    super();
    this.selected = NO_ROWS;
    this.neighbors = undefined;
    this.columns = [];
    this.isolated = 0;
    this.view = {};
    this.nameOf = () => '';
    this.metric = 'cosine';
    this.count = 20;
    this.rows = 0;
  }

  #set(detail: Readonly<Record<string, string>>) {
    this.dispatchEvent(new CustomEvent(VIEW_CHANGE, { detail, bubbles: true, composed: true }));
  }

  #fire(name: string, detail?: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  override render() {
    const { selected } = this;
    const [only] = selected;
    return html`<section aria-label="Selection">
        <h2>Selection</h2>
        ${
          only === undefined
            ? html`<p class="hint">Click a point, draw around some with Box or Lasso (shift adds), or choose from a search.</p>`
            : html`<div class="row">
                <span role="status">${selected.length === 1 ? this.nameOf(only) || `point ${only + 1}` : `${selected.length.toLocaleString('en-US')} points`}</span>
                <button class="button" @click=${() => this.#fire('rb-points-choose', { rows: NO_ROWS, add: false })}>Clear</button>
              </div>
              ${selected.length === 1 ? this.#facts(only) : rowsList(this, [...selected.subarray(0, MOST_SHOWN)], this.nameOf)}
              ${selected.length > MOST_SHOWN ? html`<p class="hint">The first ${MOST_SHOWN} are listed.</p>` : nothing}`
        }
        ${this.#isolation()}
        ${only === undefined ? nothing : this.#edit(only)}
      </section>
      ${selected.length === 1 ? this.#near() : nothing}`;
  }

  #facts(row: number) {
    if (this.columns.length < 2) return nothing;
    return html`<dl>${this.columns.map(
      (column) => html`<dt>${column.name}</dt><dd>${textAt(column, row) || '–'}</dd>`,
    )}</dl>`;
  }

  #isolation() {
    const { selected } = this;
    const near = selected.length === 1 ? (this.neighbors ?? []) : [];
    const count = selected.length + near.length;
    const rows = () =>
      near.length > 0 ? Uint32Array.of(...selected, ...near.map(({ row }) => row)) : selected;
    return html`<div class="row">
      ${
        count > 1
          ? html`<button class="button" @click=${() => this.#fire('rb-points-isolate', rows())}>Isolate ${count.toLocaleString('en-US')} points</button>`
          : nothing
      }
      ${this.isolated > 0 ? html`<button class="button" @click=${() => this.#fire('rb-points-isolate')}>Show all ${this.rows.toLocaleString('en-US')} points</button>` : nothing}
    </div>`;
  }

  #edit(only: number) {
    const column = this.columns.find(({ name }) => name === this.view['label']) ?? this.columns[0];
    const name = column?.name ?? 'label';
    const value = column && this.selected.length === 1 ? textAt(column, only) : '';
    return html`<label class="line">Set ${name}
      <input
        class="field"
        .value=${value}
        placeholder=${this.selected.length === 1 ? '' : 'for all of them'}
        @change=${(event: Event) =>
          this.#fire('rb-label-edit', {
            column: name,
            rows: this.selected,
            text: (event.target as HTMLInputElement).value,
          })}
      />
    </label>`;
  }

  #near() {
    const { neighbors } = this;
    return html`<section aria-label="Nearest points">
      <h2>Nearest points in all dimensions</h2>
      <rb-segmented
        label="Distance"
        .segments=${METRICS}
        .value=${this.metric}
        @rb-segmented-change=${({ detail }: CustomEvent<string>) => this.#set({ metric: detail === 'cosine' ? '' : detail })}
      ></rb-segmented>
      <rb-slider
        label="Neighbours"
        .min=${5}
        .max=${Math.max(6, Math.min(999, this.rows - 1))}
        .step=${1}
        .value=${this.count}
        @rb-slider-change=${({ detail }: CustomEvent<number>) => this.#set({ near: String(detail) })}
      ></rb-slider>
      ${
        neighbors
          ? rowsList(
              this,
              neighbors.map(({ row }) => row),
              this.nameOf,
              (at) => (neighbors[at]?.distance ?? 0).toPrecision(3),
            )
          : html`<p role="status">Looking for the nearest points</p>`
      }
    </section>`;
  }
}
customElements.define('rb-selection-panel', RbSelectionPanel);
