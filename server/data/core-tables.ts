// Tables that belong to no single kind: runs, series, damage, and every stored tensor.
import { stepAt } from '../../src/reader/store/series.ts';
import type { PluginRoutes } from '../plugin-host.ts';
import { batchesOfValues, POINT_COLUMNS } from './point-table.ts';
import { requireRuns, selectedSeries, wantsRun } from './selection.ts';
import { batchesOfRows, type DataTable, type TableColumn } from './table.ts';
import { bytesOfTensor } from './tensor-bytes.ts';

const runs: DataTable = {
  name: 'runs',
  description: 'A row for each run, by start time, then by name.',
  choice: ['run'],
  columns: [
    { name: 'run', type: 'text', description: 'The run; . for the logdir itself.' },
    { name: 'start_time', type: 'float64', nullable: true, description: 'Seconds since the Unix epoch.' },
    { name: 'last_time', type: 'float64', nullable: true, description: 'Seconds since the Unix epoch.' },
    { name: 'series', type: 'int32', description: 'How many tags the run has.' },
  ],
  read({ snapshot, selection }) {
    requireRuns(snapshot, selection);
    const rows = snapshot.runs
      .filter(({ name }) => wantsRun(selection, name))
      .map(({ name, startTimeSeconds, lastTimeSeconds }) => [
        name,
        Number.isNaN(startTimeSeconds) ? null : startTimeSeconds,
        Number.isNaN(lastTimeSeconds) ? null : lastTimeSeconds,
        snapshot.pluginNames.reduce((sum, plugin) => sum + snapshot.seriesOfRun(name, plugin).length, 0),
      ]);
    return { columns: this.columns, batches: batchesOfRows(this.columns, rows) };
  },
};

const series: DataTable = {
  name: 'series',
  description: 'A row for each tag of each run, by kind, then in the order of the runs, then by tag.',
  choice: ['run', 'tag'],
  columns: [
    { name: 'run', type: 'text', description: 'The run.' },
    { name: 'tag', type: 'text', description: 'The tag.' },
    { name: 'kind', type: 'text', description: "TensorBoard's plugin name: scalars, images, histograms, …" },
    { name: 'length', type: 'int32', description: 'How many points there are.' },
    { name: 'first_step', type: 'int64', nullable: true, description: 'The smallest step.' },
    { name: 'last_step', type: 'int64', nullable: true, description: 'The largest step.' },
    { name: 'display_name', type: 'text', description: 'Empty where the writer gave none.' },
    { name: 'description', type: 'text', description: 'Markdown; empty where the writer gave none.' },
  ],
  read({ snapshot, selection }) {
    const all = snapshot.pluginNames.flatMap((name) => snapshot.seriesOf(name));
    const rows = selectedSeries(snapshot, selection, all, 'series').map((one) => [
      one.run,
      one.tag,
      one.pluginName,
      one.length,
      one.length > 0 ? stepAt(one, 0) : null,
      one.length > 0 ? stepAt(one, one.length - 1) : null,
      one.displayName,
      one.description,
    ]);
    return { columns: this.columns, batches: batchesOfRows(this.columns, rows) };
  },
};

const problems: DataTable = {
  name: 'problems',
  description: 'A row for each damage in the logs, in the order in which it was found.',
  choice: [],
  columns: [
    { name: 'file', type: 'text', description: 'The file, relative to the logdir.' },
    {
      name: 'offset',
      type: 'int64',
      description: 'The byte where the damage begins; null where the whole file or folder is meant.',
      nullable: true,
    },
    { name: 'what', type: 'text', description: 'What was found.' },
    { name: 'done', type: 'text', description: 'What was done about it.' },
  ],
  read({ snapshot }) {
    const rows = snapshot.problems.map(({ file, offsetBytes, what, done }) => [
      file,
      offsetBytes ?? null,
      what,
      done,
    ]);
    return { columns: this.columns, batches: batchesOfRows(this.columns, rows) };
  },
};

const TENSOR_COLUMNS: readonly TableColumn[] = [
  { name: 'kind', type: 'text', description: "TensorBoard's plugin name.", nullable: true },
  {
    name: 'dtype',
    type: 'text',
    description: 'float32, int64, …; string for lists of bytes.',
    nullable: true,
  },
  { name: 'shape', type: 'text', description: 'A JSON list of sizes, as [2,3].', nullable: true },
  {
    name: 'data',
    type: 'bytes',
    description:
      'Row-major and little-endian; half and bfloat16 as float32, strings each behind its length in 4 bytes.',
    nullable: true,
  },
];

const tensors: DataTable = {
  name: 'tensors',
  description:
    'A row for each value that is no scalar, of whatever kind, as it is stored. A value that cannot be read has nulls.',
  choice: ['run', 'tag', 'step'],
  columns: [...POINT_COLUMNS, ...TENSOR_COLUMNS],
  read(request) {
    const { snapshot, selection } = request;
    const all = snapshot.pluginNames
      .flatMap((name) => snapshot.seriesOf(name))
      .filter((one) => one.storage === 'places');
    const selected = selectedSeries(snapshot, selection, all, 'tensors');
    const batches = batchesOfValues(
      selected,
      this.columns,
      (tensor, { pluginName }) => [
        [pluginName, tensor.dtype, JSON.stringify(tensor.shape), bytesOfTensor(tensor)],
      ],
      request,
    );
    return { columns: this.columns, batches };
  },
};

/** All tables there are: those of no single kind, then those of the kinds. */
export function tablesOf(plugins: readonly PluginRoutes[]): readonly DataTable[] {
  return [runs, series, problems, ...plugins.flatMap(({ table }) => table ?? []), tensors];
}
