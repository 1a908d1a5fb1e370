// What a report holds comes out again as it went in, and nothing in it can end the element that it stands in.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NamedChart } from '../charts/chart-view.ts';
import { packReport, pointsSentence, type Report, unpackReport } from './report-data.ts';

function reportOf(title: string, name: string, values: Float32Array | Float64Array, big = false): Report {
  const columns = {
    steps: big
      ? BigInt64Array.from(values, (_, at) => 2n ** 60n + BigInt(at))
      : Float64Array.from(values.keys()),
    wallTimes: Float64Array.from(values.keys(), (at) => 1.7e9 + at / 3),
    values,
  };
  const chart: NamedChart = {
    heading: title,
    lines: [
      { name, color: '#123456', columns, dash: [6, 3], side: 'right', over: columns },
      { name: `${name} again`, color: '#123456', columns, band: { low: values, high: values } },
    ],
    ...{
      xAxis: 'step',
      xScale: 'log',
      yScale: 'symlog',
      showRaw: false,
      ignoreOutliers: true,
      extremes: false,
    },
    smoothing: { kind: 'gaussian', amount: 5 },
    references: { x: [1], y: [] },
    selection: { from: 1, to: 2 },
    zoom: { x: { min: 0, max: 5 } },
  };
  const points = { all: 10, held: 10 };
  return { title, madeAt: 5, source: 'http://localhost/#a', theme: 'dark', points, charts: [chart, chart] };
}

describe('the data of a report', () => {
  it('come out as they went in, whatever names and numbers are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        fc.float64Array({ maxLength: 40 }),
        fc.boolean(),
        async (title, name, values, big) => {
          const report = reportOf(title, name, values as Float64Array<ArrayBuffer>, big);
          expect(await unpackReport(await packReport(report))).toEqual(report);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('hold no sign by which HTML begins', async () => {
    const text = await packReport(
      reportOf('</script><script>alert(1)</script>', '<!--<script>', Float32Array.of(1)),
    );
    expect(text).not.toContain('<');
    expect((await unpackReport(text)).title).toBe('</script><script>alert(1)</script>');
  });

  it('hold a column once that many curves share', async () => {
    const values = Float64Array.from({ length: 5000 }, () => Math.random());
    const text = await packReport(reportOf('a', 'b', values));
    expect(text.length).toBeLessThan(2.5 * 5000 * 8 * (4 / 3));
    expect((JSON.parse(text) as { columns: unknown[] }).columns).toHaveLength(3);
  });

  it.each([
    [{ all: 1234, held: 1234 }, 'Every point is in this file: 1,234.'],
    [{ all: 8e6, held: 8192 }, '8,192 of 8,000,000 points are in this file'],
  ])('say of %o how many points there are', (points, sentence) => {
    expect(pointsSentence(points)).toContain(sentence);
  });
});
