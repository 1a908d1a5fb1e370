import fc from 'fast-check';
import { expect, it } from 'vitest';
import { centeredOn, firstLook, fitted, panned, revealing, zoomed } from './camera.ts';

const WINDOW = { width: 800, height: 600 };

it('fits a drawing into the window, and does not blow a small one up', () => {
  expect(fitted({ width: 8000, height: 100 }, WINDOW).scale).toBeCloseTo(752 / 8000);
  expect(fitted({ width: 10, height: 10 }, WINDOW).scale).toBe(1.25);
});

it.each([
  ['a narrow one large', 300, 0.9],
  ['one as wide as the window by its width', 1200, 752 / 1200],
  ['a wide one as small as can be read', 4000, 0.5],
])('shows the top of a drawing that would be unreadable as a whole: %s', (_, width, expected) => {
  const { y, scale } = firstLook({ width, height: 20_000, items: [] }, WINDOW);
  expect(scale).toBeCloseTo(expected);
  expect([y < 0, y > -100]).toEqual([true, true]);
});

it('shows the first boxes of a drawing that is wider than the window', () => {
  const box = (x: number, y: number, aside = false) => ({ x, y, width: 100, height: 30, depth: 1, aside });
  const look = (...items: ReturnType<typeof box>[]) =>
    firstLook({ width: 9000, height: 9000, items }, WINDOW).x;
  expect(look(box(3000, 0), box(5000, 200), box(8000, 0, true))).toBe(3050 - 800);
  expect(look(box(0, 0))).toBe(-48);
  expect(look(box(8900, 0))).toBe(9048 - 1600);
});

it('a zoom leaves the point under the pointer where it is', () => {
  const camera = fc.record({
    x: fc.double({ min: -1e4, max: 1e4, noNaN: true }),
    y: fc.constant(3),
    scale: fc.double({ min: 0.1, max: 3, noNaN: true }),
  });
  fc.assert(
    fc.property(camera, fc.double({ min: 0.1, max: 10, noNaN: true }), fc.nat(800), (before, factor, x) => {
      const after = zoomed(before, factor, { x, y: 10 });
      expect(after.x + x / after.scale).toBeCloseTo(before.x + x / before.scale, 5);
    }),
  );
});

it.each([
  ['stays where the box is seen', { x: 10, y: 10, width: 20, height: 20 }, true],
  ['moves where it is not', { x: 5000, y: 10, width: 20, height: 20 }, false],
])('reveals: %s', (_, box, stays) => {
  const camera = { x: 0, y: 0, scale: 1 };
  const after = revealing(camera, box, WINDOW);
  expect(after === camera).toBe(stays);
  if (!stays) expect(after).toEqual(centeredOn(camera, box, WINDOW));
});

it('a hand that goes right shows what is left', () => {
  expect(panned({ x: 0, y: 0, scale: 2 }, 10, 0).x).toBe(-5);
});
