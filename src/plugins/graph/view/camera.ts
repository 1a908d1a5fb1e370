// Which part of a drawing is seen, and how large. Pure.

/** A point of the drawing at the upper left corner of the window, and pixels of the window for one of the drawing. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Extent {
  readonly width: number;
  readonly height: number;
}

export interface Rect extends Extent {
  readonly x: number;
  readonly y: number;
}

export const LEAST_SCALE = 0.02;
export const MOST_SCALE = 4;
/** A drawing that would have to be smaller to be seen as a whole is shown from its top. */
const READABLE_SCALE = 0.5;
/** Then letters are to be read well, as far as the window is wide enough. */
const COMFORTABLE_SCALE = 0.9;
const EDGE = 24;
/** Boxes of one row differ by less in where they begin. */
const ROW = 12;

const clamped = (scale: number) => Math.min(MOST_SCALE, Math.max(LEAST_SCALE, scale));

/** The whole drawing in the middle of the window, no larger than it is. */
export function fitted(drawing: Extent, window: Extent): Camera {
  const free = { width: Math.max(1, window.width - 2 * EDGE), height: Math.max(1, window.height - 2 * EDGE) };
  const scale = clamped(
    Math.min(1.25, free.width / Math.max(1, drawing.width), free.height / Math.max(1, drawing.height)),
  );
  return {
    x: drawing.width / 2 - window.width / 2 / scale,
    y: drawing.height / 2 - window.height / 2 / scale,
    scale,
  };
}

/** A box, and whether it stands beside the others. */
interface Standing extends Rect {
  readonly depth: number;
  readonly aside: boolean;
}

/**
 * As `fitted`, but readable: of a drawing too large for that, the top; of one too wide for that as well, where its first
 * row of boxes has its middle.
 */
export function firstLook(drawing: Extent & { readonly items: readonly Standing[] }, window: Extent): Camera {
  const whole = fitted(drawing, window);
  if (whole.scale >= READABLE_SCALE) return whole;
  const wide = (window.width - 2 * EDGE) / Math.max(1, drawing.width);
  const scale = Math.min(COMFORTABLE_SCALE, Math.max(READABLE_SCALE, wide));
  const isTall = drawing.height * scale > window.height;
  const [seenWidth, edge] = [window.width / scale, EDGE / scale];
  const middle = drawing.width / 2 - seenWidth / 2;
  const atStart = Math.max(
    -edge,
    Math.min(drawing.width + edge - seenWidth, startOf(drawing) - seenWidth / 2),
  );
  return {
    x: drawing.width * scale > window.width ? atStart : middle,
    y: isTall ? -edge : drawing.height / 2 - window.height / 2 / scale,
    scale,
  };
}

/** The middle of the box in the middle of the uppermost row. */
function startOf({ width, items }: { readonly width: number; readonly items: readonly Standing[] }): number {
  const outer = items.filter(({ depth, aside }) => depth === 1 && !aside);
  const top = outer.reduce((least, { y }) => Math.min(least, y), Infinity);
  const row = outer.filter(({ y }) => y < top + ROW).sort((a, b) => a.x - b.x);
  const first = row[row.length >> 1];
  return first ? first.x + first.width / 2 : width / 2;
}

/** `factor` times as large, with the point of the window where it is. */
export function zoomed(
  { x, y, scale }: Camera,
  factor: number,
  at: { readonly x: number; readonly y: number },
): Camera {
  const next = clamped(scale * factor);
  return { x: x + at.x / scale - at.x / next, y: y + at.y / scale - at.y / next, scale: next };
}

/** Moved with a hand that went `dx` and `dy` pixels of the window. */
export function panned({ x, y, scale }: Camera, dx: number, dy: number): Camera {
  return { x: x - dx / scale, y: y - dy / scale, scale };
}

/** With the box in the middle, and large enough to be read. */
export function centeredOn(camera: Camera, box: Rect, window: Extent): Camera {
  const needed = Math.min(window.width / (box.width + 2 * EDGE), window.height / (box.height + 2 * EDGE));
  const scale = clamped(Math.min(Math.max(camera.scale, 0.8), needed));
  return {
    x: box.x + box.width / 2 - window.width / 2 / scale,
    y: box.y + box.height / 2 - window.height / 2 / scale,
    scale,
  };
}

/** Moved as little as it takes to see the box; the same object where it is seen. */
export function revealing(camera: Camera, box: Rect, window: Extent): Camera {
  const { x, y, scale } = camera;
  const [right, bottom] = [x + window.width / scale, y + window.height / scale];
  const isSeen = box.x >= x && box.y >= y && box.x + box.width <= right && box.y + box.height <= bottom;
  const isLarger = box.width * scale > window.width || box.height * scale > window.height;
  const overlaps = box.x < right && box.x + box.width > x && box.y < bottom && box.y + box.height > y;
  return isSeen || (isLarger && overlaps) ? camera : centeredOn(camera, box, window);
}

/** `share` of the way from one to another. */
export function between(from: Camera, to: Camera, share: number): Camera {
  const mix = (a: number, b: number) => a + (b - a) * share;
  return { x: mix(from.x, to.x), y: mix(from.y, to.y), scale: mix(from.scale, to.scale) };
}
