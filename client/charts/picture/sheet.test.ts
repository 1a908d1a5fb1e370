// How charts lie on a picture, and what is on it.
import { describe, expect, it } from 'vitest';
import type { CanvasTheme } from '../canvas-theme.ts';
import type { NamedChart } from '../chart-view.ts';
import { paintSheet, sheetOf } from './sheet.ts';
import { SvgPen } from './svg-pen.ts';

const THEME: CanvasTheme = {
  ...{
    grid: '#eee',
    axis: '#ccc',
    label: '#666',
    text: '#111',
    surface: '#fff',
    accent: '#35d',
    danger: '#b22',
  },
  fontFamily: 'x',
  fontSize: 11,
};
const measure = (text: string) => text.length * 6;

function chartOf(heading: string, names: readonly string[], values = [3, 2, Number.NaN, 1]): NamedChart {
  return {
    heading,
    lines: names.map((name) => ({
      name,
      color: '#3778d7',
      columns: {
        steps: Float64Array.from(values.keys()),
        wallTimes: Float64Array.from(values.keys()),
        values: Float32Array.from(values),
      },
    })),
    ...{
      xAxis: 'step',
      xScale: 'linear',
      yScale: 'linear',
      showRaw: true,
      ignoreOutliers: false,
      extremes: true,
    },
    smoothing: { kind: 'exponential', amount: 0.6 },
    references: { x: [1], y: [2] },
    selection: { from: 1, to: 2 },
    zoom: {},
  };
}

async function painted(charts: readonly NamedChart[]): Promise<string> {
  const pen = new SvgPen(measure);
  const sheet = sheetOf(charts, measure);
  await paintSheet(pen, sheet, THEME, () => Promise.resolve());
  return pen.svg(sheet.width, sheet.height);
}

describe('a sheet', () => {
  it.each([
    [1, 1],
    [4, 2],
    [5, 3],
    [200, 4],
  ])('of %i charts has %i columns', (count, columns) => {
    expect(
      sheetOf(
        Array.from({ length: count }, () => chartOf('a', [])),
        measure,
      ).columns,
    ).toBe(columns);
  });

  it('names each curve once, and says how many names have no room', () => {
    const names = Array.from({ length: 130 }, (_, at) => `run ${at}`);
    const { legend, rest, width, height } = sheetOf([chartOf('a', names), chartOf('b', names)], measure);
    expect(legend.map(({ name }) => name)).toEqual(names.slice(0, 120));
    expect(rest?.text).toBe('and 10 more');
    for (const { x, y, name } of legend) {
      expect(x + 18 + measure(name)).toBeLessThanOrEqual(width);
      expect(y).toBeLessThan(height);
    }
  });

  it('shows headings, ticks, curves, marks and names, and is well-formed', async () => {
    const svg = await painted([chartOf('loss <b>', ['run & one'])]);
    for (const text of ['loss &#60;b&#62;', 'run &#38; one', '>0<', '>3<']) expect(svg).toContain(text);
    // The curve smoothed and raw, and one in two parts around the NaN.
    expect(svg.match(/stroke="#3778d7"/g)?.length).toBeGreaterThanOrEqual(3);
    expect(svg).not.toContain('NaN');
    expect(svg.match(/<g /g)?.length).toBe(svg.match(/<\/g>/g)?.length);
  });

  it('of a curve without any point still has axes', async () => {
    expect(await painted([chartOf('empty', ['run'], [])])).toContain('>0.5<');
  });
});
