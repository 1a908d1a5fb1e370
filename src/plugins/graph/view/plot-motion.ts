// From one scene to the next: boxes that are in both go to their new places, a box that opens grows over what is in it, one
// that closes shrinks over it, and lines stay at their boxes.
import type { PlacedItem, PlacedLine, Point, Scene } from '../model/layout/scene.ts';
import { between, type Camera, type Rect } from './camera.ts';

const MOTION_MS = 200;
/** Of many boxes, which take longer to be laid out: 200 are at rest within 300 ms of the click (`npm run bench -- graph`). */
const MANY = 150;
const MOTION_OF_MANY_MS = 100;
/** More boxes than these are put in place at once: drawing them in each frame would stutter. */
const MOST_MOVING = 800;

/** How a box or a line is seen that comes or goes. */
export interface Passing {
  /** 0 for not at all, 1 for as ever; absent for 1. */
  readonly shown?: number;
  /** What lies outside is cut off. */
  readonly within?: Rect;
}

export type MovingItem = PlacedItem & Passing;
export type MovingLine = PlacedLine & Passing;

/** A scene in motion. */
export interface Motion {
  readonly before: Scene;
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
  return { before, fromCamera: camera, startMs: nowMs, durationMs };
}

/** What is drawn at a time of the motion. */
export function movingScene(
  { before, fromCamera, startMs, durationMs }: Motion,
  scene: Scene,
  camera: Camera,
  nowMs: number,
): {
  readonly items: readonly MovingItem[];
  readonly lines: readonly MovingLine[];
  readonly camera: Camera;
  readonly done: boolean;
} {
  const share = Math.min(1, (nowMs - startMs) / durationMs);
  if (share >= 1 || scene.items.length > MOST_MOVING)
    return { items: scene.items, lines: scene.lines, camera, done: true };
  const eased = 1 - (1 - share) ** 3;
  const at = { camera: between(fromCamera, camera, eased), done: false };
  // Only the camera moves.
  if (before === scene) return { items: scene.items, lines: scene.lines, ...at };
  const coming = placesOf(scene.items, before.items, 1 - eased);
  const going = placesOf(before.items, scene.items, eased);
  return {
    items: movingItems(before, scene, coming, going, eased),
    lines: movingLines(before, scene, coming, going, eased),
    ...at,
  };
}

/** Where a box of a scene is on its way. */
interface Place {
  readonly own: Rect;
  readonly now: Rect;
  /** The box that opens or closes around it, where it is in one of the scenes only. */
  readonly within: Rect | undefined;
}

type Places = ReadonlyMap<number, Place>;

/** Boxes that are `share` of the way to their places among `others`. What is not there goes with the box around. */
function placesOf(items: readonly PlacedItem[], others: readonly PlacedItem[], share: number): Places {
  const there = new Map(others.map((item) => [item.id, item]));
  const places = new Map<number, Place>();
  /** The boxes around, each with the innermost place that is in both scenes. */
  const around: { readonly depth: number; readonly place: Place | undefined }[] = [];
  for (const item of items) {
    while ((around.at(-1)?.depth ?? -1) >= item.depth) around.pop();
    const outer = around.at(-1)?.place;
    const other = there.get(item.id);
    const place = other
      ? { own: item, now: mixedRect(item, other, share), within: undefined }
      : { own: item, now: carried(item, outer), within: outer?.now };
    places.set(item.id, place);
    around.push({ depth: item.depth, place: other ? place : outer });
  }
  return places;
}

const mix = (a: number, b: number, share: number) => a + (b - a) * share;

function mixedRect(a: Rect, b: Rect, share: number): Rect {
  return {
    x: mix(a.x, b.x, share),
    y: mix(a.y, b.y, share),
    width: mix(a.width, b.width, share),
    height: mix(a.height, b.height, share),
  };
}

/** As far from the middle of the upper border of the box around as it is at rest. */
function carried({ x, y, width, height }: Rect, outer: Place | undefined): Rect {
  if (!outer) return { x, y, width, height };
  const { own, now } = outer;
  return { x: x + now.x - own.x + (now.width - own.width) / 2, y: y + now.y - own.y, width, height };
}

/** A box that opens or closes is there twice: open, and closed above that, the one vanishing in the other. */
function movingItems(before: Scene, after: Scene, coming: Places, going: Places, share: number) {
  const old = new Map(before.items.map((item) => [item.id, item]));
  const stays = new Set(after.items.map(({ id }) => id));
  const above: MovingItem[] = [];
  const items = after.items.map((item): MovingItem => {
    const was = old.get(item.id);
    if (!was) return { ...passing(item, coming.get(item.id), share) };
    const now = { ...item, ...coming.get(item.id)?.now };
    if (was.open === item.open) return now;
    above.push({ ...now, open: false, shown: item.open ? 1 - share : share });
    return { ...now, open: true };
  });
  const gone = before.items.filter(({ id }) => !stays.has(id));
  return [...items, ...gone.map((item) => passing(item, going.get(item.id), 1 - share)), ...above];
}

function passing(item: PlacedItem, place: Place | undefined, shown: number): MovingItem {
  return { ...item, ...place?.now, shown, ...(place?.within && { within: place.within }) };
}

/** A line that is led otherwise vanishes in the new one. */
function movingLines(before: Scene, after: Scene, coming: Places, going: Places, share: number) {
  const old = new Map<string, PlacedLine[]>();
  for (const line of before.lines) {
    const alike = old.get(keyOf(line));
    if (alike) alike.push(line);
    else old.set(keyOf(line), [line]);
  }
  const lines = after.lines.flatMap((line): MovingLine[] => {
    const was = old.get(keyOf(line))?.shift();
    if (was && was.points.length === line.points.length && !was.labelAt === !line.labelAt)
      return [betweenLines(was, line, share)];
    const now = heldLine(line, coming, share);
    return was ? [heldLine(was, going, 1 - share), now] : [now];
  });
  const gone = [...old.values()].flat();
  return [...gone.map((line) => heldLine(line, going, 1 - share)), ...lines];
}

const keyOf = ({ from, to, control }: PlacedLine) => `${from} ${to} ${control}`;

function betweenLines(was: PlacedLine, line: PlacedLine, share: number): MovingLine {
  const mixed = (a: Point, b: Point) => ({ x: mix(a.x, b.x, share), y: mix(a.y, b.y, share) });
  const points = line.points.map((point, at) => mixed(was.points[at] ?? point, point));
  const labelAt = was.labelAt && line.labelAt && mixed(was.labelAt, line.labelAt);
  return { ...line, points, labelAt };
}

/** Bent so that it ends where its boxes are. */
function heldLine(line: PlacedLine, places: Places, shown: number): MovingLine {
  const [from, to] = [places.get(line.from), places.get(line.to)];
  const [first, last] = [line.points[0], line.points.at(-1)];
  if (!first || !last) return { ...line, shown };
  const [start, end] = [wayOf(first, from), wayOf(last, to)];
  const moved = ({ x, y }: Point, part: number) => ({
    x: x + mix(start.x, end.x, part),
    y: y + mix(start.y, end.y, part),
  });
  const pieces = Math.max(1, line.points.length - 1);
  const within = from?.within ?? to?.within;
  return {
    ...line,
    points: line.points.map((point, at) => moved(point, at / pieces)),
    labelAt: line.labelAt && moved(line.labelAt, 0.5),
    shown,
    ...(within && { within }),
  };
}

/** How far a point at a box's border has gone with it. */
function wayOf({ x, y }: Point, place: Place | undefined): Point {
  if (!place) return { x: 0, y: 0 };
  const { own, now } = place;
  return {
    x: now.x + ((x - own.x) / Math.max(1, own.width)) * now.width - x,
    y: now.y + ((y - own.y) / Math.max(1, own.height)) * now.height - y,
  };
}
