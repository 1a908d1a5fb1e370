import { expect, it } from 'vitest';
import { hparamsOfRuns } from './run-hparams.ts';

const session = (run: string, lr: number) => ({
  run,
  start: { hparams: new Map([['lr', lr]]), modelUri: '', monitorUrl: '', groupName: '', startTimeSecs: 0 },
  end: undefined,
});

it.each<[string, [string, number][], string, number | undefined]>([
  ['a session its own', [['a', 1]], 'a', 1],
  ['a run of Keras those of the session above', [['a', 1]], 'a/train', 1],
  [
    'the nearest of two above',
    [
      ['a', 1],
      ['a/b', 2],
    ],
    'a/b/train',
    2,
  ],
  ['those of the logdir itself', [['.', 1]], 'train', 1],
  ['a run of PyTorch those of the session that it made below', [['a/1700000000.5', 1]], 'a', 1],
  ['the same in the logdir itself', [['1700000000.5', 1]], '.', 1],
  [
    'none where there are several below',
    [
      ['a/1', 1],
      ['a/2', 2],
    ],
    'a',
    undefined,
  ],
  ['none of a session beside it', [['a', 1]], 'ab', undefined],
  ['none of one further below', [['a/b/c', 1]], 'a', undefined],
])('has %s', (_, sessions, run, lr) => {
  const runs = [...sessions.map(([name]) => name), run];
  const found = hparamsOfRuns(
    runs,
    sessions.map(([name, value]) => session(name, value)),
  );
  expect(found.get(run)?.get('lr')).toBe(lr);
});
