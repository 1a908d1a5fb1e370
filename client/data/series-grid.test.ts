import { expect, it } from 'vitest';
import type { SeriesInfo } from '../../src/wire/api.ts';
import { SeriesGrid } from './series-grid.ts';

const info = (run: string, tag: string, length = 1): SeriesInfo => ({
  run,
  tag,
  pluginName: 'images',
  length,
  generation: 0,
  items: 1,
  displayName: '',
  description: '',
});
const run = (name: string) => ({ name, color: '#f00', startTimeSeconds: 0 });

it('there is a card for each visible run and tag, in the order of the runs', () => {
  const grid = new SeriesGrid();
  grid.set([info('a', 'x'), info('b', 'x'), info('c', 'x'), info('c', 'y')], [run('b'), run('a')]);
  expect(grid.tags).toEqual(['x']);
  expect(grid.cardsOf('x').map(({ run: { name } }) => name)).toEqual(['b', 'a']);
  expect(grid.cardsOf('y')).toEqual([]);
});

it('what is on screen is told as it is now, and not once its run is hidden', () => {
  const grid = new SeriesGrid();
  const runs = [run('a'), run('b')];
  grid.set([info('a', 'x'), info('b', 'x')], runs);
  for (const name of ['b', 'a']) grid.setOnScreen(info(name, 'x'), true);
  const grown = info('a', 'x', 2);
  grid.set([grown, info('b', 'x')], runs);
  expect(grid.onScreen.map(({ run: name }) => name)).toEqual(['b', 'a']);
  expect(grid.onScreen[1]).toBe(grown);
  grid.set([grown, info('b', 'x')], [run('a')]);
  expect(grid.onScreen).toEqual([grown]);
  grid.setOnScreen(grown, false);
  expect(grid.onScreen).toEqual([]);
});
