// The model as a table, a row a box, as torchinfo prints it.
import { css, html, LitElement } from 'lit';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import type { ModuleRow } from '../model/explore/module-table.ts';

/** @fires rb-item-choose - `detail` is the path of the row's box. */
export class RbGraphTable extends LitElement {
  static override properties = { rows: { attribute: false }, total: { type: Number } };
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        height: 100%;
        overflow: auto;
        background: var(--rb-surface);
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: var(--rb-text-s);
      }
      th,
      td {
        padding: var(--rb-space-1) var(--rb-space-3);
        border-bottom: 1px solid var(--rb-border);
        text-align: left;
        white-space: nowrap;
      }
      thead th {
        position: sticky;
        top: 0;
        background: var(--rb-surface-sunken);
        color: var(--rb-text-muted);
        font-weight: var(--rb-weight-medium);
      }
      .number {
        text-align: right;
      }
      tbody th {
        font-weight: normal;
      }
      button {
        padding: 0;
        border: 0;
        background: none;
        color: var(--rb-accent);
        font: inherit;
        cursor: pointer;
      }
      button:hover {
        text-decoration: underline;
      }
    `,
  ];
  declare rows: readonly ModuleRow[];
  /** Parameters of the whole model. */
  declare total: number;

  constructor() {
    super();
    this.rows = [];
    this.total = 0;
  }

  #parameters({ parameters, isLeast }: ModuleRow): string {
    if (isLeast && parameters === 0) return 'not told';
    return parameters === 0 ? '' : `${isLeast ? '≥ ' : ''}${parameters.toLocaleString('en-US')}`;
  }

  #share({ parameters }: ModuleRow): string {
    return parameters === 0 || this.total === 0 ? '' : `${((100 * parameters) / this.total).toFixed(1)} %`;
  }

  override render() {
    const head = (label: string, number = false) =>
      html`<th scope="col" class=${number ? 'number' : ''}>${label}</th>`;
    return html`<table aria-label="Layers of the model">
      <thead>
        <tr>
          ${head('Layer')} ${head('Type')} ${head('Output shape')} ${head('Parameters', true)} ${head('Share', true)}
          ${head('Operations', true)}
        </tr>
      </thead>
      <tbody>
        ${this.rows.map(
          (row) => html`<tr>
            <th scope="row" .style=${`padding-left: ${0.75 + Math.min(12, row.depth) * 1.25}rem`}>
              <button
                @click=${() =>
                  this.dispatchEvent(
                    new CustomEvent('rb-item-choose', { detail: row.path, bubbles: true, composed: true }),
                  )}
              >${row.title}</button>
            </th>
            <td>${row.type}</td>
            <td>${row.output}</td>
            <td class="number">${this.#parameters(row)}</td>
            <td class="number">${this.#share(row)}</td>
            <td class="number">${row.operations.toLocaleString('en-US')}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }
}
customElements.define('rb-graph-table', RbGraphTable);
