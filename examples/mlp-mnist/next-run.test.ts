import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { nextRunIn } from './next-run.ts';
import { settingsOfRun } from './settings.ts';

it('gives each start a run of its own, with other settings', () => {
  const logdir = mkdtempSync(join(tmpdir(), 'runboard-next-run-'));
  onTestFinished(() => rmSync(logdir, { recursive: true }));
  const names = [];
  for (let start = 0; start < 3; start++) {
    const { name, number } = nextRunIn(logdir);
    expect(number).toBe(start + 1);
    names.push(name);
    mkdirSync(join(logdir, name));
  }
  expect(names).toEqual(['mnist_experiment', 'mnist_experiment_2', 'mnist_experiment_3']);
  expect(settingsOfRun(1)).not.toEqual(settingsOfRun(2));
  expect(settingsOfRun(5)).toEqual(settingsOfRun(1));
});

it('trains its first run in a logdir that is not there yet', () => {
  expect(nextRunIn(join(tmpdir(), 'no-such-folder-of-runboard')).name).toBe('mnist_experiment');
});
