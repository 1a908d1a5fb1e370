// Draws the matrix of scatter plots: where its cells lie, their frames and their dots.
import type { CanvasTheme } from '../../../../client/charts/canvas-theme.ts';
import type { Row } from '../model/session-table.ts';
import type { AxisScale } from './axis-scale.ts';

/** In CSS pixels. */
export interface MatrixLayout {
  readonly across: readonly AxisScale[];
  readonly down: readonly AxisScale[];
  readonly width: number;
  readonly height: number;
  readonly cellWidth: number;
}

/** One plot of the matrix. */
export interface Cell {
  readonly column: number;
  readonly row: number;
  /** Where dots may lie. */
  readonly area: {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  };
}

const LEFT = 64;
const BOTTOM = 44;
const TOP = 10;
const LEAST_CELL = 110;
const MOST_CELL = 260;
const CELL_HEIGHT = 130;
const GAP = 8;
/** Dots stay clear of the frame. */
const INSET = 7;
const NEAR_PIXELS = 7;

/** As wide as `width` where that leaves cells of a good size; without it as narrow as can be read. */
export function matrixLayoutOf(
  across: readonly AxisScale[],
  down: readonly AxisScale[],
  width = 0,
): MatrixLayout {
  const wanted = (width - LEFT - GAP) / Math.max(1, across.length);
  const cellWidth = Math.min(MOST_CELL, Math.max(LEAST_CELL, wanted));
  return {
    across,
    down,
    cellWidth,
    width: LEFT + GAP + across.length * cellWidth,
    height: TOP + BOTTOM + Math.max(1, down.length) * CELL_HEIGHT,
  };
}

function cellOf({ cellWidth }: MatrixLayout, column: number, row: number): Cell {
  const left = LEFT + column * cellWidth;
  const top = TOP + row * CELL_HEIGHT;
  return {
    column,
    row,
    area: {
      left: left + INSET,
      top: top + INSET,
      right: left + cellWidth - GAP - INSET,
      bottom: top + CELL_HEIGHT - GAP - INSET,
    },
  };
}

/** The cell at a point; undefined beside all. */
export function cellAt(layout: MatrixLayout, x: number, y: number): Cell | undefined {
  const column = Math.floor((x - LEFT) / layout.cellWidth);
  const row = Math.floor((y - TOP) / CELL_HEIGHT);
  const isInside = column >= 0 && row >= 0 && column < layout.across.length && row < layout.down.length;
  return isInside ? cellOf(layout, column, row) : undefined;
}

/** The frame, with labels at the left and bottom edges of the matrix. */
export function drawCellFrame(
  context: CanvasRenderingContext2D,
  layout: MatrixLayout,
  column: number,
  row: number,
  theme: CanvasTheme,
): void {
  const { area } = cellOf(layout, column, row);
  const [x, y] = [layout.across[column], layout.down[row]];
  if (!x || !y) return;
  const frame = [
    area.left - INSET,
    area.top - INSET,
    area.right - area.left + 2 * INSET,
    area.bottom - area.top + 2 * INSET,
  ] as const;
  context.save();
  context.strokeStyle = theme.axis;
  context.strokeRect(...(frame.map((side) => Math.round(side) + 0.5) as [number, number, number, number]));
  context.font = `${theme.fontSize}px ${theme.fontFamily}`;
  context.fillStyle = theme.label;
  if (row === layout.down.length - 1) {
    const width = frame[2];
    drawLabels(context, x, frame[0], width, area.bottom + INSET + 13);
    context.textAlign = 'center';
    context.fillStyle = theme.text;
    context.fillText(x.placed.column.label, (area.left + area.right) / 2, area.bottom + INSET + 29, width);
  }
  if (column === 0) {
    context.fillStyle = theme.label;
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    for (const tick of y.ticks(5))
      context.fillText(tick.label, frame[0] - 4, area.bottom - tick.at * (area.bottom - area.top), 38);
    context.save();
    context.translate(12, (area.top + area.bottom) / 2);
    context.rotate(-Math.PI / 2);
    context.textAlign = 'center';
    context.fillStyle = theme.text;
    context.fillText(y.placed.column.label, 0, 0, CELL_HEIGHT - GAP);
    context.restore();
  }
  context.restore();
}

/** The labels of a horizontal axis below a frame, as many as do not touch each other. */
function drawLabels(
  context: CanvasRenderingContext2D,
  axis: AxisScale,
  frameLeft: number,
  width: number,
  y: number,
): void {
  context.textAlign = 'left';
  let free = frameLeft;
  for (const { at, label } of axis.ticks(4)) {
    const labelWidth = Math.min(width / 2, context.measureText(label).width);
    const middle = frameLeft + INSET + at * (width - 2 * INSET);
    const left = Math.min(frameLeft + width - labelWidth, Math.max(frameLeft, middle - labelWidth / 2));
    if (left < free) continue;
    context.fillText(label, left, y, labelWidth);
    free = left + labelWidth + GAP;
  }
}

function placeIn(
  layout: MatrixLayout,
  { column, row, area }: Cell,
  session: Row,
): readonly [x: number, y: number] | undefined {
  const [across, down] = [layout.across[column], layout.down[row]];
  const x = across?.at(session);
  const y = down?.at(session);
  if (x === undefined || y === undefined) return undefined;
  return [area.left + x * (area.right - area.left), area.bottom - y * (area.bottom - area.top)];
}

/** Draws dots into one cell; tells how many had a place. Squares: many times as fast as circles, and as small. */
export function drawDots(
  context: CanvasRenderingContext2D,
  layout: MatrixLayout,
  column: number,
  row: number,
  dots: readonly { readonly row: Row; readonly color: string }[],
  radius = 2,
): number {
  const cell = cellOf(layout, column, row);
  let drawn = 0;
  for (const { row: session, color } of dots) {
    const place = placeIn(layout, cell, session);
    if (!place) continue;
    drawn++;
    context.fillStyle = color;
    if (radius <= 2) context.fillRect(place[0] - radius, place[1] - radius, 2 * radius, 2 * radius);
    else {
      context.beginPath();
      context.arc(place[0], place[1], radius, 0, 2 * Math.PI);
      context.fill();
    }
  }
  return drawn;
}

/** The session whose dot is nearest to a point of the cell, within a few pixels. */
export function rowInCell(
  layout: MatrixLayout,
  cell: Cell,
  rows: readonly Row[],
  x: number,
  y: number,
): Row | undefined {
  let nearest: Row | undefined;
  let distance = NEAR_PIXELS;
  for (const row of rows) {
    const place = placeIn(layout, cell, row);
    const away = place ? Math.hypot(place[0] - x, place[1] - y) : Number.POSITIVE_INFINITY;
    if (away > distance) continue;
    distance = away;
    nearest = row;
  }
  return nearest;
}
