import { describe, expect, it } from 'vitest';
import type { SnapshotChange } from '../../src/reader/store/snapshot.ts';
import { type GivenSeries, type GivenSnapshot, seriesOf, snapshotOf } from '../../test/snapshot-of.ts';
import { merged, messageOf, pendingOf, stateMessage } from './subscriptions.ts';

const parts = {
  version: '1.2.3',
  logdir: 'runs',
  windowTitle: '',
  runsFolder: '/runs',
  allowDelete: false,
  plugins: [],
};
const problem = { file: 'a', offsetBytes: 1, what: 'w', done: 'd' };

function changeOf(
  series: readonly GivenSeries[],
  flags: Partial<SnapshotChange> = {},
  rest: GivenSnapshot = {},
): SnapshotChange {
  return {
    snapshot: snapshotOf(series, rest),
    series: series.map(seriesOf),
    runsChanged: false,
    seriesRemoved: false,
    problemsChanged: false,
    ...flags,
  };
}

const loss = (length: number): GivenSeries => ({
  run: 'a',
  tag: 'loss',
  values: Array.from({ length }, () => 0),
});

describe('what changed', () => {
  it('is told without what did not change', () =>
    expect(messageOf(pendingOf(changeOf([loss(2)])), parts)).toEqual({
      type: 'changes',
      loading: false,
      series: [
        {
          run: 'a',
          tag: 'loss',
          pluginName: 'scalars',
          length: 2,
          generation: 0,
          items: 0,
          displayName: '',
          description: '',
        },
      ],
    }));

  it('names all runs and all problems when those changed', () =>
    expect(
      messageOf(
        pendingOf(changeOf([loss(1)], { runsChanged: true, problemsChanged: true }, { problems: [problem] })),
        parts,
      ),
    ).toMatchObject({ runs: [{ name: 'a' }], problems: [problem] }));

  it('is everything when series vanished', () =>
    expect(messageOf(pendingOf(changeOf([loss(1)], { seriesRemoved: true })), parts)).toEqual(
      stateMessage(snapshotOf([loss(1)]), parts),
    ));

  it('twice is told once: the newest of each series, and every flag', () => {
    const first = pendingOf(
      changeOf([loss(1), { run: 'a', tag: 'acc', values: [1] }], { runsChanged: true }),
    );
    const later = pendingOf(changeOf([loss(5)], {}, { loading: true }));
    const message = messageOf(merged(merged(undefined, first), later), parts);
    expect(message).toMatchObject({
      loading: true,
      runs: [{ name: 'a' }],
      series: [
        { tag: 'loss', length: 5 },
        { tag: 'acc', length: 1 },
      ],
    });
  });

  it('keeps apart runs and tags that read alike when joined', () => {
    const both = [
      { run: 'a', tag: 'b/c', values: [1] },
      { run: 'a/b', tag: 'c', values: [1] },
    ];
    expect(pendingOf(changeOf(both)).series.size).toBe(2);
  });
});
