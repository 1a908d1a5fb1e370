import { expect, it } from 'vitest';
import type { SeriesInfo, ServerState } from '../../src/wire/api.ts';
import { EMPTY_STATE } from '../../test/empty-state.ts';
import { AppState } from './app-state.ts';

const series = (run: string, tag: string, part: Partial<SeriesInfo> = {}): SeriesInfo => ({
  run,
  tag,
  pluginName: 'scalars',
  length: 1,
  generation: 0,
  items: 0,
  displayName: '',
  description: '',
  ...part,
});
const state = (part: Partial<ServerState>): ServerState => ({ ...EMPTY_STATE, ...part });
const changes = (...changed: SeriesInfo[]) => ({ type: 'changes' as const, loading: false, series: changed });

it('a longer series replaces the old one in its place, and its neighbour stays the same object', () => {
  const app = new AppState();
  app.replace(state({ series: [series('a', 'loss'), series('b', 'loss')] }));
  const before = app.seriesOf('scalars');
  app.merge(changes(series('a', 'loss', { length: 2 })));
  const after = app.seriesOf('scalars');
  expect(after.map(({ run, length }) => [run, length])).toEqual([
    ['a', 2],
    ['b', 1],
  ]);
  expect(after[1]).toBe(before[1]);
  expect(before[0]?.length).toBe(1);
});

it('a plugin of which nothing changed keeps its list', () => {
  const app = new AppState();
  const picture = series('a', 'image', { pluginName: 'images' });
  app.replace(state({ series: [picture, series('a', 'loss')] }));
  const images = app.seriesOf('images');
  app.merge(changes(series('a', 'loss', { length: 2 }), { ...picture }));
  expect(app.seriesOf('images')).toBe(images);
});

it('a whole new state keeps the objects and the lists of what is as it was', () => {
  const app = new AppState();
  app.replace(state({ series: [series('a', 'loss'), series('a', 'image', { pluginName: 'images' })] }));
  const [scalars, images] = [app.seriesOf('scalars'), app.seriesOf('images')];
  app.replace(
    state({ series: [series('a', 'loss', { length: 5 }), series('a', 'image', { pluginName: 'images' })] }),
  );
  expect(app.seriesOf('images')).toBe(images);
  expect(app.seriesOf('scalars')).not.toBe(scalars);
});

it('a series that vanished is gone after a whole new state, and its plugin with it', () => {
  const app = new AppState();
  app.replace(state({ series: [series('a', 'loss')] }));
  expect(app.hasSeriesOf(['scalars'])).toBe(true);
  app.replace(state({}));
  expect(app.hasSeriesOf(['scalars'])).toBe(false);
});

it('a tag that became another kind leaves its old kind', () => {
  const app = new AppState();
  app.replace(state({ series: [series('a', 'x')] }));
  app.merge(changes(series('a', 'x', { pluginName: 'text' })));
  expect([app.seriesOf('scalars'), app.seriesOf('text').length]).toEqual([[], 1]);
});

it('the same tag in two runs, and names that run into one another, are different series', () => {
  const app = new AppState();
  app.replace(state({ series: [series('a', 'b/c'), series('a/b', 'c'), series('a', 'c')] }));
  expect(app.seriesOf('scalars')).toHaveLength(3);
});

it('lists that a message leaves out stay as they were', () => {
  const app = new AppState();
  const problem = { file: 'f', offsetBytes: 1, what: 'w', done: 'd' };
  app.replace(state({ runs: [{ name: 'a', startTimeSeconds: 1, lastTimeSeconds: 2 }], problems: [problem] }));
  app.merge(changes(series('a', 'loss')));
  expect([app.runs.length, app.problems]).toEqual([1, [problem]]);
  app.merge({ ...changes(), problems: [] });
  expect(app.problems).toEqual([]);
});
