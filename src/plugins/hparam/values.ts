// Stored content -> experiment, start or end of a session; the exact inverse of summary.ts. All of it stands in the
// metadata: the values themselves are empty.
import { tensorboard } from '../../../proto/messages.ts';
import {
  DATASET_TYPES,
  type Experiment,
  HPARAM_TYPES,
  type HParamInfo,
  type HParamRecord,
  type HParamValue,
  type MetricInfo,
  type SessionStart,
  STATUSES,
} from './kind.ts';

/** The only version of the content that there is. */
const VERSION = 0;

/** Throws an Error, worded for the log's owner, for content that is no record of hyperparameters. */
export function hparamRecordOf(content: Uint8Array): HParamRecord {
  const message = tensorboard.HParamsPluginData.decode(content);
  if (message.version !== VERSION) {
    throw new Error(`it is of version ${message.version}, and only ${VERSION} is known`);
  }
  const { experiment, sessionStartInfo, sessionEndInfo } = message;
  if (experiment) return { is: 'experiment', experiment: experimentOfMessage(experiment) };
  if (sessionStartInfo) return { is: 'session-start', start: sessionStartOf(sessionStartInfo) };
  if (sessionEndInfo) {
    const { status, endTimeSecs } = sessionEndInfo;
    const end = { status: STATUSES[status ?? 0] ?? 'STATUS_UNKNOWN', endTimeSecs: endTimeSecs ?? 0 };
    return { is: 'session-end', end };
  }
  throw new Error('it holds neither an experiment nor a session');
}

/** The value, where it is of a kind that a hyperparameter can have. */
export function hparamValueOf(message: tensorboard.HParamValue.$Properties): HParamValue | undefined {
  return message.numberValue ?? message.stringValue ?? message.boolValue ?? undefined;
}

function experimentOfMessage(message: tensorboard.HParamExperiment.$Properties): Experiment {
  return {
    name: message.name ?? '',
    description: message.description ?? '',
    user: message.user ?? '',
    timeCreatedSecs: message.timeCreatedSecs ?? 0,
    hparamInfos: (message.hparamInfos ?? []).map(hparamInfoOf),
    metricInfos: (message.metricInfos ?? []).map(metricInfoOf),
  };
}

function hparamInfoOf(message: tensorboard.HParamInfo.$Properties): HParamInfo {
  const { domainDiscrete, domainInterval } = message;
  const discrete = domainDiscrete?.values?.map((value) => hparamValueOf(value) ?? null) ?? [];
  return {
    name: message.name ?? '',
    displayName: message.displayName ?? '',
    description: message.description ?? '',
    type: HPARAM_TYPES[message.type ?? 0] ?? 'DATA_TYPE_UNSET',
    ...(domainDiscrete && { domainDiscrete: discrete }),
    ...(domainInterval && {
      domainInterval: { minValue: domainInterval.minValue ?? 0, maxValue: domainInterval.maxValue ?? 0 },
    }),
    differs: message.differs ?? false,
  };
}

function metricInfoOf(message: tensorboard.HParamMetricInfo.$Properties): MetricInfo {
  return {
    name: { group: message.name?.group ?? '', tag: message.name?.tag ?? '' },
    displayName: message.displayName ?? '',
    description: message.description ?? '',
    datasetType: DATASET_TYPES[message.datasetType ?? 0] ?? 'DATASET_UNKNOWN',
  };
}

function sessionStartOf(message: tensorboard.SessionStartInfo.$Properties): SessionStart {
  const hparams = new Map<string, HParamValue>();
  for (const [name, value] of Object.entries(message.hparams ?? {})) {
    const given = hparamValueOf(value);
    if (given !== undefined) hparams.set(name, given);
  }
  return {
    hparams,
    modelUri: message.modelUri ?? '',
    monitorUrl: message.monitorUrl ?? '',
    groupName: message.groupName ?? '',
    startTimeSecs: message.startTimeSecs ?? 0,
  };
}
