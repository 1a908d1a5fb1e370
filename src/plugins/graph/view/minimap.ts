// The whole drawing small in a corner, with what of it is seen.
import type { Scene } from '../model/layout/scene.ts';
import type { Extent, Rect } from './camera.ts';
import type { GraphTheme } from './graph-look.ts';

const MOST_WIDTH = 160;
const MOST_HEIGHT = 140;
const MARGIN = 12;
const PADDING = 6;
/** Boxes that are smaller than this, in pixels, are left out. */
const LEAST_PIXELS = 0.6;

/** Where the small drawing lies, in pixels of the window, and how large it is. */
export interface Minimap extends Rect {
  readonly scale: number;
}

/** Undefined where all of the drawing is seen, or where the window has no room. */
export function paintMinimap(
  context: CanvasRenderingContext2D,
  scene: Scene,
  seen: Rect,
  window: Extent,
  theme: GraphTheme,
): Minimap | undefined {
  const isWhole =
    seen.x <= 0 && seen.y <= 0 && seen.x + seen.width >= scene.width && seen.y + seen.height >= scene.height;
  if (isWhole || window.width < 480 || window.height < 320) return undefined;
  const scale = Math.min(MOST_WIDTH / scene.width, MOST_HEIGHT / scene.height);
  const [width, height] = [scene.width * scale + 2 * PADDING, scene.height * scale + 2 * PADDING];
  const place = {
    x: window.width - width - MARGIN,
    y: window.height - height - MARGIN,
    width,
    height,
    scale,
  };
  context.fillStyle = theme.surface;
  context.strokeStyle = theme.axis;
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(place.x, place.y, width, height, 5);
  context.fill();
  context.stroke();
  context.save();
  context.clip();
  const [left, top] = [place.x + PADDING, place.y + PADDING];
  for (const item of scene.items) {
    if (item.width * scale < LEAST_PIXELS && item.height * scale < LEAST_PIXELS) continue;
    context.fillStyle = item.open ? theme.ground : theme.axis;
    context.fillRect(
      left + item.x * scale,
      top + item.y * scale,
      Math.max(1, item.width * scale),
      Math.max(1, item.height * scale),
    );
  }
  context.strokeStyle = theme.accent;
  context.lineWidth = 1.5;
  context.strokeRect(left + seen.x * scale, top + seen.y * scale, seen.width * scale, seen.height * scale);
  context.restore();
  return place;
}

/** The place of the drawing at a place of the window; undefined beside the small drawing. */
export function placeInMinimap(
  { x, y, width, height, scale }: Minimap,
  at: { readonly x: number; readonly y: number },
) {
  if (at.x < x || at.y < y || at.x > x + width || at.y > y + height) return undefined;
  return { x: (at.x - x - PADDING) / scale, y: (at.y - y - PADDING) / scale };
}
