// What is inside a chart's axes: chosen steps, references, curves, extremes. Of hundreds of curves the first drawing takes
// longer than a frame, since no code for them was run before; it is made in slices.
import type { CanvasTheme } from './canvas-theme.ts';
import type { Sheet } from './chart-frame.ts';
import {
  drawExtremes,
  drawReferences,
  drawXSelection,
  type References,
  type XSelection,
} from './decorations.ts';
import { type Drawn, type LinesDrawn, lineDrawing, NOTHING_DRAWN } from './line-layer.ts';
import type { PlottedLine } from './plotted-line.ts';
import type { Projection } from './projection.ts';

export interface Inside {
  readonly lines: readonly PlottedLine[];
  /** Undefined for none. */
  readonly selection: XSelection | undefined;
  readonly references: References;
  /** Whether least and greatest values are marked. */
  readonly extremes: boolean;
  readonly theme: CanvasTheme;
}

/** Of one canvas. */
export class InsidePainter {
  #drawn: Drawn = NOTHING_DRAWN;
  #rasterMs = 0;
  #rest: Generator<number, LinesDrawn> | undefined;
  #sheet: Sheet | undefined;
  #of: { readonly width: number; readonly height: number; readonly theme: CanvasTheme } | undefined;
  #endMs = 0;

  /** What is on the canvas when the calls of a frame are done; nothing while a part is missing. */
  get drawn(): Drawn {
    return this.#drawn;
  }

  /** Milliseconds that the browser may take to rasterise what was drawn last. */
  get rasterMs(): number {
    return this.#rasterMs;
  }

  /** Whether `goOn` has something to draw, in this size and these colours. */
  hasRestFor(width: number, height: number, theme: CanvasTheme): boolean {
    const of = this.#of;
    return this.#rest !== undefined && of?.width === width && of.height === height && of.theme === theme;
  }

  /** Draws all of it now. */
  draw(context: CanvasRenderingContext2D, projection: Projection, inside: Inside): void {
    this.#sheet = undefined;
    this.#rest = drawing(context, projection, inside, () => false);
    this.goOn(Number.POSITIVE_INFINITY);
  }

  /** Leaves the drawing to `goOn`, which shows it when nothing is left; the chart has this size, in CSS pixels. */
  begin(sheet: Sheet, projection: Projection, inside: Inside, width: number, height: number): void {
    this.#of = { width, height, theme: inside.theme };
    this.#sheet = sheet;
    this.#rest = drawing(sheet.context, projection, inside, () => performance.now() > this.#endMs);
  }

  /** Draws until about `endMs`, as performance.now() tells it. Answers whether nothing is left. */
  goOn(endMs: number): boolean {
    if (!this.#rest) return true;
    this.#endMs = endMs;
    const { done, value } = this.#rest.next();
    if (!done) {
      this.#rasterMs = value;
      return false;
    }
    this.#rest = undefined;
    this.#sheet?.show();
    this.#sheet = undefined;
    const { rasterMs, ...drawn } = value;
    this.#drawn = drawn;
    this.#rasterMs = rasterMs;
    return true;
  }

  /** Gives up what is left. */
  stop(): void {
    this.#rest = undefined;
    this.#sheet = undefined;
  }

  /** The canvas is empty again. */
  clear(): void {
    this.stop();
    this.#drawn = NOTHING_DRAWN;
  }
}

function* drawing(
  context: Sheet['context'] | CanvasRenderingContext2D,
  projection: Projection,
  { lines, selection, references, extremes, theme }: Inside,
  isOver: () => boolean,
): Generator<number, LinesDrawn> {
  if (selection) drawXSelection(context, projection, selection, theme);
  drawReferences(context, projection, references, theme);
  const drawn = yield* lineDrawing(context, projection, lines, theme, isOver);
  if (extremes) drawExtremes(context, projection, lines, theme);
  return drawn;
}
