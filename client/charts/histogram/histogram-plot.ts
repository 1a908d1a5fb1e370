// What plots of histograms over steps do alike: binning, and what is told of a bucket.
import type { PropertyDeclarations, PropertyValues } from 'lit';
import type { Area } from '../plot-axes.ts';
import { positionsOf } from '../plotted-line.ts';
import { type PlotPoint, StepsPlot, type Told } from '../steps-plot.ts';
import { type BinnedHistograms, binnedStepwise, bucketAt, type HistogramBuckets } from './buckets.ts';

/** Where the pointer or the keys are: pixels, and what is there. */
export interface HistogramHover extends PlotPoint {
  /** Index into the steps that are shown. */
  readonly shown: number;
  readonly value: number;
}

/** A frame has so long for bins. */
const BINNING_MS = 6;

/** Where arrow keys lead: across the plot and down, -1, 0 or 1. */
const ARROWS: Readonly<Record<string, readonly [across: number, along: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Hovering tells step, bucket and count; arrow keys move. `Layout` is what was painted, and where. */
export abstract class HistogramPlot<Layout> extends StepsPlot<HistogramHover> {
  static override properties: PropertyDeclarations = {
    buckets: { attribute: false },
    bins: { attribute: false },
  };
  /** Undefined while there is nothing; another object for other data. */
  declare buckets: HistogramBuckets | undefined;
  /** Equal bins over the extent; undefined for as many as suit the data. */
  declare bins: number | undefined;

  protected override readonly things = {
    role: 'histograms over steps',
    many: 'histograms',
    one: 'histogram',
  };
  /** Undefined until something was painted. */
  protected layout: Layout | undefined;
  #binned: BinnedHistograms | undefined;
  /** What becomes of it, while frames go by. */
  #binning: ReturnType<typeof binnedStepwise> | undefined;
  #positions: Float64Array | undefined;

  constructor() {
    super();
    this.buckets = undefined;
    this.bins = undefined;
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
  protected abstract paintAll(
    context: CanvasRenderingContext2D,
    binned: BinnedHistograms,
    positions: Float64Array,
    area: Area,
  ): Layout;
  protected abstract paintHighlight(
    context: CanvasRenderingContext2D,
    layout: Layout,
    hover: HistogramHover,
  ): void;
  /** What is at a point of what was painted; undefined outside. */
  protected abstract found(layout: Layout, point: PlotPoint): HistogramHover | undefined;
  /** Where arrow keys lead. */
  protected abstract moved(
    layout: Layout,
    from: HistogramHover | undefined,
    across: number,
    along: number,
  ): HistogramHover;

  protected override get plotted(): HistogramBuckets | undefined {
    return this.buckets;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('buckets') || changed.has('bins') || changed.has('extent')) this.#forget();
    if (changed.has('buckets') || changed.has('xAxis')) this.#positions = undefined;
  }

  protected override release(): void {
    super.release();
    this.#forget();
    this.layout = undefined;
  }

  #forget() {
    this.#binned = undefined;
    this.#binning = undefined;
  }

  protected override prepared(): boolean {
    if (this.#binned || !this.buckets) return true;
    const { bins, extent, mostSteps } = this;
    this.#binning ??= binnedStepwise(this.buckets, { bins, extent, mostSteps });
    const end = performance.now() + BINNING_MS;
    do {
      const { done, value } = this.#binning.next();
      if (done) this.#binned = value;
    } while (!this.#binned && performance.now() < end);
    return false;
  }

  protected override paint(context: CanvasRenderingContext2D, width: number, height: number): number {
    const { buckets } = this;
    if (!buckets || !this.#binned) return 0;
    this.#positions ??= positionsOf(buckets, this.xAxis);
    this.layout = this.paintAll(context, this.#binned, this.#positions, this.areaOf(width, height));
    return this.#binned.shown.length;
  }

  protected override paintHover(context: CanvasRenderingContext2D, hover: HistogramHover) {
    if (!this.layout || hover.shown >= (this.#binned?.shown.length ?? 0)) return undefined;
    this.paintHighlight(context, this.layout, hover);
    return hover;
  }

  protected override hoverAt(point: PlotPoint): HistogramHover | undefined {
    return this.layout && this.found(this.layout, point);
  }

  protected override movedBy(key: string): HistogramHover | undefined {
    const arrow = ARROWS[key];
    return arrow && this.layout && this.moved(this.layout, this.hover, ...arrow);
  }

  protected override toldOf({ shown, value }: HistogramHover): Told | undefined {
    const { buckets } = this;
    const at = this.#binned?.shown[shown];
    if (!buckets || at === undefined) return undefined;
    const bucket = bucketAt(buckets, at, value);
    const where: Told['rows'] =
      bucket && bucket.left !== bucket.right
        ? [
            ['From', bucket.left],
            ['To', bucket.right],
          ]
        : [['Value', bucket?.left ?? value]];
    return { at, rows: [...where, ['Count', bucket?.count ?? 0]] };
  }
}
