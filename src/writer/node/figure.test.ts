import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsIn } from '../../../test/event-files.ts';
import { NODE } from './node-surroundings.ts';
import { SummaryWriter } from './summary-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'runboard-figure-'));
const png = NODE.encodePng({ width: 3, height: 2, channels: 3, bytes: new Uint8Array(18) });
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="9" height="9"/></svg>';
const hasCanvas = existsSync('node_modules/@napi-rs/canvas');
const CHART = { type: 'bar', data: { labels: ['a'], datasets: [{ data: [1] }] } };

describe('a figure', () => {
  let writer: SummaryWriter;
  const added = async () => {
    await writer.flush();
    return eventsIn(folder).flatMap(({ step, wallTimeSeconds, values = [] }) =>
      values.map(({ tag, image }) => ({ step, wallTimeSeconds, tag, image })),
    );
  };
  beforeAll(() => {
    writer = new SummaryWriter(folder);
  });
  afterAll(async () => {
    await writer.close();
    rmSync(folder, { recursive: true });
  });

  it('that is a PNG file is written as it is, at once', async () => {
    writer.addFigure('png', png, 7, { wallTime: 5 });
    const [figure] = await added();
    expect(figure).toMatchObject({ step: 7, wallTimeSeconds: 5, tag: 'png' });
    expect(figure?.image).toMatchObject({ width: 3, height: 2, colorspace: 3 });
    expect(Buffer.from(figure?.image?.encodedImageString ?? []).equals(png)).toBe(true);
  });

  it('that is an SVG picture is drawn in its own size or as wide as asked for', async () => {
    await writer.addFigure('svg', SVG);
    await writer.addFigure('wide', SVG, 1, { width: 60 });
    const figures = (await added()).slice(-2).map(({ tag, image }) => [tag, image?.width, image?.height]);
    expect(figures).toEqual([
      ['svg', 20, 10],
      ['wide', 60, 30],
    ]);
  });

  it.runIf(hasCanvas)('that is a configuration of Chart.js is drawn', async () => {
    await writer.addFigure('chart', CHART, 1, { width: 200, height: 100 });
    expect((await added()).at(-1)?.image).toMatchObject({ width: 200, height: 100, colorspace: 4 });
  });

  it.skipIf(hasCanvas)('that is a chart says what to install where nothing can draw it', () =>
    expect(writer.addFigure('chart', CHART)).rejects.toThrow(
      'SummaryWriter.addFigure("chart"): to draw a chart, install what draws it: npm install chart.js @napi-rs/canvas',
    ),
  );

  it.each([
    ['text', 'no picture', 'expected an SVG picture, got "no picture"'],
    ['a broken SVG', '<svg', 'expected an SVG picture'],
    ['an SVG that does not end', '<svg >', 'the SVG picture cannot be drawn'],
  ])('refuses %s', (_, figure, message) =>
    expect(writer.addFigure('f', figure)).rejects.toThrow(`SummaryWriter.addFigure("f"): ${message}`),
  );

  it('refuses bytes that are no PNG file', () =>
    expect(() => writer.addFigure('f', Uint8Array.of(1, 2))).toThrow(
      'SummaryWriter.addFigure("f"): expected the bytes of a PNG file, got 2 other bytes',
    ));
});
