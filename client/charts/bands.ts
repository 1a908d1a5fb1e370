// Distributions of one series over its steps: bands between percentiles, the median in their middle.
import { html, nothing, type PropertyValues } from 'lit';
import { paintBandHover, paintBands } from './band-painter.ts';
import { CanvasChart } from './canvas-chart.ts';
import { formatStep, formatValue, formatWallTime } from './number-format.ts';
import { clearOverlay } from './overlay.ts';
import { placeBeside } from './place-beside.ts';
import type { Area } from './plot-axes.ts';
import { plotStyles } from './plot-styles.ts';
import { positionsOf, type XAxis } from './plotted-line.ts';
import { type Interval, sameInterval } from './range.ts';
import { tipStyles } from './tip-styles.ts';

/** Percentiles of one series. */
export interface BandColumns {
  readonly steps: Float64Array | BigInt64Array;
  /** Seconds since the Unix epoch. */
  readonly wallTimes: Float64Array;
  /** `names.length` a step, ascending within it; NaN for a step at which nothing was counted. */
  readonly values: Float64Array;
}

/**
 * Hovering tells all percentiles of a step; arrow keys move from step to step. It draws only while on screen.
 * @cssprop --rb-chart-height - Height; default 13rem.
 */
export class RbBands extends CanvasChart {
  static override properties = {
    columns: { attribute: false },
    names: { attribute: false },
    color: {},
    label: {},
    xAxis: {},
    extent: { attribute: false, hasChanged: (a?: Interval, b?: Interval) => !sameInterval(a, b) },
    hovered: { state: true },
  };
  static override styles = [plotStyles, tipStyles];
  /** Undefined while there is nothing; another object for other data. */
  declare columns: BandColumns | undefined;
  /** Of the percentiles, ascending; an odd number with the median in the middle. */
  declare names: readonly string[];
  declare color: string;
  /** What is counted, for screen readers. */
  declare label: string;
  declare xAxis: XAxis;
  /** Of the values; undefined for that of the data. */
  declare extent: Interval | undefined;
  /** Index of the step at which the pointer or the keys are. */
  declare hovered: number | undefined;

  #positions: Float64Array | undefined;
  #area: Area | undefined;
  #pointerY = 0;
  #drawn = { steps: 0 };

  constructor() {
    super();
    this.columns = undefined;
    this.names = [];
    this.color = '#808080';
    this.label = '';
    this.xAxis = 'step';
    this.extent = undefined;
    this.hovered = undefined;
  }

  /** What is on the canvas now. */
  get drawn(): { readonly steps: number } {
    return this.#drawn;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('columns') || changed.has('xAxis')) this.#positions = undefined;
  }

  protected override release(): void {
    this.#area = undefined;
    this.#drawn = { steps: 0 };
    this.renderRoot.querySelector<HTMLElement>('.tip:popover-open')?.hidePopover();
  }

  protected override draw(canvas: HTMLCanvasElement, width: number, height: number): void {
    const { columns, names, color, xAxis, extent, theme, hovered } = this;
    const context = clearOverlay(canvas, width, height);
    if (!context) return;
    if (!columns || columns.steps.length === 0) {
      this.release();
      return;
    }
    this.#positions ??= positionsOf(columns, xAxis);
    const area = { left: 46, top: 6, right: width - 10, bottom: height - 24 };
    this.#area = area;
    const bands = { values: columns.values, positions: this.#positions, width: names.length };
    const layout = paintBands(context, bands, area, extent, { color, xAxis, theme });
    this.#drawn = { steps: columns.steps.length };
    if (hovered === undefined || hovered >= columns.steps.length) return;
    const x = paintBandHover(context, bands, layout, hovered, theme);
    const tip = this.renderRoot.querySelector<HTMLElement>('.tip');
    const { left, top } = this.getBoundingClientRect();
    if (tip) placeBeside(tip, left + x, top + this.#pointerY);
  }

  #move(event: PointerEvent) {
    const { left, top } = this.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    const [area, positions] = [this.#area, this.#positions];
    this.#pointerY = y;
    if (!area || !positions || x < area.left - 4 || x > area.right + 4 || y > area.bottom + 4)
      this.hovered = undefined;
    else this.hovered = nearestAt(positions, area, x);
    this.schedule();
  }

  #leave() {
    this.hovered = undefined;
  }

  #key(event: KeyboardEvent) {
    const last = (this.columns?.steps.length ?? 0) - 1;
    const by = { ArrowLeft: -1, ArrowRight: 1, Home: -last, End: last }[event.key];
    if (event.key === 'Escape' && this.hovered !== undefined) this.hovered = undefined;
    else if (by !== undefined && last >= 0) {
      this.#pointerY = 0;
      this.hovered = Math.min(last, Math.max(0, (this.hovered ?? last) + by));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  override render() {
    const steps = this.columns?.steps.length ?? 0;
    return html`<div
        class="plot"
        tabindex="0"
        role="application"
        aria-roledescription="percentiles over steps"
        aria-label="${this.label}: ${steps} ${steps === 1 ? 'distribution' : 'distributions'}"
        @pointermove=${this.#move}
        @pointerdown=${this.#move}
        @pointerleave=${this.#leave}
        @blur=${this.#leave}
        @keydown=${this.#key}
      >
        <canvas></canvas>
      </div>
      ${this.#tooltip()}`;
  }

  #tooltip() {
    const { columns, hovered, names } = this;
    if (!columns || hovered === undefined || hovered >= columns.steps.length) return nothing;
    const values = columns.values.subarray(hovered * names.length, (hovered + 1) * names.length);
    return html`<div class="tip" popover="manual" role="status">
      <dl>
        <dt>Step</dt>
        <dd>${formatStep(columns.steps[hovered] ?? 0)}</dd>
        ${names.map((name, i) => html`<dt>${name}</dt><dd>${formatValue(values[i] ?? Number.NaN)}</dd>`).reverse()}
        <dt>Time</dt>
        <dd>${formatWallTime(columns.wallTimes[hovered] ?? 0)}</dd>
      </dl>
    </div>`;
  }
}

function nearestAt(positions: Float64Array, area: Area, x: number): number | undefined {
  const first = positions[0] ?? 0;
  const span = (positions.at(-1) ?? 0) - first;
  const wanted = first + ((x - area.left) / (area.right - area.left)) * span;
  let nearest: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < positions.length; i++) {
    const away = Math.abs((positions[i] as number) - wanted);
    if (away >= least) continue;
    least = away;
    nearest = i;
  }
  return nearest;
}
customElements.define('rb-bands', RbBands);
