import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignedTo } from './procrustes.ts';

const place = fc.tuple(
  fc.float({ min: -1, max: 1, noNaN: true }),
  fc.float({ min: -1, max: 1, noNaN: true }),
  fc.float({ min: -1, max: 1, noNaN: true }),
);
const angle = fc.double({ min: -3, max: 3, noNaN: true });

/** Turned around z and x, mirrored or not, and moved. */
function moved(places: readonly (readonly number[])[], a: number, b: number, mirror: boolean): Float32Array {
  return Float32Array.from(
    places.flatMap(([x = 0, y = 0, z = 0]) => {
      const [x1, y1] = [x * Math.cos(a) - y * Math.sin(a), x * Math.sin(a) + y * Math.cos(a)];
      const [y2, z2] = [y1 * Math.cos(b) - z * Math.sin(b), y1 * Math.sin(b) + z * Math.cos(b)];
      return [(mirror ? -x1 : x1) + 0.3, y2 - 0.2, z2 + 0.1];
    }),
  );
}

const worst = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, value, at) => Math.max(most, Math.abs(value - (b[at] ?? 0))), 0);

describe('points that were turned, mirrored and moved', () => {
  it('come back to where they were', () => {
    fc.assert(
      fc.property(
        fc.array(place, { minLength: 2, maxLength: 20 }),
        angle,
        angle,
        fc.boolean(),
        (places, a, b, mirror) => {
          const reference = Float32Array.from(places.flat());
          expect(worst(alignedTo(reference, moved(places, a, b, mirror)), reference)).toBeLessThan(2e-3);
        },
      ),
    );
  });

  it('stay in their plane, if they have one', () => {
    const reference = Float32Array.of(0, 0, 0, 1, 0, 0, 0, 2, 0, 1, 1, 0);
    const turned = Float32Array.of(0, 0, 0, 0, 1, 0, -2, 0, 0, -1, 1, 0);
    const aligned = alignedTo(reference, turned);
    expect(worst(aligned, reference)).toBeLessThan(1e-6);
  });

  it('count only where both are numbers', () => {
    const { NaN: none } = Number;
    const reference = Float32Array.of(0, 0, 0, 1, 0, 0, none, 0, 0, 0, 1, 0);
    const turned = Float32Array.of(0, 0, 0, 0, 1, 0, 5, 5, 5, -1, 0, 0);
    const aligned = alignedTo(reference, turned);
    expect(worst(aligned.slice(0, 6), reference.slice(0, 6))).toBeLessThan(1e-6);
    expect(aligned[9]).toBeCloseTo(0);
    expect(aligned[10]).toBeCloseTo(1);
  });
});
