import { describe, expect, it } from 'vitest';
import { fineness, limitOf, pointAtStep } from './card-lines.ts';
import { clicked, stepRowsOf, stepSelectionOf, stepSelectionText } from './step-selection.ts';

const columns = (values: readonly number[], every = 10) => ({
  steps: Float64Array.from(values.keys(), (i) => i * every),
  wallTimes: Float64Array.from(values.keys(), (i) => 1000 + i * 5),
  values: Float64Array.from(values),
});
const line = (name: string, values: readonly number[]) => ({ name, color: '#000', columns: columns(values) });

describe('chosen steps', () => {
  it.each([['120'], ['120..400'], ['-5']])('come back from a link: %s', (text) => {
    const read = stepSelectionOf(text);
    expect(read && stepSelectionText(read)).toBe(text);
  });

  it.each([
    ['begin anew by a click', { from: 5, to: 9 }, 20.4, false, { from: 20, to: undefined }],
    ['reach to a click with Shift', { from: 5, to: 9 }, 20, true, { from: 5, to: 20 }],
    ['are in order', { from: 5, to: undefined }, 1, true, { from: 1, to: 5 }],
  ])('%s', (_, before, step, extend, expected) => expect(clicked(before, step, extend)).toEqual(expected));

  it('compare each curve with the first', () => {
    const rows = stepRowsOf([line('a', [1, 4]), line('none', []), line('b', [1, 3])], {
      from: 9,
      to: undefined,
    });
    expect(
      rows.map(({ line: { name }, step, value, difference, percent }) => [
        name,
        step,
        value,
        difference,
        percent,
      ]),
    ).toEqual([
      ['a', 10, 4, undefined, undefined],
      ['b', 10, 3, -1, -25],
    ]);
  });

  it('compare each curve with the baseline where there is one', () => {
    const base = { ...line('base', [1, 2]), base: true };
    const rows = stepRowsOf([line('a', [1, 4]), base], { from: 10, to: undefined });
    expect(rows.map(({ difference, percent }) => [difference, percent])).toEqual([
      [2, 100],
      [undefined, undefined],
    ]);
  });

  it('compare the end of a range with its start, and tell what lies between', () => {
    const [row] = stepRowsOf([line('a', [-2, 9, -7, Number.NaN, 1])], { from: 0, to: 40 });
    expect(row).toMatchObject({
      value: -2,
      difference: 3,
      percent: 150,
      end: { step: 40, value: 1, min: -7, max: 9 },
    });
    expect(stepRowsOf([line('a', [0, 5])], { from: 0, to: 10 })[0]).toMatchObject({
      difference: 5,
      percent: undefined,
    });
  });

  it.each([
    [-5, 0],
    [4, 0],
    [5, 0],
    [6, 1],
    [99, 2],
  ])('step %d is nearest to point %d', (step, index) =>
    expect(pointAtStep(columns([1, 2, 3]), step)).toBe(index),
  );
});

describe('how fine a chart is', () => {
  it.each([
    [400, 1, 1024],
    [1600, 2, 4096],
    [400, 1000, 256],
    [undefined, 200, 1024],
    [9000, 1, 8192],
  ])('a plot %d wide with %d curves has %d points of each', (width, lines, points) => {
    expect(limitOf(width, lines)).toBe(points);
  });

  it.each([
    ['steps', 'step', { min: 12, max: 27 }, { fromStep: 12, toStep: 27 }],
    ['steps that there are', 'step', { min: -5 }, { fromStep: 0, toStep: 40 }],
    ['the points around a time', 'relative', { min: 6, max: 12 }, { fromStep: 10, toStep: 30 }],
    ['the points around a wall time', 'wall', { min: 1006, max: 1012 }, { fromStep: 10, toStep: 30 }],
    ['all where there is nothing in sight', 'step', { min: 90, max: 99 }, undefined],
    ['all along another tag', 'tag', { min: 1, max: 2 }, undefined],
  ] as const)('wants %s', (_, axis, shown, window) => {
    expect(fineness(100, shown, axis, columns([1, 2, 3, 4, 5]))).toEqual({ limit: 100, window });
  });
});
