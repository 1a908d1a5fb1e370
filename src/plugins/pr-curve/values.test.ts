import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tensorOf } from '../../format/legacy.ts';
import { PR_CURVE_ROWS } from './kind.ts';
import {
  areaUnder,
  averagePrecision,
  definedLengthOf,
  operatingPointAt,
  precisionOfF1,
  rocCurveOf,
  thresholdIndex,
  thresholdsOf,
} from './model/curves.ts';
import { prCurveRawValue, prCurveValue } from './summary.ts';
import { prCurveOf } from './values.ts';

const curveOf = (...args: Parameters<typeof prCurveValue>) => prCurveOf(tensorOf(prCurveValue(...args)));
const floats = (length: number) => fc.float32Array({ minLength: length, maxLength: length, noNaN: true });

describe('a stored PR curve', () => {
  it('comes back as it was given', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 20 })
          .chain((length) => fc.tuple(...PR_CURVE_ROWS.map(() => floats(length)))),
        (rows) => {
          const [truePositives, falsePositives, trueNegatives, falseNegatives, precision, recall] = rows;
          if (!truePositives || !falsePositives || !trueNegatives || !falseNegatives) return;
          if (!precision || !recall) return;
          const given = { truePositives, falsePositives, trueNegatives, falseNegatives, precision, recall };
          const read = prCurveOf(tensorOf(prCurveRawValue('pr', given)));
          for (const name of PR_CURVE_ROWS) expect(read[name]).toEqual(Float64Array.from(given[name]));
        },
      ),
    );
  });

  it('counts each example at every threshold up to its prediction', () => {
    const examples = fc.array(fc.tuple(fc.boolean(), fc.double({ min: 0, max: 1, noNaN: true })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(examples, fc.integer({ min: 2, max: 30 }), (given, numThresholds) => {
        const labels = given.map(([label]) => label);
        const predictions = given.map(([, prediction]) => prediction);
        const curve = curveOf('pr', labels, predictions, { numThresholds });
        for (let at = 0; at < numThresholds; at++) {
          const taken = given.filter(([, prediction]) => Math.floor(prediction * (numThresholds - 1)) >= at);
          const positive = taken.filter(([label]) => label).length;
          expect(curve.truePositives[at]).toBe(positive);
          expect(curve.falsePositives[at]).toBe(taken.length - positive);
          expect(curve.falseNegatives[at]).toBe(labels.filter(Boolean).length - positive);
        }
      }),
    );
  });

  it.each([
    ['two labels, one prediction', [1, 0], [1], {}, 'got 2 labels and 1 predictions'],
    [
      'one threshold',
      [1],
      [1],
      { numThresholds: 1 },
      'expected numThresholds to be a whole number from 2 on, got 1',
    ],
    ['two weights for three', [1, 0, 1], [1, 1, 1], { weights: [1, 2] }, 'expected one weight or 3'],
  ])('cannot be of %s', (_, labels, predictions, options, message) =>
    expect(() => prCurveValue('pr', labels, predictions, options)).toThrow(message),
  );

  it('must be 6 × n numbers', () =>
    expect(() => prCurveOf({ dtype: 'float32', shape: [5, 1], numbers: new Float32Array(5) })).toThrow(
      'a PR curve must be 6 × n numbers, not float32 of shape [5,1]',
    ));
});

describe('what is derived', () => {
  it('is defined while anything is taken as positive, once at least', () => {
    const counts = (...positives: number[]) =>
      prCurveRawValue('pr', {
        truePositives: positives,
        falsePositives: positives,
        trueNegatives: positives,
        falseNegatives: positives,
        precision: positives,
        recall: positives,
      });
    expect(definedLengthOf(prCurveOf(tensorOf(counts(3, 0, 2, 0, 0))))).toBe(3);
    expect(definedLengthOf(prCurveOf(tensorOf(counts(0, 0))))).toBe(1);
  });

  it('thresholds lie evenly from 0 to 1', () => {
    expect([...thresholdsOf(5)]).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect([...thresholdsOf(1)]).toEqual([0]);
  });

  it('the ROC curve of a perfect, a worthless and a wrong prediction', () => {
    const area = (predictions: number[]) => areaUnder(rocCurveOf(curveOf('r', [0, 0, 1, 1], predictions)));
    expect(area([0.1, 0.2, 0.8, 0.9])).toBe(1);
    expect(area([0.5, 0.5, 0.5, 0.5])).toBe(0.5);
    expect(area([0.9, 0.8, 0.2, 0.1])).toBe(0);
    expect(areaUnder(rocCurveOf(curveOf('r', [1], [1])))).toBeNaN();
  });
});

describe('what is told of a curve', () => {
  const perfect = curveOf('pr', [1, 1, 0], [0.9, 0.8, 0.1], { numThresholds: 5 });

  it('a perfect ranking has areas of 1', () => {
    expect(averagePrecision(perfect)).toBeCloseTo(1, 6);
    expect(areaUnder(rocCurveOf(perfect))).toBeCloseTo(1, 6);
  });

  it('the average precision is the sum of precision times the gain in recall', () => {
    const curve = curveOf('pr', [1, 0, 1, 0], [0.9, 0.7, 0.5, 0.2], { numThresholds: 101 });
    expect(averagePrecision(curve)).toBeCloseTo(0.5 * 1 + 0.5 * (2 / 3), 5);
  });

  it.each([
    [0, 0],
    [0.5, 2],
    [0.9, 4],
    [7, 4],
    [-1, 0],
  ])('the threshold %d is that of index %d', (threshold, index) =>
    expect(thresholdIndex(5, threshold)).toBe(index),
  );

  it('a point has its counts, and the F1 that its line of equal F1 has', () => {
    const point = operatingPointAt(curveOf('pr', [1, 1, 0], [0.9, 0.1, 0.8], { numThresholds: 3 }), 1);
    expect(point).toMatchObject({
      threshold: 0.5,
      truePositives: 1,
      falsePositives: 1,
      trueNegatives: 0,
      falseNegatives: 1,
    });
    expect(point?.f1).toBeCloseTo(0.5, 6);
    expect(precisionOfF1(0.5, point?.recall ?? 0)).toBeCloseTo(point?.precision ?? 0, 6);
    expect(precisionOfF1(0.8, 0.2)).toBe(Number.POSITIVE_INFINITY);
    expect(operatingPointAt(perfect, 9)).toBeUndefined();
  });
});
