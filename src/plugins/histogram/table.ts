// Histograms as a table, for programs: their buckets as they were stored.
import { valueTable } from '../../../server/plugin-host.ts';
import { HISTOGRAM } from './kind.ts';
import { histogramOf } from './values.ts';

export const histogramTable = valueTable({
  kind: HISTOGRAM,
  name: 'histograms',
  description: 'A row for each bucket of each histogram.',
  columns: [
    { name: 'left', type: 'float64', description: "The bucket's left edge." },
    { name: 'right', type: 'float64', description: "The bucket's right edge." },
    { name: 'count', type: 'float64', description: 'How much lies in it.' },
  ],
  rows: (tensor) => {
    const { left, right, count } = histogramOf(tensor);
    return Array.from(left, (edge, i) => [edge, right[i] ?? 0, count[i] ?? 0]);
  },
});
