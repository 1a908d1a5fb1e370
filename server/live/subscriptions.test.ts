import { describe, expect, it } from 'vitest';
import type { SnapshotChange } from '../../src/reader/store/snapshot.ts';
import { LIVE_PROTOCOL } from '../../src/wire/live.ts';
import { type GivenSeries, type GivenSnapshot, seriesOf, snapshotOf } from '../../test/snapshot-of.ts';
import { PIECE_LENGTH } from '../api/list-pieces.ts';
import { changesTexts, merged, type Pending, pendingOf, stateTexts } from './subscriptions.ts';

const parts = {
  version: '1.2.3',
  logdir: 'runs',
  windowTitle: '',
  runsFolder: '/runs',
  allowDelete: false,
  plugins: [],
};
const messageOf = (pending: Pending): unknown => {
  const [text = '', ...others] = changesTexts(pending, parts, 'whole');
  expect(others).toEqual([]);
  return JSON.parse(text);
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
    expect(messageOf(pendingOf(changeOf([loss(2)])))).toEqual({
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
      ),
    ).toMatchObject({ runs: [{ name: 'a' }], problems: [problem] }));

  it('twice is told once: the newest of each series, and every flag', () => {
    const first = pendingOf(
      changeOf([loss(1), { run: 'a', tag: 'acc', values: [1] }], { runsChanged: true }),
    );
    const later = pendingOf(changeOf([loss(5)], {}, { loading: true }));
    const message = messageOf(merged(merged(undefined, first), later));
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

it('the state lists series by plugin name, then run, then tag', async () => {
  const pictures = { run: 'b', tag: 'x', pluginName: 'images', places: [{}] };
  const snapshot = snapshotOf([{ ...loss(1), run: 'b' }, pictures, loss(1), { ...loss(1), tag: 'acc' }]);
  const [text = ''] = await stateTexts(snapshot, parts, 'whole');
  const { type, protocol, state } = JSON.parse(text);
  expect({ type, protocol }).toEqual({ type: 'state', protocol: LIVE_PROTOCOL });
  expect(state).toMatchObject({ version: '1.2.3', canDelete: false, problems: [] });
  expect(state.series.map(({ run, tag }: { run: string; tag: string }) => [run, tag])).toEqual([
    ['b', 'x'],
    ['b', 'loss'],
    ['a', 'acc'],
    ['a', 'loss'],
  ]);
});

describe('in pieces', () => {
  const many = Array.from(
    { length: 1000 },
    (_, at): GivenSeries => ({ run: `run ${at}`, tag: 'loss', values: [1] }),
  );
  const problems = Array.from({ length: 1000 }, (_, at) => ({ ...problem, offsetBytes: at }));
  const snapshot = snapshotOf(many, { problems });

  /** All pieces put together, and the message behind them. */
  function read(texts: readonly string[]) {
    const messages = texts.map((text) => JSON.parse(text));
    const last = messages.pop();
    expect(new Set(messages.map(({ type }) => type))).toEqual(new Set(['piece']));
    const list = (name: string) => messages.flatMap((message) => message[name] ?? []);
    return { last, lists: { runs: list('runs'), series: list('series'), problems: list('problems') } };
  }

  it('a long state is the same as in one', async () => {
    const [whole = ''] = await stateTexts(snapshot, parts, 'whole');
    const texts = await stateTexts(snapshot, parts, 'pieces');
    const { last, lists } = read(texts);
    expect(JSON.parse(whole)).toEqual({ ...last, state: { ...last.state, ...lists } });
    expect(last.state).toMatchObject({ runs: [], series: [], problems: [] });
    expect(Math.max(...texts.map(({ length }) => length))).toBeLessThan(PIECE_LENGTH * 1.1);
  });

  it('long changes are the same as in one, and lists that did not change are in neither', () => {
    const pending = pendingOf(changeOf(many, { problemsChanged: true }, { problems }));
    const [whole = ''] = changesTexts(pending, parts, 'whole');
    const { last, lists } = read(changesTexts(pending, parts, 'pieces'));
    expect(lists.runs).toEqual([]);
    expect(last).not.toHaveProperty('runs');
    expect(JSON.parse(whole)).toEqual({ ...last, series: lists.series, problems: lists.problems });
  });

  it('what is short comes in one message', async () => {
    const short = snapshotOf([loss(1)]);
    expect(await stateTexts(short, parts, 'pieces')).toEqual(await stateTexts(short, parts, 'whole'));
  });
});
