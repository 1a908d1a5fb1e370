// Histograms of one series over its steps, as ridges behind or on one another.
import { type Area, roomBeside } from '../plot-axes.ts';
import type { PlotPoint } from '../steps-plot.ts';
import type { BinnedHistograms } from './buckets.ts';
import { type HistogramHover, HistogramPlot } from './histogram-plot.ts';
import { type RidgeLayout, ridgeAt, ridgeLayoutOf, ridgeTicks, ridgeValueAt } from './ridge-geometry.ts';
import { paintHighlight, paintRidges } from './ridge-painter.ts';

/** Pixels that an arrow key moves along the values. */
const KEY_PIXELS = 6;
/** To rasterise a ridge without a graphics card: an area and its edge. */
const RIDGE_MS = 0.1;
/** Pixels at the right for steps; times may need more. */
const ROOM = 46;

/** The newest step stands in front and is lightest. */
export class RbRidges extends HistogramPlot<RidgeLayout> {
  static override properties = { overlay: { type: Boolean } };
  /** All ridges on one line, as lines. */
  declare overlay: boolean;

  /** Closer ridges could not be told apart. */
  protected override readonly mostSteps = 100;

  constructor() {
    super();
    this.overlay = false;
  }

  protected override get rasterMs(): number {
    return this.drawn.steps * RIDGE_MS;
  }

  protected override areaOf(width: number, height: number): Area {
    return { left: 6, top: 4, right: width - ROOM, bottom: height - 24 };
  }

  protected override paintAll(
    context: CanvasRenderingContext2D,
    binned: BinnedHistograms,
    positions: Float64Array,
    area: Area,
  ): RidgeLayout {
    const { color, overlay, xAxis, theme } = this;
    const first = ridgeLayoutOf(binned, area, positions, overlay);
    const lacks = roomBeside(context, ridgeTicks(first, xAxis), theme) - ROOM;
    const layout =
      lacks > 0 ? ridgeLayoutOf(binned, { ...area, right: area.right - lacks }, positions, overlay) : first;
    paintRidges(context, layout, { color, overlay, xAxis, theme });
    return layout;
  }

  protected override paintHighlight(
    context: CanvasRenderingContext2D,
    layout: RidgeLayout,
    { shown, x }: HistogramHover,
  ): void {
    paintHighlight(context, layout, shown, x, this.theme);
  }

  protected override found(layout: RidgeLayout, { x, y }: PlotPoint): HistogramHover | undefined {
    const { area } = layout;
    if (x < area.left || x > area.right || y > area.bottom + 4) return undefined;
    const shown = ridgeAt(layout, x, y);
    return shown === undefined ? undefined : { x, y, shown, value: ridgeValueAt(layout, x) };
  }

  protected override moved(
    layout: RidgeLayout,
    from: HistogramHover | undefined,
    across: number,
    along: number,
  ): HistogramHover {
    const { left, right } = layout.area;
    const last = layout.baselines.length - 1;
    const shown = Math.min(last, Math.max(0, (from?.shown ?? last) + along));
    const x = Math.min(right, Math.max(left, (from?.x ?? (left + right) / 2) + across * KEY_PIXELS));
    return { shown, x, y: layout.baselines[shown] ?? 0, value: ridgeValueAt(layout, x) };
  }
}
customElements.define('rb-ridges', RbRidges);
