// One line of a scene, its head and its words, onto a canvas.
import { lineWidthOf, traceLine } from '../model/layout/line-path.ts';
import type { PlacedLine } from '../model/layout/scene.ts';
import { FADED, type GraphLook, lineColorOf } from './graph-look.ts';
import type { MovingLine } from './plot-motion.ts';

/** Below this scale words are no longer drawn. */
export const LABEL_SCALE = 0.5;
/** `ground` is what its label stands on. `goesOn`: it ends at the border of an open box, from which another line leads on. */
export function paintLine(
  context: CanvasRenderingContext2D,
  line: MovingLine,
  scale: number,
  look: GraphLook,
  isChosen: boolean,
  goesOn: boolean,
  ground: string,
): void {
  const { theme, traced } = look;
  const faded = traced !== undefined && !line.ends.every((end) => traced.has(end));
  context.globalAlpha = (faded ? FADED : 1) * (line.shown ?? 1);
  context.strokeStyle = isChosen ? theme.accent : line.control ? theme.axis : lineColorOf(theme);
  context.fillStyle = context.strokeStyle;
  context.lineWidth = (line.control ? 1 : lineWidthOf(line.size)) / Math.min(1, scale * 2);
  context.setLineDash(line.control || line.quiet ? [5, 4] : []);
  context.beginPath();
  traceLine(context, line.points);
  context.stroke();
  context.setLineDash([]);
  if (scale > 0.2 && !goesOn) paintHead(context, line);
  if (scale >= LABEL_SCALE && !line.quiet) paintLabel(context, line, look, ground);
  context.globalAlpha = 1;
}

function paintHead(context: CanvasRenderingContext2D, { points, size }: PlacedLine): void {
  const [before, end] = [points.at(-2), points.at(-1)];
  if (!before || !end) return;
  const down = end.y >= before.y ? 1 : -1;
  const half = 2.5 + lineWidthOf(size) * 0.6;
  context.beginPath();
  context.moveTo(end.x, end.y);
  context.lineTo(end.x - half, end.y - 2 * half * down);
  context.lineTo(end.x + half, end.y - 2 * half * down);
  context.fill();
}

function paintLabel(
  context: CanvasRenderingContext2D,
  { label, labelAt }: PlacedLine,
  { theme }: GraphLook,
  ground: string,
): void {
  if (!labelAt) return;
  const { x, y } = labelAt;
  context.font = `10px ${theme.fontFamily}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.lineWidth = 3;
  context.strokeStyle = ground;
  context.strokeText(label, x, y);
  context.fillStyle = theme.label;
  context.fillText(label, x, y);
}
