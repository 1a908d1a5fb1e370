// A field for a regular expression that narrows a list: tags, or runs.
import { css, html, LitElement, nothing } from 'lit';
import { controlStyles } from './control-styles.ts';
import './icon.ts';

/**
 * A search field. Whoever uses it compiles the expression and gives back `invalid` where that fails.
 * @fires rb-tag-filter-change - At each key; `detail` is the text.
 * @cssprop --rb-filter-width - Width of the field; default: all there is.
 */
export class RbTagFilter extends LitElement {
  static override properties = { label: {}, hint: {}, value: {}, invalid: {} };
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        width: var(--rb-filter-width, 100%);
      }
      .row {
        position: relative;
        display: flex;
        align-items: center;
      }
      rb-icon {
        position: absolute;
        left: var(--rb-space-2);
        color: var(--rb-text-faint);
        pointer-events: none;
      }
      .field {
        width: 100%;
        padding: 0 var(--rb-control-height) 0 calc(var(--rb-space-3) + var(--rb-icon-size));
      }
      .field[aria-invalid='true'] {
        border-color: var(--rb-danger);
      }
      .button {
        position: absolute;
        right: 0;
      }
      .button rb-icon {
        position: static;
      }
      p {
        margin: var(--rb-space-1) 0 0;
        color: var(--rb-danger);
        font-size: var(--rb-text-s);
        overflow-wrap: anywhere;
      }
    `,
  ];
  /** Placeholder and name of the field: "Filter tags". */
  declare label: string;
  /** What can be typed, in brackets behind the placeholder. */
  declare hint: string;
  declare value: string;
  /** Why the expression cannot be used; undefined for a good one. */
  declare invalid: string | undefined;

  constructor() {
    super();
    this.label = 'Filter tags';
    this.hint = 'regex';
    this.value = '';
    this.invalid = undefined;
  }

  override render() {
    const wrong = this.invalid !== undefined;
    return html`<div class="row">
        <rb-icon name="search"></rb-icon>
        <input
          class="field"
          type="text"
          autocomplete="off"
          spellcheck="false"
          placeholder="${this.label} (${this.hint})"
          aria-label="${this.label}, a regular expression"
          title="${this.label}: ${this.hint}"
          aria-invalid=${wrong}
          aria-describedby=${wrong ? 'why' : nothing}
          .value=${this.value}
          @input=${(event: Event) => this.#set((event.target as HTMLInputElement).value)}
          @keydown=${this.#key}
        />
        ${
          this.value === ''
            ? nothing
            : html`<button
          class="button quiet icon-only"
          aria-label="Clear: ${this.label}"
          title="Clear (Escape)"
          @click=${() => this.#set('')}
        ><rb-icon name="close"></rb-icon></button>`
        }
      </div>
      <p id="why" role="status" ?hidden=${!wrong}>${this.invalid}</p>`;
  }

  #key(event: KeyboardEvent) {
    if (event.key !== 'Escape' || this.value === '') return;
    event.preventDefault();
    this.#set('');
  }

  #set(value: string) {
    this.value = value;
    this.dispatchEvent(
      new CustomEvent('rb-tag-filter-change', { detail: value, bubbles: true, composed: true }),
    );
  }
}
customElements.define('rb-tag-filter', RbTagFilter);
