import { describe, expect, it } from 'vitest';
import type { VisibleRun } from '../../../../client/plugin-host.ts';
import { CardLines } from './card-lines.ts';
import { cardListOf } from './card-list.ts';

const group = (label: string, mean: boolean) => ({ label, color: `color of ${label}`, mean });
const ADAM = group('opt adam', true);
const run = (name: string, more: Partial<VisibleRun> = {}): VisibleRun => ({
  name,
  color: `color of ${name}`,
  startTimeSeconds: 0,
  ...more,
});
const COLUMNS = new Map(
  [1, 3, 8].map((value, at) => [
    `run ${at}`,
    { steps: Float64Array.of(0), wallTimes: Float64Array.of(1), values: Float64Array.of(value) },
  ]),
);
const [CARD] = cardListOf(['loss'], {}).sections.flatMap(({ cards }) => cards);

function linesOf(runs: readonly VisibleRun[], xTag?: string) {
  if (!CARD) throw new Error('there is no card');
  const lines = new CardLines().linesOf(CARD, { runs, columns: (name) => COLUMNS.get(name), xTag });
  return lines.map(({ name, color, columns, base }) => [name, color, columns.values[0], base]);
}

describe('curves of a card', () => {
  it('are one for each run that has points, named as the user named it', () => {
    expect(linesOf([run('run 0', { label: 'Best' }), run('run 1'), run('none')])).toEqual([
      ['Best', 'color of run 0', 1, false],
      ['run 1', 'color of run 1', 3, false],
    ]);
  });

  it('keep the runs’ own names where two were given one', () => {
    const lines = linesOf([run('run 0', { label: 'Best' }), run('run 1', { label: 'Best' })]);
    expect(lines.map(([name]) => name)).toEqual(['run 0', 'run 1']);
  });

  it('are one for each group that is drawn as its mean', () => {
    const runs = [run('run 0', { group: ADAM }), run('run 2'), run('run 1', { group: ADAM })];
    expect(linesOf(runs)).toEqual([
      ['opt adam', 'color of opt adam', 2, false],
      ['run 2', 'color of run 2', 8, false],
    ]);
  });

  it('are each run’s own in other groups, and along another tag', () => {
    const inGroup = (mean: boolean) =>
      ['run 0', 'run 1'].map((name) => run(name, { group: group('opt adam', mean) }));
    expect(linesOf(inGroup(false))).toHaveLength(2);
    expect(linesOf(inGroup(true), 'epoch')).toHaveLength(2);
  });

  it('leave the baseline its own', () => {
    const runs = [run('run 0', { group: ADAM, baseline: true }), run('run 1', { group: ADAM })];
    expect(linesOf(runs)).toEqual([
      ['run 0', 'color of run 0', 1, true],
      ['opt adam', 'color of opt adam', 3, false],
    ]);
  });
});
