// What went wrong, where it went wrong.
import { css, html, LitElement, nothing } from 'lit';
import { controlStyles } from './control-styles.ts';
import './icon.ts';

/**
 * A note in the place of what could not be shown; read out at once.
 * @fires rb-retry - The user asks for another try. Only with `retry`.
 */
export class RbErrorNote extends LitElement {
  static override properties = { message: {}, retry: { type: Boolean } };
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
      }
      .note {
        display: flex;
        align-items: center;
        gap: var(--rb-space-2);
        padding: var(--rb-space-2) var(--rb-space-3);
        border-radius: var(--rb-radius-m);
        background: var(--rb-danger-soft);
        color: var(--rb-text);
        font-size: var(--rb-text-s);
      }
      rb-icon {
        color: var(--rb-danger);
      }
      p {
        flex: 1;
        margin: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];
  /** A sentence for the user: what happened and what may help. */
  declare message: string;
  declare retry: boolean;

  constructor() {
    super();
    this.message = '';
    this.retry = false;
  }

  override render() {
    const again = html`<button class="button" @click=${this.#retry}>Try again</button>`;
    return html`<div class="note" role="alert">
      <rb-icon name="warning"></rb-icon>
      <p>${this.message}</p>
      ${this.retry ? again : nothing}
    </div>`;
  }

  #retry() {
    this.dispatchEvent(new CustomEvent('rb-retry', { bubbles: true, composed: true }));
  }
}
customElements.define('rb-error-note', RbErrorNote);
