// What is said where there is nothing to show yet.
import { css, html, LitElement } from 'lit';
import type { IconName } from './icon.ts';
import './icon.ts';

/** A picture, a heading, and in the slot what to do about it. */
export class RbEmptyState extends LitElement {
  static override properties = { heading: {}, icon: {} };
  static override styles = css`
    :host {
      display: flex;
      flex-direction: column;
      align-items: center;
      gap: var(--rb-space-2);
      box-sizing: border-box;
      max-width: var(--rb-measure);
      margin: 0 auto;
      padding: var(--rb-space-6) var(--rb-space-4);
      color: var(--rb-text-muted);
      text-align: center;
    }
    .picture {
      display: grid;
      place-items: center;
      width: 2.75rem;
      height: 2.75rem;
      margin-bottom: var(--rb-space-1);
      border-radius: var(--rb-radius-l);
      background: var(--rb-accent-soft);
      color: var(--rb-accent);
      --rb-icon-size: 1.375rem;
    }
    h2 {
      margin: 0;
      color: var(--rb-text);
      font-size: var(--rb-text-l);
      font-weight: var(--rb-weight-strong);
    }
    ::slotted(*) {
      max-width: 100%;
    }
  `;
  declare heading: string;
  declare icon: IconName;

  constructor() {
    super();
    this.heading = '';
    this.icon = 'chart';
  }

  override render() {
    return html`<div class="picture"><rb-icon .name=${this.icon}></rb-icon></div>
      <h2>${this.heading}</h2>
      <slot></slot>`;
  }
}
customElements.define('rb-empty-state', RbEmptyState);
