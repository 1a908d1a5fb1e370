// What a line or a dot stands for: the session and its values, near the pointer.
import { css, html, LitElement, nothing } from 'lit';
import { formatValue } from '../../../../client/charts/number-format.ts';
import { placeBeside } from '../../../../client/charts/place-beside.ts';
import type { Row } from '../model/session-table.ts';
import type { PlacedColumn } from './table-view.ts';

const MOST_VALUES = 20;

/** A popover above everything else, never in the way. */
export class RowTooltip extends LitElement {
  static override properties = { row: { state: true }, columns: { state: true } };
  static override styles = css`
    :host {
      position: fixed;
      inset: 0 auto auto 0;
      max-width: 24rem;
      margin: 0;
      padding: var(--rb-space-2);
      border: 0;
      border-radius: var(--rb-radius-m);
      background: var(--rb-surface-raised);
      color: var(--rb-text);
      box-shadow: var(--rb-shadow-raised);
      font-size: var(--rb-text-s);
      pointer-events: none;
    }
    b {
      display: block;
      margin-bottom: var(--rb-space-1);
      overflow-wrap: anywhere;
    }
    dl {
      display: grid;
      grid-template-columns: auto auto;
      gap: 0 var(--rb-space-3);
      margin: 0;
    }
    dt {
      color: var(--rb-text-faint);
    }
    dd {
      margin: 0;
      overflow-wrap: anywhere;
      text-align: right;
    }
  `;
  declare row: Row | undefined;
  declare columns: readonly PlacedColumn[];

  constructor() {
    super();
    this.row = undefined;
    this.columns = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = 'manual';
  }

  /** At a place of the window, in CSS pixels. */
  async showAt(row: Row, columns: readonly PlacedColumn[], x: number, y: number): Promise<void> {
    this.row = row;
    this.columns = columns.slice(0, MOST_VALUES);
    await this.updateComplete;
    if (this.row) placeBeside(this, x, y);
  }

  hide(): void {
    this.row = undefined;
    if (this.isConnected && this.matches(':popover-open')) this.hidePopover();
  }

  override render() {
    const { row } = this;
    if (!row) return nothing;
    return html`<b>${row.name}</b>
      <dl>
        ${this.columns.map(({ column, at }) => {
          const value = row.values[at];
          const text = typeof value === 'number' ? formatValue(value) : String(value ?? '–');
          return html`<dt>${column.label}</dt><dd>${text}</dd>`;
        })}
      </dl>`;
  }
}
customElements.define('rb-row-tooltip', RowTooltip);
