// A number on a range, by handle or typed.
import { css, html, LitElement, nothing } from 'lit';
import { controlStyles } from './control-styles.ts';

/**
 * A labelled range with its value beside it.
 * @fires rb-slider-change - While the handle moves and when a number is typed; `detail` is the number.
 * @cssprop --rb-slider-width - Width of the range; default 7rem.
 */
export class RbSlider extends LitElement {
  static override properties = {
    label: {},
    min: { type: Number },
    max: { type: Number },
    step: { type: Number },
    value: { type: Number },
    readout: {},
    hideLabel: { type: Boolean, attribute: 'hide-label' },
  };
  static override styles = [
    controlStyles,
    css`
      :host {
        display: inline-flex;
      }
      .row {
        display: flex;
        flex: 1;
        align-items: center;
        gap: var(--rb-space-2);
        min-width: 0;
        color: var(--rb-text-muted);
        font-size: var(--rb-text-s);
      }
      input[type='range'] {
        flex: 1;
        width: var(--rb-slider-width, 7rem);
        min-width: 3rem;
        height: var(--rb-control-height);
        margin: 0;
        background: none;
        appearance: none;
        cursor: pointer;
      }
      input[type='range']::-webkit-slider-runnable-track {
        height: 4px;
        border-radius: 2px;
        background: var(--rb-border-strong);
      }
      input[type='range']::-moz-range-track {
        height: 4px;
        border-radius: 2px;
        background: var(--rb-border-strong);
      }
      input[type='range']::-webkit-slider-thumb {
        width: 14px;
        height: 14px;
        margin-top: -5px;
        border: 2px solid var(--rb-surface);
        border-radius: 50%;
        background: var(--rb-accent);
        box-shadow: 0 0 0 1px var(--rb-accent);
        appearance: none;
      }
      input[type='range']::-moz-range-thumb {
        width: 10px;
        height: 10px;
        border: 2px solid var(--rb-surface);
        border-radius: 50%;
        background: var(--rb-accent);
        box-shadow: 0 0 0 1px var(--rb-accent);
      }
      input[type='range']:focus-visible {
        border-radius: var(--rb-radius-s);
      }
      .field {
        width: 4rem;
      }
      output {
        min-width: 3.5em;
        color: var(--rb-text);
        text-align: right;
        white-space: nowrap;
      }
    `,
  ];
  declare label: string;
  declare min: number;
  declare max: number;
  declare step: number;
  declare value: number;
  /** What stands beside the range in place of a field to type in: "step 1,200". Also what screen readers say. */
  declare readout: string | undefined;
  /** Keeps the label for screen readers only. */
  declare hideLabel: boolean;

  constructor() {
    super();
    this.label = '';
    this.min = 0;
    this.max = 1;
    this.step = 0.01;
    this.value = 0;
    this.readout = undefined;
    this.hideLabel = false;
  }

  override render() {
    const { label, min, max, step, value, readout } = this;
    const beside =
      readout === undefined
        ? html`<input
            class="field"
            type="number"
            aria-label="${label}, as a number"
            title="${label}, as a number"
            min=${min}
            max=${max}
            step=${step}
            .value=${String(value)}
            @change=${this.#typed}
          />`
        : html`<output>${readout}</output>`;
    return html`<div class="row">
      <label for="range" class=${this.hideLabel ? 'visually-hidden' : nothing}>${label}</label>
      <input
        id="range"
        type="range"
        title=${label}
        min=${min}
        max=${max}
        step=${step}
        .value=${String(value)}
        aria-valuetext=${readout ?? nothing}
        @input=${this.#moved}
      />
      ${beside}
    </div>`;
  }

  #moved(event: InputEvent) {
    this.#set((event.target as HTMLInputElement).valueAsNumber);
  }

  #typed(event: Event) {
    const field = event.target as HTMLInputElement;
    const typed = field.valueAsNumber;
    if (Number.isNaN(typed)) field.value = String(this.value);
    else this.#set(Math.min(this.max, Math.max(this.min, typed)));
  }

  #set(value: number) {
    this.value = value;
    this.dispatchEvent(new CustomEvent('rb-slider-change', { detail: value, bubbles: true, composed: true }));
  }
}
customElements.define('rb-slider', RbSlider);
