// The contract's checklist, the rows of kinds that need files of their own. The numbers in the names are the rows.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultOptions } from '../../server/options.ts';
import { type RunningServer, startServer } from '../../server/serve.ts';
import { hparamValues } from '../../src/plugins/hparam/summary.ts';
import { PLUGIN_ROUTES } from '../../src/plugins/routes.ts';
import { eventFile, scalar } from '../scripted-logdir.ts';

// TensorFlow writes no experiment beside the sessions.
const [, start, end] = hparamValues({ lr: 0.1, opt: 'sgd' }, []);
const files: Readonly<Record<string, Uint8Array | string>> = {
  'logs/s1/events.out.tfevents.1': eventFile({ values: [start, end] }, scalar('epoch_loss', 3, 0.5)),
  'logs/s1/validation/events.out.tfevents.1': eventFile(scalar('epoch_loss', 3, 0.75)),
  'logs/s1/projector_config.pbtxt': 'embeddings { tensor_name: "e" tensor_path: "../secret" }',
  'logs/secret': '1\t2\n3\t4\n',
};

let folder: string;
let server: RunningServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conformance-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  server = await startServer({ ...defaultOptions(join(folder, 'logs')), port: 0 }, PLUGIN_ROUTES);
  await server.source.reload();
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${server.port}/data/plugin/${path}`, init);

it.each([
  ['audio/audio?run=s1&tag=none', 404, undefined],
  ['text/text?run=s1&tag=none', 200, []],
  ['pr_curves/pr_curves?run=none&tag=none', 400, undefined],
  [
    'timeseries/timeSeries?requests=[{"plugin":"scalars","tag":"none"}]',
    200,
    [{ plugin: 'scalars', tag: 'none', runToSeries: {} }],
  ],
])('8: what is missing: %s is %d', async (path, status, body) => {
  const response = await ask(path);
  expect(response.status).toBe(status);
  if (body) expect(await response.json()).toEqual(body);
});

const everything = JSON.stringify({
  allowedStatuses: ['STATUS_UNKNOWN', 'STATUS_SUCCESS', 'STATUS_FAILURE', 'STATUS_RUNNING'],
  sliceSize: 10,
});
const post = (body: string, type: string) =>
  ask('hparams/session_groups', { method: 'POST', body, headers: { 'Content-Type': type } });

it('12: session groups are the same, posted as text or as JSON, or asked for', async () => {
  const answers = await Promise.all([
    post(everything, 'text/plain'),
    post(everything, 'application/json'),
    ask(`hparams/session_groups?request=${encodeURIComponent(everything)}`),
  ]);
  const [first, ...others] = await Promise.all(answers.map((answer) => answer.json()));
  expect(first).toMatchObject({ totalSize: 1 });
  for (const other of others) expect(other).toEqual(first);
});

it('12: an empty request has no groups, an unknown key is refused', async () => {
  expect(await (await post('{}', 'text/plain')).json()).toMatchObject({ sessionGroups: [] });
  expect((await post('{"unknown":1}', 'text/plain')).status).toBe(400);
});

it('13: a run below a session is a group of its metrics and no session', async () => {
  const answer = await (await post(everything, 'text/plain')).json();
  const metric = (group: string, value: number) => ({
    name: { group, tag: 'epoch_loss' },
    value,
    trainingStep: 3,
  });
  expect(answer).toMatchObject({
    sessionGroups: [
      {
        hparams: { lr: 0.1, opt: 'sgd' },
        sessions: [{ name: 's1', metricValues: [metric('', 0.5), metric('validation', 0.75)] }],
      },
    ],
    totalSize: 1,
  });
});

it('20: a config leads to no file outside its folder', async () => {
  const response = await ask('projector/tensor?run=s1&name=e');
  expect(response.status).toBe(400);
  const text = await response.text();
  expect(text).toContain('outside the config directory');
  expect(text).not.toContain('3\t4');
});
