// A button, and a panel that opens below it and closes at a click elsewhere or by Escape.
import { css, html, LitElement, nothing } from 'lit';
import { controlStyles } from './control-styles.ts';
import type { IconName } from './icon.ts';
import './icon.ts';

const EDGE_PIXELS = 8;

/**
 * The panel shows the slot. Who fills it may wait until it is opened.
 * @fires rb-popover-toggle - `detail` is whether the panel is open now.
 * @cssprop --rb-popover-width - Width of the panel; default 22rem.
 */
export class RbPopover extends LitElement {
  static override properties = { label: {}, text: {}, icon: {}, open: { state: true } };
  static override styles = [
    controlStyles,
    css`
      :host {
        display: inline-flex;
      }
      .panel {
        position: fixed;
        inset: 0 auto auto 0;
        width: min(var(--rb-popover-width, 22rem), calc(100vw - 1rem));
        max-height: calc(100vh - 2rem);
        margin: 0;
        padding: var(--rb-space-3);
        border: 0;
        border-radius: var(--rb-radius-m);
        overflow: auto;
        background: var(--rb-surface-raised);
        color: var(--rb-text);
        box-shadow: var(--rb-shadow-raised);
        cursor: default;
      }
    `,
  ];
  /** What the panel is, for its button and for screen readers. */
  declare label: string;
  /** What the button says; empty for an icon alone. */
  declare text: string;
  declare icon: IconName | undefined;
  declare open: boolean;

  constructor() {
    super();
    this.label = '';
    this.text = '';
    this.icon = undefined;
    this.open = false;
  }

  /** Closes the panel, as after a choice that ends what it is for. */
  close(): void {
    this.#panel?.hidePopover();
  }

  get #panel(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.panel');
  }

  protected override updated(): void {
    if (this.open) this.#place();
  }

  /** Below the button, or above it where there is more room; within the window. */
  #place() {
    const panel = this.#panel;
    const button = this.renderRoot.querySelector('button')?.getBoundingClientRect();
    if (!panel || !button) return;
    const { offsetWidth: width, offsetHeight: height } = panel;
    const left = Math.max(EDGE_PIXELS, Math.min(button.right - width, innerWidth - width - EDGE_PIXELS));
    const below = button.bottom + 4;
    const fits = below + height <= innerHeight - EDGE_PIXELS || button.top < innerHeight / 2;
    const top = fits ? below : button.top - 4 - height;
    const most = Math.max(EDGE_PIXELS, innerHeight - height - EDGE_PIXELS);
    panel.style.translate = `${Math.round(left)}px ${Math.round(Math.min(Math.max(EDGE_PIXELS, top), most))}px`;
  }

  #toggled(event: ToggleEvent) {
    this.open = event.newState === 'open';
    this.dispatchEvent(
      new CustomEvent('rb-popover-toggle', { detail: this.open, bubbles: true, composed: true }),
    );
    // What fills the panel comes after this, and may make it higher.
    if (this.open) requestAnimationFrame(() => this.#place());
  }

  override render() {
    const alone = this.text === '';
    return html`<button
        class="button quiet ${alone ? 'icon-only' : ''}"
        aria-label=${alone ? this.label : nothing}
        title=${this.label}
        aria-haspopup="dialog"
        aria-expanded=${this.open}
        popovertarget="panel"
      >
        ${this.icon ? html`<rb-icon .name=${this.icon}></rb-icon>` : nothing}${this.text}
      </button>
      <div
        class="panel"
        id="panel"
        popover="auto"
        role="dialog"
        aria-label=${this.label}
        @toggle=${this.#toggled}
        @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && event.stopPropagation()}
      >
        <slot></slot>
      </div>`;
  }
}
customElements.define('rb-popover', RbPopover);
