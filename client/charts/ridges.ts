// Histograms of one series over its steps, as ridges behind one another.
import { css, html, nothing } from 'lit';
import { CanvasChart } from './canvas-chart.ts';
import { formatStep, formatValue, formatWallTime } from './number-format.ts';
import { clearOverlay } from './overlay.ts';
import { placeBeside } from './place-beside.ts';
import { plotStyles } from './plot-styles.ts';
import {
  type Area,
  bucketAt,
  type RidgeColumns,
  type RidgeLayout,
  ridgeAt,
  ridgeLayoutOf,
  ridgeValueAt,
} from './ridge-geometry.ts';
import { paintHighlight, paintRidges } from './ridge-painter.ts';

/**
 * The newest step stands in front and is lightest. Hovering tells step, bucket and count; arrow keys move along the
 * values and from step to step. It draws only while on screen, at most once a frame.
 * @cssprop --rb-chart-height - Height; default 13rem.
 */
export class RbRidges extends CanvasChart {
  static override properties = {
    columns: { attribute: false },
    color: {},
    label: {},
    hovered: { state: true },
  };
  static override styles = [
    plotStyles,
    css`
      p {
        position: absolute;
        inset: 0;
        display: grid;
        place-items: center;
        margin: 0;
        color: var(--rb-text-faint);
        font-size: var(--rb-text-s);
      }
      .tip {
        position: fixed;
        inset: 0 auto auto 0;
        margin: 0;
        padding: var(--rb-space-2) var(--rb-space-3);
        border: 0;
        border-radius: var(--rb-radius-m);
        background: var(--rb-surface-raised);
        color: var(--rb-text);
        box-shadow: var(--rb-shadow-raised);
        font-size: var(--rb-text-s);
        font-variant-numeric: tabular-nums;
        pointer-events: none;
      }
      dl {
        display: grid;
        grid-template-columns: auto auto;
        gap: 1px var(--rb-space-3);
        margin: 0;
      }
      dt {
        color: var(--rb-text-faint);
      }
      dd {
        margin: 0;
        text-align: right;
      }
    `,
  ];
  /** Undefined while there is nothing; another object for other data. */
  declare columns: RidgeColumns | undefined;
  /** Of the newest ridge. */
  declare color: string;
  /** What is counted, for screen readers. */
  declare label: string;
  /** Where the pointer or the keys are. */
  declare hovered: { readonly step: number; readonly x: number; readonly y: number } | undefined;

  #layout: RidgeLayout | undefined;
  #laidOut: RidgeColumns | undefined;
  #drawn = { ridges: 0 };

  constructor() {
    super();
    this.columns = undefined;
    this.color = '#808080';
    this.label = '';
    this.hovered = undefined;
  }

  /** What is on the canvas now. */
  get drawn(): { readonly ridges: number } {
    return this.#drawn;
  }

  protected override release(): void {
    this.#drawn = { ridges: 0 };
    this.#layout = undefined;
    this.#tip?.hidePopover();
  }

  get #tip(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.tip:popover-open');
  }

  protected override draw(canvas: HTMLCanvasElement, width: number, height: number): void {
    const { columns } = this;
    const context = clearOverlay(canvas, width, height);
    if (!context) return;
    if (!columns || columns.steps.length === 0) {
      this.#layout = undefined;
      this.#drawn = { ridges: 0 };
      return;
    }
    const area: Area = { left: 6, top: 4, right: width - 46, bottom: height - 24 };
    const before = this.#layout?.area;
    const same = this.#laidOut === columns && before?.right === area.right && before.bottom === area.bottom;
    if (!this.#layout || !same) this.#layout = ridgeLayoutOf(columns, area);
    this.#laidOut = columns;
    this.#drawn = { ridges: paintRidges(context, columns, this.#layout, this.color, this.theme) };
    const { hovered } = this;
    if (!hovered || hovered.step >= columns.steps.length) return;
    paintHighlight(context, this.#layout, hovered.step, hovered.x, this.theme);
    const tip = this.renderRoot.querySelector<HTMLElement>('.tip');
    const { left, top } = this.getBoundingClientRect();
    if (tip) placeBeside(tip, left + hovered.x, top + hovered.y);
  }

  #move(event: PointerEvent) {
    const { left, top } = this.getBoundingClientRect();
    this.#hover(event.clientX - left, event.clientY - top);
  }

  #hover(x: number, y: number) {
    const layout = this.#layout;
    const inside = layout && x >= layout.area.left && x <= layout.area.right && y <= layout.area.bottom + 4;
    const step = inside ? ridgeAt(layout, x, y) : undefined;
    this.hovered = step === undefined ? undefined : { step, x, y };
  }

  #key(event: KeyboardEvent) {
    const { columns, hovered } = this;
    const layout = this.#layout;
    if (!columns || !layout) return;
    const { left, right } = layout.area;
    if (event.key === 'Escape' && hovered) this.hovered = undefined;
    else if (event.key.startsWith('Arrow')) {
      const across = { ArrowLeft: -6, ArrowRight: 6 }[event.key] ?? 0;
      const along = { ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0;
      const last = columns.steps.length - 1;
      const step = Math.min(last, Math.max(0, (hovered?.step ?? last) + along));
      const x = Math.min(right, Math.max(left, (hovered?.x ?? (left + right) / 2) + across));
      this.hovered = { step, x, y: layout.baselines[step] ?? 0 };
    } else return;
    event.preventDefault();
  }

  override render() {
    const steps = this.columns?.steps.length ?? 0;
    return html`<div
        class="plot"
        tabindex="0"
        role="application"
        aria-roledescription="histograms over steps"
        aria-label="${this.label}: ${steps} ${steps === 1 ? 'histogram' : 'histograms'}"
        @pointermove=${this.#move}
        @pointerdown=${this.#move}
        @pointerleave=${() => this.#hover(-1, -1)}
        @blur=${() => this.#hover(-1, -1)}
        @keydown=${this.#key}
      >
        <canvas></canvas>
      </div>
      ${steps === 0 ? html`<p>No histograms yet</p>` : nothing} ${this.#tooltip()}`;
  }

  #tooltip() {
    const { columns, hovered } = this;
    const layout = this.#layout;
    if (!columns || !hovered || !layout || hovered.step >= columns.steps.length) return nothing;
    const { step, x } = hovered;
    const bucket = bucketAt(columns, step, ridgeValueAt(layout, x));
    const wide = bucket && bucket.left !== bucket.right;
    return html`<div class="tip" popover="manual" role="status">
      <dl>
        <dt>Step</dt>
        <dd>${formatStep(columns.steps[step] ?? 0)}</dd>
        <dt>${wide ? 'From' : 'Value'}</dt>
        <dd>${formatValue(bucket?.left ?? ridgeValueAt(layout, x))}</dd>
        ${wide ? html`<dt>To</dt><dd>${formatValue(bucket.right)}</dd>` : nothing}
        <dt>Count</dt>
        <dd>${formatValue(bucket?.count ?? 0)}</dd>
        <dt>Time</dt>
        <dd>${formatWallTime(columns.wallTimes[step] ?? 0)}</dd>
      </dl>
    </div>`;
  }
}
customElements.define('rb-ridges', RbRidges);
