// What the colours of the points mean.
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { controlStyles } from '../../../../../client/components/control-styles.ts';
import type { Legend, LegendEntry } from '../coloring.ts';
import { panelStyles } from './panel-styles.ts';

const RAMP_STEPS = 64;

/** @fires rb-category-choose - The user wants to see one category; `detail` is its text. */
export class RbColorLegend extends LitElement {
  static override properties = { legend: { attribute: false } };
  static override styles = [
    controlStyles,
    panelStyles,
    css`
      ul {
        max-height: 15rem;
        overflow: auto;
      }
      .entry {
        display: flex;
        align-items: center;
        gap: var(--rb-space-2);
        width: 100%;
        min-height: 1.5rem;
        padding: 0 var(--rb-space-1);
        border: 0;
        border-radius: var(--rb-radius-s);
        background: none;
        color: inherit;
        font: inherit;
        text-align: left;
        cursor: pointer;
      }
      .entry:hover {
        background: var(--rb-surface-hover);
      }
      .dot {
        flex: none;
        width: var(--rb-dot-size);
        height: var(--rb-dot-size);
        border-radius: 50%;
      }
      .text {
        flex: 1;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .count {
        color: var(--rb-text-faint);
      }
      canvas {
        display: block;
        width: 100%;
        height: 0.75rem;
        border-radius: var(--rb-radius-s);
      }
      .ends {
        display: flex;
        justify-content: space-between;
        color: var(--rb-text-muted);
      }
    `,
  ];
  declare legend: Legend;

  constructor() {
    super();
    this.legend = { kind: 'plain' };
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('legend')) return;
    for (const dot of this.renderRoot.querySelectorAll<HTMLElement>('.dot'))
      dot.style.backgroundColor = dot.dataset['color'] ?? '';
    const context = this.renderRoot.querySelector('canvas')?.getContext('2d');
    if (!context) return;
    const style = getComputedStyle(this);
    const gradient = context.createLinearGradient(0, 0, RAMP_STEPS, 0);
    for (const [at, name] of ['low', 'middle', 'high'].entries())
      gradient.addColorStop(at / 2, style.getPropertyValue(`--rb-ramp-${name}`).trim());
    context.fillStyle = gradient;
    context.fillRect(0, 0, RAMP_STEPS, 1);
  }

  override render() {
    const { legend } = this;
    switch (legend.kind) {
      case 'category':
        return html`<ul>${legend.entries.map((entry) => html`<li>${this.#entry(entry)}</li>`)}</ul>
          ${legend.others > 0 ? html`<p class="hint">and ${legend.others.toLocaleString('en-US')} more in one colour</p>` : nothing}`;
      case 'value':
        return html`<canvas width=${RAMP_STEPS} height="1" aria-hidden="true"></canvas>
          <div class="ends"><span>${shown(legend.min)}</span><span>${shown(legend.max)}</span></div>
          ${legend.missing > 0 ? html`<p class="hint">${legend.missing.toLocaleString('en-US')} points without a value</p>` : nothing}`;
      case 'too many':
        return html`<p class="hint">Too many different texts to tell apart by colour.</p>`;
      default:
        return nothing;
    }
  }

  #entry({ text, count, color }: LegendEntry) {
    const choose = () =>
      this.dispatchEvent(
        new CustomEvent('rb-category-choose', { detail: text, bubbles: true, composed: true }),
      );
    return html`<button class="entry" title="Select these points" @click=${choose}>
      <span class="dot" data-color=${color}></span>
      <span class="text">${text === '' ? '(empty)' : text}</span>
      <span class="count">${count.toLocaleString('en-US')}</span>
    </button>`;
  }
}
customElements.define('rb-color-legend', RbColorLegend);

const shown = (value: number) => (Number.isFinite(value) ? String(Number(value.toPrecision(4))) : '–');
