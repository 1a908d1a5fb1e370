import { expect, it } from 'vitest';
import type { PlacedItem, Scene } from '../model/layout/scene.ts';
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
  ['a few', 3, 160],
  ['many', 200, 100],
])('%s boxes are on their way for a while, and then at their places', (_, count, durationMs) => {
  const after = sceneOf(count, 100);
  const motion = motionOf(sceneOf(count, 0), CAMERA, 1000, false);
  if (!motion) throw new Error('nothing moves');
  const at = (ms: number) => movingScene(motion, after, CAMERA, 1000 + ms);
  expect(at(0).items[0]?.x).toBe(0);
  expect(at(durationMs / 2)).toMatchObject({ done: false, lines: [] });
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
