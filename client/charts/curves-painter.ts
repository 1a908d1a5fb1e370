// A chart's axes, and inside them chosen steps, references, curves, extremes. Of hundreds of curves a drawing takes longer
// than a frame; it is made in slices.
import type { Size } from './bitmap.ts';
import type { CanvasTheme } from './canvas-theme.ts';
import { type FrameState, frameSheet, paintFrame, type Sheet } from './chart-frame.ts';
import type { ChartView } from './chart-view.ts';
import { drawExtremes, drawReferences, drawXSelection } from './decorations.ts';
import { type Drawn, type LinesDrawn, lineDrawing, NOTHING_DRAWN } from './line-layer.ts';
import { LinePlotter, type PlottedLine, type Plotting } from './plotted-line.ts';
import type { Projection } from './projection.ts';
import { rangeOf, type Scales, scalesOf } from './range.ts';

/** A drawing goes on in the next call behind so long; to rasterise it takes as long again, and longer. */
const SLICE_MS = 6;
/** They are drawn in one slice. */
const FEW_CURVES = 20;

/** What is, or will be, on the canvas. */
interface Picture {
  readonly plotted: readonly PlottedLine[];
  readonly projection: Projection;
}

/** A drawing that is under way. */
interface Rest {
  readonly size: Size;
  readonly theme: CanvasTheme;
  readonly steps: Generator<void, void>;
}

/** Of one canvas. */
export class CurvesPainter {
  #plotter = new LinePlotter();
  #picture: Picture | undefined;
  #drawn: Drawn = NOTHING_DRAWN;
  #rasterMs = 0;
  #rest: Rest | undefined;
  #changed = false;
  #endMs = 0;

  /** What is on the canvas; nothing while a part is missing of what is drawn there first. */
  get drawn(): Drawn {
    return this.#drawn;
  }

  get plotted(): readonly PlottedLine[] {
    return this.#picture?.plotted ?? [];
  }

  /** Undefined while there is nothing on the canvas. */
  get projection(): Projection | undefined {
    return this.#picture?.projection;
  }

  /** Milliseconds that the browser may take to rasterise what was drawn last. */
  get rasterMs(): number {
    return this.#rasterMs;
  }

  /** The next drawing will be another. One that is under way is ended first: else who moves a slider would see nothing. */
  changed(): void {
    this.#changed = true;
  }

  /**
   * Draws, or goes on with a drawing in this size and these colours. Answers whether nothing is left. The canvas shows what
   * it did until a drawing is done; one that is empty shows axes at once.
   */
  paint(canvas: HTMLCanvasElement, size: Size, view: ChartView, theme: CanvasTheme): boolean {
    this.#endMs = performance.now() + SLICE_MS;
    const rest = this.#rest;
    const goesOn =
      rest?.size.width === size.width && rest.size.height === size.height && rest.theme === theme;
    if (goesOn) return this.#goOn(rest) && !this.#changed;
    this.#changed = false;
    if (view.lines.length > FEW_CURVES) {
      return this.#goOn({ size, theme, steps: this.#steps(canvas, size, viewOf(view), theme) });
    }
    this.#rest = undefined;
    const scales = scalesOf(view);
    const plotted = this.#plotter.plot(view.lines, plottingOf(view, scales));
    const projection = paintFrame(canvas, size, stateOf(plotted, view, scales, theme), (context, at) => {
      const { value } = drawing(context, { plotted, projection: at }, view, theme, () => false).next();
      if (value) this.#done(value);
    });
    this.#picture = { plotted, projection };
    return true;
  }

  /** Curves as they are plotted, axes, curves between them; stops where a slice is over. */
  *#steps(canvas: HTMLCanvasElement, size: Size, view: ChartView, theme: CanvasTheme): Generator<void, void> {
    const isOver = () => performance.now() > this.#endMs;
    this.#rasterMs = 0;
    const scales = scalesOf(view);
    const plotted = yield* this.#plotter.plotting(view.lines, plottingOf(view, scales), isOver);
    const isHalfOver = () => this.#endMs - performance.now() < SLICE_MS / 2;
    if (isHalfOver()) yield;
    const state = stateOf(plotted, view, scales, theme);
    if (isHalfOver()) yield;
    const { sheet, projection } = frameSheet(canvas, size, state, this.#picture === undefined);
    const picture = { plotted, projection };
    this.#picture ??= picture;
    if (isOver()) yield;
    const curves = drawing(sheet.context, picture, view, theme, isOver);
    let next = curves.next();
    for (; !next.done; next = curves.next()) {
      sheet.settle();
      yield;
    }
    sheet.show();
    this.#picture = picture;
    // A sheet is rasterised here and now.
    this.#done({ ...next.value, rasterMs: 0 });
  }

  #goOn(rest: Rest): boolean {
    const { done = false } = rest.steps.next();
    this.#rest = done ? undefined : rest;
    return done;
  }

  #done({ rasterMs, ...drawn }: LinesDrawn): void {
    this.#drawn = drawn;
    this.#rasterMs = rasterMs;
  }

  /** The canvas is empty again. */
  clear(): void {
    this.#rest = undefined;
    this.#picture = undefined;
    this.#drawn = NOTHING_DRAWN;
  }
}

function* drawing(
  context: Sheet['context'] | CanvasRenderingContext2D,
  { plotted, projection }: Picture,
  { selection, references, extremes }: ChartView,
  theme: CanvasTheme,
  isOver: () => boolean,
): Generator<void, LinesDrawn> {
  if (selection) drawXSelection(context, projection, selection, theme);
  drawReferences(context, projection, references, theme);
  const drawn = yield* lineDrawing(context, projection, plotted, theme, isOver);
  if (extremes) drawExtremes(context, projection, plotted, theme);
  return drawn;
}

/** The view as it is now: the one that is given is a chart of the page, which changes. */
function viewOf(view: ChartView): ChartView {
  const { lines, xAxis, xScale, yScale, smoothing, showRaw } = view;
  const { ignoreOutliers, extremes, references, selection, zoom } = view;
  return {
    ...{ lines, xAxis, xScale, yScale, smoothing, showRaw },
    ...{ ignoreOutliers, extremes, references, selection, zoom },
  };
}

function plottingOf({ xAxis, smoothing, showRaw }: ChartView, { x }: Scales): Plotting {
  return { xAxis, xScale: x, smoothing, showRaw };
}

function stateOf(
  plotted: readonly PlottedLine[],
  { zoom, xAxis, ignoreOutliers }: ChartView,
  scales: Scales,
  theme: CanvasTheme,
): FrameState {
  return { range: rangeOf(plotted, zoom, scales, ignoreOutliers), xAxis, scales, theme };
}
