// What plots of histograms over steps do alike: binning, the pointer, the keys and what is told of a bucket.
import { css, html, nothing, type PropertyDeclarations, type PropertyValues } from 'lit';
import { CanvasChart } from '../canvas-chart.ts';
import { formatStep, formatValue, formatWallTime } from '../number-format.ts';
import { clearOverlay } from '../overlay.ts';
import { placeBeside } from '../place-beside.ts';
import type { Area } from '../plot-axes.ts';
import { plotStyles } from '../plot-styles.ts';
import { positionsOf, type XAxis } from '../plotted-line.ts';
import { type Interval, sameInterval } from '../range.ts';
import { tipStyles } from '../tip-styles.ts';
import { type BinnedHistograms, binned, bucketAt, type HistogramBuckets } from './buckets.ts';

/** Where the pointer or the keys are: pixels, and what is there. */
export interface HistogramHover {
  readonly x: number;
  readonly y: number;
  /** Index into the steps that are shown. */
  readonly shown: number;
  readonly value: number;
}

/**
 * Hovering tells step, bucket and count; arrow keys move. It draws only while on screen, at most once a frame.
 * @cssprop --rb-chart-height - Height; default 13rem.
 */
export abstract class HistogramPlot extends CanvasChart {
  static override properties: PropertyDeclarations = {
    buckets: { attribute: false },
    color: {},
    label: {},
    xAxis: {},
    bins: { attribute: false },
    extent: { attribute: false, hasChanged: (a?: Interval, b?: Interval) => !sameInterval(a, b) },
    hover: { state: true },
  };
  static override styles = [
    plotStyles,
    tipStyles,
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
    `,
  ];
  /** Undefined while there is nothing; another object for other data. */
  declare buckets: HistogramBuckets | undefined;
  /** Of the newest step. */
  declare color: string;
  /** What is counted, for screen readers. */
  declare label: string;
  declare xAxis: XAxis;
  /** Equal bins over the extent; undefined for as many as suit the data. */
  declare bins: number | undefined;
  /** Of the values; undefined for that of the data. */
  declare extent: Interval | undefined;
  declare hover: HistogramHover | undefined;

  #binned: BinnedHistograms | undefined;
  #positions: Float64Array | undefined;

  constructor() {
    super();
    this.buckets = undefined;
    this.color = '#808080';
    this.label = '';
    this.xAxis = 'step';
    this.bins = undefined;
    this.extent = undefined;
    this.hover = undefined;
  }

  /** What is drawn: counts in equal bins, by shown step. */
  get counts(): readonly Float64Array[] {
    return this.#binned?.counts ?? [];
  }

  /** More steps than this are thinned for display. */
  protected abstract readonly mostSteps: number;
  /** Room for axes around the plot. */
  protected abstract areaOf(width: number, height: number): Area;
  /** Paints everything but the highlight. `positions` are of all steps along the axis. */
  protected abstract paint(
    context: CanvasRenderingContext2D,
    binned: BinnedHistograms,
    positions: Float64Array,
    area: Area,
  ): void;
  protected abstract paintHover(context: CanvasRenderingContext2D, hover: HistogramHover): void;
  /** What is at a pixel; undefined outside. */
  protected abstract hoverAt(x: number, y: number): HistogramHover | undefined;
  /** Where arrow keys lead: `across` and `along` are -1, 0 or 1 to the right and down. */
  protected abstract moved(
    from: HistogramHover | undefined,
    across: number,
    along: number,
  ): HistogramHover | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('buckets') || changed.has('bins') || changed.has('extent')) this.#binned = undefined;
    if (changed.has('buckets') || changed.has('xAxis')) this.#positions = undefined;
  }

  protected override release(): void {
    this.#binned = undefined;
    this.renderRoot.querySelector<HTMLElement>('.tip:popover-open')?.hidePopover();
  }

  protected override draw(canvas: HTMLCanvasElement, width: number, height: number): void {
    const { buckets, mostSteps } = this;
    const context = clearOverlay(canvas, width, height);
    if (!context) return;
    if (!buckets || buckets.steps.length === 0) {
      this.release();
      return;
    }
    this.#binned ??= binned(buckets, { bins: this.bins, extent: this.extent, mostSteps });
    this.#positions ??= positionsOf(buckets, this.xAxis);
    this.paint(context, this.#binned, this.#positions, this.areaOf(width, height));
    const { hover } = this;
    if (!hover || hover.shown >= this.#binned.shown.length) return;
    this.paintHover(context, hover);
    const tip = this.renderRoot.querySelector<HTMLElement>('.tip');
    const { left, top } = this.getBoundingClientRect();
    if (tip) placeBeside(tip, left + hover.x, top + hover.y);
  }

  #move(event: PointerEvent) {
    const { left, top } = this.getBoundingClientRect();
    this.hover = this.hoverAt(event.clientX - left, event.clientY - top);
  }

  #leave() {
    this.hover = undefined;
  }

  #key(event: KeyboardEvent) {
    if (event.key === 'Escape' && this.hover) this.hover = undefined;
    else if (event.key.startsWith('Arrow')) {
      const across = { ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0;
      const along = { ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0;
      this.hover = this.moved(this.hover, across, along);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  override render() {
    const steps = this.buckets?.steps.length ?? 0;
    return html`<div
        class="plot"
        tabindex="0"
        role="application"
        aria-roledescription="histograms over steps"
        aria-label="${this.label}: ${steps} ${steps === 1 ? 'histogram' : 'histograms'}"
        @pointermove=${this.#move}
        @pointerdown=${this.#move}
        @pointerleave=${this.#leave}
        @blur=${this.#leave}
        @keydown=${this.#key}
      >
        <canvas></canvas>
      </div>
      ${steps === 0 ? html`<p>No histograms yet</p>` : nothing} ${this.#tooltip()}`;
  }

  #tooltip() {
    const { buckets, hover } = this;
    const step = hover && this.#binned?.shown[hover.shown];
    if (!buckets || !hover || step === undefined) return nothing;
    const bucket = bucketAt(buckets, step, hover.value);
    const wide = bucket && bucket.left !== bucket.right;
    return html`<div class="tip" popover="manual" role="status">
      <dl>
        <dt>Step</dt>
        <dd>${formatStep(buckets.steps[step] ?? 0)}</dd>
        <dt>${wide ? 'From' : 'Value'}</dt>
        <dd>${formatValue(bucket?.left ?? hover.value)}</dd>
        ${wide ? html`<dt>To</dt><dd>${formatValue(bucket.right)}</dd>` : nothing}
        <dt>Count</dt>
        <dd>${formatValue(bucket?.count ?? 0)}</dd>
        <dt>Time</dt>
        <dd>${formatWallTime(buckets.wallTimes[step] ?? 0)}</dd>
      </dl>
    </div>`;
  }
}
