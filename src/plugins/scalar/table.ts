// Scalars as a table, for programs: every point, exact.
import {
  batchesOfNumbers,
  type DataTable,
  isOf,
  POINT_COLUMNS,
  selectedSeries,
  type TableColumn,
} from '../../../server/plugin-host.ts';
import { SCALAR } from './kind.ts';

const VALUE: TableColumn = {
  name: 'value',
  type: 'float64',
  description: 'The number; float32 where all of the answer was stored so.',
};

export const scalarTable: DataTable = {
  name: 'scalars',
  description: 'A row for each point of each series of numbers, series by series.',
  choice: ['run', 'tag', 'step'],
  columns: [...POINT_COLUMNS, VALUE],
  read(request) {
    const { snapshot, selection } = request;
    const all = snapshot.seriesOf(SCALAR.pluginName).filter((series) => isOf(SCALAR, series));
    const selected = selectedSeries(snapshot, selection, all, 'scalars');
    const narrow = selected.length > 0 && selected.every(({ values }) => values instanceof Float32Array);
    const value: TableColumn = narrow ? { ...VALUE, type: 'float32' } : VALUE;
    async function* batches() {
      for (const series of selected) yield* batchesOfNumbers(series, request);
    }
    return { columns: [...POINT_COLUMNS, value], batches: batches() };
  },
};
