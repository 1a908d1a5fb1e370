// Names of points beside their places, on a canvas above the scene: those that are meant always, others where there is
// room.
import type { Outline } from './picking.ts';
import type { NamedPlaces } from './scene-messages.ts';

/** What is to be read beside the points. */
export interface LabelTask {
  /** Rows that are named in any case, the most important first, then those for which there may be room. */
  readonly named: NamedPlaces;
  /** The row that the user points at; undefined for none. */
  readonly ringed: number | undefined;
  /** Pixels of a point. */
  readonly pointSize: number;
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
const MOST_OTHERS = 400;
const MOST_CHARACTERS = 40;

/** Draws anew. */
export function paintLabels(canvas: HTMLCanvasElement, task: LabelTask, look: LabelLook): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { clientWidth: width, clientHeight: height } = canvas;
  const ratio = Math.min(2, window.devicePixelRatio);
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio))
    Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.font = look.font;
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  const taken = new Set<number>();
  const columns = Math.ceil(width / LINE_PIXELS) + 1;
  const { rows, places, first } = task.named;
  const paint = (at: number, isFirst: boolean): boolean => {
    const row = rows[at] as number;
    const x = places[at * 2] as number;
    const y = places[at * 2 + 1] as number;
    if (row === task.ringed) paintRing(context, x, y, Math.max(5, task.pointSize * 0.9), look);
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
  for (let at = 0; at < first; at++) paint(at, true);
  let others = 0;
  for (let at = first; at < rows.length && others < MOST_OTHERS; at++) if (paint(at, false)) others++;
  if (task.outline) paintOutline(context, task.outline, look);
}

function paintRing(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  { ink, ground }: LabelLook,
): void {
  for (const [color, lineWidth] of [
    [ground, 4],
    [ink, 2],
  ] as const) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.strokeStyle = color;
    context.lineWidth = lineWidth;
    context.stroke();
  }
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
