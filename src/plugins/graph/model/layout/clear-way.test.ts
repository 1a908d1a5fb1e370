import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clearWay, type Obstacle, Obstacles } from './clear-way.ts';

const START = { x: 0, y: 0 };
const END = { x: 200, y: 100 };

it.each([
  ['no box beside its ends: no bend', [], [{ x: 90, y: 50 }], [START, END]],
  [
    'bends around boxes of other rows: all of them',
    [],
    [
      { x: 9, y: 40 },
      { x: 9, y: 60 },
    ],
    [START, { x: 9, y: 40 }, { x: 9, y: 60 }, END],
  ],
  [
    'a higher box beside its beginning: down to the end of it first',
    [{ id: 3, x: 100, y: -80, width: 300, height: 140 }],
    [],
    [START, { x: 0, y: 52 }, { x: 0, y: 64 }, END],
  ],
  [
    'a higher box beside its end: across before it begins',
    [{ id: 3, x: 20, y: 40, width: 100, height: 200 }],
    [],
    [START, { x: 200, y: 36 }, { x: 200, y: 48 }, END],
  ],
  [
    'the boxes that it leads from and to: no bend',
    [{ id: 1, x: 0, y: -80, width: 300, height: 110 }],
    [],
    [START, END],
  ],
  [
    'a box that is out of its way: no bend',
    [{ id: 3, x: 300, y: -80, width: 100, height: 140 }],
    [],
    [START, END],
  ],
] as const)('with %s', (_, others, bends, expected) => {
  expect(clearWay(new Obstacles(others), [1, 2], START, bends, END)).toEqual(expected);
});

it('a way that leads up is as the layout has it', () => {
  expect(clearWay(new Obstacles([]), [], END, [{ x: 90, y: 50 }], START)).toEqual([
    END,
    { x: 90, y: 50 },
    START,
  ]);
});

it('no piece of it leads up, or through a box that ends before the row of its end', () => {
  const width = fc.integer({ min: 10, max: 80 });
  fc.assert(
    fc.property(fc.array(fc.record({ width, height: width }), { maxLength: 6 }), width, (sizes, gap) => {
      let x = 20;
      const others = sizes.map((size): Obstacle => {
        const box = { id: x, x, y: -size.height / 2, ...size };
        x += size.width + 20;
        return box;
      });
      const end = { x: x + 10, y: 40 + gap };
      const way = clearWay(new Obstacles(others), [], START, [], end);
      way.slice(1).forEach((to, at) => {
        const from = way[at] ?? START;
        expect(to.y).toBeGreaterThanOrEqual(from.y);
        for (const { x: left, y, width: wide, height } of others) {
          // Across is only where no box is.
          if (to.x !== from.x && left < Math.max(from.x, to.x) && left + wide > Math.min(from.x, to.x))
            expect(from.y).toBeGreaterThanOrEqual(y + height);
        }
      });
    }),
  );
});
