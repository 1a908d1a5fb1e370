// Cards side by side, as many as fit, under a heading that folds them away.
import { css, html, LitElement, nothing } from 'lit';
import { controlStyles } from './control-styles.ts';
import './icon.ts';

/**
 * A named group of cards. Its children are the cards, or wrappers of cards; a child with the attribute `expanded`
 * takes the whole width. A closed group renders no slot, and who fills it best gives it no children either.
 * @fires rb-group-toggle - The heading was pressed; `detail` is whether the group is open now.
 * @cssprop --rb-card-min-width - A card is at least this wide, and wider where space is left over.
 */
export class RbCardGrid extends LitElement {
  static override properties = {
    heading: {},
    count: { type: Number },
    open: { type: Boolean, reflect: true },
  };
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        margin-bottom: var(--rb-space-3);
      }
      h2 {
        margin: 0;
        font: inherit;
      }
      .toggle {
        display: flex;
        gap: var(--rb-space-2);
        align-items: center;
        width: 100%;
        min-height: calc(var(--rb-control-height) + var(--rb-space-1));
        padding: 0 var(--rb-space-1);
        border: 0;
        border-radius: var(--rb-radius-m);
        background: none;
        color: var(--rb-text);
        font: inherit;
        font-size: var(--rb-text-m);
        font-weight: var(--rb-weight-strong);
        text-align: left;
        cursor: pointer;
      }
      .toggle:hover {
        background: var(--rb-surface-hover);
      }
      .toggle rb-icon {
        color: var(--rb-text-faint);
        transition: transform var(--rb-fast);
      }
      :host([open]) .toggle rb-icon {
        transform: rotate(90deg);
      }
      .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .count {
        color: var(--rb-text-faint);
        font-size: var(--rb-text-s);
        font-weight: 400;
      }
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, var(--rb-card-min-width)), 1fr));
        gap: var(--rb-space-3);
        padding: var(--rb-space-1) 0 var(--rb-space-2);
      }
      ::slotted(*) {
        min-width: 0;
      }
      ::slotted([expanded]) {
        grid-column: 1 / -1;
      }
    `,
  ];
  declare heading: string;
  /** How many cards there are, shown also while closed. */
  declare count: number;
  declare open: boolean;

  constructor() {
    super();
    this.heading = '';
    this.count = 0;
    this.open = false;
  }

  override render() {
    return html`<h2>
        <button class="toggle" title=${this.open ? 'Fold this group' : 'Show this group'} aria-expanded=${this.open} @click=${this.#toggle}>
          <rb-icon name="chevron"></rb-icon>
          <span class="name">${this.heading}</span>
          <span class="count" aria-label="${this.count} ${this.count === 1 ? 'card' : 'cards'}">${this.count}</span>
        </button>
      </h2>
      ${this.open ? html`<div class="grid"><slot></slot></div>` : nothing}`;
  }

  #toggle() {
    this.open = !this.open;
    this.dispatchEvent(
      new CustomEvent('rb-group-toggle', { detail: this.open, bubbles: true, composed: true }),
    );
  }
}
customElements.define('rb-card-grid', RbCardGrid);
