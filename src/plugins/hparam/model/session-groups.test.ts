import { describe, expect, it } from 'vitest';
import { type GivenSession, sweepOf } from '../../../../test/sweep-of.ts';
import { type MetricInfo, STATUSES } from '../kind.ts';
import type { SessionGroupsRequest } from './request.ts';
import { sessionGroupsOf } from './session-groups.ts';

const METRICS: readonly MetricInfo[] = ['acc', 'loss'].map((tag) => ({
  name: { group: '', tag },
  displayName: '',
  description: '',
  datasetType: 'DATASET_UNKNOWN',
}));
type Request = Parameters<typeof sessionGroupsOf>[2];
const ALL: Request = {
  allowedStatuses: new Set(STATUSES),
  aggregation: 'AGGREGATION_UNSET',
  aggregationMetric: { group: '', tag: 'acc' },
};

it('makes a group of each session that names none', () => {
  const sessions: GivenSession[] = [
    { run: 'b', group: 'g', hparams: { lr: 1 } },
    { run: 'c' },
    { run: 'a', group: 'g', hparams: { lr: 2 } },
  ];
  const groups = sessionGroupsOf(sweepOf(sessions), METRICS, ALL);
  expect(groups.map(({ name }) => name)).toEqual(['g', 'c']);
  expect(groups[0]?.sessions.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(groups[0]).toMatchObject({ hparams: new Map([['lr', 1]]), monitorUrl: 'monitor of b' });
});

it('leaves out hyperparameters that JSON cannot say', () => {
  const [group] = sessionGroupsOf(sweepOf([{ run: 'a', hparams: { x: Number.NaN, y: 1 } }]), METRICS, ALL);
  expect([...(group?.hparams ?? [])]).toEqual([['y', 1]]);
});

it('leaves out sessions of other statuses, and what has not ended is unknown', () => {
  const sweep = sweepOf([{ run: 'a' }, { run: 'b', status: 'STATUS_FAILURE' }]);
  const namesOf = (...allowed: (typeof STATUSES)[number][]) =>
    sessionGroupsOf(sweep, METRICS, { ...ALL, allowedStatuses: new Set(allowed) }).map(({ name }) => name);
  expect(namesOf('STATUS_UNKNOWN')).toEqual(['a']);
  expect(namesOf('STATUS_FAILURE')).toEqual(['b']);
  expect(namesOf()).toEqual([]);
});

it('finds a metric of a group in the run below', () => {
  const metrics: MetricInfo[] = METRICS.map((info) => ({
    ...info,
    name: { group: 'val', tag: 'acc' },
  })).slice(1);
  const [group] = sessionGroupsOf(sweepOf([{ run: 's' }], { 's/val': { acc: 0.5 } }), metrics, ALL);
  expect(group?.sessions[0]?.metricValues).toEqual([
    { name: { group: 'val', tag: 'acc' }, value: 0.5, trainingStep: 7, wallTimeSecs: 100 },
  ]);
});

describe('a group’s metrics', () => {
  const sweep = sweepOf(
    ['a', 'b', 'c', 'd'].map((run) => ({ run, group: 'g' })),
    {
      a: { acc: { value: 0.5, step: 10 }, loss: 3 },
      b: { acc: { value: 0.9, step: 5 }, loss: 2 },
      c: { acc: { value: 0.7, step: 6 }, loss: 1 },
      d: { loss: Number.NaN },
    },
  );
  it.each<[SessionGroupsRequest['aggregation'], string, unknown[]]>([
    ['AGGREGATION_UNSET', 'acc', [0.7, Number.NaN]],
    ['AGGREGATION_AVG', 'loss', [0.7, Number.NaN]],
    ['AGGREGATION_MIN', 'acc', [0.5, 3]],
    ['AGGREGATION_MAX', 'acc', [0.9, 2]],
    ['AGGREGATION_MEDIAN', 'acc', [0.7, 1]],
    ['AGGREGATION_MIN', 'loss', [0.7, 1]],
    ['AGGREGATION_MAX', 'loss', [0.5, 3]],
    ['AGGREGATION_MEDIAN', 'loss', [0.9, 2]],
    ['AGGREGATION_MAX', 'unknown', []],
  ])('%s of %s', (aggregation, tag, expected) => {
    const request = { ...ALL, aggregation, aggregationMetric: { group: '', tag } };
    const values = sessionGroupsOf(sweep, METRICS, request)[0]?.metricValues ?? [];
    expect(values.map(({ value }) => Number(value.toFixed(12)))).toEqual(expected);
  });

  it.each<[string, (number | bigint)[], number | bigint]>([
    ['of numbers is cut', [10, 5, 6], 7],
    ['goes down for negative steps', [-1, -2], -2],
    ['is exact beyond 2^53', [2n ** 60n, 2n ** 60n + 3n], 2n ** 60n + 1n],
    ['goes down also there', [-(2n ** 60n), -(2n ** 60n) - 1n], -(2n ** 60n) - 1n],
  ])('the mean of steps %s', (_, steps, expected) => {
    const runs = steps.map((step, i) => [`r${i}`, { acc: { value: 0, step } }] as const);
    const sessions = runs.map(([run]) => ({ run, group: 'g' }));
    const [group] = sessionGroupsOf(sweepOf(sessions, Object.fromEntries(runs)), METRICS, ALL);
    expect(group?.metricValues[0]?.trainingStep).toBe(expected);
  });
});
