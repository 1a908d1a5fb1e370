// What the colours of boxes mean.
import { css, html, LitElement, nothing } from 'lit';
import type { LegendEntry } from './box-colors.ts';

/** Entries without a label stand close together: shades of one scale. */
export class RbGraphLegend extends LitElement {
  static override properties = { entries: { attribute: false }, note: {} };
  static override styles = css`
    :host {
      display: block;
      max-width: 15rem;
      padding: var(--rb-space-2) var(--rb-space-3);
      border: 1px solid var(--rb-border);
      border-radius: var(--rb-radius-m);
      background: var(--rb-surface);
      color: var(--rb-text-muted);
      font-size: var(--rb-text-xs);
    }
    ul {
      display: grid;
      gap: 2px;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      gap: var(--rb-space-2);
      align-items: center;
      min-height: var(--rb-dot-size);
      overflow-wrap: anywhere;
    }
    span {
      flex: none;
      width: var(--rb-dot-size);
      height: var(--rb-dot-size);
      border-radius: 2px;
    }
    p {
      margin: 0;
    }
  `;
  declare entries: readonly LegendEntry[];
  declare note: string;

  constructor() {
    super();
    this.entries = [];
    this.note = '';
  }

  override render() {
    return html`<ul aria-label="Colours">
        ${this.entries.map(
          ({ color, label }) => html`<li><span .style=${`background: ${color}`}></span>${label}</li>`,
        )}
      </ul>
      ${this.note === '' ? nothing : html`<p>${this.note}</p>`}`;
  }
}
customElements.define('rb-graph-legend', RbGraphLegend);
