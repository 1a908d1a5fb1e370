// Curves over steps or time: axes by Chart.js, curves by our own drawing, zoom by our own gestures.
import { html, type PropertyValues } from 'lit';
import type { ScaleName } from './axis-scale.ts';
import { CanvasChart } from './canvas-chart.ts';
import type { RbChartTooltip } from './chart-tooltip.ts';
import type { ChartView } from './chart-view.ts';
import { CurvesPainter } from './curves-painter.ts';
import type { References, XSelection } from './decorations.ts';
import { NO_REFERENCES } from './decorations.ts';
import { type HoverOrder, hoverOf } from './hover.ts';
import { lineChartStyles } from './line-chart-styles.ts';
import type { Drawn } from './line-layer.ts';
import { lineNotes } from './line-notes.ts';
import { type Box, clearOverlay, drawCrosshair, drawSelection, drawSharedCrosshair } from './overlay.ts';
import { type Place, PlotGestures } from './plot-gestures.ts';
import { keyMeaning } from './plot-keys.ts';
import { plotStyles } from './plot-styles.ts';
import type { Line, XAxis } from './plotted-line.ts';
import { toValue } from './projection.ts';
import type { Zoom } from './range.ts';
import { type CrosshairPlace, onCrosshair, showCrosshair } from './shared-crosshair.ts';
import { NO_SMOOTHING, type Smoothing } from './smooth.ts';
import { type AxisMove, snappedBox, zoomMoved, zoomOf } from './zoom-box.ts';
import './chart-tooltip.ts';

/**
 * A chart of curves. Dragging zooms into a box, a flat drag along one axis; Shift and drag moves; the wheel with Ctrl,
 * Alt or Command zooms, so do two fingers; a double click or Escape shows all again. Arrow keys move the crosshair,
 * `+` and `-` zoom, `<` and `>` move. It draws only while on screen, at most once a frame, and holds its canvases only then.
 * @fires rb-zoom-change - `detail` is the zoom of the user's gesture.
 * @fires rb-width-change - `detail` is the width of the plot in CSS pixels.
 * @fires rb-plot-click - `detail` is `at`, the value of the horizontal axis, and whether Shift was held: `extend`.
 * @cssprop --rb-chart-height - Height; default 13rem.
 */
export class RbLineChart extends CanvasChart implements ChartView {
  static override properties = {
    lines: { attribute: false },
    xAxis: {},
    xScale: {},
    yScale: {},
    smoothing: { attribute: false },
    showRaw: { attribute: false },
    hoverOrder: {},
    label: {},
    zoom: {
      attribute: false,
      hasChanged: (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b),
    },
    ignoreOutliers: { type: Boolean },
    extremes: { type: Boolean },
    references: { attribute: false },
    selection: { attribute: false },
    axisName: {},
  };
  static override styles = [plotStyles, lineChartStyles];
  /** The first is drawn on top. A new list whenever something changed. */
  declare lines: readonly Line[];
  declare xAxis: XAxis;
  declare xScale: ScaleName;
  declare yScale: ScaleName;
  declare smoothing: Smoothing;
  /** Whether raw curves stand behind smoothed ones. */
  declare showRaw: boolean;
  declare hoverOrder: HoverOrder;
  /** What the curves are of, for screen readers. */
  declare label: string;
  /** What is shown; gestures change it too. */
  declare zoom: Zoom;
  declare ignoreOutliers: boolean;
  /** Whether least and greatest values are marked. */
  declare extremes: boolean;
  declare references: References;
  /** Chosen steps; undefined for none. */
  declare selection: XSelection | undefined;
  /** Which charts share the crosshair: those whose axes have the same name. */
  declare axisName: string;

  #painter = new CurvesPainter();
  #width = 0;
  /** Where the pointer or the keys are, in CSS pixels of the canvas. */
  #pointer: Place | undefined;
  /** Where the pointer is on another chart, as a value of the horizontal axis. */
  #shared: number | undefined;
  #box: Box | undefined;
  #overlayPending = 0;
  #stopSharing: () => void = () => undefined;
  #gestures = new PlotGestures({
    area: () => this.#painter.projection?.area,
    hover: (place) => this.#point(place),
    brush: (box) => {
      this.#box = box;
      this.#scheduleOverlay();
    },
    brushed: (box) => this.#brushed(box),
    click: (place, event) => this.#clicked(place, event.shiftKey),
    move: (moves) => this.#move(moves),
  });

  constructor() {
    super();
    this.lines = [];
    this.xAxis = 'step';
    this.xScale = 'linear';
    this.yScale = 'linear';
    this.smoothing = NO_SMOOTHING;
    this.showRaw = true;
    this.hoverOrder = 'descending';
    this.label = '';
    this.zoom = {};
    this.ignoreOutliers = false;
    this.extremes = false;
    this.references = NO_REFERENCES;
    this.selection = undefined;
    this.axisName = '';
    // Not a template's listener: that would be passive, and the page would scroll along.
    this.addEventListener('wheel', (event) => this.#gestures.wheel(event), { passive: false });
  }

  /** What is on the canvas now; set when the calls of a frame are done. */
  get drawn(): Drawn {
    return this.#painter.drawn;
  }

  protected override get rasterMs(): number {
    return this.#painter.rasterMs;
  }

  get zoomed(): boolean {
    return [this.zoom.x, this.zoom.y, this.zoom.right].some((limits) => limits !== undefined);
  }

  /** Shows all of the curves again. */
  resetZoom(): void {
    this.#setZoom({});
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopSharing = onCrosshair((place) => this.#follow(place));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopSharing();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#painter.changed();
    // A zoom is in units of its axis, unless it came together with the axis.
    const { x: _, ...rest } = this.zoom;
    if (changed.get('xAxis') !== undefined && !changed.has('zoom') && this.zoom.x) this.#setZoom(rest);
  }

  protected override draw(canvas: HTMLCanvasElement, width: number, height: number): void {
    // Also before there are points: how fine they are asked for hangs on it.
    if (this.#width !== width) this.#fire('rb-width-change', width);
    if (this.lines.length > 0) this.#drawCurves(canvas, width, height);
    else if (this.#painter.projection) {
      // Axes of nothing say nothing, and take as long to lay out as those of curves.
      this.release();
      canvas.width = canvas.height = 0;
    }
    this.#width = width;
  }

  #drawCurves(canvas: HTMLCanvasElement, width: number, height: number): void {
    const before = this.#painter.projection;
    if (!this.#painter.paint(canvas, { width, height }, this, this.theme)) this.schedule();
    if (this.#painter.projection !== before) this.#drawOverlay();
  }

  protected override release(): void {
    this.#painter.clear();
    this.#width = 0;
    this.#pointer = undefined;
    this.#shared = undefined;
    this.#box = undefined;
    this.#tooltip?.hide();
  }

  get #tooltip(): RbChartTooltip | null {
    return this.renderRoot.querySelector<RbChartTooltip>('rb-chart-tooltip');
  }

  /** In the next frame: pointers move more often than screens show. */
  #scheduleOverlay() {
    if (this.#overlayPending !== 0) return;
    this.#overlayPending = requestAnimationFrame(() => {
      this.#overlayPending = 0;
      this.#drawOverlay();
    });
  }

  #drawOverlay() {
    const canvas = this.renderRoot.querySelector<HTMLCanvasElement>('.overlay');
    const [projection, theme, pointer] = [this.#painter.projection, this.theme, this.#pointer];
    if (!canvas || !projection) return;
    // Most charts are never pointed at, and need no second canvas.
    if (canvas.width === 0 && !pointer && !this.#box && this.#shared === undefined) return;
    const context = clearOverlay(canvas, this.size.width, this.size.height);
    const box = this.#box && snappedBox(this.#box, projection);
    if (context && box) drawSelection(context, box, theme);
    const tooltip = this.#tooltip;
    if (!pointer || this.#box || this.#painter.plotted.length === 0) {
      tooltip?.hide();
      if (context && this.#shared !== undefined)
        drawSharedCrosshair(context, projection, this.#shared, this.#painter.plotted, theme);
      return;
    }
    const { points, nearest } = hoverOf(this.#painter.plotted, projection, pointer, this.hoverOrder);
    if (context) drawCrosshair(context, projection, pointer.x, points, nearest, theme);
    if (!tooltip || points.length === 0) return;
    tooltip.points = points;
    tooltip.nearest = nearest;
    tooltip.smoothing = this.smoothing.amount > 0;
    const { left, top } = this.getBoundingClientRect();
    void tooltip.showAt(left + pointer.x, top + pointer.y);
  }

  #follow(place: CrosshairPlace | undefined) {
    if (place?.owner === this || !this.#painter.projection) return;
    const at = place && place.axis === `${this.xAxis} ${this.axisName}` ? place.at : undefined;
    if (at === this.#shared) return;
    this.#shared = at;
    this.#scheduleOverlay();
  }

  #point(place: Place | undefined) {
    if (!place && !this.#pointer) return;
    this.#pointer = place;
    this.#scheduleOverlay();
    const axis = `${this.xAxis} ${this.axisName}`;
    const at = place && this.#painter.projection && toValue(this.#painter.projection.x, place.x);
    showCrosshair(at === undefined ? undefined : { owner: this, axis, at });
  }

  #setZoom(zoom: Zoom) {
    this.zoom = zoom;
    this.#fire('rb-zoom-change', this.zoom);
  }

  #brushed(box: Box) {
    this.#box = undefined;
    const projection = this.#painter.projection;
    const snapped = projection && snappedBox(box, projection);
    if (snapped) this.#setZoom(zoomOf(snapped, projection, this.zoom));
    else this.#scheduleOverlay();
  }

  #clicked({ x }: Place, extend: boolean) {
    const axis = this.#painter.projection?.x;
    if (axis) this.#fire('rb-plot-click', { at: toValue(axis, x), extend });
  }

  #move(moves: { readonly x?: AxisMove | undefined; readonly y?: AxisMove | undefined }) {
    if (!this.#painter.projection) return;
    // A height that fits itself goes on doing so while the width is moved.
    const fits = this.zoom.y === undefined && moves.y !== undefined && moves.y.to - moves.y.from === 1;
    this.#setZoom(zoomMoved(fits ? { x: moves.x } : moves, this.#painter.projection, this.zoom));
  }

  #fire(name: string, detail: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #key(event: KeyboardEvent) {
    const area = this.#painter.projection?.area;
    if (!area) return;
    const meant = keyMeaning(event, area, this.#pointer);
    if (meant === undefined || (meant === 'reset' && !this.zoomed && !this.#pointer)) return;
    if (meant === 'reset') {
      if (this.zoomed) this.resetZoom();
      this.#gestures.cancel();
    } else if ('move' in meant) this.#move({ x: meant.move });
    else if ('click' in meant) this.#clicked(meant.click, event.shiftKey);
    else this.#point(meant.point);
    event.preventDefault();
    event.stopPropagation();
  }

  override render() {
    const points = this.lines.reduce((sum, { columns }) => sum + columns.values.length, 0);
    const gestures = this.#gestures;
    return html`<div
        class="plot"
        tabindex="0"
        role="application"
        aria-roledescription="line chart"
        aria-label="${this.label}: ${this.lines.length} ${this.lines.length === 1 ? 'curve' : 'curves'}, ${points} points"
        @pointerdown=${(event: PointerEvent) => gestures.pointerDown(event)}
        @pointermove=${(event: PointerEvent) => gestures.pointerMove(event)}
        @pointerup=${(event: PointerEvent) => gestures.pointerUp(event)}
        @pointercancel=${() => gestures.cancel()}
        @pointerleave=${() => gestures.active || gestures.cancel()}
        @blur=${() => gestures.cancel()}
        @dblclick=${this.resetZoom}
        @keydown=${this.#key}
      >
        <canvas class="curves"></canvas>
        <canvas class="overlay" width="0" height="0"></canvas>
      </div>
      ${lineNotes(this.lines, points, this.yScale)}
      <rb-chart-tooltip role="status"></rb-chart-tooltip>`;
  }
}

customElements.define('rb-line-chart', RbLineChart);
