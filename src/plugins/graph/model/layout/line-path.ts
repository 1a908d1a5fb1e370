// The curve of a line, the same on a canvas and in SVG.
import type { Point } from './scene.ts';

/** How far a line leads straight away from its ends. */
const UPRIGHT = 12;

/** What draws: a canvas has it, and so has `svgPathOf`. */
export interface Pen {
  moveTo(x: number, y: number): void;
  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void;
  quadraticCurveTo(x1: number, y1: number, x: number, y: number): void;
}

/** Smooth, and upright where it leaves and comes. */
export function traceLine(pen: Pen, points: readonly Point[]): void {
  const [start, end] = [points[0], points.at(-1)];
  if (!start || !end) return;
  pen.moveTo(start.x, start.y);
  if (points.length === 2) {
    const middle = (start.y + end.y) / 2;
    pen.bezierCurveTo(start.x, middle, end.x, middle, end.x, end.y);
    return;
  }
  const bends = bendsOf(points);
  bends.forEach((bend, at) => {
    const next = bends[at + 1];
    if (next) pen.quadraticCurveTo(bend.x, bend.y, (bend.x + next.x) / 2, (bend.y + next.y) / 2);
    else pen.quadraticCurveTo(bend.x, bend.y, end.x, end.y);
  });
}

/** What a curve of more than two points bends towards; it passes through the middles between two of them. */
export function bendsOf(points: readonly Point[]): Point[] {
  const [start, end] = [points[0], points.at(-1)];
  if (!start || !end) return [];
  const down = end.y >= start.y ? 1 : -1;
  return [
    { x: start.x, y: start.y + UPRIGHT * down },
    ...points.slice(1, -1),
    { x: end.x, y: end.y - UPRIGHT * down },
  ];
}

/** One to five pixels: one more for each hundredfold of what flows. */
export function lineWidthOf(size: number): number {
  return Math.min(5, 1 + Math.log10(Math.max(1, size)) / 2.4);
}

/** The attribute `d` of a path. */
export function svgPathOf(points: readonly Point[]): string {
  const parts: string[] = [];
  const say = (letter: string, ...numbers: number[]) =>
    parts.push(letter + numbers.map((one) => Number(one.toFixed(1))).join(' '));
  traceLine(
    {
      moveTo: (x, y) => say('M', x, y),
      bezierCurveTo: (...numbers) => say('C', ...numbers),
      quadraticCurveTo: (...numbers) => say('Q', ...numbers),
    },
    points,
  );
  return parts.join('');
}
