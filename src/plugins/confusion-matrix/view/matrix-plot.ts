// A confusion matrix as a heat map: rows are what examples are, columns what they were taken for.
import { css, html, type PropertyDeclarations } from 'lit';
import { paintBitmap } from '../../../../client/charts/bitmap.ts';
import { CanvasChart } from '../../../../client/charts/canvas-chart.ts';
import { type Channels, colorRamp } from '../../../../client/charts/color-ramp.ts';
import { plotStyles } from '../../../../client/charts/plot-styles.ts';

/** What the plot shows of one matrix, or of the difference of two. */
export interface MatrixCells {
  readonly classes: number;
  /** Row by row. */
  readonly values: Float64Array;
  /** The strongest colour stands for this size of a value. */
  readonly strongest: number;
  /** Written into the cells. */
  readonly format: (value: number) => string;
}

/** A cell, by its row and column. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

const SHADES = 64;
/** Cells smaller than this, in CSS pixels, hold no number. */
const SMALLEST_NUMBERED = 20;
const GAP = 6;

/**
 * @fires rb-cell-change - `detail` is the Cell under the pointer or reached by arrow keys; undefined for none.
 * @cssprop --rb-chart-height - Height; default 13rem.
 */
export class RbMatrixPlot extends CanvasChart {
  static override properties: PropertyDeclarations = {
    cells: { attribute: false },
    labels: { attribute: false },
    color: {},
    label: {},
    cell: { attribute: false },
  };
  static override styles = [
    plotStyles,
    css`
      .plot {
        cursor: crosshair;
      }
    `,
  ];
  declare cells: MatrixCells | undefined;
  /** Names of the classes. */
  declare labels: readonly string[];
  /** Of the run, or empty for the accent; for values above 0. Those below are drawn in the colour of danger. */
  declare color: string;
  declare label: string;
  /** The one that is marked. */
  declare cell: Cell | undefined;

  #place = { left: 0, top: 0, size: 0 };
  /** Whether the names of the columns stand upright. */
  #standing = false;
  #drawn = { cells: 0 };

  constructor() {
    super();
    this.cells = undefined;
    this.labels = [];
    this.color = '';
    this.label = '';
    this.cell = undefined;
  }

  /** What is on the canvas now. */
  get drawn(): { readonly cells: number } {
    return this.#drawn;
  }

  protected override release(): void {
    this.#drawn = { cells: 0 };
  }

  protected override draw(canvas: HTMLCanvasElement, width: number, height: number): void {
    const { cells } = this;
    if (!cells || cells.classes === 0) {
      canvas.width = canvas.height = 0;
      return;
    }
    paintBitmap(canvas, { width, height }, (context) => this.#paint(context, cells, width, height));
    this.#drawn = { cells: cells.values.length };
  }

  #paint(context: CanvasRenderingContext2D, cells: MatrixCells, width: number, height: number) {
    const { theme } = this;
    context.font = `${theme.fontSize}px ${theme.fontFamily}`;
    const longest = Math.max(...this.labels.slice(0, 200).map((name) => context.measureText(name).width));
    const left = Math.round(Math.min(width * 0.3, longest)) + GAP;
    const sizeBelow = (top: number) => Math.max(1, Math.min(width - left - 1, height - top - 1));
    const lying = theme.fontSize + GAP;
    // Names that do not fit side by side stand, as tall as those of the rows are wide.
    this.#standing = longest > labelStep(cells.classes, sizeBelow(lying), theme.fontSize).pixels - 4;
    const top = this.#standing ? Math.min(left, Math.round(height * 0.3)) : lying;
    this.#place = { left, top, size: sizeBelow(top) };
    this.#paintCells(context, cells);
    this.#paintLabels(context, cells.classes);
    if (this.cell) this.#paintMark(context, this.cell, cells.classes);
  }

  #paintCells(context: CanvasRenderingContext2D, cells: MatrixCells) {
    const { classes, values, strongest, format } = cells;
    const { left, top, size } = this.#place;
    const picture = new OffscreenCanvas(classes, classes);
    const inside = picture.getContext('2d');
    if (!inside) return;
    const image = inside.createImageData(classes, classes);
    const above = colorRamp(context, this.theme, this.color || this.theme.accent, SHADES);
    const below = colorRamp(context, this.theme, this.theme.danger, SHADES);
    values.forEach((value, i) => {
      const channels = (value < 0 ? below : above)[shadeOf(value, strongest)] as Channels;
      image.data.set(channels, i * 4);
      image.data[i * 4 + 3] = 255;
    });
    inside.putImageData(image, 0, 0);
    context.imageSmoothingEnabled = classes > size * devicePixelRatio;
    context.drawImage(picture, left, top, size, size);
    context.strokeStyle = this.theme.axis;
    context.lineWidth = 1;
    context.strokeRect(left - 0.5, top - 0.5, size + 1, size + 1);
    const each = size / classes;
    if (each < SMALLEST_NUMBERED) return;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    values.forEach((value, i) => {
      const text = format(value);
      if (context.measureText(text).width > each - 4) return;
      context.fillStyle = shadeOf(value, strongest) > SHADES * 0.5 ? this.theme.surface : this.theme.text;
      context.fillText(
        text,
        left + ((i % classes) + 0.5) * each,
        top + (Math.floor(i / classes) + 0.5) * each,
      );
    });
  }

  /** As many as there is room for: all of them, or every so-many-th. */
  #paintLabels(context: CanvasRenderingContext2D, classes: number) {
    const { left, top, size } = this.#place;
    const { theme } = this;
    const each = size / classes;
    const { every, pixels } = labelStep(classes, size, theme.fontSize);
    context.fillStyle = theme.label;
    context.textBaseline = 'middle';
    context.textAlign = 'right';
    for (let i = 0; i < classes; i += every)
      context.fillText(
        fitted(context, this.labels[i] ?? `${i}`, left - GAP),
        left - GAP / 2,
        top + (i + 0.5) * each,
      );
    context.textAlign = this.#standing ? 'left' : 'center';
    for (let i = 0; i < classes; i += every) {
      const name = this.labels[i] ?? `${i}`;
      context.save();
      context.translate(left + (i + 0.5) * each, top - GAP / 2);
      if (this.#standing) context.rotate(-Math.PI / 2);
      else context.translate(0, -theme.fontSize / 2);
      context.fillText(fitted(context, name, this.#standing ? top - GAP : pixels), 0, 0);
      context.restore();
    }
  }

  #paintMark(context: CanvasRenderingContext2D, { row, column }: Cell, classes: number) {
    const { left, top, size } = this.#place;
    const each = size / classes;
    context.strokeStyle = this.theme.text;
    context.lineWidth = 2;
    context.strokeRect(left + column * each, top + row * each, each, each);
  }

  #point(event: PointerEvent) {
    const { left, top, size } = this.#place;
    const box = this.getBoundingClientRect();
    const classes = this.cells?.classes ?? 0;
    const at = (offset: number) => Math.floor((offset / size) * classes);
    const [row, column] = [at(event.clientY - box.top - top), at(event.clientX - box.left - left)];
    const inside = row >= 0 && column >= 0 && row < classes && column < classes;
    this.#mark(inside ? { row, column } : undefined);
  }

  #key(event: KeyboardEvent) {
    const classes = this.cells?.classes ?? 0;
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] } as const;
    const step = steps[event.key as keyof typeof steps];
    if (event.key === 'Escape') this.#mark(undefined);
    if (!step || classes === 0) return;
    event.preventDefault();
    const { row, column } = this.cell ?? { row: -step[0], column: -step[1] };
    const within = (value: number) => Math.min(classes - 1, Math.max(0, value));
    this.#mark({ row: within(row + step[0]), column: within(column + step[1]) });
  }

  #mark(cell: Cell | undefined) {
    if (cell?.row === this.cell?.row && cell?.column === this.cell?.column) return;
    this.dispatchEvent(new CustomEvent('rb-cell-change', { detail: cell, bubbles: true, composed: true }));
  }

  override render() {
    return html`<div
      class="plot"
      tabindex="0"
      role="application"
      aria-roledescription="heat map"
      aria-label=${this.label}
      @pointermove=${this.#point}
      @pointerdown=${this.#point}
      @pointerleave=${() => this.#mark(undefined)}
      @keydown=${this.#key}
    ><canvas></canvas></div>`;
  }
}

/** Of the classes every so-many-th has room for its name, in a line of so many pixels. */
function labelStep(classes: number, size: number, fontSize: number) {
  const every = Math.ceil(((fontSize + 3) * classes) / size);
  return { every, pixels: (every * size) / classes };
}

function shadeOf(value: number, strongest: number): number {
  const share = strongest > 0 ? Math.min(1, Math.abs(value) / strongest) : 0;
  return Number.isFinite(share) ? Math.round(share * (SHADES - 1)) : 0;
}

/** The text, or its beginning, no wider than `width`. */
function fitted(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let end = Math.min(text.length, 60);
  while (end > 0 && context.measureText(`${text.slice(0, end)}…`).width > width) end--;
  return end === 0 ? '' : `${text.slice(0, end)}…`;
}
customElements.define('rb-matrix-plot', RbMatrixPlot);
