import fc from 'fast-check';
import { expect, it } from 'vitest';
import { layeredLayout } from './layered-layout.ts';
import type { BoxToPlace, LineToPlace } from './level-layout.ts';

const EPSILON = 1e-6;
const drawing = fc
  .array(fc.record({ width: fc.integer({ min: 1, max: 300 }), height: fc.integer({ min: 1, max: 60 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .chain((sizes) => {
    const id = fc.nat(sizes.length - 1);
    return fc.record({
      boxes: fc.constant(sizes.map((size, at): BoxToPlace => ({ id: at, ...size }))),
      lines: fc.array(fc.record({ from: id, to: id }), { maxLength: 80 }),
    });
  });

const laid = ({ boxes, lines }: { boxes: BoxToPlace[]; lines: LineToPlace[] }) => {
  const { boxes: middles, ...rest } = layeredLayout(boxes, lines);
  const rects = middles.map(({ x, y }, at) => {
    const { width = 0, height = 0 } = boxes[at] ?? {};
    return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
  });
  return { rects, ...rest };
};

it('boxes do not overlap and lie within the drawing', () => {
  fc.assert(
    fc.property(drawing, (given) => {
      const { rects, width, height } = laid(given);
      rects.forEach((a, at) => {
        expect(Math.min(a.left, a.top, width - a.right, height - a.bottom)).toBeGreaterThan(-EPSILON);
        for (const b of rects.slice(at + 1)) {
          const apart = Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom);
          expect(apart).toBeGreaterThan(-EPSILON);
        }
      });
    }),
  );
});

it('every line begins and ends on the upper or lower side of its boxes; one to itself has no points', () => {
  fc.assert(
    fc.property(drawing, (given) => {
      const { rects, lines } = laid(given);
      lines.forEach((points, at) => {
        const { from = 0, to = 0 } = given.lines[at] ?? {};
        if (from === to) {
          expect(points).toEqual([]);
          return;
        }
        for (const [box, end] of [
          [rects[from], points[0]],
          [rects[to], points.at(-1)],
        ] as const) {
          if (!box || !end) throw new Error('a line lacks an end');
          expect(Math.min(Math.abs(end.y - box.top), Math.abs(end.y - box.bottom))).toBeLessThan(EPSILON);
          expect(end.x).toBeGreaterThan(box.left - EPSILON);
          expect(end.x).toBeLessThan(box.right + EPSILON);
        }
      });
    }),
  );
});

it('the same graph is drawn the same again', () => {
  fc.assert(
    fc.property(drawing, ({ boxes, lines }) => {
      expect(layeredLayout([...boxes], [...lines])).toEqual(layeredLayout(boxes, lines));
    }),
  );
});
