import { expect, it } from 'vitest';
import { encodeJson } from '../../../../server/api/json.ts';
import { sweepOf } from '../../../../test/sweep-of.ts';
import { STATUSES } from '../kind.ts';
import { experimentOf } from './experiment.ts';
import { sessionGroupsJson } from './groups-json.ts';
import { sessionGroupsOf } from './session-groups.ts';

it('spells groups as all other JSON is spelled', () => {
  const sweep = sweepOf(
    [
      { run: 'a "quoted"\n', hparams: { lr: 1e-7, 'ü"': '\u2028', amp: true } },
      { run: 'b', group: 'g', status: 'STATUS_SUCCESS' },
      { run: 'c', group: 'g', hparams: { lr: -0 } },
    ],
    {
      'a "quoted"\n': {
        loss: Number.NaN,
        'tag "2"': { value: Number.NEGATIVE_INFINITY, step: -(2n ** 60n) },
      },
      b: { loss: 1, 'tag "2"': 3 },
      c: { loss: 1e300 },
    },
  );
  const { metricInfos } = experimentOf(sweep, true);
  const groups = sessionGroupsOf(sweep, metricInfos, {
    allowedStatuses: new Set(STATUSES),
    aggregation: 'AGGREGATION_UNSET',
    aggregationMetric: { group: '', tag: '' },
  });
  expect(groups).toHaveLength(2);
  expect(sessionGroupsJson(groups, 5)).toBe(encodeJson({ sessionGroups: groups, totalSize: 5 }));
});

it('spells nothing', () => expect(sessionGroupsJson([], 0)).toBe('{"sessionGroups":[],"totalSize":0}'));
