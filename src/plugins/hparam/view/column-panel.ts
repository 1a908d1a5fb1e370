// Which columns are shown, and what their values must be.
import { css, html, LitElement, nothing } from 'lit';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { VIEW_CHANGE } from '../../../../client/plugin-host.ts';
import { compareValues, type Filter, valueText } from '../model/session-table.ts';
import {
  type PlacedColumn,
  type TableView,
  viewWithColumns,
  viewWithFilter,
  viewWithLogarithmic,
} from './table-view.ts';

/** More values than these are told apart by the interval or not at all. */
const MOST_VALUES = 40;

/**
 * A block for each column: whether it is shown, its scale, and its filter.
 * @fires rb-view-change - What to change of the tab's part of the address.
 */
export class ColumnPanel extends LitElement {
  static override properties = { table: { attribute: false } };
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        max-height: 40vh;
        overflow: auto;
        padding: var(--rb-space-3) var(--rb-space-4);
        border-bottom: 1px solid var(--rb-border);
        background: var(--rb-surface);
      }
      h2 {
        margin: 0 0 var(--rb-space-2);
        font-size: var(--rb-text-s);
        color: var(--rb-text-muted);
      }
      .blocks {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr));
        gap: var(--rb-space-3);
        margin-bottom: var(--rb-space-3);
      }
      fieldset {
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
        font-size: var(--rb-text-s);
      }
      .head,
      .row,
      .value {
        display: flex;
        align-items: center;
        gap: var(--rb-space-2);
        min-width: 0;
      }
      .name {
        overflow: hidden;
        font-weight: var(--rb-weight-medium);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .log {
        flex: none;
        margin-left: auto;
        color: var(--rb-text-faint);
      }
      .field {
        width: 50%;
        min-width: 0;
      }
      .row {
        margin-top: var(--rb-space-1);
      }
      .values {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--rb-space-3);
        margin-top: var(--rb-space-1);
        max-height: 6rem;
        overflow: auto;
      }
      .value {
        max-width: 100%;
        color: var(--rb-text-muted);
        overflow-wrap: anywhere;
      }
    `,
  ];
  declare table: TableView | undefined;

  constructor() {
    super();
    this.table = undefined;
  }

  override render() {
    const { table } = this;
    if (!table) return nothing;
    const of = (kinds: readonly string[]) => table.all.filter(({ column }) => kinds.includes(column.kind));
    return html`<h2>Hyperparameters</h2>
      <div class="blocks">${of(['status', 'hparam']).map((placed) => this.#block(table, placed))}</div>
      <h2>Metrics</h2>
      <div class="blocks">${of(['metric']).map((placed) => this.#block(table, placed))}</div>`;
  }

  #block(table: TableView, placed: PlacedColumn) {
    const { column, at, logarithmic } = placed;
    const shown = table.shown.some((other) => other.at === at);
    return html`<fieldset>
      <legend class="visually-hidden">${column.label}</legend>
      <div class="head">
        <label class="head" title=${column.description || column.label}>
          <input type="checkbox" .checked=${shown} @change=${() => this.#show(table, placed, !shown)} />
          <span class="name">${column.label}</span>
        </label>
        ${
          column.isNumeric
            ? html`<label class="head log"><input
                type="checkbox"
                .checked=${logarithmic}
                @change=${() => this.#change(viewWithLogarithmic(table, column, !logarithmic))}
              />log</label>`
            : nothing
        }
      </div>
      ${column.isNumeric ? this.#interval(placed) : this.#values(table, placed)}
    </fieldset>`;
  }

  #show(table: TableView, placed: PlacedColumn, show: boolean) {
    const rest = table.shown.filter(({ at }) => at !== placed.at);
    // In the table's order where it was not changed: a metric comes behind the hyperparameters.
    const behind = rest.findIndex(({ at }) => at > placed.at);
    const columns = show ? rest.toSpliced(behind < 0 ? rest.length : behind, 0, placed) : rest;
    this.#change(viewWithColumns(columns));
  }

  #interval({ column, filter }: PlacedColumn) {
    const interval = filter?.kind === 'interval' ? filter : undefined;
    const field = (end: 'min' | 'max') => {
      const value = interval?.[end];
      return html`<input
        class="field"
        type="number"
        step="any"
        placeholder=${end}
        aria-label="${end === 'min' ? 'Least' : 'Greatest'} ${column.label}"
        .value=${value === undefined || !Number.isFinite(value) ? '' : String(value)}
        @change=${(event: Event) => {
          const typed = (event.target as HTMLInputElement).valueAsNumber;
          const open = end === 'min' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
          const all = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };
          const next = { ...all, ...interval, [end]: Number.isNaN(typed) ? open : typed };
          this.#change(viewWithFilter(column, { ...next, kind: 'interval' }));
        }}
      />`;
    };
    return html`<div class="row">${field('min')}${field('max')}</div>`;
  }

  #values(table: TableView, { column, at, filter }: PlacedColumn) {
    const found = new Map(table.everyRow.map((row) => [valueText(row.values[at]), row.values[at]]));
    const texts = [...found].sort(([, a], [, b]) => compareValues(a, b)).map(([text]) => text);
    if (texts.length > MOST_VALUES)
      return html`<div class="row">${texts.length} different values; choose them in the parallel coordinates.</div>`;
    const kept = filter?.kind === 'values' ? filter.values : new Set(texts);
    return html`<div class="values">
      ${texts.map(
        (text) => html`<label class="value">
          <input
            type="checkbox"
            .checked=${kept.has(text)}
            @change=${(event: Event) => {
              const values = new Set(kept);
              if ((event.target as HTMLInputElement).checked) values.add(text);
              else values.delete(text);
              const all = texts.every((each) => values.has(each));
              const next: Filter | undefined = all ? undefined : { kind: 'values', values };
              this.#change(viewWithFilter(column, next));
            }}
          />${text === '' ? html`<em>none</em>` : text}
        </label>`,
      )}
    </div>`;
  }

  #change(detail: Readonly<Record<string, string>>) {
    this.dispatchEvent(new CustomEvent(VIEW_CHANGE, { detail, bubbles: true, composed: true }));
  }
}
customElements.define('rb-column-panel', ColumnPanel);
