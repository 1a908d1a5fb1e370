// Names of points beside their places, on a canvas above the scene: those that are meant always, others where there is
// room.
import type { Outline, ScreenPoints } from './picking.ts';

/** What is to be read beside the points. */
export interface LabelTask {
  readonly screen: ScreenPoints;
  /** Rows that are named in any case, the most important first. */
  readonly first: readonly number[];
  /** Whether all others are named too. */
  readonly all: boolean;
  readonly textOf: (row: number) => string;
  /** What the user draws at the moment. */
  readonly outline: Outline | undefined;
}

export interface LabelLook {
  readonly ink: string;
  readonly ground: string;
  readonly accent: string;
  readonly font: string;
}

const LINE_PIXELS = 16;
const MOST_FIRST = 100;
const MOST_OTHERS = 400;
/** Looked at in one picture, so that a million points cost no more than a moment. */
const MOST_LOOKED_AT = 20_000;
const MOST_CHARACTERS = 40;

/** Draws anew on a context whose units are CSS pixels. */
export function paintLabels(
  context: CanvasRenderingContext2D,
  task: LabelTask,
  look: LabelLook,
  width: number,
  height: number,
): void {
  context.clearRect(0, 0, width, height);
  context.font = look.font;
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  const taken = new Set<number>();
  const columns = Math.ceil(width / LINE_PIXELS) + 1;
  const paint = (row: number, isFirst: boolean): boolean => {
    const x = task.screen[row * 3] as number;
    const y = task.screen[row * 3 + 1] as number;
    if (!(x >= 0 && x < width && y >= 0 && y < height)) return false;
    const text = shortened(task.textOf(row));
    if (text === '') return false;
    const left = x + 8;
    const right = left + context.measureText(text).width;
    const cells: number[] = [];
    for (const line of [Math.floor((y - 6) / LINE_PIXELS), Math.floor((y + 6) / LINE_PIXELS)])
      for (let column = Math.floor(left / LINE_PIXELS); column * LINE_PIXELS < right; column++)
        cells.push(line * columns + column);
    if (!isFirst && cells.some((cell) => taken.has(cell))) return false;
    for (const cell of cells) taken.add(cell);
    context.lineWidth = 3;
    context.strokeStyle = look.ground;
    context.strokeText(text, left, y);
    context.fillStyle = look.ink;
    context.globalAlpha = isFirst ? 1 : 0.75;
    context.fillText(text, left, y);
    context.globalAlpha = 1;
    return true;
  };
  for (const row of task.first.slice(0, MOST_FIRST)) paint(row, true);
  if (task.all) {
    const rows = task.screen.length / 3;
    const stride = Math.max(1, Math.ceil(rows / MOST_LOOKED_AT));
    let painted = 0;
    for (let row = 0; row < rows && painted < MOST_OTHERS; row += stride) if (paint(row, false)) painted++;
  }
  if (task.outline) paintOutline(context, task.outline, look);
}

function paintOutline(context: CanvasRenderingContext2D, outline: Outline, { accent }: LabelLook): void {
  context.beginPath();
  for (let at = 0; at + 1 < outline.length; at += 2)
    context.lineTo(outline[at] as number, outline[at + 1] as number);
  context.closePath();
  context.globalAlpha = 0.12;
  context.fillStyle = accent;
  context.fill('evenodd');
  context.globalAlpha = 1;
  context.strokeStyle = accent;
  context.lineWidth = 1.5;
  context.stroke();
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS - 1)}…` : line;
}
