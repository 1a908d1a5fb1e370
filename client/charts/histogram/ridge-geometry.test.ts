import { describe, expect, it } from 'vitest';
import { binned, type HistogramBuckets } from './buckets.ts';
import { columnAt, heatLayoutOf, heatOf, heatValueAt } from './heat-geometry.ts';
import { outlineOf, ridgeAt, ridgeLayoutOf, ridgeTicks, ridgeValueAt } from './ridge-geometry.ts';

/** One bucket from 0 to 1 at each step. */
function bucketsOf(counts: readonly number[], steps: readonly number[]): HistogramBuckets {
  return {
    steps: Float64Array.from(steps),
    wallTimes: Float64Array.from(steps),
    offsets: Uint32Array.from([0, ...counts].keys()),
    left: Float64Array.from(counts, () => 0),
    right: Float64Array.from(counts, () => 1),
    count: Float64Array.from(counts),
  };
}
const area = { left: 0, top: 0, right: 300, bottom: 100 };
const binnedOf = (counts: readonly number[], steps: readonly number[]) =>
  binned(bucketsOf(counts, steps), { bins: undefined, extent: undefined, mostSteps: 100 });
const STEPS = Float64Array.of(0, 10, 40);
const three = binnedOf([10, 5, 10], [...STEPS]);

describe('ridges', () => {
  const layout = ridgeLayoutOf(three, area, STEPS, false);
  const overlaid = ridgeLayoutOf(three, area, STEPS, true);

  it('stand as far apart as their steps, the newest at the bottom', () => {
    expect([...layout.baselines]).toEqual([40, 55, 100]);
  });

  it('stand on one line when they are overlaid', () => {
    expect([...overlaid.baselines]).toEqual([100, 100, 100]);
    expect(Math.min(...outlineOf(overlaid, 0).filter((_, i) => i % 2 === 1))).toBeCloseTo(5, 9);
  });

  it('stay within the area, the highest up to its top', () => {
    const heights = [0, 1, 2].map((ridge) =>
      Math.min(...outlineOf(layout, ridge).filter((_, i) => i % 2 === 1)),
    );
    expect(heights[0]).toBeCloseTo(0, 9);
    expect(heights[2]).toBeCloseTo(60, 9);
  });

  it.each([
    ['the foremost that covers the pixel', 95, 2],
    ['one behind, where it looks out', 50, 1],
    ['the nearest, where there is none', 56, 1],
  ])('are found: %s', (_, y, ridge) => {
    expect(ridgeAt(layout, 150, y)).toBe(ridge);
  });

  it('are found by the nearest line when they are overlaid', () => {
    expect(ridgeAt(overlaid, 150, 55)).toBe(1);
    expect(ridgeAt(overlaid, 150, 10)).toBe(2);
    expect(ridgeValueAt(overlaid, 150)).toBe(0.5);
  });

  it('have round steps written beside them', () => {
    expect(ridgeTicks(layout, 'step').map(({ label, at }) => [label, at])).toEqual([
      ['0', 40],
      ['20', 70],
      ['40', 100],
    ]);
    const one = ridgeLayoutOf(binnedOf([1], [7]), area, Float64Array.of(7), false);
    expect(ridgeTicks(one, 'step').map(({ label }) => label)).toEqual(['7']);
    expect(ridgeTicks(layout, 'relative').map(({ label }) => label)).toEqual(['0s', '30s']);
  });
});

describe('a heat map', () => {
  const layout = heatLayoutOf(three, area, STEPS);

  it('has columns that meet halfway between their steps', () => {
    // From -5 to 55.
    expect([...layout.edges]).toEqual([0, 50, 150, 300]);
    expect([10, 60, 299, 301].map((x) => columnAt(layout, x))).toEqual([0, 1, 2, undefined]);
  });

  it('has the greatest value at the top', () => {
    expect(heatValueAt(layout, 0)).toBe(1);
    expect(heatValueAt(layout, 75)).toBe(0.25);
  });

  it('shows a single count among millions, and nothing where there is none', () => {
    expect(heatOf(1, 1e9)).toBeGreaterThan(0.05);
    expect(heatOf(0, 1e9)).toBe(0);
    expect(heatOf(7, 7)).toBe(1);
  });
});
