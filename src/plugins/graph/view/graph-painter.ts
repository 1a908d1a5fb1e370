// A scene onto a canvas: boxes, lines, letters, as many as are seen and can be read.
import { BAR_HEIGHT, boxTitleOf, fittingTitle, PILE, titleWidthOf } from '../model/layout/box-size.ts';
import type { PlacedItem, Point } from '../model/layout/scene.ts';
import type { Rect } from './camera.ts';
import { FADED, type GraphLook, inkOf } from './graph-look.ts';
import { LABEL_SCALE, paintLine } from './line-painter.ts';
import type { MovingItem, MovingLine, Passing } from './plot-motion.ts';

/** Below these scales letters are no longer drawn. */
const TITLE_SCALE = 0.32;
const DETAIL_SCALE = 0.5;
/** Below this scale the letters of boxes grow, as far as there is room. */
const SMALL_SCALE = 0.7;
const MOST_GROWTH = 1.15;
const RADIUS = 6;
/** Side of the sign that opens or closes a box. */
export const SIGN = 16;

/** `seen` is the part of the drawing in the window, in pixels of the drawing. The context is scaled already. */
export function paintScene(...given: Parameters<typeof scenePainting>): number {
  const steps = scenePainting(...given);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same in steps, each a box or a line. Returns how many boxes it painted. */
export function* scenePainting(
  context: CanvasRenderingContext2D,
  items: readonly MovingItem[],
  lines: readonly MovingLine[],
  seen: Rect,
  scale: number,
  look: GraphLook,
): Generator<void, number> {
  const shown = items.filter((item) => overlaps(item, seen));
  const boxes = items.filter((item) => item.open);
  const open = new Set(boxes.map(({ id }) => id));
  const groundAt = (at: Point) => {
    const box = boxes.findLast((one) => overlaps(one, { ...at, width: 0, height: 0 }));
    return box ? inkOf(box, look).fill : look.theme.surface;
  };
  for (const item of shown)
    if (item.open) paintWithin(context, item, () => paintOpen(context, item, scale, look));
  for (const line of lines) {
    const isChosen = look.chosen !== undefined && line.ends.includes(look.chosen);
    if (line.quiet && !look.loud && !isChosen) continue;
    if (!overlaps(boundsOf(line.points), seen)) continue;
    const ground = line.labelAt && scale >= LABEL_SCALE ? groundAt(line.labelAt) : look.theme.surface;
    paintWithin(context, line, () =>
      paintLine(context, line, scale, look, isChosen, open.has(line.to), ground),
    );
    yield;
  }
  for (const item of shown) {
    paintWithin(context, item, () => {
      if (item.open) paintHeader(context, item, scale, look);
      else paintClosed(context, item, scale, look);
    });
    yield;
  }
  return shown.length;
}

/** Nothing of it outside of the box in which it comes or goes. */
function paintWithin(context: CanvasRenderingContext2D, { within }: Passing, paint: () => void): void {
  if (!within) {
    paint();
    return;
  }
  context.save();
  context.beginPath();
  context.rect(within.x, within.y, within.width, within.height);
  context.clip();
  paint();
  context.restore();
}

function overlaps(box: Rect, seen: Rect): boolean {
  return (
    box.x <= seen.x + seen.width &&
    box.x + box.width >= seen.x &&
    box.y <= seen.y + seen.height &&
    box.y + box.height >= seen.y
  );
}

function boundsOf(points: readonly Point[]): Rect {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function opacityOf({ id, shown = 1 }: MovingItem, { traced }: GraphLook): number {
  return traced !== undefined && !traced.has(id) ? FADED * shown : shown;
}

function outline(item: PlacedItem, { theme, chosen, hovered }: GraphLook, color: string): [string, number] {
  if (item.id === chosen) return [theme.accent, 2.5];
  return [item.id === hovered ? theme.text : color, 1];
}

function paintOpen(
  context: CanvasRenderingContext2D,
  item: MovingItem,
  scale: number,
  look: GraphLook,
): void {
  const ink = inkOf(item, look);
  context.globalAlpha = opacityOf(item, look);
  const [stroke, width] = outline(item, look, ink.stroke);
  context.fillStyle = ink.fill;
  context.strokeStyle = stroke;
  context.lineWidth = width / Math.min(1, scale * 1.5);
  context.beginPath();
  context.roundRect(item.x, item.y, item.width, item.height, RADIUS + 2);
  context.fill();
  context.stroke();
  context.globalAlpha = 1;
}

function paintHeader(
  context: CanvasRenderingContext2D,
  item: MovingItem,
  scale: number,
  look: GraphLook,
): void {
  if (scale < TITLE_SCALE / 2) return;
  const { theme } = look;
  context.globalAlpha = opacityOf(item, look);
  // A far look needs larger letters, as far as there is room.
  const room = item.width - SIGN * 2;
  const size = Math.max(12, Math.min(20, 9 / scale, (12 * room) / titleWidthOf(item.title)));
  context.font = `600 ${size}px ${theme.fontFamily}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const title = fittingTitle(item.title, (room * 12) / size + 0.5);
  // Lines come in above the bar and go on below: through the letters they would not be read.
  context.fillStyle = inkOf(item, look).bar;
  context.beginPath();
  context.roundRect(item.x + 1.5, item.y + 1.5, item.width - 3, BAR_HEIGHT - 1.5, [RADIUS, RADIUS, 0, 0]);
  context.fill();
  context.fillStyle = theme.text;
  context.fillText(title, item.x + 12, item.y + BAR_HEIGHT / 2 + 0.5);
  paintSign(context, item, look, false);
  context.globalAlpha = 1;
}

function paintClosed(
  context: CanvasRenderingContext2D,
  item: MovingItem,
  scale: number,
  look: GraphLook,
): void {
  const ink = inkOf(item, look);
  context.globalAlpha = opacityOf(item, look);
  const [stroke, width] = outline(item, look, ink.stroke);
  context.strokeStyle = stroke;
  context.lineWidth = width / Math.min(1, scale * 1.5);
  context.fillStyle = ink.fill;
  const pile = item.kind === 'series' ? PILE : 0;
  const radius = item.kind === 'operation' ? Math.min(14, item.height / 2) : RADIUS;
  for (const shift of pile > 0 ? [pile, pile / 2, 0] : [0]) {
    context.beginPath();
    context.roundRect(item.x + shift, item.y + shift, item.width - pile, item.height - pile, radius);
    context.fill();
    context.stroke();
  }
  if (item.kind !== 'operation' && scale >= TITLE_SCALE) paintSign(context, item, look, true);
  if (scale >= TITLE_SCALE) paintLetters(context, item, scale, look);
  context.globalAlpha = 1;
}

/** How much larger letters are drawn in a look from afar. */
function growthOf(scale: number): number {
  return Math.min(MOST_GROWTH, Math.max(1, SMALL_SCALE / scale));
}

function paintLetters(
  context: CanvasRenderingContext2D,
  item: PlacedItem,
  scale: number,
  { theme }: GraphLook,
): void {
  const middle = item.x + item.width / 2 - (item.kind === 'series' ? 3 : 0);
  const hasDetail = item.detail !== '' && scale >= DETAIL_SCALE;
  const y = item.y + item.height / 2 - (item.kind === 'series' ? 3 : 0);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = theme.text;
  context.font = `500 ${12 * growthOf(scale)}px ${theme.fontFamily}`;
  context.fillText(boxTitleOf(item), middle, hasDetail ? y - 7 : y + 0.5, item.width - 12);
  if (!hasDetail) return;
  context.fillStyle = theme.label;
  context.font = `${10.5 * growthOf(scale)}px ${theme.fontFamily}`;
  context.fillText(item.detail, middle, y + 9, item.width - 12);
}

/** The sign in a box's upper right corner: a plus opens it, a minus closes it. */
export function signPlace(item: Rect): Rect {
  return { x: item.x + item.width - SIGN - 4, y: item.y + 4, width: SIGN, height: SIGN };
}

function paintSign(
  context: CanvasRenderingContext2D,
  item: PlacedItem,
  { theme }: GraphLook,
  isPlus: boolean,
): void {
  const { x, y } = signPlace(item);
  const pile = item.kind === 'series' && isPlus ? PILE : 0;
  const [middleX, middleY] = [x + SIGN / 2 - pile, y + SIGN / 2 - (isPlus ? 2 : 0)];
  context.strokeStyle = theme.label;
  context.lineWidth = 1.4;
  context.beginPath();
  context.moveTo(middleX - 3.5, middleY);
  context.lineTo(middleX + 3.5, middleY);
  if (isPlus) {
    context.moveTo(middleX, middleY - 3.5);
    context.lineTo(middleX, middleY + 3.5);
  }
  context.stroke();
}
