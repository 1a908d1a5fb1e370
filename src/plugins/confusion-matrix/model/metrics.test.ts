import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cellsOf, metricsOf } from './metrics.ts';

const matrix = (...rows: number[][]) => ({ classes: rows.length, counts: Float64Array.from(rows.flat()) });

it('tells what scikit-learn tells of the same examples', () => {
  // classification_report of y_true = [0,0,0,0,1,1,1,2,2,2], y_pred = [0,0,0,1,1,1,2,2,0,0].
  const { classes, accuracy, macro } = metricsOf(matrix([3, 1, 0], [0, 2, 1], [2, 0, 1]));
  expect(accuracy).toBeCloseTo(0.6, 12);
  expect(classes.map(({ support }) => support)).toEqual([4, 3, 3]);
  expect(classes.map(({ precision }) => precision)).toEqual([3 / 5, 2 / 3, 1 / 2]);
  expect(classes.map(({ recall }) => recall)).toEqual([3 / 4, 2 / 3, 1 / 3]);
  expect(classes.map(({ f1 }) => Number(f1.toFixed(9)))).toEqual([0.666666667, 0.666666667, 0.4]);
  expect(macro.precision).toBeCloseTo((3 / 5 + 2 / 3 + 1 / 2) / 3, 12);
  expect(macro.f1).toBeCloseTo((2 / 3 + 2 / 3 + 0.4) / 3, 12);
});

it('classes that never occur weigh nothing, those that are never right weigh as 0', () => {
  const { classes, macro, accuracy } = metricsOf(matrix([2, 0, 0], [1, 0, 0], [0, 0, 0]));
  expect(classes[1]).toEqual({ support: 1, precision: Number.NaN, recall: 0, f1: 0 });
  expect(classes[2]?.f1).toBeNaN();
  expect(macro.recall).toBe(0.5);
  expect(accuracy).toBeCloseTo(2 / 3, 12);
});

it('without examples there is nothing to tell', () => {
  expect(metricsOf(matrix([0])).accuracy).toBeNaN();
  expect(metricsOf(matrix()).macro.f1).toBeNaN();
});

it.each([
  ['counts', [3, 1, 0, 0]],
  ['rows', [0.75, 0.25, 0, 0]],
  ['columns', [1, 1, 0, 0]],
] as const)('cells of %s', (mode, cells) =>
  expect(Array.from(cellsOf(matrix([3, 1], [0, 0]), mode))).toEqual(cells),
);

it('rows, or columns, add up to 1 where they hold anything', () => {
  const counts = fc.array(fc.nat(50), { minLength: 9, maxLength: 9 });
  fc.assert(
    fc.property(counts, (given) => {
      const shares = cellsOf({ classes: 3, counts: Float64Array.from(given) }, 'rows');
      for (let row = 0; row < 3; row++) {
        const sum = shares.subarray(row * 3, row * 3 + 3).reduce((total, share) => total + share, 0);
        expect(sum === 0 || Math.abs(sum - 1) < 1e-9).toBe(true);
      }
    }),
  );
});
