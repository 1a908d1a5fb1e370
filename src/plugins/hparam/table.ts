// Hyperparameters as a table, for programs: every session with its hyperparameters and the last values of its metrics.
import {
  batchesOfRows,
  type Cell,
  type DataTable,
  requireRuns,
  type Snapshot,
  type TableColumn,
  wantsRun,
} from '../../../server/plugin-host.ts';
import type { HParamTable, HParamValue, MetricName } from './kind.ts';

const SESSION_COLUMNS: readonly TableColumn[] = [
  { name: 'run', type: 'text', description: 'The run.' },
  { name: 'group', type: 'text', description: 'Runs of one group repeat the same hyperparameters.' },
  {
    name: 'status',
    type: 'text',
    description: 'STATUS_SUCCESS, STATUS_FAILURE, STATUS_RUNNING or STATUS_UNKNOWN.',
  },
  { name: 'start_time', type: 'float64', nullable: true, description: 'Seconds since the Unix epoch.' },
  { name: 'end_time', type: 'float64', nullable: true, description: 'Seconds since the Unix epoch.' },
];

/** The data table of sessions, which `tableOf` finds in a snapshot. */
export function hparamDataTable(tableOf: (snapshot: Snapshot) => HParamTable): DataTable {
  return {
    name: 'hparams',
    description: 'A row for each run that logged hyperparameters, in the order of the runs.',
    choice: ['run'],
    columns: SESSION_COLUMNS,
    furtherColumns:
      'hparam/NAME for each hyperparameter: a number or a boolean where all of its values are, else text; ' +
      'metric/TAG, or metric/GROUP/TAG, for the last value of each metric; null where a run has none.',
    read({ snapshot, selection }) {
      requireRuns(snapshot, selection);
      const { hparams, hparamColumns, metrics, metricColumns, sessions } = tableOf(snapshot);
      const hparamTypes = hparamColumns.map(typeOfValues);
      const columns: readonly TableColumn[] = [
        ...SESSION_COLUMNS,
        ...hparams.map(({ name }, at) => furtherColumn(`hparam/${name}`, hparamTypes[at] ?? 'text')),
        ...metrics.map(({ name }) => furtherColumn(`metric/${pathOf(name)}`, 'float64')),
      ];
      const rows = sessions.flatMap((session, row): (readonly Cell[])[] => {
        if (!wantsRun(selection, session.run)) return [];
        const { run, group, status, startTimeSecs, endTimeSecs } = session;
        return [
          [
            run,
            group,
            status,
            startTimeSecs || null,
            endTimeSecs || null,
            ...hparamColumns.map((values, at) => cellOf(values[row] ?? null, hparamTypes[at] ?? 'text')),
            ...metricColumns.map((values) => values[row] ?? null),
          ],
        ];
      });
      return { columns, batches: batchesOfRows(columns, rows) };
    },
  };
}

function furtherColumn(name: string, type: TableColumn['type']): TableColumn {
  return { name, type, nullable: true, description: '' };
}

function pathOf({ group, tag }: MetricName): string {
  return group === '' ? tag : `${group}/${tag}`;
}

function typeOfValues(values: readonly (HParamValue | null)[]): 'float64' | 'boolean' | 'text' {
  const types = new Set(values.filter((value) => value !== null).map((value) => typeof value));
  const [only] = types;
  if (types.size !== 1 || only === 'string') return 'text';
  return only === 'number' ? 'float64' : 'boolean';
}

function cellOf(value: HParamValue | null, type: TableColumn['type']): Cell {
  return value !== null && type === 'text' ? String(value) : value;
}
