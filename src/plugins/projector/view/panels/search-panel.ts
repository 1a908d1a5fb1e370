// Looking for points by their labels, and showing only some of them.
import { html, LitElement, nothing } from 'lit';
import { controlStyles } from '../../../../../client/components/control-styles.ts';
import { VIEW_CHANGE } from '../../../../../client/plugin-host.ts';
import type { LabelColumn } from '../../model/label-columns.ts';
import { panelStyles } from './panel-styles.ts';
import { rowListStyles, rowsList } from './row-list.ts';
import '../../../../../client/components/tag-filter.ts';

const MOST_SHOWN = 100;

/**
 * Changes the address by itself: `find`, `in`, `regex`, `show`, `showin`.
 * @fires rb-points-choose - The user chose points; `detail` is a PointChoice.
 * @fires rb-point-hover - `detail` is a row of the list, or null.
 */
export class RbSearchPanel extends LitElement {
  static override properties = {
    columns: { attribute: false },
    view: { attribute: false },
    found: { attribute: false },
    invalid: {},
    shown: { type: Number },
    rows: { type: Number },
    filterInvalid: {},
    nameOf: { attribute: false },
  };
  static override styles = [controlStyles, panelStyles, rowListStyles];
  declare columns: readonly LabelColumn[];
  declare view: Readonly<Record<string, string>>;
  /** Undefined while nothing is looked for. */
  declare found: Uint32Array | undefined;
  declare invalid: string | undefined;
  /** How many points pass the filter. */
  declare shown: number;
  declare rows: number;
  declare filterInvalid: string | undefined;
  declare nameOf: (row: number) => string;

  constructor() {
    super();
    this.columns = [];
    this.view = {};
    this.found = undefined;
    this.shown = 0;
    this.rows = 0;
    this.nameOf = () => '';
  }

  #set(detail: Readonly<Record<string, string>>) {
    this.dispatchEvent(new CustomEvent(VIEW_CHANGE, { detail, bubbles: true, composed: true }));
  }

  #column(label: string, name: string) {
    const value = this.view[name] ?? '';
    return html`<label class="line">${label}
      <select class="field" @change=${(event: Event) => this.#set({ [name]: (event.target as HTMLSelectElement).value })}>
        <option value="" ?selected=${value === ''}>any column</option>
        ${this.columns.map((column) => html`<option .value=${column.name} ?selected=${column.name === value}>${column.name}</option>`)}
      </select>
    </label>`;
  }

  override render() {
    if (this.columns.length === 0) return nothing;
    const isRegex = this.view['regex'] === '1';
    return html`<section aria-label="Search">
        <h2>Search</h2>
        <rb-tag-filter
          label="Find points"
          hint=${isRegex ? 'regex' : 'text, or > 3'}
          .value=${this.view['find'] ?? ''}
          .invalid=${this.invalid}
          @rb-tag-filter-change=${({ detail }: CustomEvent<string>) => this.#set({ find: detail })}
          @keydown=${this.#entered}
        ></rb-tag-filter>
        ${this.columns.length > 1 ? this.#column('Look in', 'in') : nothing}
        <label class="check"><input
          type="checkbox"
          .checked=${isRegex}
          @change=${(event: Event) => this.#set({ regex: (event.target as HTMLInputElement).checked ? '1' : '' })}
        />Regular expressions</label>
        ${this.#results()}
      </section>
      <section aria-label="Filter">
        <h2>Show only</h2>
        <rb-tag-filter
          label="Filter points"
          hint=${isRegex ? 'regex' : 'text, or 2..5'}
          .value=${this.view['show'] ?? ''}
          .invalid=${this.filterInvalid}
          @rb-tag-filter-change=${({ detail }: CustomEvent<string>) => this.#set({ show: detail })}
        ></rb-tag-filter>
        ${this.columns.length > 1 ? this.#column('By', 'showin') : nothing}
        ${this.shown < this.rows ? html`<p role="status">${this.shown.toLocaleString('en-US')} of ${this.rows.toLocaleString('en-US')} points are shown</p>` : nothing}
      </section>`;
  }

  #results() {
    const { found } = this;
    if (!found) return nothing;
    const count = found.length.toLocaleString('en-US');
    if (found.length === 0) return html`<p role="status">No point matches.</p>`;
    return html`<div class="row">
        <span role="status">${count} ${found.length === 1 ? 'point matches' : 'points match'}</span>
        <button class="button" @click=${() => this.#choose(found)}>Select ${found.length === 1 ? 'it' : 'all'}</button>
      </div>
      ${rowsList(this, [...found.subarray(0, MOST_SHOWN)], this.nameOf)}
      ${found.length > MOST_SHOWN ? html`<p class="hint">The first ${MOST_SHOWN} are listed.</p>` : nothing}`;
  }

  #entered(event: KeyboardEvent) {
    if (event.key === 'Enter' && this.found && this.found.length > 0) this.#choose(this.found);
  }

  #choose(rows: Uint32Array) {
    const detail = { rows, add: false };
    this.dispatchEvent(new CustomEvent('rb-points-choose', { detail, bubbles: true, composed: true }));
  }
}
customElements.define('rb-search-panel', RbSearchPanel);
