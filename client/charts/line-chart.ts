// Curves over steps or time: axes by Chart.js, curves by our own drawing, zoom by dragging.
import { html, nothing, type PropertyValues } from 'lit';
import { CanvasChart } from './canvas-chart.ts';
import { ChartFrame, type FrameState } from './chart-frame.ts';
import type { RbChartTooltip } from './chart-tooltip.ts';
import { type HoverOrder, hoverOf } from './hover.ts';
import { lineChartStyles } from './line-chart-styles.ts';
import { type Drawn, drawLines } from './line-layer.ts';
import { type Box, clearOverlay, drawCrosshair, drawSelection } from './overlay.ts';
import { plotStyles } from './plot-styles.ts';
import { type Line, LinePlotter, type PlottedLine, type XAxis } from './plotted-line.ts';
import { rangeOf, type Zoom } from './range.ts';
import { snappedBox, zoomOf } from './zoom-box.ts';
import './chart-tooltip.ts';

const NOTHING_DRAWN: Drawn = { points: 0, lastStep: undefined };

/**
 * A chart of curves. Dragging zooms into a box, a flat drag along one axis; a double click or Escape shows all again.
 * Arrow keys move the crosshair. It draws only while on screen, at most once a frame, and holds its canvases only then.
 * @fires rb-zoom-change - `detail` is whether the chart is zoomed now.
 * @cssprop --rb-chart-height - Height; default 13rem.
 */
export class RbLineChart extends CanvasChart {
  static override properties = {
    lines: { attribute: false },
    xAxis: {},
    logarithmic: { type: Boolean },
    smoothing: { type: Number },
    hoverOrder: {},
    label: {},
    zoomed: { state: true },
  };
  static override styles = [plotStyles, lineChartStyles];
  /** The first is drawn on top. A new list whenever something changed. */
  declare lines: readonly Line[];
  declare xAxis: XAxis;
  /** Whether the vertical axis is logarithmic. */
  declare logarithmic: boolean;
  /** Weight from 0 to below 1. */
  declare smoothing: number;
  declare hoverOrder: HoverOrder;
  /** What the curves are of, for screen readers. */
  declare label: string;
  declare zoomed: boolean;

  #plotter = new LinePlotter();
  #plotted: readonly PlottedLine[] = [];
  #frame: ChartFrame | undefined;
  #zoom: Zoom = {};
  #drawn: Drawn = NOTHING_DRAWN;
  /** Where the pointer or the keys are, in CSS pixels of the canvas. */
  #pointer: { readonly x: number; readonly y: number } | undefined;
  #drag: Box | undefined;

  constructor() {
    super();
    this.lines = [];
    this.xAxis = 'step';
    this.logarithmic = false;
    this.smoothing = 0;
    this.hoverOrder = 'descending';
    this.label = '';
    this.zoomed = false;
  }

  /** What is on the canvas now; set when the calls of a frame are done. */
  get drawn(): Drawn {
    return this.#drawn;
  }

  /** Shows all of the curves again. */
  resetZoom(): void {
    this.#setZoom({});
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // A zoom is in units of its axis.
    if (changed.has('xAxis') && this.#zoom.x) this.#setZoom(this.#zoom.y ? { y: this.#zoom.y } : {});
    if (changed.has('logarithmic') && this.#zoom.y) this.#setZoom(this.#zoom.x ? { x: this.#zoom.x } : {});
  }

  protected override draw(canvas: HTMLCanvasElement, width: number, height: number): void {
    this.#plotted = this.#plotter.plot(this.lines, this.xAxis, this.smoothing);
    const state: FrameState = {
      range: rangeOf(this.#plotted, this.#zoom, this.logarithmic),
      xAxis: this.xAxis,
      logarithmic: this.logarithmic,
      theme: this.theme,
    };
    if (!this.#frame) {
      canvas.width = width;
      canvas.height = height;
      this.#frame = new ChartFrame(canvas, state, (context, projection) => {
        this.#drawn = drawLines(context, projection, this.#plotted, this.theme);
      });
    }
    this.#frame.resize(width, height);
    this.#frame.draw(state);
    this.#drawOverlay();
  }

  protected override release(): void {
    this.#frame?.destroy();
    this.#frame = undefined;
    this.#drawn = NOTHING_DRAWN;
    this.#pointer = undefined;
    this.#drag = undefined;
    this.#tooltip?.hide();
  }

  get #tooltip(): RbChartTooltip | null {
    return this.renderRoot.querySelector<RbChartTooltip>('rb-chart-tooltip');
  }

  #drawOverlay() {
    const canvas = this.renderRoot.querySelector<HTMLCanvasElement>('.overlay');
    const [frame, theme, pointer] = [this.#frame, this.theme, this.#pointer];
    if (!canvas || !frame) return;
    const context = clearOverlay(canvas, this.clientWidth, this.clientHeight);
    const { projection } = frame;
    const box = this.#drag && snappedBox(this.#drag, projection);
    if (context && box) drawSelection(context, box, theme);
    const tooltip = this.#tooltip;
    if (!pointer || this.#drag || this.#plotted.length === 0) {
      tooltip?.hide();
      return;
    }
    const { points, nearest } = hoverOf(this.#plotted, projection, pointer, this.hoverOrder);
    if (context) drawCrosshair(context, projection, pointer.x, points, nearest, theme);
    if (!tooltip || points.length === 0) return;
    tooltip.points = points;
    tooltip.nearest = nearest;
    tooltip.smoothing = this.smoothing > 0;
    const { left, top } = this.getBoundingClientRect();
    void tooltip.showAt(left + pointer.x, top + pointer.y);
  }

  #setZoom(zoom: Zoom) {
    this.#zoom = zoom;
    const zoomed = zoom.x !== undefined || zoom.y !== undefined;
    this.schedule();
    if (zoomed === this.zoomed) return;
    this.zoomed = zoomed;
    this.dispatchEvent(new CustomEvent('rb-zoom-change', { detail: zoomed, bubbles: true, composed: true }));
  }

  #placeOf(event: PointerEvent) {
    const { left, top } = this.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  #pointerDown(event: PointerEvent) {
    if (event.button !== 0) return;
    const { x, y } = this.#placeOf(event);
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#drag = { x0: x, y0: y, x1: x, y1: y };
  }

  #pointerMove(event: PointerEvent) {
    const { x, y } = this.#placeOf(event);
    this.#pointer = { x, y };
    if (this.#drag) this.#drag = { ...this.#drag, x1: x, y1: y };
    const area = this.#frame?.projection.area;
    // Over the axes there is nothing to tell.
    if (area && !this.#drag && (x < area.left - 4 || x > area.right + 4 || y > area.bottom + 4))
      this.#pointer = undefined;
    this.#drawOverlay();
  }

  #pointerUp() {
    const [drag, frame] = [this.#drag, this.#frame];
    this.#drag = undefined;
    if (!drag || !frame) return;
    const box = snappedBox(drag, frame.projection);
    if (box) this.#setZoom(zoomOf(box, frame.projection, this.#zoom));
    this.#drawOverlay();
  }

  #leave() {
    this.#pointer = undefined;
    this.#drag = undefined;
    this.#drawOverlay();
  }

  #key(event: KeyboardEvent) {
    const area = this.#frame?.projection.area;
    if (!area) return;
    if (event.key === 'Escape') {
      if (!this.zoomed && !this.#pointer) return;
      this.resetZoom();
      this.#leave();
    } else if (event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End') {
      const pace = event.shiftKey ? 40 : 8;
      const { x, y } = this.#pointer ?? { x: area.left, y: (area.top + area.bottom) / 2 };
      const right = { ArrowRight: pace, ArrowLeft: -pace, Home: -Number.MAX_VALUE, End: Number.MAX_VALUE };
      const down = { ArrowDown: pace, ArrowUp: -pace };
      this.#pointer = {
        x: Math.min(area.right, Math.max(area.left, x + (right[event.key as keyof typeof right] ?? 0))),
        y: Math.min(area.bottom, Math.max(area.top, y + (down[event.key as keyof typeof down] ?? 0))),
      };
      this.#drawOverlay();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  override render() {
    const points = this.lines.reduce((sum, { columns }) => sum + columns.values.length, 0);
    const hidden = this.logarithmic ? belowZero(this.lines) : 0;
    return html`<div
        class="plot"
        tabindex="0"
        role="application"
        aria-roledescription="line chart"
        aria-label="${this.label}: ${this.lines.length} ${this.lines.length === 1 ? 'curve' : 'curves'}, ${points} points"
        @pointerdown=${this.#pointerDown}
        @pointermove=${this.#pointerMove}
        @pointerup=${this.#pointerUp}
        @pointercancel=${this.#leave}
        @pointerleave=${this.#leave}
        @blur=${this.#leave}
        @dblclick=${this.resetZoom}
        @keydown=${this.#key}
      >
        <canvas class="curves"></canvas>
        <canvas class="overlay"></canvas>
      </div>
      ${points === 0 ? html`<p class="empty">No points yet</p>` : nothing}
      ${
        hidden > 0
          ? html`<p class="note">${hidden.toLocaleString('en-US')} of ${points.toLocaleString('en-US')} values are 0 or less: not on a log axis</p>`
          : nothing
      }
      <rb-chart-tooltip role="status"></rb-chart-tooltip>`;
  }
}

/** Values that have no logarithm. */
function belowZero(lines: readonly Line[]): number {
  let count = 0;
  for (const { columns } of lines) for (const value of columns.values) if (value <= 0) count++;
  return count;
}
customElements.define('rb-line-chart', RbLineChart);
