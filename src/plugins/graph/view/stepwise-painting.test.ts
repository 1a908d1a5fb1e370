import { expect, it, vi } from 'vitest';
import { taskTurn } from '../../../../client/turns/task-turn.ts';
import { StepwisePainting } from './stepwise-painting.ts';

function* steps(name: string, said: string[]): Generator<void, string> {
  for (const step of ['first', 'second']) {
    said.push(`${name} ${step}`);
    yield;
  }
  return name;
}

it('is done when it was begun at once', () => {
  const said: string[] = [];
  new StepwisePainting().start(steps('a', said), 'at once', (name) => said.push(`${name} done`));
  expect(said).toEqual(['a first', 'a second', 'a done']);
});

it('begins behind the task in which it was asked for, and tells when it is done', async () => {
  const said: string[] = [];
  new StepwisePainting().start(steps('a', said), 'in tasks', (name) => said.push(`${name} done`));
  expect(said).toEqual([]);
  await vi.waitUntil(() => said.length === 3);
  expect(said).toEqual(['a first', 'a second', 'a done']);
});

it.each(['at once', 'in tasks'] as const)('is not gone on with when another was begun %s', async (pace) => {
  const said: string[] = [];
  const painting = new StepwisePainting();
  painting.start(steps('old', said), 'in tasks', () => said.push('old done'));
  painting.start(steps('new', said), pace, () => said.push('new done'));
  await vi.waitUntil(() => said.includes('new done'));
  await taskTurn();
  expect(said).toEqual(['new first', 'new second', 'new done']);
});

it('ends where it is stopped', async () => {
  const done = vi.fn();
  const painting = new StepwisePainting();
  painting.start(steps('a', []), 'in tasks', done);
  painting.stop();
  await taskTurn();
  await taskTurn();
  expect(done).not.toHaveBeenCalled();
});
