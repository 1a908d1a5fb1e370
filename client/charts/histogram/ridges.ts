// Histograms of one series over its steps, as ridges behind or on one another.
import type { Area } from '../plot-axes.ts';
import type { BinnedHistograms } from './buckets.ts';
import { type HistogramHover, HistogramPlot } from './histogram-plot.ts';
import { type RidgeLayout, ridgeAt, ridgeLayoutOf, ridgeValueAt } from './ridge-geometry.ts';
import { paintHighlight, paintRidges } from './ridge-painter.ts';

/** Pixels that an arrow key moves along the values. */
const KEY_PIXELS = 6;

/** The newest step stands in front and is lightest. */
export class RbRidges extends HistogramPlot {
  static override properties = { overlay: { type: Boolean } };
  /** All ridges on one line, as lines. */
  declare overlay: boolean;

  /** Closer ridges could not be told apart. */
  protected override readonly mostSteps = 100;
  #layout: RidgeLayout | undefined;
  #drawn = { ridges: 0 };

  constructor() {
    super();
    this.overlay = false;
  }

  /** What is on the canvas now. */
  get drawn(): { readonly ridges: number } {
    return this.#drawn;
  }

  protected override release(): void {
    super.release();
    this.#layout = undefined;
    this.#drawn = { ridges: 0 };
  }

  protected override areaOf(width: number, height: number): Area {
    return { left: 6, top: 4, right: width - 46, bottom: height - 24 };
  }

  protected override paint(
    context: CanvasRenderingContext2D,
    binned: BinnedHistograms,
    positions: Float64Array,
    area: Area,
  ): void {
    const { color, overlay, xAxis, theme } = this;
    this.#layout = ridgeLayoutOf(binned, area, positions, overlay);
    this.#drawn = { ridges: paintRidges(context, this.#layout, { color, overlay, xAxis, theme }) };
  }

  protected override paintHover(context: CanvasRenderingContext2D, { shown, x }: HistogramHover): void {
    if (this.#layout) paintHighlight(context, this.#layout, shown, x, this.theme);
  }

  protected override hoverAt(x: number, y: number): HistogramHover | undefined {
    const layout = this.#layout;
    const inside = layout && x >= layout.area.left && x <= layout.area.right && y <= layout.area.bottom + 4;
    const shown = inside ? ridgeAt(layout, x, y) : undefined;
    return inside && shown !== undefined ? { x, y, shown, value: ridgeValueAt(layout, x) } : undefined;
  }

  protected override moved(
    from: HistogramHover | undefined,
    across: number,
    along: number,
  ): HistogramHover | undefined {
    const layout = this.#layout;
    if (!layout) return undefined;
    const { left, right } = layout.area;
    const last = layout.baselines.length - 1;
    const shown = Math.min(last, Math.max(0, (from?.shown ?? last) + along));
    const x = Math.min(right, Math.max(left, (from?.x ?? (left + right) / 2) + across * KEY_PIXELS));
    return { shown, x, y: layout.baselines[shown] ?? 0, value: ridgeValueAt(layout, x) };
  }
}
customElements.define('rb-ridges', RbRidges);
