// Where a camera stands, and how keys move it.

/** What a camera stands at and looks at, from the middle of a mesh in multiples of its radius. */
export interface CameraPlace {
  readonly position: readonly [number, number, number];
  readonly target: readonly [number, number, number];
}

/** So near that a mesh fills the picture at the angle of view that cameras have unless a config says otherwise. */
export const START: CameraPlace = { position: [1, 0.75, 1.65], target: [0, 0, 0] };

/** Radians that the view from above or below stays away from the poles, where left and right would change sides. */
const FROM_POLE = 0.02;

/** Goes round the target: `yaw` to the right, `pitch` upwards, in radians. The distance stays. */
export function turned({ position, target }: CameraPlace, yaw: number, pitch: number): CameraPlace {
  const [x, y, z] = fromTarget({ position, target });
  const distance = Math.hypot(x, y, z);
  const longitude = Math.atan2(x, z) + yaw;
  const most = Math.PI / 2 - FROM_POLE;
  const latitude = Math.min(most, Math.max(-most, Math.asin(distance > 0 ? y / distance : 0) + pitch));
  const level = distance * Math.cos(latitude);
  return at(target, [
    level * Math.sin(longitude),
    distance * Math.sin(latitude),
    level * Math.cos(longitude),
  ]);
}

/** Stands at `factor` times the distance from the target. */
export function farther(place: CameraPlace, factor: number): CameraPlace {
  const [x, y, z] = fromTarget(place);
  return at(place.target, [x * factor, y * factor, z * factor]);
}

/** Radians of a press of an arrow key. */
const TURN = Math.PI / 18;

/** What a key does to the camera; undefined for any other key. */
export function movedByKey(place: CameraPlace, key: string): CameraPlace | undefined {
  switch (key) {
    case 'ArrowLeft':
      return turned(place, -TURN, 0);
    case 'ArrowRight':
      return turned(place, TURN, 0);
    case 'ArrowUp':
      return turned(place, 0, TURN);
    case 'ArrowDown':
      return turned(place, 0, -TURN);
    case '+':
    case '=':
      return farther(place, 1 / 1.2);
    case '-':
      return farther(place, 1.2);
    case '0':
    case 'Home':
      return START;
    default:
      return undefined;
  }
}

function fromTarget({ position, target }: CameraPlace): [number, number, number] {
  return [position[0] - target[0], position[1] - target[1], position[2] - target[2]];
}

function at(target: CameraPlace['target'], [x, y, z]: readonly [number, number, number]): CameraPlace {
  return { position: [target[0] + x, target[1] + y, target[2] + z], target };
}

/** How the address carries it: six numbers parted by colons; empty for the place at first. */
export function placeText({ position, target }: CameraPlace): string {
  const text = [...position, ...target].map((number) => Number(number.toFixed(3))).join(':');
  return text === [...START.position, ...START.target].join(':') ? '' : text;
}

/** Exact inverse of `placeText`; undefined where it cannot be read. */
export function placeOf(text = ''): CameraPlace | undefined {
  const numbers = text.split(':').map((part) => (part === '' ? Number.NaN : Number(part)));
  const [x, y, z, a, b, c, ...more] = numbers;
  if (more.length > 0 || !numbers.every((number) => Math.abs(number) < 1e6)) return undefined;
  if (x === undefined || y === undefined || z === undefined) return undefined;
  if (a === undefined || b === undefined || c === undefined) return undefined;
  return { position: [x, y, z], target: [a, b, c] };
}
