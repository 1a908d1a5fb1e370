import { expect, it } from 'vitest';
import type { PlacedItem, PlacedLine, Scene } from '../model/layout/scene.ts';
import { motionOf, movingScene } from './plot-motion.ts';

const CAMERA = { x: 0, y: 0, scale: 1 };
const box = (id: number, x: number): PlacedItem => ({
  id,
  path: `${id}`,
  kind: 'operation',
  title: '',
  detail: '',
  x,
  y: 0,
  width: 10,
  height: 10,
  depth: 1,
  open: false,
  aside: false,
  structure: 0,
});
const sceneOf = (count: number, x: number): Scene => ({
  items: Array.from({ length: count }, (_, id) => box(id, x + id)),
  lines: [],
  width: 100,
  height: 10,
});

it.each([
  ['a few', 3, 200],
  ['many', 200, 100],
])('%s boxes are on their way for a while, and then at their places', (_, count, durationMs) => {
  const after = sceneOf(count, 100);
  const motion = motionOf(sceneOf(count, 0), CAMERA, 1000, false);
  if (!motion) throw new Error('nothing moves');
  const at = (ms: number) => movingScene(motion, after, CAMERA, 1000 + ms);
  expect(at(0).items[0]?.x).toBe(0);
  expect(at(durationMs / 2)).toMatchObject({ done: false });
  expect(at(durationMs / 2).items[0]?.x).toBeGreaterThan(50);
  expect(at(durationMs)).toMatchObject({ done: true, items: after.items });
});

it.each([
  ['of nothing', undefined, false],
  ['against the wish of the user', sceneOf(3, 0), true],
  ['of more boxes than can be drawn in time', sceneOf(1000, 0), false],
])('there is no motion %s', (_, before, still) => {
  expect(motionOf(before, CAMERA, 0, still)).toBeUndefined();
});

it('a scope that opens lets out what is in it, and lines stay at its border', () => {
  const line = (to: number, y: number): PlacedLine => ({
    from: 0,
    to,
    points: [
      { x: 5, y: 10 },
      { x: 5, y },
    ],
    control: false,
    quiet: false,
    count: 1,
    size: 1,
    label: '',
    labelAt: undefined,
    ends: [0, to],
  });
  const first = box(0, 0);
  const scope = { ...box(1, 0), kind: 'scope' as const, y: 20 };
  const inside = { ...box(2, 0), y: 40, depth: 2 };
  const last = { ...box(3, 0), y: 40 };
  const closed: Scene = {
    items: [first, scope, last],
    lines: [line(1, 20), line(3, 40)],
    width: 10,
    height: 50,
  };
  const opened: Scene = {
    items: [first, { ...scope, height: 40, open: true }, inside, { ...last, y: 70 }],
    lines: [line(1, 20), line(3, 70)],
    width: 10,
    height: 80,
  };
  const middle = (before: Scene, after: Scene) => {
    const motion = motionOf(before, CAMERA, 0, false);
    if (!motion) throw new Error('nothing moves');
    return movingScene(motion, after, CAMERA, 100);
  };
  for (const { items, lines } of [middle(closed, opened), middle(opened, closed)]) {
    const scopes = items.filter(({ id }) => id === 1);
    expect(scopes.map(({ open }) => open)).toEqual([true, false]);
    expect(scopes[0]).toMatchObject({ height: scopes[1]?.height });
    const passing = items.find(({ id }) => id === 2);
    expect(passing?.shown).toBeGreaterThan(0);
    expect(passing?.shown).toBeLessThan(1);
    expect(passing?.within).toMatchObject({ y: 20, height: scopes[0]?.height });
    expect(lines.find(({ to }) => to === 3)?.points.at(-1)?.y).toBe(items.find(({ id }) => id === 3)?.y);
  }
});
