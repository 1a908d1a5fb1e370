// What a confusion matrix says of its classes. Averages as scikit-learn's classification_report.
import type { ConfusionMatrix } from '../kind.ts';

/** Of one class; NaN where there is nothing to divide by. */
export interface ClassMetrics {
  /** Examples of the class. */
  readonly support: number;
  /** Of what was taken for the class, the share that is of it. */
  readonly precision: number;
  /** Of what is of the class, the share that was taken for it. */
  readonly recall: number;
  /** The harmonic mean of both; 0 where nothing was right. */
  readonly f1: number;
}

export interface MatrixMetrics {
  /** In the order of the classes. */
  readonly classes: readonly ClassMetrics[];
  /** Share of all examples on the diagonal; NaN without examples. */
  readonly accuracy: number;
  /** Means over the classes that occur in a row or a column; what is NaN of one counts as 0. */
  readonly macro: { readonly precision: number; readonly recall: number; readonly f1: number };
}

/** What the cells stand for: counts, shares of their row, or shares of their column. */
export type CellMode = 'counts' | 'rows' | 'columns';

/** Sums of rows and of columns. */
function sumsOf({ classes, counts }: ConfusionMatrix) {
  const rows = new Float64Array(classes);
  const columns = new Float64Array(classes);
  for (let row = 0; row < classes; row++)
    for (let column = 0; column < classes; column++) {
      const count = counts[row * classes + column] as number;
      rows[row] = (rows[row] as number) + count;
      columns[column] = (columns[column] as number) + count;
    }
  return { rows, columns };
}

/** Cells row by row; a share of nothing is 0. */
export function cellsOf(matrix: ConfusionMatrix, mode: CellMode): Float64Array {
  if (mode === 'counts') return matrix.counts;
  const { classes, counts } = matrix;
  const sums = sumsOf(matrix);
  return counts.map((count, i) => {
    const sum = mode === 'rows' ? sums.rows[Math.floor(i / classes)] : sums.columns[i % classes];
    return sum ? count / sum : 0;
  });
}

export function metricsOf(matrix: ConfusionMatrix): MatrixMetrics {
  const { rows, columns } = sumsOf(matrix);
  const right = (i: number) => matrix.counts[i * matrix.classes + i] as number;
  const classes = Array.from(rows, (support, i): ClassMetrics => {
    const predicted = columns[i] as number;
    const either = support + predicted;
    return {
      support,
      precision: right(i) / predicted,
      recall: right(i) / support,
      f1: either > 0 ? (2 * right(i)) / either : Number.NaN,
    };
  });
  const occurring = classes.filter(({ support }, i) => support > 0 || (columns[i] as number) > 0);
  const mean = (name: 'precision' | 'recall' | 'f1') =>
    occurring.reduce((sum, metrics) => sum + (metrics[name] || 0), 0) / occurring.length;
  const total = rows.reduce((sum, count) => sum + count, 0);
  return {
    classes,
    accuracy: classes.reduce((sum, _, i) => sum + right(i), 0) / total,
    macro: { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') },
  };
}
