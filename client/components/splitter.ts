// The line between two columns, which can be moved.
import { css, html, LitElement, type PropertyValues } from 'lit';

const KEY_STEP = 1;

/**
 * A line to drag; arrow keys move it too, a double click puts it back. Whoever uses it sets the width of the column on
 * its left, of which `value` is the number.
 * @fires rb-splitter-change - While it moves; `detail` is the new width in rem, or undefined for the first one.
 */
export class RbSplitter extends LitElement {
  static override properties = {
    label: {},
    min: { type: Number },
    max: { type: Number },
    value: { type: Number },
  };
  static override styles = css`
    :host {
      display: block;
      width: var(--rb-space-2);
      cursor: col-resize;
      touch-action: none;
    }
    :host(:focus) {
      outline: none;
    }
    div {
      width: 2px;
      height: 100%;
      margin: 0 auto;
      transition: background var(--rb-fast);
    }
    :host(:hover) div,
    :host(:focus-visible) div,
    :host(:active) div {
      background: var(--rb-accent);
    }
  `;
  declare label: string;
  /** Least width of the column, in rem. */
  declare min: number;
  declare max: number;
  declare value: number;

  constructor() {
    super();
    this.label = '';
    this.min = 10;
    this.max = 40;
    this.value = 20;
    this.addEventListener('pointerdown', this.#grab);
    this.addEventListener('pointermove', this.#drag);
    this.addEventListener('keydown', this.#key);
    this.addEventListener('dblclick', () => this.#fire(undefined));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.role = 'separator';
    this.tabIndex = 0;
    this.title = 'Drag it, or use the arrow keys; a double click sets it back';
    this.ariaOrientation = 'vertical';
  }

  protected override updated(_changed: PropertyValues): void {
    this.ariaLabel = this.label;
    this.ariaValueMin = String(this.min);
    this.ariaValueMax = String(this.max);
    this.ariaValueNow = this.value.toFixed(1);
  }

  override render() {
    return html`<div></div>`;
  }

  #grab(event: PointerEvent) {
    if (event.button === 0) this.setPointerCapture(event.pointerId);
  }

  #drag(event: PointerEvent) {
    if (!this.hasPointerCapture(event.pointerId)) return;
    const left = this.parentElement?.getBoundingClientRect().left ?? 0;
    const remPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.#set((event.clientX - left) / remPx);
  }

  #key(event: KeyboardEvent) {
    const step = { ArrowLeft: -KEY_STEP, ArrowRight: KEY_STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.#set(this.value + step);
  }

  #set(value: number) {
    this.#fire(Math.min(this.max, Math.max(this.min, value)));
  }

  #fire(value: number | undefined) {
    this.dispatchEvent(
      new CustomEvent('rb-splitter-change', { detail: value, bubbles: true, composed: true }),
    );
  }
}
customElements.define('rb-splitter', RbSplitter);
