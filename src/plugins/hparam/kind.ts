// Hyperparameters: what each run of a sweep was given, and what came of it. The types of TensorBoard's own messages
// (tensorboard/plugins/hparams/{api,plugin_data}.proto) are spelled as its JSON spells them, so that they are answers.
import type { DataKind } from '../../kind.ts';

export const HPARAM = {
  pluginName: 'hparams',
  storage: 'places',
  shows: ['hparams'],
  listing: {
    tabName: 'hparams',
    loadingMechanism: { type: 'CUSTOM_ELEMENT', element_name: 'tf-hparams-dashboard' },
  },
} as const satisfies DataKind;

/** One hyperparameter of one session. */
export type HParamValue = number | string | boolean;

export const HPARAM_TYPES = [
  'DATA_TYPE_UNSET',
  'DATA_TYPE_STRING',
  'DATA_TYPE_BOOL',
  'DATA_TYPE_FLOAT64',
] as const;
export const STATUSES = ['STATUS_UNKNOWN', 'STATUS_SUCCESS', 'STATUS_FAILURE', 'STATUS_RUNNING'] as const;
export const DATASET_TYPES = ['DATASET_UNKNOWN', 'DATASET_TRAINING', 'DATASET_VALIDATION'] as const;
export type HParamType = (typeof HPARAM_TYPES)[number];
/** How a session ended, as TensorBoard names it. */
export type Status = (typeof STATUSES)[number];
export type DatasetType = (typeof DATASET_TYPES)[number];

/** A hyperparameter of the experiment, with at most one of the domains. */
export interface HParamInfo {
  readonly name: string;
  /** Shown instead of the name; may be empty. */
  readonly displayName: string;
  readonly description: string;
  readonly type: HParamType;
  /** All values that there may be; null where a writer left one empty. */
  readonly domainDiscrete?: readonly (HParamValue | null)[];
  readonly domainInterval?: { readonly minValue: number; readonly maxValue: number };
  /** Whether sessions have different values; only known of infos that the server computed. */
  readonly differs: boolean;
}

/** Scalar `tag` of the run `<session>/<group>`; an empty group is the session's own run. */
export interface MetricName {
  readonly group: string;
  readonly tag: string;
}

export interface MetricInfo {
  readonly name: MetricName;
  readonly displayName: string;
  readonly description: string;
  readonly datasetType: DatasetType;
}

export interface Experiment {
  readonly name: string;
  readonly description: string;
  readonly user: string;
  readonly timeCreatedSecs: number;
  readonly hparamInfos: readonly HParamInfo[];
  readonly metricInfos: readonly MetricInfo[];
}

/** What a session was begun with. */
export interface SessionStart {
  readonly hparams: ReadonlyMap<string, HParamValue>;
  readonly modelUri: string;
  readonly monitorUrl: string;
  /** Sessions of one group are repetitions with the same hyperparameters; empty: a group of its own. */
  readonly groupName: string;
  readonly startTimeSecs: number;
}

export interface SessionEnd {
  readonly status: Status;
  readonly endTimeSecs: number;
}

/** What the content of one stored value is. */
export type HParamRecord =
  | { readonly is: 'experiment'; readonly experiment: Experiment }
  | { readonly is: 'session-start'; readonly start: SessionStart }
  | { readonly is: 'session-end'; readonly end: SessionEnd };

/** The tags that everyone writes. A record is known by its content, yet found by its tag. */
export const EXPERIMENT_TAG = '_hparams_/experiment';
export const SESSION_START_TAG = '_hparams_/session_start_info';
export const SESSION_END_TAG = '_hparams_/session_end_info';

/** The last point of a metric. */
export interface MetricValue {
  readonly name: MetricName;
  readonly value: number;
  readonly trainingStep: number | bigint;
  readonly wallTimeSecs: number;
}

/** One run with hyperparameters. */
export interface Session {
  /** The run's. */
  readonly name: string;
  readonly startTimeSecs: number;
  readonly endTimeSecs: number;
  readonly status: Status;
  readonly modelUri: string;
  readonly metricValues: readonly MetricValue[];
  readonly monitorUrl: string;
}

/** Sessions with the same hyperparameters, and their metrics taken together. */
export interface SessionGroup {
  readonly name: string;
  readonly hparams: ReadonlyMap<string, HParamValue>;
  readonly metricValues: readonly MetricValue[];
  /** By name. */
  readonly sessions: readonly Session[];
  readonly monitorUrl: string;
}

/**
 * Answer of `GET api/v1/hparams/table`: every session in one table. Unlike TensorBoard's, it joins what all experiment
 * records say, and says how hyperparameters differ whoever declared them.
 */
export interface HParamTable {
  /** Those that differ first, then by name. */
  readonly hparams: readonly HParamInfo[];
  /** As declared, then by tag and group. */
  readonly metrics: readonly MetricInfo[];
  /** Columns are parallel: all are as long as `sessions`, which stand in the order of runs. */
  readonly sessions: readonly {
    readonly run: string;
    readonly group: string;
    readonly status: Status;
    readonly startTimeSecs: number;
    readonly endTimeSecs: number;
    readonly monitorUrl: string;
  }[];
  /** A column for each of `hparams`; null where a session has no such value. */
  readonly hparamColumns: readonly (readonly (HParamValue | null)[])[];
  /** A column for each of `metrics`: last values; null where a session has none. */
  readonly metricColumns: readonly (readonly (number | null)[])[];
  /** Records that could not be read, as sentences. */
  readonly unreadable: readonly string[];
}
