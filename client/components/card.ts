// The frame around one chart, picture or text.
import { css, html, LitElement, nothing } from 'lit';
import { controlStyles } from './control-styles.ts';
import './error-note.ts';
import './icon.ts';

/**
 * A titled frame. Slots: `actions` (buttons of class `button quiet icon-only` beside the title), `footer`, and the
 * content. A card in a wrapper element that sits in an `rb-card-grid` is widened by the wrapper's own `expanded`
 * attribute: see there.
 * @fires rb-expand-change - The expand button was pressed; `detail` is whether the card is wide now.
 * @fires rb-pin-change - The pin was pressed; `detail` is whether the card shall stay above all groups.
 * @fires rb-retry - From the error note, with `error` set.
 * @cssprop --rb-card-height - Least height of the content; default 14rem, expanded 28rem.
 */
export class RbCard extends LitElement {
  static override properties = {
    heading: {},
    subheading: {},
    expanded: { type: Boolean, reflect: true },
    loading: { type: Boolean },
    error: {},
    empty: {},
    pinned: { type: Boolean },
    movable: { type: Boolean },
  };
  static override styles = [
    controlStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-width: 0;
        border: 1px solid var(--rb-border);
        border-radius: var(--rb-radius-l);
        background: var(--rb-surface);
        box-shadow: var(--rb-shadow-card);
      }
      header {
        display: flex;
        align-items: center;
        gap: var(--rb-space-1);
        padding: var(--rb-space-1) var(--rb-space-1) 0 var(--rb-space-3);
      }
      .title {
        display: flex;
        flex: 1;
        gap: var(--rb-space-2);
        align-items: baseline;
        min-width: 0;
      }
      .title[draggable='true'] {
        cursor: grab;
      }
      h3 {
        margin: 0;
        overflow: hidden;
        font-size: var(--rb-text-m);
        font-weight: var(--rb-weight-strong);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .subheading {
        overflow: hidden;
        color: var(--rb-text-faint);
        font-size: var(--rb-text-s);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      header .button.quiet:not(:hover, :focus-visible) {
        background: none;
        color: var(--rb-text-faint);
      }
      header .button.quiet[aria-pressed='true']:has([name='pin']) {
        color: var(--rb-accent);
      }
      .content {
        position: relative;
        flex: 1;
        min-width: 0;
        min-height: var(--rb-card-height, 14rem);
        padding: var(--rb-space-1) var(--rb-space-3) var(--rb-space-3);
      }
      :host([expanded]) .content {
        min-height: var(--rb-card-height, 28rem);
      }
      .waiting {
        visibility: hidden;
      }
      .placeholder {
        position: absolute;
        inset: 0;
        display: grid;
        place-items: center;
        padding: var(--rb-space-4);
        color: var(--rb-text-faint);
        font-size: var(--rb-text-s);
        text-align: center;
      }
      .pulse {
        width: 60%;
        height: 2px;
        border-radius: 1px;
        background: var(--rb-border-strong);
        animation: pulse 1.2s ease-in-out infinite alternate;
      }
      @keyframes pulse {
        from {
          opacity: 0.3;
          transform: scaleX(0.5);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .pulse {
          animation: none;
        }
      }
    `,
  ];
  declare heading: string;
  /** Stands faint behind the heading. */
  declare subheading: string;
  declare expanded: boolean;
  /** Nothing to show yet; once there is content, leave it up while more is fetched. */
  declare loading: boolean;
  /** A sentence for the user, in place of the content; undefined when all is well. */
  declare error: string | undefined;
  /** Why there is nothing to show, in place of the content; undefined when there is. */
  declare empty: string | undefined;
  /** Whether it stands above all groups; undefined where cards cannot be pinned. */
  declare pinned: boolean | undefined;
  /** Whether the title can be dragged; who sets it listens to `dragstart`, which leaves the card. */
  declare movable: boolean;

  constructor() {
    super();
    this.heading = '';
    this.subheading = '';
    this.expanded = false;
    this.loading = false;
    this.error = undefined;
    this.empty = undefined;
    this.pinned = undefined;
    this.movable = false;
  }

  override render() {
    const title = this.expanded ? 'Shrink' : 'Expand';
    return html`<header>
        <div class="title" draggable=${this.movable}>
          <h3 title=${this.heading}>${this.heading}</h3>
          ${this.subheading === '' ? nothing : html`<span class="subheading" title=${this.subheading}>${this.subheading}</span>`}
        </div>
        <slot name="actions"></slot>
        ${this.pinned === undefined ? nothing : this.#pin(this.pinned)}
        <button
          class="button quiet icon-only"
          title=${title}
          aria-label="${title}: ${this.heading}"
          aria-pressed=${this.expanded}
          @click=${this.#toggle}
        ><rb-icon .name=${this.expanded ? 'shrink' : 'expand'}></rb-icon></button>
      </header>
      <div class="content" aria-busy=${this.loading}>${this.#content()}</div>
      <slot name="footer"></slot>`;
  }

  #pin(pinned: boolean) {
    const title = pinned ? 'Unpin' : 'Pin';
    return html`<button
      class="button quiet icon-only"
      title=${title}
      aria-label="${title}: ${this.heading}"
      aria-pressed=${pinned}
      @click=${() =>
        this.dispatchEvent(
          new CustomEvent('rb-pin-change', { detail: !pinned, bubbles: true, composed: true }),
        )}
    ><rb-icon name="pin"></rb-icon></button>`;
  }

  #content() {
    if (this.error !== undefined) return html`<rb-error-note .message=${this.error} retry></rb-error-note>`;
    // Content that waits has its size already, so that it is drawn as soon as it comes.
    if (this.loading)
      return html`<slot class="waiting"></slot><div class="placeholder"><div class="pulse"></div><span class="visually-hidden">Loading</span></div>`;
    if (this.empty !== undefined) return html`<div class="placeholder">${this.empty}</div>`;
    return html`<slot></slot>`;
  }

  #toggle() {
    this.expanded = !this.expanded;
    this.dispatchEvent(
      new CustomEvent('rb-expand-change', { detail: this.expanded, bubbles: true, composed: true }),
    );
  }
}
customElements.define('rb-card', RbCard);
