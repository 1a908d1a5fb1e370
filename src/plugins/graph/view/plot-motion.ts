// From one scene to the next: boxes that are in both go to their new places, others appear where they stand.
import type { PlacedItem, PlacedLine, Scene } from '../model/layout/scene.ts';
import { between, type Camera } from './camera.ts';

const MOTION_MS = 160;
/** Of many boxes, which take longer to be laid out: 200 are at rest within 300 ms of the click (`npm run bench -- graph`). */
const MANY = 150;
const MOTION_OF_MANY_MS = 100;
/** More boxes than these are put in place at once: drawing them in each frame would stutter. */
const MOST_MOVING = 800;

/** A scene in motion. */
export interface Motion {
  readonly from: ReadonlyMap<number, PlacedItem>;
  readonly fromCamera: Camera;
  readonly startMs: number;
  readonly durationMs: number;
}

/** Undefined where nothing is to move: by the user's wish, or for want of time. */
export function motionOf(
  before: Scene | undefined,
  camera: Camera,
  nowMs: number,
  still: boolean,
): Motion | undefined {
  if (!before || still || before.items.length > MOST_MOVING) return undefined;
  const durationMs = before.items.length > MANY ? MOTION_OF_MANY_MS : MOTION_MS;
  const from = new Map(before.items.map((item) => [item.id, item]));
  return { from, fromCamera: camera, startMs: nowMs, durationMs };
}

/** What is drawn at a time of the motion; lines come back at its end. */
export function movingScene(
  { from, fromCamera, startMs, durationMs }: Motion,
  scene: Scene,
  camera: Camera,
  nowMs: number,
): {
  readonly items: readonly PlacedItem[];
  readonly lines: readonly PlacedLine[];
  readonly camera: Camera;
  readonly done: boolean;
} {
  const share = Math.min(1, (nowMs - startMs) / durationMs);
  const eased = 1 - (1 - share) ** 3;
  if (share >= 1) return { items: scene.items, lines: scene.lines, camera, done: true };
  const mix = (a: number, b: number) => a + (b - a) * eased;
  const items = scene.items.map((item) => {
    const old = from.get(item.id);
    if (!old) return item;
    return {
      ...item,
      x: mix(old.x, item.x),
      y: mix(old.y, item.y),
      width: mix(old.width, item.width),
      height: mix(old.height, item.height),
    };
  });
  return {
    items: inGrownBoxes(items, eased),
    lines: [],
    camera: between(fromCamera, camera, eased),
    done: false,
  };
}

/** What is in a box that is just opening is seen once the box is large enough. */
function inGrownBoxes(items: readonly PlacedItem[], share: number): readonly PlacedItem[] {
  if (share > 0.6) return items;
  const open = items.filter((item) => item.open);
  return items.filter(
    (item) =>
      !open.some(
        (box) =>
          box.id !== item.id &&
          box.depth < item.depth &&
          item.x < box.x + box.width &&
          item.x + item.width > box.x &&
          item.y < box.y + box.height &&
          item.y + item.height > box.y &&
          (item.x < box.x ||
            item.x + item.width > box.x + box.width ||
            item.y + item.height > box.y + box.height),
      ),
  );
}
