// Columns of the run table over HTTP: which ones the kinds offer, and the values of those that are asked for.
import type {
  RunCell,
  RunColumnChoice,
  RunColumnsAnswer,
  RunValuesAnswer,
} from '../../src/wire/run-columns.ts';
import { HttpError, type PluginRoutes, type Route } from '../plugin-host.ts';
import { runSummariesOf } from './run-summary.ts';

/** More columns than anybody looks at, and few enough to be answered at once. */
const MOST_COLUMNS = 200;

export function runColumnRoutes(plugins: readonly PluginRoutes[]): ReadonlyMap<string, Route> {
  const offers = plugins.flatMap(({ kind, runColumns }) => (runColumns ? [{ kind, runColumns }] : []));
  const list: Route = ({ snapshot }) => {
    const columns = offers.flatMap(({ kind, runColumns }) =>
      runColumns.list(snapshot).map((column) => ({ source: kind.pluginName, ...column })),
    );
    return { json: { columns } satisfies RunColumnsAnswer };
  };
  const values: Route = ({ snapshot, body }) => {
    const runs = snapshot.runs.map(({ name }) => name);
    const summaries = runSummariesOf(snapshot);
    const columns = choicesOf(body).map(({ source, name, aspect }) => {
      const offer = offers.find(({ kind }) => kind.pluginName === source);
      const byRun = offer?.runColumns.values(snapshot, name, aspect);
      return columnOf(runs, byRun ?? new Map<string, RunCell>());
    });
    const lastSteps = summaries.map(({ lastStep }) => lastStep ?? null);
    const pausesSeconds = summaries.map(({ pauseSeconds }) => pauseSeconds ?? null);
    return { json: { runs, lastSteps, pausesSeconds, columns } satisfies RunValuesAnswer };
  };
  return new Map([
    ['/api/v1/run-columns', list],
    ['/api/v1/run-columns/values', values],
  ]);
}

function columnOf(
  runs: readonly string[],
  byRun: ReadonlyMap<string, RunCell>,
): RunValuesAnswer['columns'][number] {
  const values = runs.map((run) => byRun.get(run) ?? null);
  const isNumber = values.every((value) => value === null || typeof value === 'number');
  return { type: isNumber ? 'number' : 'other', values };
}

/** Throws HttpError 400. */
function choicesOf(body: string): readonly RunColumnChoice[] {
  let request: unknown;
  try {
    request = JSON.parse(body);
  } catch (error) {
    throw new HttpError(400, 'Invalid argument: the body is no JSON', { cause: error });
  }
  const columns: unknown = (request as { columns?: unknown } | null)?.columns;
  if (!Array.isArray(columns) || !columns.every(isChoice))
    throw new HttpError(
      400,
      'Invalid argument: the body must be {"columns": [{"source", "name", "aspect"}, …]}',
    );
  if (columns.length > MOST_COLUMNS)
    throw new HttpError(400, `Invalid argument: at most ${MOST_COLUMNS} columns can be asked for at once`);
  return columns;
}

function isChoice(value: unknown): value is RunColumnChoice {
  if (typeof value !== 'object' || value === null) return false;
  const { source, name, aspect } = value as Record<string, unknown>;
  return typeof source === 'string' && typeof name === 'string' && typeof aspect === 'string';
}
