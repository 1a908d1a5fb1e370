import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type CameraPlace, farther, movedByKey, placeOf, placeText, START, turned } from './camera-place.ts';

const distance = ({ position, target }: CameraPlace) =>
  Math.hypot(...position.map((number, axis) => number - (target[axis] ?? 0)));
const angle = fc.double({ min: -1, max: 1, noNaN: true });

it('goes round the target without coming nearer, and never over a pole', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(angle, angle), { maxLength: 20 }), (turns) => {
      const place = turns.reduce((before, [yaw, pitch]) => turned(before, yaw, pitch), START);
      expect(distance(place)).toBeCloseTo(distance(START), 6);
      expect(place.target).toEqual(START.target);
      const level = Math.hypot(place.position[0], place.position[2]);
      expect(level).toBeGreaterThan(0.01);
    }),
  );
});

it('comes back by the opposite turn', () => {
  const there = turned(turned(START, 0.4, 0.2), -0.4, -0.2);
  for (const axis of [0, 1, 2] as const) expect(there.position[axis]).toBeCloseTo(START.position[axis], 9);
});

it.each(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', '+', '-'])('moves by %s', (key) =>
  expect(movedByKey(START, key)?.position).not.toEqual(START.position),
);

it('is where it was at first by 0, and stays by other keys', () => {
  expect(movedByKey(farther(START, 3), '0')).toEqual(START);
  expect(movedByKey(START, 'x')).toBeUndefined();
});

it('is carried by a link, and by no other text', () => {
  const place = turned(farther(START, 2), 0.3, 0.1);
  const read = placeOf(placeText(place));
  for (const axis of [0, 1, 2] as const) expect(read?.position[axis]).toBeCloseTo(place.position[axis], 2);
  expect(placeText(START)).toBe('');
  for (const text of ['', '1:2:3', '1:2:3:4:5:x', '1:2:3:4:5:', '1:2:3:4:5:6:7', '1e9:2:3:4:5:6'])
    expect(placeOf(text)).toBeUndefined();
});
