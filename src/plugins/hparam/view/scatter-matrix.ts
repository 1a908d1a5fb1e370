// Every shown column against every shown metric, a dot a session. Dragging a box filters by both of its columns.
import { css, html, nothing, type PropertyValues } from 'lit';
import { CanvasChart } from '../../../../client/charts/canvas-chart.ts';
import { type Box, clearOverlay, drawSelection } from '../../../../client/charts/overlay.ts';
import { plotStyles } from '../../../../client/charts/plot-styles.ts';
import { controlStyles } from '../../../../client/components/control-styles.ts';
import { VIEW_CHANGE } from '../../../../client/plugin-host.ts';
import { taskTurn } from '../../../../client/turns/task-turn.ts';
import type { Row } from '../model/session-table.ts';
import { type AxisScale, axisScaleOf } from './axis-scale.ts';
import { shadeIndices, shadesOf } from './ramp.ts';
import type { RowTooltip } from './row-tooltip.ts';
import {
  cellAt,
  drawCellFrame,
  drawDots,
  type MatrixLayout,
  matrixLayoutOf,
  rowInCell,
} from './scatter-painter.ts';
import { drawInSlices } from './slices.ts';
import { type TableView, viewWithFilter } from './table-view.ts';
import './row-tooltip.ts';

/** Dots that are drawn at least at once. */
const DOTS = 500;

/**
 * Columns of the matrix are the shown columns, its rows the shown metrics. Colours as in parallel coordinates.
 * @fires rb-view-change - What to change of the tab's part of the address.
 */
export class ScatterMatrix extends CanvasChart {
  static override properties = { table: { attribute: false } };
  static override styles = [
    controlStyles,
    plotStyles,
    css`
      :host {
        border: 1px solid var(--rb-border);
        border-radius: var(--rb-radius-l);
        background: var(--rb-surface);
      }
      .plot {
        touch-action: pan-x pan-y;
      }
      .note {
        position: absolute;
        inset: var(--rb-space-5) 0 auto;
        margin: 0;
        color: var(--rb-text-faint);
        text-align: center;
      }
    `,
  ];
  declare table: TableView | undefined;

  #across: readonly AxisScale[] = [];
  #down: readonly AxisScale[] = [];
  #layout: MatrixLayout | undefined;
  #drag: Box | undefined;
  #stop: (() => void) | undefined;
  #dots = 0;

  constructor() {
    super();
    this.table = undefined;
  }

  /** Cells, and dots on the canvas; set once all slices are drawn. */
  get drawn(): { readonly cells: number; readonly dots: number } {
    return { cells: this.#across.length * this.#down.length, dots: this.#dots };
  }

  /** In a task of its own, apart from the one in which the sweep was put in order. */
  protected override async scheduleUpdate(): Promise<void> {
    await taskTurn();
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('table') || !this.table) return;
    const { shown, everyRow } = this.table;
    this.#across = shown.map((placed) => axisScaleOf(placed, everyRow));
    this.#down = this.#across.filter(({ placed }) => placed.column.kind === 'metric');
    const { width, height } = matrixLayoutOf(this.#across, this.#down);
    this.style.height = `${height}px`;
    this.style.minWidth = `${width}px`;
  }

  protected override draw(canvas: HTMLCanvasElement, width: number, height: number): void {
    const { table } = this;
    const context = clearOverlay(canvas, width, height);
    if (!table || !context) return;
    this.#stop?.();
    const layout = matrixLayoutOf(this.#across, this.#down, width);
    this.#layout = layout;
    const { theme } = this;
    const shades = shadesOf(this);
    const indices = shadeIndices(table.rows, table.metric?.at, table.goal);
    const order = Array.from(table.rows.keys()).sort((a, b) => (indices[a] ?? 0) - (indices[b] ?? 0));
    const dots = order.flatMap((at) => {
      const row = table.rows[at];
      return row ? [{ row, color: shades[indices[at] ?? 0] ?? theme.text }] : [];
    });
    this.#dots = 0;
    let count = 0;
    // A job is one chunk of the dots of one cell.
    const chunks = Math.max(1, Math.ceil(dots.length / DOTS));
    const cells = layout.across.flatMap((x, column) => layout.down.map((y, row) => ({ x, y, column, row })));
    this.#stop = drawInSlices(
      cells.length * chunks,
      (from, to) => {
        for (let job = from; job < to; job++) {
          const cell = cells[Math.floor(job / chunks)];
          if (!cell) continue;
          const chunk = job % chunks;
          if (chunk === 0) drawCellFrame(context, layout, cell.column, cell.row, theme);
          count += drawDots(
            context,
            layout,
            cell.column,
            cell.row,
            dots.slice(chunk * DOTS, (chunk + 1) * DOTS),
          );
        }
      },
      () => {
        this.#dots = count;
        this.#drawOver();
      },
      4,
    );
  }

  protected override release(): void {
    this.#stop?.();
    this.#dots = 0;
    this.#layout = undefined;
    this.#drag = undefined;
    this.#tooltip?.hide();
  }

  get #tooltip(): RowTooltip | null {
    return this.renderRoot.querySelector('rb-row-tooltip');
  }

  #drawOver(hovered?: Row) {
    const canvas = this.renderRoot.querySelector<HTMLCanvasElement>('.overlay');
    const layout = this.#layout;
    const context = canvas && layout && clearOverlay(canvas, this.clientWidth, this.clientHeight);
    if (!context || !layout) return;
    if (this.#drag) drawSelection(context, this.#drag, this.theme);
    // The same session in all cells.
    if (!hovered) return;
    const dot = [{ row: hovered, color: this.theme.text }];
    for (const column of layout.across.keys())
      for (const row of layout.down.keys()) drawDots(context, layout, column, row, dot, 5);
  }

  #placeOf(event: PointerEvent) {
    const { left, top } = this.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  #press(event: PointerEvent) {
    const { x, y } = this.#placeOf(event);
    if (event.button !== 0 || !this.#layout || !cellAt(this.#layout, x, y)) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#drag = { x0: x, y0: y, x1: x, y1: y };
  }

  #move(event: PointerEvent) {
    const { x, y } = this.#placeOf(event);
    const layout = this.#layout;
    if (!layout || !this.table) return;
    if (this.#drag) {
      const cell = cellAt(layout, this.#drag.x0, this.#drag.y0);
      if (!cell) return;
      const { area } = cell;
      const x1 = Math.min(area.right, Math.max(area.left, x));
      const y1 = Math.min(area.bottom, Math.max(area.top, y));
      this.#drag = { ...this.#drag, x1, y1 };
      this.#tooltip?.hide();
      this.#drawOver();
      return;
    }
    const cell = cellAt(layout, x, y);
    const row = cell && rowInCell(layout, cell, this.table.rows, x, y);
    this.#drawOver(row);
    if (row) void this.#tooltip?.showAt(row, this.table.shown, event.clientX, event.clientY);
    else this.#tooltip?.hide();
  }

  #release() {
    const [drag, layout] = [this.#drag, this.#layout];
    this.#drag = undefined;
    const cell = drag && layout && cellAt(layout, drag.x0, drag.y0);
    this.#drawOver();
    if (!drag || !cell || !layout) return;
    if (Math.abs(drag.x1 - drag.x0) < 4 || Math.abs(drag.y1 - drag.y0) < 4) return;
    const { area } = cell;
    const across = [drag.x0, drag.x1]
      .map((x) => (x - area.left) / (area.right - area.left))
      .sort((a, b) => a - b);
    const up = [drag.y0, drag.y1]
      .map((y) => (area.bottom - y) / (area.bottom - area.top))
      .sort((a, b) => a - b);
    const [x, y] = [layout.across[cell.column], layout.down[cell.row]];
    if (!x || !y) return;
    const detail = {
      ...viewWithFilter(x.placed.column, x.filterBetween(across[0] ?? 0, across[1] ?? 1)),
      ...viewWithFilter(y.placed.column, y.filterBetween(up[0] ?? 0, up[1] ?? 1)),
    };
    this.dispatchEvent(new CustomEvent(VIEW_CHANGE, { detail, bubbles: true, composed: true }));
  }

  #leave() {
    this.#drag = undefined;
    this.#tooltip?.hide();
    this.#drawOver();
  }

  override render() {
    const cells = this.#across.length * this.#down.length;
    return html`<div
        class="plot"
        role="img"
        aria-label="Scatter plots: ${cells} of ${this.table?.rows.length ?? 0} sessions"
        @pointerdown=${this.#press}
        @pointermove=${this.#move}
        @pointerup=${this.#release}
        @pointercancel=${this.#leave}
        @pointerleave=${this.#leave}
      >
        <canvas class="dots"></canvas>
        <canvas class="overlay"></canvas>
      </div>
      ${cells === 0 ? html`<p class="note">Choose at least one metric among the columns.</p>` : nothing}
      <rb-row-tooltip></rb-row-tooltip>`;
  }
}
customElements.define('rb-scatter-matrix', ScatterMatrix);
