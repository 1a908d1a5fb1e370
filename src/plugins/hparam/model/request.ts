// What is asked about hyperparameters: tensorboard/plugins/hparams/api.proto as JSON -> plain types.
import { type MetricName, STATUSES, type Status } from '../kind.ts';
import { ProtoJson, RequestError } from './proto-json.ts';

const ORDERS = ['ORDER_UNSPECIFIED', 'ORDER_ASC', 'ORDER_DESC'] as const;
const AGGREGATIONS = [
  'AGGREGATION_UNSET',
  'AGGREGATION_AVG',
  'AGGREGATION_MEDIAN',
  'AGGREGATION_MIN',
  'AGGREGATION_MAX',
] as const;

export interface ExperimentRequest {
  readonly includeMetrics: boolean;
  /** 0: all. */
  readonly hparamsLimit: number;
}

export interface SessionGroupsRequest {
  readonly allowedStatuses: ReadonlySet<Status>;
  readonly columns: readonly Column[];
  readonly aggregation: (typeof AGGREGATIONS)[number];
  readonly aggregationMetric: MetricName;
  readonly startIndex: number;
  readonly sliceSize: number;
  readonly includeMetrics: boolean;
}

/** A hyperparameter or a metric of session groups, and what is wanted of it. */
export interface Column {
  readonly of: { readonly hparam: string } | { readonly metric: MetricName };
  readonly order: (typeof ORDERS)[number];
  readonly missingValuesFirst: boolean;
  readonly filter: ColumnFilter | undefined;
  readonly excludeMissingValues: boolean;
  /** Undefined where the request does not say. */
  readonly includeInResult: boolean | undefined;
}

export type ColumnFilter =
  | { readonly regexp: string }
  | { readonly minValue: number; readonly maxValue: number }
  | { readonly discrete: readonly unknown[] };

export interface MetricEvalsRequest {
  readonly sessionName: string;
  readonly metricName: MetricName;
}

/** Throws RequestError, as all here. */
export function experimentRequestOf(text: string): ExperimentRequest {
  const fields = requestOf(text, ['experimentName', 'includeMetrics', 'hparamsLimit']);
  fields.text('experimentName');
  return {
    includeMetrics: fields.flag('includeMetrics') ?? true,
    hparamsLimit: fields.whole('hparamsLimit'),
  };
}

export function sessionGroupsRequestOf(text: string): SessionGroupsRequest {
  const fields = requestOf(text, [
    'experimentName',
    'allowedStatuses',
    'colParams',
    'aggregationType',
    'aggregationMetric',
    'startIndex',
    'sliceSize',
    'includeMetrics',
  ]);
  fields.text('experimentName');
  return {
    allowedStatuses: new Set(fields.choices('allowedStatuses', STATUSES)),
    columns: fields.messages('colParams', COLUMN_FIELDS).map(columnOf),
    aggregation: fields.choice('aggregationType', AGGREGATIONS),
    aggregationMetric: metricNameOf(fields, 'aggregationMetric'),
    startIndex: fields.whole('startIndex'),
    sliceSize: fields.whole('sliceSize'),
    includeMetrics: fields.flag('includeMetrics') ?? true,
  };
}

export function metricEvalsRequestOf(text: string): MetricEvalsRequest {
  const fields = requestOf(text, ['experimentName', 'sessionName', 'metricName']);
  fields.text('experimentName');
  return { sessionName: fields.text('sessionName'), metricName: metricNameOf(fields, 'metricName') };
}

/** Which columns a download has. */
export function columnsVisibilityOf(text: string): readonly boolean[] {
  const list = parsed(text, 'columnsVisibility');
  if (Array.isArray(list)) return list.map(Boolean);
  throw new RequestError('columnsVisibility: expected a list of true and false');
}

const COLUMN_FIELDS = [
  'metric',
  'hparam',
  'order',
  'missingValuesFirst',
  'filterRegexp',
  'filterInterval',
  'filterDiscrete',
  'excludeMissingValues',
  'includeInResult',
];

function columnOf(fields: ProtoJson): Column {
  fields.oneOf('metric', 'hparam');
  fields.oneOf('filterRegexp', 'filterInterval', 'filterDiscrete');
  if (!fields.has('metric') && !fields.has('hparam')) {
    throw new RequestError('a column of colParams must be of a metric or of a hparam');
  }
  return {
    of: fields.has('metric') ? { metric: metricNameOf(fields, 'metric') } : { hparam: fields.text('hparam') },
    order: fields.choice('order', ORDERS),
    missingValuesFirst: fields.flag('missingValuesFirst') ?? false,
    filter: filterOf(fields),
    excludeMissingValues: fields.flag('excludeMissingValues') ?? false,
    includeInResult: fields.flag('includeInResult'),
  };
}

function filterOf(fields: ProtoJson): ColumnFilter | undefined {
  if (fields.has('filterRegexp')) return { regexp: fields.text('filterRegexp') };
  if (fields.has('filterDiscrete')) return { discrete: fields.list('filterDiscrete') };
  const interval = fields.message('filterInterval', ['minValue', 'maxValue']);
  return interval && { minValue: interval.double('minValue'), maxValue: interval.double('maxValue') };
}

function metricNameOf(fields: ProtoJson, name: string): MetricName {
  const metric = fields.message(name, ['group', 'tag']);
  return { group: metric?.text('group') ?? '', tag: metric?.text('tag') ?? '' };
}

function requestOf(text: string, names: readonly string[]): ProtoJson {
  return new ProtoJson(parsed(text, 'the request'), 'request', names);
}

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RequestError(`${what} must be JSON, got ${JSON.stringify(text.slice(0, 60))}`, { cause });
  }
}
