import { expect, it } from 'vitest';
import { choiceOf, embeddingSeriesOf, missedBy, visibleOf } from './choice.ts';

const info = (name: string) => ({ name, hasLabels: false, hasBookmarks: false });
const RUNS = [
  { run: 'a', embeddings: [info('words:00001'), info('words:00000'), info('plain')] },
  { run: 'b', embeddings: [info('words:00000')] },
  { run: 'hidden', embeddings: [info('other')] },
  { run: 'model', above: true, embeddings: [info('weights')] },
  { run: '.', embeddings: [info('own')] },
] as const;
const visible = (...names: string[]) => visibleOf({ loading: false, runs: RUNS }, names);
const all = embeddingSeriesOf(visible('a', 'b'));

it('shows what visible runs have, folders above them and the logdir', () => {
  const runs = (...names: string[]) => visible(...names).map(({ run }) => run);
  expect(runs('b')).toEqual(['b', '.']);
  expect(runs('a', 'model/train')).toEqual(['a', 'model', '.']);
  expect(runs('models/train')).toEqual(['.']);
});

it.each([
  ['nothing: the first, at its last step', {}, 'a', 'words', 1, undefined],
  ['a tensor', { tensor: 'plain' }, 'a', 'plain', undefined, undefined],
  ['a step', { of: 'a', step: '0' }, 'a', 'words', 0, undefined],
  ['a run that is hidden', { of: 'hidden' }, 'a', 'words', 1, /“hidden” has no embeddings, or is not ticked/],
  [
    'a tensor that is not there',
    { of: 'b', tensor: 'no' },
    'b',
    'words',
    0,
    /no “no” in this run: words of b is shown/,
  ],
  ['a step that is not there', { of: 'a', step: '7' }, 'a', 'words', 1, /no step 7: 1 is shown/],
] as const)('asked for %s', (_, view, run, tag, step, missed) => {
  const choice = choiceOf(all, view);
  if (!choice) throw new Error('nothing is chosen');
  expect([choice.series.run, choice.series.tag, choice.series.steps[choice.at]?.step]).toEqual([
    run,
    tag,
    step,
  ]);
  if (missed) expect(missedBy(choice, view)).toMatch(missed);
  else expect(missedBy(choice, view)).toBeUndefined();
});

it('chooses nothing where nothing is', () => expect(choiceOf([], { of: 'a' })).toBeUndefined());
