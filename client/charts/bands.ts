// Distributions of one series over its steps: bands between percentiles, the median in their middle.
import type { PropertyValues } from 'lit';
import { type BandLayout, type Bands, paintBandHover, paintBands } from './band-painter.ts';
import type { Area } from './plot-axes.ts';
import { positionsOf } from './plotted-line.ts';
import { type PlotPoint, type PlotSteps, StepsPlot, type Told } from './steps-plot.ts';

/** Percentiles of one series. */
export interface BandColumns extends PlotSteps {
  /** `names.length` a step, ascending within it; NaN for a step at which nothing was counted. */
  readonly values: Float64Array;
}

/** A step by its index, and how high the pointer is. */
interface BandHover {
  readonly at: number;
  readonly y: number;
}

/** Pixels beside the plot at which the pointer is still at its first or last step. */
const NEAR_PIXELS = 4;

/** Hovering tells all percentiles of a step; arrow keys move from step to step. */
export class RbBands extends StepsPlot<BandHover> {
  static override properties = { columns: { attribute: false }, names: { attribute: false } };
  /** Undefined while there is nothing; another object for other data. */
  declare columns: BandColumns | undefined;
  /** Of the percentiles, ascending; an odd number with the median in the middle. */
  declare names: readonly string[];

  protected override readonly things = {
    role: 'percentiles over steps',
    many: 'distributions',
    one: 'distribution',
  };
  #positions: Float64Array | undefined;
  #painted: { readonly bands: Bands; readonly layout: BandLayout } | undefined;

  constructor() {
    super();
    this.columns = undefined;
    this.names = [];
  }

  protected override get plotted(): BandColumns | undefined {
    return this.columns;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('columns') || changed.has('xAxis')) this.#positions = undefined;
  }

  protected override release(): void {
    super.release();
    this.#painted = undefined;
  }

  protected override paint(context: CanvasRenderingContext2D, width: number, height: number): number {
    const { columns, names, color, xAxis, extent, theme } = this;
    if (!columns) return 0;
    this.#positions ??= positionsOf(columns, xAxis);
    const area = { left: 46, top: 6, right: width - 10, bottom: height - 24 };
    const bands = { values: columns.values, positions: this.#positions, width: names.length };
    this.#painted = { bands, layout: paintBands(context, bands, area, extent, { color, xAxis, theme }) };
    return columns.steps.length;
  }

  protected override paintHover(context: CanvasRenderingContext2D, { at, y }: BandHover) {
    const painted = this.#painted;
    if (!painted || at >= painted.bands.positions.length) return undefined;
    return { x: paintBandHover(context, painted.bands, painted.layout, at, this.theme), y };
  }

  protected override hoverAt({ x, y }: PlotPoint): BandHover | undefined {
    const painted = this.#painted;
    if (!painted) return undefined;
    const { area } = painted.layout;
    if (x < area.left - NEAR_PIXELS || x > area.right + NEAR_PIXELS || y > area.bottom + NEAR_PIXELS)
      return undefined;
    const at = nearestAt(painted.bands.positions, area, x);
    return at === undefined ? undefined : { at, y };
  }

  protected override movedBy(key: string): BandHover | undefined {
    const last = (this.columns?.steps.length ?? 0) - 1;
    const by = { ArrowLeft: -1, ArrowRight: 1, Home: -last, End: last }[key];
    if (by === undefined || last < 0) return undefined;
    return { at: Math.min(last, Math.max(0, (this.hover?.at ?? last) + by)), y: 0 };
  }

  protected override toldOf({ at }: BandHover): Told | undefined {
    const { columns, names } = this;
    if (!columns || at >= columns.steps.length) return undefined;
    const value = (i: number) => columns.values[at * names.length + i] ?? Number.NaN;
    return { at, rows: names.map((name, i) => [name, value(i)] as const).toReversed() };
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
