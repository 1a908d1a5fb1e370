import { describe, expect, it } from 'vitest';
import { LINEAR } from './axis-scale.ts';
import {
  type Line,
  LinePlotter,
  nearestIndex,
  type PlottedLine,
  windowOf,
  type XAxis,
} from './plotted-line.ts';
import { rangeOf, type Zoom } from './range.ts';

const line = (values: number[], wallTimes = values.map((_, i) => 100 + i)): Line => ({
  name: 'run',
  color: '#f00',
  columns: {
    steps: Float64Array.from(values.keys()),
    wallTimes: Float64Array.from(wallTimes),
    values: Float64Array.from(values),
  },
});
const by = (xAxis: XAxis, amount = 0, xScale = LINEAR) => ({
  xAxis,
  xScale,
  smoothing: { kind: 'exponential', amount } as const,
});
const plotted = (values: number[], wallTimes?: number[], axis: XAxis = 'step', weight = 0) =>
  new LinePlotter().plot([line(values, wallTimes)], by(axis, weight))[0] as PlottedLine;
/** Scales by the name of the vertical one. */
const scales = (name: 'linear' | 'log' | 'symlog') => ({ x: LINEAR, y: { name, threshold: 1 } });

describe('a plotted line', () => {
  it.each([
    ['step', [0, 1, 2]],
    ['relative', [0, 5, 3]],
    ['wall', [100, 105, 103]],
  ] as const)('has its positions along %s', (axis, expected) => {
    const { x, sorted } = plotted([1, 2, 3], [100, 105, 103], axis);
    expect([...(x as Float64Array)]).toEqual(expected);
    expect(sorted).toBe(axis === 'step');
  });

  it('holds steps beyond 2^53 as near as a number can', () => {
    const big = { ...line([1]).columns, steps: BigInt64Array.of(2n ** 60n) };
    expect(new LinePlotter().plot([{ ...line([1]), columns: big }], by('step'))[0]?.x[0]).toBe(2 ** 60);
  });

  it('keeps what it derived while columns, axis and weight are the same', () => {
    const plotter = new LinePlotter();
    const given = line([1, 2, 4]);
    const [first] = plotter.plot([given], by('relative', 0.5));
    const [again] = plotter.plot([{ ...given, color: '#00f' }], by('relative', 0.5));
    expect(again?.curve).toBe(first?.curve);
    expect(again?.x).toBe(first?.x);
    expect(again?.line.color).toBe('#00f');
    const [other] = plotter.plot([given], by('step', 0.9));
    expect(other?.curve).not.toBe(first?.curve);
    expect(other?.x).toEqual(Float64Array.of(0, 1, 2));
  });

  it.each([
    ['a part with a neighbour at either side', [0, 1, 2, 3, 4, 5], 1.5, 3.5, { first: 1, end: 5 }],
    ['all of it', [0, 1, 2], -1, 9, { first: 0, end: 3 }],
    ['what is left of it', [0, 1, 2], 7, 9, { first: 2, end: 3 }],
  ])('gives %s', (_, values, min, max, expected) => {
    expect(windowOf(plotted(values), min, max)).toEqual(expected);
  });

  it.each([
    [-5, 0],
    [1.4, 1],
    [1.5, 1],
    [1.6, 2],
    [9, 3],
  ])('is nearest to %d at index %d', (at, index) => {
    expect(nearestIndex(plotted([0, 0, 0, 0]), at)).toBe(index);
  });

  it('is searched whole where time goes back', () => {
    expect(nearestIndex(plotted([1, 2, 3], [100, 105, 103], 'wall'), 103.5)).toBe(2);
    expect(nearestIndex(plotted([]), 1)).toBeUndefined();
  });
});

describe('a range', () => {
  it.each<[string, number[], Zoom, 'linear' | 'log' | 'symlog', [number, number, number, number]]>([
    ['a margin above and below', [0, 10], {}, 'linear', [0, 1, -0.5, 10.5]],
    ['room around a single point', [4], {}, 'linear', [-0.5, 0.5, 3.8, 4.2]],
    ['room around zero', [0, 0], {}, 'linear', [0, 1, -1, 1]],
    ['0 to 1 without points', [], {}, 'linear', [0, 1, 0, 1]],
    ['what is finite', [1, Number.NaN, Infinity, 2], {}, 'linear', [0, 3, 0.95, 2.05]],
    ['the zoom', [0, 10, 20], { x: { min: 0.5, max: 1 }, y: { min: 2, max: 3 } }, 'linear', [0.5, 1, 2, 3]],
    ['only values above zero on a log axis', [-5, 0, 1, 10], {}, 'log', [0, 3, 10 ** -0.05, 10 ** 1.05]],
    ['one typed end, the other fitted', [0, 10], { y: { min: -100 } }, 'linear', [0, 1, -100, 10.5]],
    ['all curves where a typed end leaves none', [0, 10], { y: { min: 50 } }, 'linear', [0, 1, 50, 61]],
    ['no end at zero on a log axis', [1, 10], { y: { min: 0, max: 100 } }, 'log', [0, 1, 10 ** -0.05, 100]],
    ['both signs on a symlog axis', [-9, 99], {}, 'symlog', [0, 1, 1 - 10 ** 1.15, 10 ** 2.15 - 1]],
    ['1 to 10 on a log axis without any', [-5], {}, 'log', [-0.5, 0.5, 1, 10]],
  ])('shows %s', (_, values, zoom, name, [x0, x1, y0, y1]) => {
    const { x, y } = rangeOf([plotted(values)], zoom, scales(name));
    expect([x.min, x.max]).toEqual([x0, x1]);
    expect(y.min).toBeCloseTo(y0, 9);
    expect(y.max).toBeCloseTo(y1, 9);
  });

  it('fits its height to the width that is zoomed to', () => {
    const { y } = rangeOf([plotted([1000, 3, 2, 1, 0, 5])], { x: { min: 2, max: 3 } }, scales('linear'));
    expect(y.max).toBeLessThan(4);
  });

  it('holds the raw values of a smoothed curve', () => {
    const { y } = rangeOf([plotted([0, 0, 100, 0], undefined, 'step', 0.9)], {}, scales('linear'));
    expect(y.max).toBeGreaterThanOrEqual(100);
  });

  it('leaves out outliers when asked to', () => {
    const values = [...Array.from({ length: 98 }, (_, i) => i), 1e9, -1e9];
    const { y } = rangeOf([plotted(values)], {}, scales('linear'), true);
    expect(y.max).toBeLessThan(110);
    expect(y.min).toBeGreaterThan(-10);
  });

  it('has a second height for the lines of the right axis alone', () => {
    const right = { ...line([1000, 2000]), name: 'b', side: 'right' as const };
    const both = new LinePlotter().plot([line([0, 1]), right], by('step'));
    const range = rangeOf(both, {}, scales('linear'));
    expect(range.y.max).toBeLessThan(2);
    expect(range.right?.min).toBeGreaterThan(900);
  });

  it('begins at the first step that a log axis can show', () => {
    const xScale = { name: 'log', threshold: 1 } as const;
    const lines = new LinePlotter().plot([line([5, 5, 5, 5, 5])], by('step', 0, xScale));
    expect(rangeOf(lines, {}, { x: xScale, y: LINEAR }).x).toEqual({ min: 1, max: 10 ** Math.log10(4) });
  });
});

describe('a line over another tag', () => {
  const epochs = { ...line([0, 1, 2]).columns, steps: Float64Array.of(0, 10, 20) };
  it('lies evenly between the points of that tag, and nowhere beyond them', () => {
    const given = { ...line([1, 2, 3, 4]), over: epochs };
    const over = { ...given, columns: { ...given.columns, steps: Float64Array.of(0, 5, 20, 30) } };
    const [result] = new LinePlotter().plot([over], by('tag'));
    expect(Array.from(result?.x ?? [])).toEqual([0, 0.5, 2, Number.NaN]);
    expect(result?.sorted).toBe(false);
    expect(nearestIndex(result as PlottedLine, 1.9)).toBe(2);
  });
  it('lies nowhere without that tag', () => {
    const [result] = new LinePlotter().plot([line([1, 2])], by('tag'));
    expect(nearestIndex(result as PlottedLine, 1)).toBeUndefined();
  });
});
