// Where points lie on the screen, and which of them is meant.

/** Column-major 4 x 4, as WebGL takes it. */
export type Matrix4 = ArrayLike<number>;

/** Points on the screen, in CSS pixels: x, y and depth of each; NaN for what is hidden or behind the camera. */
export type ScreenPoints = Float32Array;

/** `positions` are x, y and z of each point, `marks` a MARK of each, 0 for one that is hidden. */
export function screenPointsOf(
  positions: Float32Array,
  marks: Uint8Array,
  clip: Matrix4,
  width: number,
  height: number,
): ScreenPoints {
  const m = Float64Array.from({ length: 16 }, (_, at) => clip[at] ?? 0) as unknown as Sixteen;
  const screen = new Float32Array(positions.length);
  for (let at = 0, row = 0; at < positions.length; at += 3, row++) {
    const x = positions[at] as number;
    const y = positions[at + 1] as number;
    const z = positions[at + 2] as number;
    const w = m[3] * x + m[7] * y + m[11] * z + m[15];
    if (w <= 0 || marks[row] === 0) {
      screen.fill(Number.NaN, at, at + 3);
      continue;
    }
    screen[at] = ((m[0] * x + m[4] * y + m[8] * z + m[12]) / w + 1) * 0.5 * width;
    screen[at + 1] = (1 - (m[1] * x + m[5] * y + m[9] * z + m[13]) / w) * 0.5 * height;
    screen[at + 2] = (m[2] * x + m[6] * y + m[10] * z + m[14]) / w;
  }
  return screen;
}

type Sixteen = Record<0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15, number>;

/** Of the points within `radius` pixels the one in front, of those equally far the nearest; undefined for none. */
export function pointAt(screen: ScreenPoints, x: number, y: number, radius: number): number | undefined {
  let best: number | undefined;
  let bestScore = Number.POSITIVE_INFINITY;
  for (let at = 0; at < screen.length; at += 3) {
    const dx = (screen[at] as number) - x;
    if (!(dx <= radius && dx >= -radius)) continue;
    const dy = (screen[at + 1] as number) - y;
    const squared = dx * dx + dy * dy;
    if (!(squared <= radius * radius)) continue;
    // A pixel nearer counts as much as a hundredth of the depth.
    const score = Math.sqrt(squared) + (screen[at + 2] as number) * 100;
    if (score >= bestScore) continue;
    bestScore = score;
    best = at / 3;
  }
  return best;
}

/** A closed way on the screen, x and y in turn. */
export type Outline = readonly number[];

export function boxOutline(x0: number, y0: number, x1: number, y1: number): Outline {
  return [x0, y0, x1, y0, x1, y1, x0, y1];
}

/** Rows inside the outline, ascending; where it crosses itself, by the even-odd rule. */
export function pointsInside(screen: ScreenPoints, outline: Outline): number[] {
  const xs = outline.filter((_, at) => at % 2 === 0);
  const ys = outline.filter((_, at) => at % 2 === 1);
  const [minX, maxX, minY, maxY] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const found: number[] = [];
  for (let at = 0; at < screen.length; at += 3) {
    const x = screen[at] as number;
    const y = screen[at + 1] as number;
    if (!(x >= minX && x <= maxX && y >= minY && y <= maxY)) continue;
    let isInside = false;
    for (let i = 0, j = xs.length - 1; i < xs.length; j = i++) {
      const [xi, yi, xj, yj] = [xs[i] as number, ys[i] as number, xs[j] as number, ys[j] as number];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) isInside = !isInside;
    }
    if (isInside) found.push(at / 3);
  }
  return found;
}
