// A choice of one from a few, all in sight.
import { css, html, LitElement } from 'lit';
import { controlStyles } from './control-styles.ts';

/** One choice: what events say, and what the user reads. */
export interface Segment {
  readonly value: string;
  readonly label: string;
}

/**
 * Radio buttons side by side; arrow keys move the choice.
 * @fires rb-segmented-change - `detail` is the value that was chosen.
 */
export class RbSegmented extends LitElement {
  static override properties = { label: {}, segments: { attribute: false }, value: {} };
  static override styles = [
    controlStyles,
    css`
      :host {
        display: inline-block;
      }
      fieldset {
        display: inline-flex;
        margin: 0;
        padding: 2px;
        border: 0;
        border-radius: var(--rb-radius-m);
        background: var(--rb-surface-hover);
      }
      label {
        position: relative;
        display: flex;
        align-items: center;
        min-height: calc(var(--rb-control-height) - 4px);
        padding: 0 var(--rb-space-2);
        border-radius: var(--rb-radius-s);
        color: var(--rb-text-muted);
        font-size: var(--rb-text-s);
        font-weight: var(--rb-weight-medium);
        cursor: pointer;
      }
      label:hover {
        color: var(--rb-text);
      }
      label:has(:checked) {
        background: var(--rb-surface);
        color: var(--rb-text);
        box-shadow: 0 0 0 1px var(--rb-border-strong);
      }
      label:has(:focus-visible) {
        box-shadow: var(--rb-focus);
      }
      input {
        position: absolute;
        inset: 0;
        margin: 0;
        opacity: 0;
        cursor: pointer;
      }
    `,
  ];
  /** What is chosen, for screen readers. */
  declare label: string;
  declare segments: readonly Segment[];
  declare value: string;

  constructor() {
    super();
    this.label = '';
    this.segments = [];
    this.value = '';
  }

  override render() {
    return html`<fieldset>
      <legend class="visually-hidden">${this.label}</legend>
      ${this.segments.map(
        ({ value, label }) => html`<label title="${this.label}: ${label}">
          <input
            type="radio"
            name="choice"
            .value=${value}
            .checked=${value === this.value}
            @change=${() => this.#choose(value)}
          />${label}
        </label>`,
      )}
    </fieldset>`;
  }

  #choose(value: string) {
    this.value = value;
    this.dispatchEvent(
      new CustomEvent('rb-segmented-change', { detail: value, bubbles: true, composed: true }),
    );
  }
}
customElements.define('rb-segmented', RbSegmented);
