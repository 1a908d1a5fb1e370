import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultOptions } from '../../server/options.ts';
import { type RunningServer, startServer } from '../../server/serve.ts';
import { SummaryWriter } from '../../src/index.ts';
import type { HParamTable } from '../../src/plugins/hparam/kind.ts';
import { PLUGIN_ROUTES } from '../../src/plugins/routes.ts';
import { runNameOf, TRIALS, type Trial } from './grid.ts';
import { runTrial } from './training.ts';

const folder = mkdtempSync(join(tmpdir(), 'compare-'));
const EFFORT = { trainingDigits: 500, validationDigits: 200, epochs: 2 };
const COMPARED: readonly Trial[] = [
  { optimizer: 'adam', learningRate: 0.003 },
  { optimizer: 'sgd', learningRate: 0.003 },
];

let accuracies: readonly number[];
let server: RunningServer;
beforeAll(async () => {
  const results: number[] = [];
  for (const trial of COMPARED) {
    const writer = new SummaryWriter(join(folder, runNameOf(trial)));
    results.push((await runTrial(writer, trial, EFFORT)).accuracy);
    await writer.close();
  }
  accuracies = results;
  server = await startServer({ ...defaultOptions(folder), port: 0 }, PLUGIN_ROUTES);
  await server.source.reload();
}, 60_000);
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

it('has nine runs of different names', () => {
  expect(TRIALS).toHaveLength(9);
  expect(new Set(TRIALS.map(runNameOf)).size).toBe(9);
});

it('makes of each trial a run with its curves and its row', async () => {
  const table = (await (await fetch(`${server.url}api/v1/hparams/table`)).json()) as HParamTable;
  expect(table.sessions.map(({ run, status }) => [run, status])).toEqual(
    COMPARED.map((trial) => [runNameOf(trial), 'STATUS_SUCCESS']),
  );
  expect(table.hparams).toMatchObject([
    { name: 'optimizer', domainDiscrete: ['sgd', 'momentum', 'adam'], differs: true },
    { name: 'learningRate', domainDiscrete: [0.3, 0.03, 0.003], differs: false },
  ]);
  expect(table.hparamColumns).toEqual([
    ['adam', 'sgd'],
    [0.003, 0.003],
  ]);
  expect(table.metricColumns[0]).toEqual(accuracies.map(Math.fround));
  const answer = await fetch(`${server.url}data/plugin/scalars/tags`);
  const tags = (await answer.json()) as Record<string, object>;
  expect(Object.keys(tags['adam 0.003'] ?? {}).sort()).toEqual(
    ['accuracy/validation', 'hparam/accuracy', 'hparam/loss', 'loss/batch', 'loss/validation'].sort(),
  );
});

it('learns more by Adam than by so small steps of plain descent', () => {
  const [adam = 0, sgd = 1] = accuracies;
  expect(adam).toBeGreaterThan(sgd);
  expect(adam).toBeGreaterThan(0.5);
});
