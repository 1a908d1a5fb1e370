// Over HTTP, as TensorBoard's page and ours ask.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tensorboard } from '../../../proto/messages.ts';
import { defaultOptions } from '../../../server/options.ts';
import { type RunningServer, serveSource } from '../../../server/serve.ts';
import { type GivenSeries, snapshotOf, sourceOf } from '../../../test/snapshot-of.ts';
import { SESSION_END_TAG, SESSION_START_TAG } from './kind.ts';
import { hparamRoutes } from './routes.ts';
import { hparamValues } from './summary.ts';

const start = (lr: number, opt: string) =>
  tensorboard.HParamsPluginData.encode({
    sessionStartInfo: { hparams: { lr: { numberValue: lr }, opt: { stringValue: opt } } },
  }).finish();
/** A series as PyTorch's: metadata, and a value that is nothing. */
const record = (run: string, tag: string, pluginContent: Uint8Array): GivenSeries => ({
  run,
  tag,
  pluginName: 'hparams',
  pluginContent,
  places: [{ items: 0 }],
});
const end = hparamValues({}, [])[2].metadata?.pluginData?.content ?? new Uint8Array(0);

const SERIES: readonly GivenSeries[] = [
  record('s1', SESSION_START_TAG, start(0.1, 'sgd')),
  record('s1', SESSION_END_TAG, end),
  record('s2', SESSION_START_TAG, start(0.01, 'adam')),
  record('s3', SESSION_START_TAG, Uint8Array.of(0x22, 9, 1)),
  record('s4', SESSION_START_TAG, end),
  { run: 's1', tag: 'loss', values: [3, 2, 1] },
  { run: 's1/validation', tag: 'loss', values: [4, 2.5], steps: [1, 2n ** 60n] },
  { run: 's2', tag: 'loss', values: [Number.NaN] },
  { run: 's2', tag: 'many', values: Array.from({ length: 3000 }, (_, i) => i) },
];
const ALL = { allowedStatuses: [0, 1, 2, 3], sliceSize: 100 };

let server: RunningServer;
beforeAll(async () => {
  const options = { ...defaultOptions('/nowhere'), port: 0 };
  server = await serveSource(sourceOf(snapshotOf(SERIES)), [hparamRoutes], options);
});
afterAll(() => server.close());

const ask = (path: string, init?: RequestInit) => fetch(`${server.url}data/plugin/hparams${path}`, init);
const post = (path: string, body: unknown, contentType = 'application/json') =>
  ask(path, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': contentType } });
const download = (format: string, visible: string, request: unknown = ALL) =>
  ask(
    `/download_data?${new URLSearchParams({ format, columnsVisibility: visible, request: JSON.stringify(request) })}`,
  );

describe('session_groups', () => {
  it('answers whatever the type of the body, and a query', async () => {
    const answers = [
      await post('/session_groups', ALL),
      await post('/session_groups', ALL, 'text/plain'),
      await ask(`/session_groups?request=${encodeURIComponent(JSON.stringify(ALL))}`),
    ];
    const [first, ...others] = await Promise.all(answers.map((answer) => answer.json()));
    for (const other of others) expect(other).toEqual(first);
    expect(first).toEqual({
      sessionGroups: [
        {
          name: 's1',
          hparams: { lr: 0.1, opt: 'sgd' },
          metricValues: [
            { name: { group: '', tag: 'loss' }, value: 1, trainingStep: 2, wallTimeSecs: 1_700_000_002 },
            {
              name: { group: 'validation', tag: 'loss' },
              value: 2.5,
              trainingStep: 2 ** 60,
              wallTimeSecs: 1_700_000_001,
            },
          ],
          sessions: [expect.objectContaining({ name: 's1', status: 'STATUS_SUCCESS', modelUri: '' })],
          monitorUrl: '',
        },
        expect.objectContaining({
          name: 's2',
          metricValues: [
            expect.objectContaining({ value: 'NaN' }),
            expect.objectContaining({ value: 2999, trainingStep: 2999 }),
          ],
        }),
      ],
      totalSize: 2,
    });
  });

  it('searches in linear time', async () => {
    const colParams = [{ hparam: 'opt', filterRegexp: '(a+)+[dD]am$' }];
    const answer = await post('/session_groups', { ...ALL, colParams });
    expect(await answer.json()).toMatchObject({ totalSize: 1 });
  });

  it.each([
    ['a form', new URLSearchParams({ sliceSize: '1' })],
    ['no JSON', '{'],
    ['an unknown key', '{"slice": 1}'],
    [
      'a pattern that is none',
      '{"allowedStatuses": [0], "colParams": [{"hparam": "opt", "filterRegexp": "("}]}',
    ],
    [
      'a pattern for numbers',
      '{"allowedStatuses": [0], "colParams": [{"hparam": "lr", "filterRegexp": ""}]}',
    ],
  ])('refuses %s', async (_, body) => {
    const answer = await ask('/session_groups', { method: 'POST', body });
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining('Invalid argument: '),
    ]);
  });

  it('has nothing for nothing', async () =>
    expect(await (await post('/session_groups', {})).json()).toEqual({ sessionGroups: [], totalSize: 0 }));

  it('wants a request', async () => expect((await ask('/session_groups')).status).toBe(400));
});

it('experiment finds the group of the run below', async () => {
  const answer = await post('/experiment', { hparamsLimit: 1 });
  expect(await answer.json()).toMatchObject({
    hparamInfos: [{ name: 'lr', domainInterval: { minValue: 0.01, maxValue: 0.1 }, differs: true }],
    metricInfos: [
      { name: { group: '', tag: 'loss' } },
      { name: { group: 'validation', tag: 'loss' } },
      { name: { group: '', tag: 'many' } },
    ],
  });
});

it.each([
  ['s1', { tag: 'loss', group: 'validation' }, 200, 2],
  ['s2', { tag: 'many' }, 200, 1000],
  ['s2', { tag: 'none' }, 404, undefined],
])('metric_evals of %s, %j', async (sessionName, metricName, status, length) => {
  const answer = await post('/metric_evals', { sessionName, metricName });
  expect(answer.status).toBe(status);
  if (length !== undefined) expect(await answer.json()).toHaveLength(length);
});

it.each([
  ['csv', 'text/csv; charset=utf-8', 'lr,loss\r\n0.1,1.0\r\n0.01,nan\r\n'],
  [
    'latex',
    'application/x-latex',
    expect.stringContaining('$0.1$ & $1$ \\\\\n$0.01$ & $\\mathrm{NaN}$ \\\\\n'),
  ],
  ['json', 'application/json', '{"header":["lr","loss"],"rows":[[0.1,1],[0.01,"NaN"]]}'],
])('downloads %s', async (format, type, expected) => {
  const answer = await download(format, '[true, false, true]');
  expect(answer.headers.get('content-type')).toBe(type);
  expect(await answer.text()).toEqual(expected);
});

it.each([
  ['xml', '[]'],
  ['csv', 'true'],
  ['csv', ''],
])('refuses to download %s with columns %s', async (format, visible) =>
  expect((await download(format, visible)).status).toBe(400),
);

it('answers all sessions as one table, and says what cannot be read', async () => {
  const table = await (await fetch(`${server.url}api/v1/hparams/table`)).json();
  expect(table).toMatchObject({
    hparams: [{ name: 'lr' }, { name: 'opt' }],
    sessions: [
      { run: 's1', group: 's1', status: 'STATUS_SUCCESS' },
      { run: 's2', group: 's2', status: 'STATUS_UNKNOWN' },
    ],
    hparamColumns: [
      [0.1, 0.01],
      ['sgd', 'adam'],
    ],
    metricColumns: [
      [1, 'NaN'],
      [2.5, null],
      [null, 2999],
    ],
    unreadable: [
      expect.stringContaining(`The value ${SESSION_START_TAG} of run s3 was left out: `),
      expect.stringContaining('it holds the record of another tag (session-end)'),
    ],
  });
});
