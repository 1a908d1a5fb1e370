// Sessions, and groups of sessions that repeat each other. Rules: tensorboard/plugins/hparams/list_session_groups.py.
import type { MetricInfo, MetricName, MetricValue, Session, SessionGroup } from '../kind.ts';
import type { SessionGroupsRequest } from './request.ts';
import { compareText, runOfMetric, type Sweep, type SweepSession } from './sweep.ts';

/** Groups of the sessions with an allowed status, in the order of their first run. */
export function sessionGroupsOf(
  sweep: Sweep,
  metrics: readonly MetricInfo[],
  request: Pick<SessionGroupsRequest, 'allowedStatuses' | 'aggregation' | 'aggregationMetric'>,
): SessionGroup[] {
  const members = new Map<string, { readonly first: SweepSession; readonly sessions: Session[] }>();
  for (const given of sweep.sessions) {
    const session = sessionOf(sweep, given, metrics);
    if (!request.allowedStatuses.has(session.status)) continue;
    const name = given.start.groupName || session.name;
    const group = members.get(name);
    if (group) group.sessions.push(session);
    else members.set(name, { first: given, sessions: [session] });
  }
  return [...members].map(([name, { first, sessions }]) => {
    sessions.sort((a, b) => compareText(a.name, b.name));
    let metricValues: readonly MetricValue[] | undefined;
    return {
      name,
      hparams: new Map([...first.start.hparams].filter(([, value]) => isSpoken(value))),
      get metricValues() {
        metricValues ??= aggregated(sessions, request);
        return metricValues;
      },
      sessions,
      monitorUrl: first.start.monitorUrl,
    };
  });
}

/** A google.protobuf.Value in JSON can be no number that is not finite; TensorBoard leaves them out. */
function isSpoken(value: unknown): boolean {
  return typeof value !== 'number' || Number.isFinite(value);
}

/** Metrics are looked up when they are asked for: of many sessions a page shows few, and few orders need them. */
function sessionOf(sweep: Sweep, { run, start, end }: SweepSession, metrics: readonly MetricInfo[]): Session {
  let metricValues: readonly MetricValue[] | undefined;
  return {
    name: run,
    startTimeSecs: start.startTimeSecs,
    endTimeSecs: end?.endTimeSecs ?? 0,
    status: end?.status ?? 'STATUS_UNKNOWN',
    modelUri: start.modelUri,
    get metricValues() {
      metricValues ??= metricValuesOf(sweep, run, metrics);
      return metricValues;
    },
    monitorUrl: start.monitorUrl,
  };
}

function metricValuesOf(sweep: Sweep, run: string, metrics: readonly MetricInfo[]): readonly MetricValue[] {
  return metrics.flatMap(({ name }) => {
    const point = sweep.lastPoint(runOfMetric(run, name.group), name.tag);
    return point ? [{ name, ...point }] : [];
  });
}

/** The metric of this name among values. */
export function metricOf(
  values: readonly MetricValue[],
  { group, tag }: MetricName,
): MetricValue | undefined {
  return values.find(({ name }) => name.tag === tag && name.group === group);
}

/** Means, or all metrics of the one session that `aggregationMetric` picks; none where no session has that metric. */
function aggregated(
  sessions: readonly Session[],
  { aggregation, aggregationMetric }: Pick<SessionGroupsRequest, 'aggregation' | 'aggregationMetric'>,
): readonly MetricValue[] {
  if (aggregation === 'AGGREGATION_UNSET' || aggregation === 'AGGREGATION_AVG') return meansOf(sessions);
  const measured = sessions.flatMap(({ metricValues }) => {
    const value = metricOf(metricValues, aggregationMetric)?.value;
    return value === undefined ? [] : [{ value, metricValues }];
  });
  // NaN is neither least nor greatest. Sorting is stable: the first of equals is the one that counts.
  const sign = aggregation === 'AGGREGATION_MAX' ? -1 : 1;
  measured.sort((a, b) => compareNumbers(a.value, b.value, sign));
  const at = aggregation === 'AGGREGATION_MEDIAN' ? (measured.length - 1) >> 1 : 0;
  return measured[at]?.metricValues ?? [];
}

/** NaN last, whatever the sign. */
function compareNumbers(a: number, b: number, sign: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return sign * (a - b) || 0;
}

function meansOf(sessions: readonly Session[]): readonly MetricValue[] {
  const [only] = sessions;
  if (only && sessions.length === 1) return only.metricValues;
  const byName = new Map<string, MetricValue[]>();
  for (const value of sessions.flatMap(({ metricValues }) => metricValues)) {
    const key = JSON.stringify([value.name.group, value.name.tag]);
    const values = byName.get(key);
    if (values) values.push(value);
    else byName.set(key, [value]);
  }
  return [...byName.values()].flatMap((values) => {
    const [first] = values;
    return first
      ? [
          {
            name: first.name,
            value: mean(values.map(({ value }) => value)),
            trainingStep: flooredMean(values.map(({ trainingStep }) => trainingStep)),
            wallTimeSecs: mean(values.map(({ wallTimeSecs }) => wallTimeSecs)),
          },
        ]
      : [];
  });
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function flooredMean(steps: readonly (number | bigint)[]): number | bigint {
  const exact = steps.some((step) => typeof step === 'bigint');
  if (!exact) return Math.floor(mean(steps.map(Number)));
  const sum = steps.reduce<bigint>((total, step) => total + BigInt(step), 0n);
  const count = BigInt(steps.length);
  // Division of bigints cuts towards zero.
  return sum < 0n && sum % count !== 0n ? sum / count - 1n : sum / count;
}
