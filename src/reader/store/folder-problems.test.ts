import { expect, it } from 'vitest';
import type { Listing } from '../logdir.ts';
import { FolderProblems } from './folder-problems.ts';

function walk(
  identity: string | undefined,
  hasRuns: boolean,
  unreadable: Listing['unreadable'] = [],
): Listing {
  return { runs: new Map(), directories: [], unreadable, roots: [{ name: '.', identity, hasRuns }] };
}

const GONE = expect.stringContaining('the logdir is gone');
const ANOTHER = expect.stringContaining('the logdir is another folder');
const CLOSED = expect.stringContaining('cannot be read (EACCES)');
const closed = [{ name: '.', why: 'EACCES' }];

it.each([
  ['was never there', [walk(undefined, false)], []],
  ['has never held runs', [walk('1', false), walk('2', false)], []],
  ['lost its runs one by one', [walk('1', true), walk('1', false)], []],
  ['went', [walk('1', true), walk(undefined, false)], [GONE]],
  ['went and came again', [walk('1', true), walk(undefined, false), walk('1', true)], []],
  ['was unmounted', [walk('1', true), walk('2', false)], [ANOTHER]],
  ['was unmounted and came again', [walk('1', true), walk('2', false), walk('3', true)], []],
  ['was made anew, with other runs', [walk('1', true), walk('2', true), walk('2', false)], []],
  ['may not be read any more', [walk('1', true), walk(undefined, false, closed)], [CLOSED]],
])('a logdir that %s', (_, walks, expected) => {
  const problems = new FolderProblems();
  const told = walks.map((listing) => problems.update(listing));
  expect(told.at(-1)?.now.map(({ what }) => what)).toEqual(expected);
});

it('tells once what is over', () => {
  const problems = new FolderProblems();
  const [first] = problems.update(walk('1', false, closed)).now;
  expect(problems.update(walk('1', false))).toEqual({ now: [], over: [first] });
  expect(problems.update(walk('1', false))).toEqual({ now: [], over: [] });
});
