// PR or ROC curves in the unit square, with the point of the chosen threshold on each.
import { css, html, type PropertyDeclarations } from 'lit';
import { paintBitmap } from '../../../../client/charts/bitmap.ts';
import { CanvasChart } from '../../../../client/charts/canvas-chart.ts';
import { type Area, paintAxisBelow, paintAxisBeside, placed } from '../../../../client/charts/plot-axes.ts';
import { plotStyles } from '../../../../client/charts/plot-styles.ts';
import { linearTicks } from '../../../../client/charts/ticks.ts';
import { precisionOfF1 } from '../model/curves.ts';

/** A curve as it is drawn; both arrays equally long, a point a threshold, 0 to 1. */
export interface PlotCurve {
  readonly color: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Index of the chosen threshold. */
  readonly at: number;
}

const UNIT = { min: 0, max: 1 };
const F1_LINES = [0.2, 0.4, 0.6, 0.8];
const AXES = {
  pr: { x: 'Recall', y: 'Precision' },
  roc: { x: 'False positive rate', y: 'True positive rate' },
} as const;
/** Farther from a curve a click means nothing, in CSS pixels. */
const REACH = 30;

/**
 * A click on a curve chooses its threshold.
 * @fires rb-threshold-change - `detail` is the threshold, 0 to 1.
 * @cssprop --rb-chart-height - Height; default 13rem.
 */
export class RbCurvePlot extends CanvasChart {
  static override properties: PropertyDeclarations = {
    kind: {},
    curves: { attribute: false },
    isoF1: { type: Boolean },
    label: {},
  };
  static override styles = [
    plotStyles,
    css`
      .plot {
        cursor: crosshair;
      }
    `,
  ];
  declare kind: 'pr' | 'roc';
  /** The first is drawn on top. */
  declare curves: readonly PlotCurve[];
  /** Whether lines of equal F1 are drawn, among PR curves only. */
  declare isoF1: boolean;
  declare label: string;

  #drawn = { curves: 0, points: 0 };
  #area: Area = { left: 0, top: 0, right: 0, bottom: 0 };

  constructor() {
    super();
    this.kind = 'pr';
    this.curves = [];
    this.isoF1 = false;
    this.label = '';
  }

  /** What is on the canvas now. */
  get drawn(): { readonly curves: number; readonly points: number } {
    return this.#drawn;
  }

  protected override release(): void {
    this.#drawn = { curves: 0, points: 0 };
  }

  protected override draw(canvas: HTMLCanvasElement, width: number, height: number): void {
    paintBitmap(canvas, { width, height }, (context) => this.#paint(context, width, height));
    this.#drawn = {
      curves: this.curves.length,
      points: this.curves.reduce((sum, { x }) => sum + x.length, 0),
    };
  }

  #paint(context: CanvasRenderingContext2D, width: number, height: number) {
    const area = { left: 46, top: 8, right: width - 10, bottom: height - 40 };
    this.#area = area;
    this.#paintAxes(context, area);
    context.save();
    context.beginPath();
    context.rect(area.left - 6, area.top - 6, area.right - area.left + 12, area.bottom - area.top + 12);
    context.clip();
    if (this.kind === 'roc') this.#paintChance(context);
    else if (this.isoF1) this.#paintIsoF1(context);
    const backToFront = this.curves.toReversed();
    for (const curve of backToFront) this.#paintCurve(context, curve);
    for (const curve of backToFront) this.#paintPoint(context, curve);
    context.restore();
  }

  #x = (value: number) => placed(value, UNIT, this.#area.left, this.#area.right);
  #y = (value: number) => placed(value, UNIT, this.#area.bottom, this.#area.top);

  #paintAxes(context: CanvasRenderingContext2D, area: Area) {
    const { theme } = this;
    const ticks = linearTicks(UNIT, 5);
    const below = ticks.map((tick) => ({ ...tick, at: this.#x(tick.value) }));
    const beside = ticks.map((tick) => ({ ...tick, at: this.#y(tick.value) }));
    paintAxisBelow(context, area, below, theme);
    paintAxisBeside(context, area, beside, theme, 'left');
    context.save();
    context.font = `${theme.fontSize}px ${theme.fontFamily}`;
    context.fillStyle = theme.label;
    context.textAlign = 'center';
    context.textBaseline = 'bottom';
    context.fillText(AXES[this.kind].x, (area.left + area.right) / 2, area.bottom + 38);
    context.translate(3, (area.top + area.bottom) / 2);
    context.rotate(-Math.PI / 2);
    context.textBaseline = 'top';
    context.fillText(AXES[this.kind].y, 0, 0);
    context.restore();
  }

  /** What guessing would give. */
  #paintChance(context: CanvasRenderingContext2D) {
    context.save();
    context.strokeStyle = this.theme.axis;
    context.setLineDash([4, 4]);
    context.beginPath();
    context.moveTo(this.#x(0), this.#y(0));
    context.lineTo(this.#x(1), this.#y(1));
    context.stroke();
    context.restore();
  }

  #paintIsoF1(context: CanvasRenderingContext2D) {
    const { theme } = this;
    context.save();
    context.strokeStyle = theme.axis;
    context.fillStyle = theme.label;
    context.font = `${theme.fontSize}px ${theme.fontFamily}`;
    context.textAlign = 'right';
    context.textBaseline = 'bottom';
    context.setLineDash([2, 3]);
    for (const f1 of F1_LINES) {
      context.beginPath();
      for (let i = 0; i <= 100; i++) {
        // From the recall at which precision is 1.
        const recall = f1 / (2 - f1) + (i / 100) * (1 - f1 / (2 - f1));
        const [x, y] = [this.#x(recall), this.#y(precisionOfF1(f1, recall))];
        if (i === 0) context.moveTo(x, y);
        else context.lineTo(x, y);
      }
      context.stroke();
      context.fillText(`F1 ${f1}`, this.#x(1) - 2, this.#y(precisionOfF1(f1, 1)) - 1);
    }
    context.restore();
  }

  #paintCurve(context: CanvasRenderingContext2D, { color, x, y }: PlotCurve) {
    context.strokeStyle = color;
    context.lineWidth = 1.75;
    context.lineJoin = 'round';
    context.beginPath();
    let pen = false;
    for (let i = 0; i < x.length; i++) {
      const [across, up] = [this.#x(x[i] as number), this.#y(y[i] as number)];
      const drawable = Number.isFinite(across) && Number.isFinite(up);
      if (drawable && pen) context.lineTo(across, up);
      else if (drawable) context.moveTo(across, up);
      pen = drawable;
    }
    context.stroke();
  }

  #paintPoint(context: CanvasRenderingContext2D, { color, x, y, at }: PlotCurve) {
    const [across, up] = [this.#x(x[at] ?? Number.NaN), this.#y(y[at] ?? Number.NaN)];
    if (!Number.isFinite(across) || !Number.isFinite(up)) return;
    context.fillStyle = color;
    context.strokeStyle = this.theme.surface;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(across, up, 5, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }

  #choose(event: PointerEvent) {
    if (event.type === 'pointermove' && event.buttons === 0) return;
    const { left, top } = this.getBoundingClientRect();
    let nearest: { distance: number; threshold: number } | undefined;
    for (const { x, y } of this.curves)
      for (let i = 0; i < x.length; i++) {
        const across = this.#x(x[i] as number) - (event.clientX - left);
        const up = this.#y(y[i] as number) - (event.clientY - top);
        const distance = Math.hypot(across, up);
        if (distance < (nearest?.distance ?? REACH))
          nearest = { distance, threshold: x.length > 1 ? i / (x.length - 1) : 0 };
      }
    if (!nearest) return;
    this.dispatchEvent(
      new CustomEvent('rb-threshold-change', { detail: nearest.threshold, bubbles: true, composed: true }),
    );
  }

  override render() {
    return html`<div
      class="plot"
      role="img"
      aria-label=${this.label}
      @pointerdown=${this.#choose}
      @pointermove=${this.#choose}
    ><canvas></canvas></div>`;
  }
}
customElements.define('rb-curve-plot', RbCurvePlot);
