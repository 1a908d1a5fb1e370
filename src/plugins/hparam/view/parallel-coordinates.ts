// Sessions as lines over one axis for each column: brushing an axis filters, dragging a heading moves its axis.
import { html, nothing, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { CanvasChart } from '../../../../client/charts/canvas-chart.ts';
import { clearOverlay } from '../../../../client/charts/overlay.ts';
import { plotStyles } from '../../../../client/charts/plot-styles.ts';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { VIEW_CHANGE } from '../../../../client/plugin-host.ts';
import { taskTurn } from '../../../../client/turns/task-turn.ts';
import type { Row } from '../model/session-table.ts';
import { type AxisScale, axisScaleOf } from './axis-scale.ts';
import {
  drawAxes,
  drawBrush,
  drawRows,
  type ParallelLayout,
  placeAt,
  rowNear,
  xOfAxis,
} from './parallel-painter.ts';
import { parallelStyles } from './parallel-styles.ts';
import { shadeIndices, shadesOf } from './ramp.ts';
import { drawInSlices } from './slices.ts';
import {
  type PlacedColumn,
  type TableView,
  viewWithColumns,
  viewWithFilter,
  viewWithLogarithmic,
} from './table-view.ts';
import './row-tooltip.ts';
import type { RowTooltip } from './row-tooltip.ts';

/** A drag that begins so near to an axis brushes it. */
const GRIP_PIXELS = 14;
/** Least distance of axes, in which a short name can be read; on a narrow screen one scrolls. */
const AXIS_REM = 4.5;
/** Lines of the first frame; later ones have as many as the machine is good for. */
const FIRST_LINES = 150;

interface Brush {
  readonly axis: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Lines are coloured by the metric that counts, the best above the others; what is filtered away stays faint behind.
 * @fires rb-view-change - What to change of the tab's part of the address.
 */
export class ParallelCoordinates extends CanvasChart {
  static override properties = { table: { attribute: false }, dragged: { state: true } };
  static override styles = [controlStyles, plotStyles, parallelStyles];
  declare table: TableView | undefined;
  /** Key of the column whose heading is being dragged. */
  declare dragged: string | undefined;

  #scales: readonly AxisScale[] = [];
  #layout: ParallelLayout | undefined;
  #brush: Brush | undefined;
  #hovered: Row | undefined;
  #stop: (() => void) | undefined;
  #drawnRows = 0;

  constructor() {
    super();
    this.table = undefined;
    this.dragged = undefined;
  }

  /** Rows on the canvas that pass the filters; set once all slices are drawn. */
  get drawn(): { readonly rows: number; readonly axes: number } {
    return { rows: this.#drawnRows, axes: this.#scales.length };
  }

  /** In a task of its own, apart from the one in which the sweep was put in order. */
  protected override async scheduleUpdate(): Promise<void> {
    await taskTurn();
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('table') && this.table) {
      const { shown, everyRow } = this.table;
      this.#scales = shown.map((placed) => axisScaleOf(placed, everyRow));
      this.style.minWidth = `max(30rem, ${AXIS_REM * shown.length}rem)`;
    }
  }

  protected override draw(canvas: HTMLCanvasElement, width: number, height: number): void {
    const { table } = this;
    const context = clearOverlay(canvas, width, height);
    if (!table || !context) return;
    this.#stop?.();
    const layout: ParallelLayout = { width, height, scales: this.#scales };
    this.#layout = layout;
    const passing = new Set(table.rows);
    const faint = table.everyRow.filter((row) => !passing.has(row));
    const shades = shadesOf(this);
    const indices = shadeIndices(table.rows, table.metric?.at, table.goal);
    // From worst to best: what matters lies on top.
    const order = Array.from(table.rows.keys()).sort((a, b) => (indices[a] ?? 0) - (indices[b] ?? 0));
    const alpha = table.rows.length > 400 ? 0.45 : 0.8;
    const { theme } = this;
    this.#drawnRows = 0;
    const lines = [
      ...faint.map((row) => ({ row, color: theme.grid, alpha: 0.7 })),
      ...order.flatMap((at) => {
        const row = table.rows[at];
        return row ? [{ row, color: shades[indices[at] ?? 0] ?? theme.text, alpha }] : [];
      }),
    ];
    this.#stop = drawInSlices(
      lines.length,
      (from, to) => drawRows(context, layout, lines.slice(from, to)),
      () => {
        drawAxes(context, layout, theme);
        this.#drawnRows = table.rows.length;
        this.#drawOver();
      },
      FIRST_LINES,
    );
  }

  protected override release(): void {
    this.#stop?.();
    this.#drawnRows = 0;
    this.#layout = undefined;
    this.#hovered = undefined;
    this.#tooltip?.hide();
  }

  get #tooltip(): RowTooltip | null {
    return this.renderRoot.querySelector('rb-row-tooltip');
  }

  #drawOver() {
    const canvas = this.renderRoot.querySelector<HTMLCanvasElement>('.overlay');
    const layout = this.#layout;
    if (!canvas || !layout) return;
    const context = clearOverlay(canvas, layout.width, layout.height);
    if (!context) return;
    for (const [axis, { kept }] of layout.scales.entries())
      if (kept && this.#brush?.axis !== axis)
        drawBrush(context, layout, axis, kept.low, kept.high, this.theme);
    if (this.#brush)
      drawBrush(context, layout, this.#brush.axis, this.#brush.from, this.#brush.to, this.theme);
    if (this.#hovered)
      drawRows(context, layout, [{ row: this.#hovered, color: this.theme.text, alpha: 1, width: 2 }]);
  }

  #change(detail: Readonly<Record<string, string>>) {
    this.dispatchEvent(new CustomEvent(VIEW_CHANGE, { detail, bubbles: true, composed: true }));
  }

  #placeOf(event: PointerEvent) {
    const { left, top } = this.getBoundingClientRect();
    const layout = this.#layout;
    const [x, y] = [event.clientX - left, event.clientY - top];
    const axis = layout?.scales.findIndex((_, at) => Math.abs(xOfAxis(layout, at) - x) <= GRIP_PIXELS) ?? -1;
    const at = layout ? placeAt(layout, y) : 0;
    return { x, y, axis, at };
  }

  #down(event: PointerEvent) {
    const { axis, at } = this.#placeOf(event);
    if (event.button !== 0 || axis < 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#brush = { axis, from: at, to: at };
  }

  #move(event: PointerEvent) {
    const { x, y, axis, at } = this.#placeOf(event);
    const plot = event.currentTarget as HTMLElement;
    plot.classList.toggle('grip', axis >= 0);
    if (this.#brush) this.#brush = { ...this.#brush, to: at };
    const layout = this.#layout;
    this.#hovered = !this.#brush && layout && this.table ? rowNear(layout, this.table.rows, x, y) : undefined;
    this.#drawOver();
    const tooltip = this.#tooltip;
    if (!this.#hovered || !this.table) return tooltip?.hide();
    void tooltip?.showAt(this.#hovered, this.table.shown, event.clientX, event.clientY);
  }

  #up() {
    const brush = this.#brush;
    this.#brush = undefined;
    if (!brush) {
      if (this.#hovered) this.#change({ session: this.#hovered.name, show: 'table' });
      return;
    }
    const scale = this.#scales[brush.axis];
    if (!scale) return;
    const [low, high] = [Math.min(brush.from, brush.to), Math.max(brush.from, brush.to)];
    // A click on an axis lets everything through again.
    this.#change(
      viewWithFilter(scale.placed.column, high - low < 0.01 ? undefined : scale.filterBetween(low, high)),
    );
    this.#drawOver();
  }

  #leave() {
    this.#brush = undefined;
    this.#hovered = undefined;
    this.#tooltip?.hide();
    this.#drawOver();
  }

  /** Puts a column before or behind another. */
  #reorder(key: string, to: number) {
    const shown = this.table?.shown ?? [];
    const moved = shown.find(({ column }) => column.key === key);
    if (!moved || to < 0 || to >= shown.length) return;
    this.#change(viewWithColumns(shown.filter((placed) => placed !== moved).toSpliced(to, 0, moved)));
  }

  override render() {
    const { table } = this;
    const shown = table?.shown ?? [];
    const label = `Parallel coordinates of ${table?.rows.length ?? 0} of ${table?.everyRow.length ?? 0} sessions over ${shown.length} columns`;
    return html`<div class="headings" role="list" aria-label="Axes">
        ${repeat(
          shown,
          ({ column }) => column.key,
          (placed, at) => this.#heading(placed, at, shown.length),
        )}
      </div>
      <div
        class="plot"
        role="img"
        aria-label=${label}
        @pointerdown=${this.#down}
        @pointermove=${this.#move}
        @pointerup=${this.#up}
        @pointercancel=${this.#leave}
        @pointerleave=${this.#leave}
      >
        <canvas class="lines"></canvas>
        <canvas class="overlay"></canvas>
      </div>
      ${shown.length < 2 ? html`<p class="note">Choose at least two columns.</p>` : nothing}
      <rb-row-tooltip></rb-row-tooltip>`;
  }

  #heading(placed: PlacedColumn, at: number, count: number) {
    const { column, logarithmic, filter } = placed;
    return html`<div
      role="listitem"
      class="heading ${this.dragged === column.key ? 'dragged' : ''}"
      .style=${`width: ${100 / Math.max(1, count)}%`}
      draggable="true"
      @dragstart=${(event: DragEvent) => {
        event.dataTransfer?.setData('text/plain', column.key);
        this.dragged = column.key;
      }}
      @dragend=${() => {
        this.dragged = undefined;
      }}
      @dragover=${(event: DragEvent) => event.preventDefault()}
      @drop=${(event: DragEvent) => {
        event.preventDefault();
        if (this.dragged !== undefined) this.#reorder(this.dragged, at);
      }}
    >
      <button
        class="name"
        title="${column.label}: drag, or press the arrow keys, to move this axis"
        aria-label="Axis ${column.label}, ${at + 1} of ${count}; arrow keys move it"
        @keydown=${(event: KeyboardEvent) => {
          const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
          if (step === undefined) return;
          event.preventDefault();
          this.#reorder(column.key, at + step);
        }}
      ><bdi>${column.label}</bdi></button>
      <span class="tools">
        ${
          column.isNumeric
            ? html`<button
                class="tool"
                aria-pressed=${logarithmic}
                aria-label="log scale: ${column.label}"
                @click=${() => this.table && this.#change(viewWithLogarithmic(this.table, column, !logarithmic))}
              >log</button>`
            : nothing
        }
        ${
          filter
            ? html`<button
                class="tool"
                aria-label="Clear the filter of ${column.label}"
                @click=${() => this.#change(viewWithFilter(column, undefined))}
              >clear</button>`
            : nothing
        }
      </span>
    </div>`;
  }
}
customElements.define('rb-parallel-coordinates', ParallelCoordinates);
