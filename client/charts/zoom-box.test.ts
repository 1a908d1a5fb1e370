import { describe, expect, it } from 'vitest';
import { LINEAR } from './axis-scale.ts';
import { axisProjection, type Projection, toPixel, toValue } from './projection.ts';
import { moveAround, snappedBox, zoomMoved, zoomOf } from './zoom-box.ts';

const area = { left: 50, top: 10, right: 250, bottom: 110 };
const projection = (logarithmic: boolean): Projection => ({
  area,
  x: axisProjection({ min: 0, max: 100 }, area.left, area.right, LINEAR),
  y: axisProjection({ min: 1, max: 100 }, area.bottom, area.top, {
    name: logarithmic ? 'log' : 'linear',
    threshold: 1,
  }),
});
const box = (x0: number, y0: number, x1: number, y1: number) => ({ x0, y0, x1, y1 });

describe('a dragged box', () => {
  it.each([
    ['a click is none', box(100, 50, 103, 52), undefined],
    ['a flat drag takes the whole height', box(100, 50, 150, 53), box(100, 10, 150, 110)],
    ['a steep drag takes the whole width', box(100, 30, 104, 80), box(50, 30, 250, 80)],
    ['it ends at the axes', box(100, 50, 999, 999), box(100, 50, 250, 110)],
  ])('%s', (_, dragged, expected) => {
    expect(snappedBox(dragged, projection(false))).toEqual(expected);
  });

  it.each([
    ['both axes', false, box(150, 10, 100, 60), { x: { min: 25, max: 50 }, y: { min: 50.5, max: 100 } }],
    [
      'one axis where the box has the whole other',
      false,
      box(100, 10, 150, 110),
      { x: { min: 25, max: 50 } },
    ],
    ['a logarithmic axis', true, box(50, 10, 250, 60), { y: { min: 10, max: 100 } }],
  ])('zooms %s', (_, logarithmic, snapped, expected) => {
    const zoom = zoomOf(snapped, projection(logarithmic), {});
    for (const side of ['x', 'y'] as const) {
      const wanted = (expected as Partial<Record<'x' | 'y', { min: number; max: number }>>)[side];
      expect(zoom[side]?.min ?? null).toEqual(wanted ? expect.closeTo(wanted.min, 9) : null);
      expect(zoom[side]?.max ?? null).toEqual(wanted ? expect.closeTo(wanted.max, 9) : null);
    }
  });

  it('keeps the zoom of the other axis', () => {
    const present = { y: { min: 3, max: 4 } };
    expect(zoomOf(box(100, 10, 150, 110), projection(false), present)).toEqual({
      x: { min: 25, max: 50 },
      ...present,
    });
  });

  it('zooms no further than numbers can tell apart', () => {
    const narrow = { ...projection(false), x: axisProjection({ min: 1, max: 1 + 1e-12 }, 50, 250, LINEAR) };
    expect(zoomOf(box(100, 10, 120, 110), narrow, {})).toEqual({});
  });
});

it.each([false, true])('pixels become the values that they came from (logarithmic: %s)', (logarithmic) => {
  const { y } = projection(logarithmic);
  for (const value of [1, 2, 10, 99]) expect(toValue(y, toPixel(y, value))).toBeCloseTo(value, 9);
  expect(toPixel(y, 100)).toBeCloseTo(area.top, 9);
  expect(toPixel(y, 1)).toBeCloseTo(area.bottom, 9);
});

describe('a moved plot', () => {
  it('shows a part of what it showed, around the pointer', () => {
    const zoom = zoomMoved({ x: moveAround(0.25, 0.5) }, projection(false), {});
    expect(zoom).toEqual({ x: { min: 12.5, max: 62.5 } });
  });

  it('moves evenly along a logarithmic axis', () => {
    const { y } = zoomMoved({ y: { from: 0.5, to: 1.5 } }, projection(true), {});
    expect(y?.min).toBeCloseTo(10, 9);
    expect(y?.max).toBeCloseTo(1000, 9);
  });

  it('goes on from a zoom that is not drawn yet', () => {
    const move = { x: { from: 0.5, to: 1.5 } };
    const once = zoomMoved(move, projection(false), {});
    expect(zoomMoved(move, projection(false), once)).toEqual({ x: { min: 100, max: 200 } });
  });
});
