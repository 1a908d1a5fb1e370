// Hyperparameters over HTTP: TensorBoard's routes (contract 4), and the whole table for our page.
import {
  HttpError,
  isOf,
  type PluginRoutes,
  queryOf,
  type Route,
  type RouteRequest,
  type RunColumns,
  type Snapshot,
  sampleIndices,
  stepAt,
  userRegexOf,
} from '../../../server/plugin-host.ts';
import { SCALAR } from '../scalar/kind.ts';
import {
  EXPERIMENT_TAG,
  type Experiment,
  HPARAM,
  type HParamRecord,
  type HParamTable,
  type HParamValue,
  SESSION_END_TAG,
  SESSION_START_TAG,
  type SessionEnd,
  type SessionStart,
} from './kind.ts';
import { type CompileRegex, pageOfGroups } from './model/column-order.ts';
import { csvOf, downloadTableOf, latexOf } from './model/download.ts';
import { experimentOf, joinedExperiment } from './model/experiment.ts';
import { sessionGroupsJson } from './model/groups-json.ts';
import { RequestError } from './model/proto-json.ts';
import {
  columnsVisibilityOf,
  experimentRequestOf,
  metricEvalsRequestOf,
  type SessionGroupsRequest,
  sessionGroupsRequestOf,
} from './model/request.ts';
import { hparamsOfRuns } from './model/run-hparams.ts';
import { sessionGroupsOf } from './model/session-groups.ts';
import { runOfMetric, type Sweep, type SweepSession } from './model/sweep.ts';
import { hparamDataTable } from './table.ts';
import { hparamRecordOf } from './values.ts';

const RECORDS: Readonly<Record<string, HParamRecord['is']>> = {
  [EXPERIMENT_TAG]: 'experiment',
  [SESSION_START_TAG]: 'session-start',
  [SESSION_END_TAG]: 'session-end',
};

/** Contents never change, and the store gives the same array each time: none is decoded twice. */
const decoded = new WeakMap<Uint8Array, HParamRecord | string>();

/** The record, or what is wrong with it. */
function recordOf(content: Uint8Array): HParamRecord | string {
  let record = decoded.get(content);
  if (record === undefined) {
    try {
      record = hparamRecordOf(content);
    } catch (error) {
      record = error instanceof Error ? error.message : String(error);
    }
    decoded.set(content, record);
  }
  return record;
}

function sweepOf(snapshot: Snapshot): Sweep {
  const experiments: Experiment[] = [];
  let lastExperiment: Uint8Array = new Uint8Array(0);
  const starts = new Map<string, SessionStart>();
  const ends = new Map<string, SessionEnd>();
  const unreadable: string[] = [];
  for (const { run, tag, pluginContent } of snapshot.seriesOf(HPARAM.pluginName)) {
    const wanted = RECORDS[tag];
    if (wanted === undefined) continue;
    const record = recordOf(pluginContent);
    if (typeof record === 'string' || record.is !== wanted) {
      const why = typeof record === 'string' ? record : `it holds the record of another tag (${record.is})`;
      unreadable.push(`The value ${tag} of run ${run} was left out: ${why}.`);
    } else if (record.is === 'experiment') {
      // PyTorch declares the same experiment anew with each session.
      if (Buffer.compare(pluginContent, lastExperiment) !== 0) experiments.push(record.experiment);
      lastExperiment = pluginContent;
    } else if (record.is === 'session-start') starts.set(run, record.start);
    else ends.set(run, record.end);
  }
  const sessions = [...starts].map(([run, start]): SweepSession => ({ run, start, end: ends.get(run) }));
  return {
    experiments,
    sessions,
    unreadable,
    scalarTags: () => snapshot.seriesOf(SCALAR.pluginName).filter((series) => isOf(SCALAR, series)),
    lastPoint: (run, tag) => {
      const series = snapshot.series(run, tag);
      if (!isOf(SCALAR, series) || series.length === 0) return undefined;
      const last = series.length - 1;
      return {
        value: series.values[last] ?? 0,
        trainingStep: stepAt(series, last),
        wallTimeSecs: series.wallTimes[last] ?? 0,
      };
    },
  };
}

const compileSearch: CompileRegex = (pattern) => {
  const regex = userRegexOf(pattern);
  return regex && ((text) => regex.isFoundIn(text));
};

/** TensorBoard posts the request as the body, whatever type it names; in a notebook it is in the query. */
function requestText({ method, body, query }: RouteRequest): string {
  return method === 'POST' ? body : queryOf(query, 'request');
}

/** The route, with what is wrong with its request answered 400. */
function answering(route: Route): Route {
  return (request) => {
    try {
      return route(request);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      throw new HttpError(400, `Invalid argument: ${error.message}`, { cause: error });
    }
  };
}

const experiment: Route = (request) => {
  const { includeMetrics, hparamsLimit } = experimentRequestOf(requestText(request));
  return { json: experimentOf(sweepOf(request.snapshot), includeMetrics, hparamsLimit) };
};

function groupsOf(sweep: Sweep, request: SessionGroupsRequest) {
  const { metricInfos } = experimentOf(sweep, request.includeMetrics);
  return pageOfGroups(sessionGroupsOf(sweep, metricInfos, request), request, compileSearch);
}

const sessionGroups: Route = (request) => {
  const asked = sessionGroupsRequestOf(requestText(request));
  const { sessionGroups: groups, totalSize } = groupsOf(sweepOf(request.snapshot), asked);
  return { text: sessionGroupsJson(groups, totalSize), contentType: 'application/json' };
};

const metricEvals: Route = (request) => {
  const { sessionName, metricName } = metricEvalsRequestOf(requestText(request));
  const run = runOfMetric(sessionName, metricName.group);
  const series = request.snapshot.series(run, metricName.tag);
  if (!isOf(SCALAR, series)) {
    const names = `run=${JSON.stringify(run)}, tag=${JSON.stringify(metricName.tag)}`;
    throw new HttpError(404, `Not found: no scalar data for ${names}`);
  }
  const indices = sampleIndices(series.length, request.sampleLimit(SCALAR.pluginName, 1000));
  return { json: indices.map((i) => [series.wallTimes[i] ?? 0, stepAt(series, i), series.values[i] ?? 0]) };
};

const downloadData: Route = (request) => {
  const asked = sessionGroupsRequestOf(requestText(request));
  const visible = columnsVisibilityOf(queryOf(request.query, 'columnsVisibility'));
  const sweep = sweepOf(request.snapshot);
  const { sessionGroups: groups } = groupsOf(sweep, asked);
  const table = downloadTableOf(experimentOf(sweep, asked.includeMetrics), groups, visible);
  const format = request.query.get('format');
  if (format === 'json') return { json: table };
  if (format === 'csv') return { text: csvOf(table), contentType: 'text/csv' };
  if (format === 'latex') return { text: latexOf(table), contentType: 'application/x-latex' };
  throw new HttpError(400, `Invalid argument: format must be csv, json or latex, not ${format}`);
};

/** Every session, and what came of it. */
function tableOf(snapshot: Snapshot): HParamTable {
  const sweep = sweepOf(snapshot);
  const { hparamInfos, metricInfos } = joinedExperiment(sweep);
  const metricColumns = metricInfos.map(() => new Array<number | null>(sweep.sessions.length).fill(null));
  // Session by session, as they lie in memory: twice as fast as column by column.
  for (const [row, { run }] of sweep.sessions.entries()) {
    for (const [i, { name }] of metricInfos.entries()) {
      const column = metricColumns[i];
      const point = sweep.lastPoint(runOfMetric(run, name.group), name.tag);
      if (point && column) column[row] = point.value;
    }
  }
  return {
    hparams: hparamInfos,
    metrics: metricInfos,
    sessions: sweep.sessions.map(({ run, start, end }) => ({
      run,
      group: start.groupName || run,
      status: end?.status ?? 'STATUS_UNKNOWN',
      startTimeSecs: start.startTimeSecs,
      endTimeSecs: end?.endTimeSecs ?? 0,
      monitorUrl: start.monitorUrl,
    })),
    hparamColumns: hparamInfos.map(({ name }) =>
      sweep.sessions.map(({ start }) => start.hparams.get(name) ?? null),
    ),
    metricColumns,
    unreadable: sweep.unreadable,
  };
}

/** Asked for column by column. */
const runHparams = new WeakMap<Snapshot, ReturnType<typeof hparamsOfRuns>>();

function runHparamsOf(snapshot: Snapshot) {
  let found = runHparams.get(snapshot);
  if (!found) {
    found = hparamsOfRuns(
      snapshot.runs.map(({ name }) => name),
      sweepOf(snapshot).sessions,
    );
    runHparams.set(snapshot, found);
  }
  return found;
}

/** Each hyperparameter is a column, shown at first where sessions differ. */
const runColumns: RunColumns = {
  list: (snapshot) =>
    joinedExperiment(sweepOf(snapshot)).hparamInfos.map(({ name, differs }) => ({
      heading: 'Hyperparameters',
      name,
      aspects: [],
      shown: differs,
    })),
  values: (snapshot, name) => {
    const values = new Map<string, HParamValue>();
    for (const [run, hparams] of runHparamsOf(snapshot)) {
      const value = hparams.get(name);
      if (value !== undefined) values.set(run, value);
    }
    return values;
  },
};

/** Routes of hyperparameters. */
export const hparamRoutes: PluginRoutes = {
  kind: HPARAM,
  runColumns,
  tensorboard: {
    '/experiment': answering(experiment),
    '/session_groups': answering(sessionGroups),
    '/metric_evals': answering(metricEvals),
    '/download_data': answering(downloadData),
  },
  page: { '/table': ({ snapshot }) => ({ json: tableOf(snapshot) }) },
  table: hparamDataTable(tableOf),
};
