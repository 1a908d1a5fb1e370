import { describe, expect, it } from 'vitest';
import { eventFile, scalar } from '../../../test/scripted-logdir.ts';
import { RunLoader } from '../run-loader.ts';
import { PlainScanner } from '../scan.ts';
import { compareCodePoints } from './run-series.ts';
import { Store } from './store.ts';

/** Gives a run a point of each tag. */
function feed(loader: RunLoader, step: number, ...tags: string[]): void {
  const bytes = eventFile(...tags.map((tag) => scalar(tag, step, step)));
  loader.apply('/log/tfevents', 0, new PlainScanner().scan(bytes, 0, bytes.length), () => {
    throw new Error('nothing is wrong');
  });
}

function storeOf(runs: number, tags: readonly string[]) {
  const store = new Store();
  const loaders = Array.from({ length: runs }, (_, i) => new RunLoader(`run${i}`));
  for (const loader of loaders) {
    feed(loader, 0, ...tags);
    store.setRun(loader);
  }
  store.publish();
  return { store, loaders };
}

describe('a store', () => {
  it('makes anew only what changed, among many runs', () => {
    const { store, loaders } = storeOf(200, ['a', 'b', 'c']);
    const before = store.snapshot;
    const [, second] = loaders;
    if (!second) throw new Error('no second run');
    feed(second, 1, 'b');
    store.setRun(second);
    const change = store.publish();
    expect(change?.series.map(({ run, tag, length }) => [run, tag, length])).toEqual([['run1', 'b', 2]]);
    const after = store.snapshot.seriesOf('scalars');
    expect(after.filter((series, i) => series !== before.seriesOf('scalars')[i])).toEqual(change?.series);
    expect(before.series('run1', 'b')?.length).toBe(1);
  });

  it('lists changed series as the snapshot lists them', () => {
    const { store, loaders } = storeOf(2, ['z', 'a']);
    for (const loader of [...loaders].reverse()) {
      feed(loader, 1, 'z', 'new', 'a');
      store.setRun(loader);
    }
    expect(store.publish()?.series).toEqual(store.snapshot.seriesOf('scalars'));
    expect(store.snapshot.seriesOf('scalars').map(({ run, tag }) => `${run} ${tag}`)).toEqual([
      'run0 a',
      'run0 new',
      'run0 z',
      'run1 a',
      'run1 new',
      'run1 z',
    ]);
  });

  it('has no run before its first event, and no change where a run was only looked at', () => {
    const store = new Store();
    const loader = new RunLoader('run');
    store.setRun(loader);
    expect(store.publish()).toBeUndefined();
    feed(loader, 0, 'a');
    store.setRun(loader);
    expect(store.publish()).toMatchObject({ runsChanged: true, seriesRemoved: false });
    store.setRun(loader);
    expect(store.publish()).toBeUndefined();
  });

  it('gives a run that is read anew in one piece, and tells that series went', () => {
    const { store, loaders } = storeOf(1, ['a', 'b']);
    const fresh = new RunLoader('run0', loaders[0]?.nextGeneration);
    feed(fresh, 0, 'a');
    store.setRun(fresh);
    expect(store.publish()).toMatchObject({ seriesRemoved: true, series: [{ tag: 'a', generation: 1 }] });
    expect(store.snapshot.series('run0', 'b')).toBeUndefined();
  });

  it('keeps a problem once, in the order of finding', () => {
    const store = new Store();
    const problem = (file: string) => ({ file, offsetBytes: 1, what: 'bad', done: 'left out' });
    for (const file of ['b', 'a', 'b']) store.addProblem(problem(file));
    expect(store.publish()?.snapshot.problems.map(({ file }) => file)).toEqual(['b', 'a']);
    store.removeProblemsOf(new Set(['b']));
    expect(store.publish()?.snapshot.problems.map(({ file }) => file)).toEqual(['a']);
  });
});

it.each([
  ['a', 'b'],
  ['a', 'aa'],
  ['Z', 'a'],
  ['z', 'é'],
  ['\uffee', '\u{1f600}'],
  ['\u{1f600}', '\u{1f601}'],
])('%s comes before %s by code point', (a, b) => {
  expect(compareCodePoints(a, b)).toBeLessThan(0);
  expect(compareCodePoints(b, a)).toBeGreaterThan(0);
  expect(compareCodePoints(a, a)).toBe(0);
});
