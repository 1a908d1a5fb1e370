// PR curves as a table, for programs.
import { valueTable } from '../../../server/plugin-host.ts';
import { PR_CURVE, PR_CURVE_ROWS } from './kind.ts';
import { prCurveOf } from './values.ts';

const NAMES = {
  truePositives: 'true_positives',
  falsePositives: 'false_positives',
  trueNegatives: 'true_negatives',
  falseNegatives: 'false_negatives',
  precision: 'precision',
  recall: 'recall',
} as const;

export const prCurveTable = valueTable({
  kind: PR_CURVE,
  name: 'pr_curves',
  description: 'A row for each threshold of each PR curve.',
  columns: [
    { name: 'threshold', type: 'float64', description: 'From 0 to 1, evenly spaced.' },
    ...PR_CURVE_ROWS.map((row) => ({
      name: NAMES[row],
      type: 'float64' as const,
      description: 'At the threshold, as it was stored.',
    })),
  ],
  rows: (tensor) => {
    const curve = prCurveOf(tensor);
    const last = curve.precision.length - 1;
    return Array.from(curve.precision, (_, at) => [
      last === 0 ? 0 : at / last,
      ...PR_CURVE_ROWS.map((row) => curve[row][at] ?? 0),
    ]);
  },
});
