import { expect, it } from 'vitest';
import type { ScalarSeries } from '../../src/reader/store/series.ts';
import { encodeJson, jsonParts } from './json.ts';
import { jsonChunks } from './json-chunks.ts';
import { POINT_ROWS, type PointForm, plainPoints, pointsJson } from './points-json.ts';

const OBJECTS: PointForm = ['{"wallTime":', ',"step":', ',"value":', '}'];

function seriesOf(length: number): ScalarSeries {
  const columns = {
    wallTimes: Float64Array.from({ length }, (_, at) => 1_700_000_000 + at / 4),
    steps: Float64Array.from({ length }, (_, at) => at),
    values: Float64Array.from({ length }, (_, at) => at / 1000),
  };
  // Nothing else of a series is looked at.
  return columns as unknown as ScalarSeries;
}

it('are the whole answer, while another one is made in turns with it', async () => {
  const answers = [POINT_ROWS, OBJECTS].map((form) => {
    const entries = [0, 1, 500, 10_000].map((length) => {
      const series = seriesOf(length);
      const indices = Array.from({ length }, (_, at) => at);
      const plain = `[${plainPoints(series, indices, form)}]`;
      return { name: `größe ${length}`, points: pointsJson(series, indices, form), plain };
    });
    const value = new Map(entries.map(({ name, points }) => [name, points]));
    const expected = `{${entries.map(({ name, plain }) => `"${name}":${plain}`).join(',')}}`;
    return { value, expected, chunks: jsonChunks(jsonParts(value)), made: [] as Uint8Array[] };
  });
  for (let more = true; more; ) {
    more = false;
    for (const { chunks, made } of answers) {
      const { done, value } = await chunks.next();
      if (done) continue;
      more = true;
      made.push(value);
    }
  }
  for (const { value, expected, made } of answers) {
    expect(Buffer.concat(made).toString() === expected).toBe(true);
    expect(encodeJson(value) === expected).toBe(true);
    expect(made.length).toBeGreaterThan(2);
  }
});
