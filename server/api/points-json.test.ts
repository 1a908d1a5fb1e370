import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScalarSeries } from '../../src/reader/store/series.ts';
import { JsonBytes } from './json.ts';
import { POINT_ROWS, type PointForm, plainPoints, pointsJson } from './points-json.ts';
import { sampleIndices } from './sample.ts';

type Columns = Pick<ScalarSeries, 'wallTimes' | 'steps' | 'values'>;

const OBJECTS: PointForm = ['{"wallTime":', ',"step":', ',"value":', '}'];

function seriesOf(columns: Columns): ScalarSeries {
  // Nothing else of a series is looked at.
  return { ...columns, length: columns.steps.length } as ScalarSeries;
}

const fastText = (columns: Columns, limit = Number.POSITIVE_INFINITY, form = POINT_ROWS) =>
  pointsJson(seriesOf(columns), limit, form).text;
const plainText = (columns: Columns, form = POINT_ROWS) =>
  `[${plainPoints(seriesOf(columns), undefined, form)}]`;

const EDGES = [
  ...[0, -0, 1, -1, 0.1, 0.5, 1e-6, 9.999999999999e-7, 1e15, 1e16, 9999999999999998, 999999999999999.9],
  ...[9.99999999999999, 0.9999999999999999, 1e21, 1e22, 5e-324, 2 ** 53, 2 ** -1074, 0.30000000000000004],
  ...[Number.MAX_VALUE, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
];
/** Of any size, and such as are logged: near a second of today, short decimals, float32. */
const numbers = fc.oneof(
  fc.double(),
  fc.double({ min: 1.6e9, max: 1.9e9 }),
  fc.double({ min: -1000, max: 1000 }),
  fc.integer({ min: -1e9, max: 1e9 }).map((digits) => digits / 10 ** (Math.abs(digits) % 9)),
  fc.float(),
  fc.constantFrom(...EDGES),
);

describe('points as JSON', () => {
  it.each([{ form: POINT_ROWS }, { form: OBJECTS }])(
    'are the same numbers as JavaScript writes, in the form $form',
    ({ form }) => {
      const points = fc.array(fc.tuple(numbers, fc.maxSafeInteger(), numbers), { maxLength: 40 });
      fc.assert(
        fc.property(points, fc.boolean(), (rows, narrow) => {
          const values = rows.map(([, , value]) => value);
          const columns = {
            wallTimes: Float64Array.from(rows, ([wallTime]) => wallTime),
            steps: Float64Array.from(rows, ([, step]) => step),
            values: narrow ? Float32Array.from(values) : Float64Array.from(values),
          };
          const text = fastText(columns, Number.POSITIVE_INFINITY, form);
          // As a reader gets it.
          expect(JSON.parse(text)).toEqual(JSON.parse(plainText(columns, form)));
        }),
        { numRuns: 500 },
      );
    },
  );

  it('keep every digit of steps that are int64', () => {
    const steps = BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n, 0n, -1n, 2n ** 53n + 1n, 10n);
    const columns = { wallTimes: new Float64Array(6), steps, values: new Float64Array(6) };
    expect(fastText(columns)).toBe(`[${Array.from(steps, (step) => `[0,${step},0]`).join(',')}]`);
  });

  it('are written as short as they were given, whatever their number', () => {
    const length = 10_000;
    const columns = {
      wallTimes: Float64Array.from({ length }, (_, at) => 1_700_000_000 + at / 4),
      steps: Float64Array.from({ length }, (_, at) => at),
      values: Float64Array.from({ length }, (_, at) => at / 1000),
    };
    expect(fastText(columns)).toBe(plainText(columns));
  });

  it('are at most as many as were asked for', () => {
    const columns = {
      wallTimes: Float64Array.of(1, 2, 3),
      steps: Float64Array.of(10, 20, 30),
      values: Float32Array.of(0.5, 0.25, 0.125),
    };
    expect(fastText(columns, 2)).toBe('[[1,10,0.5],[3,30,0.125]]');
  });

  it('are sampled alike, however many goes it takes to write them', () => {
    const length = 20_000;
    const columns = {
      wallTimes: Float64Array.from({ length }, (_, at) => at / 8),
      steps: Float64Array.from({ length }, (_, at) => at),
      values: Float64Array.from({ length }, (_, at) => -at / 1000),
    };
    const indices = sampleIndices(length, 10_000);
    const expected = plainPoints(seriesOf(columns), indices, POINT_ROWS);
    expect(fastText(columns, 10_000) === `[${expected}]`).toBe(true);
  });

  it('leave room that is too small to whoever comes next', () => {
    const columns = {
      wallTimes: Float64Array.of(1, 2, 3),
      steps: Float64Array.of(10, 20, 30),
      values: Float32Array.of(0.5, 0.25, 0.125),
    };
    const json = pointsJson(seriesOf(columns), 3, OBJECTS);
    if (!(json instanceof JsonBytes)) throw new Error('WebAssembly is missing');
    const writer = json.writer();
    const chunk = Buffer.alloc(1024, '.');
    let text = '';
    for (let at = 900; !writer.done; at = 0) {
      const end = writer.write(chunk, at);
      expect(end).toBeLessThanOrEqual(chunk.length);
      text += chunk.toString('latin1', at, end);
    }
    expect(text).toBe(plainText(columns, OBJECTS));
  });
});
