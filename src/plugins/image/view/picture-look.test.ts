import fc from 'fast-check';
import { expect, it } from 'vitest';
import { draggedBy, MOST_ZOOM, partOf, partText, WHOLE, zoomedBy } from './picture-look.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });

it('keeps what is under the pointer there while it zooms in', () => {
  fc.assert(
    fc.property(share, share, fc.double({ min: 1, max: MOST_ZOOM, noNaN: true }), (x, y, factor) => {
      const { zoom, left, top } = zoomedBy(WHOLE, factor, x, y);
      expect(left + x / zoom).toBeCloseTo(x, 9);
      expect(top + y / zoom).toBeCloseTo(y, 9);
    }),
  );
});

it('never shows what is beyond the edges, and at last the whole again', () => {
  const move = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 100, noNaN: true }), move, move, (factor, x, y) => {
      const part = draggedBy(zoomedBy(WHOLE, factor), x, y);
      for (const at of [part.left, part.top]) {
        expect(at).toBeGreaterThanOrEqual(0);
        expect(at + 1 / part.zoom).toBeLessThanOrEqual(1 + 1e-12);
      }
      expect(zoomedBy(part, 1 / MOST_ZOOM)).toEqual(WHOLE);
    }),
  );
});

it('is carried by a link, and by no other text', () => {
  fc.assert(
    fc.property(fc.double({ min: 1.001, max: MOST_ZOOM, noNaN: true }), share, share, (factor, x, y) => {
      const part = zoomedBy(WHOLE, factor, x, y);
      const read = partOf(partText(part));
      expect(read.zoom).toBeCloseTo(part.zoom, 3);
      expect(read.left).toBeCloseTo(part.left, 3);
      expect(read.top).toBeCloseTo(part.top, 3);
    }),
  );
  expect(partText(WHOLE)).toBe('');
  for (const text of ['', 'x', '0.5:0:0', '99:0:0', '2:a:0', 'NaN:0:0', '2:0'])
    expect(partOf(text)).toEqual(WHOLE);
});
