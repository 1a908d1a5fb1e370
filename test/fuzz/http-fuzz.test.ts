// Requests that are almost right, by the thousand, to the whole server with every kind of data: whatever comes, it
// answers, never with a fault of its own, and holds little.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { tablesOf } from '../../server/data/core-tables.ts';
import { defaultOptions } from '../../server/options.ts';
import { type RunningServer, startServer } from '../../server/serve.ts';
import { PLUGIN_ROUTES } from '../../src/plugins/routes.ts';
import { FUZZ_TIMEOUT_MS, pick, type Random, randomFrom, seeds } from '../seeded-random.ts';
import { mutatedBytes, mutatedJson, NASTY_TEXTS } from './mutated-values.ts';

const ANSWER_MS = 20_000;
const MAX_GROWN_BYTES = 700 * 2 ** 20;
const encoder = new TextEncoder();

const folder = mkdtempSync(join(tmpdir(), 'runboard-fuzz-'));
let server: RunningServer;
let printed = '';
beforeAll(async () => {
  cpSync('test/fixtures/logs', folder, { recursive: true });
  vi.stubEnv('RUNBOARD_INGEST_TOKEN', 'fuzz');
  const options = { ...defaultOptions(folder), port: 0, ingest: true, userFolder: join(folder, 'user') };
  server = await startServer(options, PLUGIN_ROUTES);
  await server.source.reload();
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
}, 60_000);
afterAll(async () => {
  vi.restoreAllMocks();
  await server.close();
  rmSync(folder, { recursive: true });
});

const PATHS: readonly string[] = [
  ...PLUGIN_ROUTES.flatMap(({ kind: { pluginName }, tensorboard, page }) => [
    ...Object.keys(tensorboard).map((path) => `/data/plugin/${pluginName}${path}`),
    ...Object.keys(page).map((path) => `/api/v1/${pluginName}${path}`),
  ]),
  ...tablesOf(PLUGIN_ROUTES).map(({ name }) => `/api/v1/data/${name}`),
  ...['/api/v1/state', '/api/v1/overview', '/api/v1/run-columns', '/api/v1/run-columns/values'],
  ...['/api/v1/ingest', '/api/v1/trash', '/api/v1/openapi.json', '/data/plugin_entry.html', '/', '/index.js'],
  ...['/data/runs', '/data/environment', '/data/plugins_listing', '/data/logdir', '/experiment/x/data/runs'],
  ...PLUGIN_ROUTES.flatMap(({ documents = [] }) => documents).map(({ name }) => `/api/v1/documents/${name}`),
];
const PARAMETERS = [
  ...['run', 'tag', 'runs', 'tags', 'index', 'step', 'sample', 'format', 'limit', 'from_step', 'to_step'],
  ...['name', 'num_rows', 'ts', 'downloadType', 'plugin', 'item', 'at', 'points', 'from', 'to', 'width'],
  ...[
    'generation',
    'query',
    'part',
    'offset',
    'file',
    'token',
    'columnsVisibility',
    'tensorBoardFeatureFlags',
  ],
  ...[
    'limit_attr_size',
    'large_attrs_key',
    'conceptual',
    'batch',
    'blob_key',
    'experiment',
    'column',
    'bins',
  ],
];
/** Bodies that are right for some route or other. */
const BODIES: readonly unknown[] = [
  {
    experimentName: '',
    allowedStatuses: ['STATUS_SUCCESS', 'STATUS_RUNNING', 'STATUS_UNKNOWN', 'STATUS_FAILURE'],
    aggregationType: 'AGGREGATION_AVG',
    aggregationMetric: { tag: 'loss', group: '' },
    colParams: [
      {
        hparam: 'lr',
        order: 'ORDER_ASC',
        filterInterval: { minValue: 0, maxValue: 1 },
        includeInResult: true,
      },
      { metric: { tag: 'loss', group: '' }, filterRegexp: 'a|b', missingValuesFirst: true },
      { hparam: 'optimizer', filterDiscrete: ['adam', 'sgd'], excludeMissingValues: false },
    ],
    sliceSize: 10,
    startIndex: 0,
    includeMetrics: true,
  },
  { experimentName: '', includeMetrics: true, hparamsLimit: 5 },
  { sessionName: 'run_0', metricName: { tag: 'loss', group: '' } },
  { tag: 'loss', runs: ['a', 'b'] },
  [
    { plugin: 'scalars', tag: 'loss' },
    { plugin: 'images', tag: 'x', run: 'r', sample: 0 },
  ],
  { columns: [{ source: 'scalars', name: 'loss', aspect: 'last' }], runs: ['a'] },
  { version: 1, runs: { a: { note: 'x', tags: ['t'], colour: '#123456' } } },
  { version: 1, charts: [{ title: 't', tags: ['loss'] }] },
  { runs: ['a'] },
];

/** A value that fits the parameter, or any. */
function parameterValue(parameter: string, random: Random): string {
  const { snapshot } = server.source;
  if (random(5) === 0) return pick(NASTY_TEXTS, random, '');
  const plugin = pick(snapshot.pluginNames, random, 'scalars');
  const series = pick(snapshot.seriesOf(plugin), random, undefined);
  if (parameter.startsWith('run')) return series?.run ?? '.';
  if (parameter.startsWith('tag')) return series?.tag ?? 'loss';
  if (parameter === 'format')
    return pick(['json', 'csv', 'parquet', 'arrow', 'arrow-stream'], random, 'json');
  return pick(['0', '1', '5', '-1', '100', '1.5', 'true', 'json', 'csv', 'last'], random, '0');
}

interface Sent {
  readonly path: string;
  readonly init: RequestInit;
}

function requestOf(random: Random): Sent {
  const path = pick(PATHS, random, '/');
  const query = new URLSearchParams();
  // Run and tag of the same series get furthest.
  const series = pick(server.source.snapshot.seriesOf(path.split('/')[3] ?? ''), random, undefined);
  if (series && random(4) > 0) for (const name of ['run', 'tag'] as const) query.append(name, series[name]);
  for (let count = random(4); count > 0; count--) {
    const parameter = pick(PARAMETERS, random, 'x');
    query.append(parameter, parameterValue(parameter, random));
  }
  const method = pick(
    ['GET', 'GET', 'POST', 'POST', 'PUT', 'HEAD', 'DELETE', 'OPTIONS', 'PATCH'],
    random,
    'GET',
  );
  const headers = new Headers({ authorization: 'Bearer fuzz' });
  if (random(3) === 0) headers.set('if-match', pick(['"none"', '*', 'x'], random, 'x'));
  if (random(8) === 0)
    headers.set('accept', pick(['text/csv', '*/*', 'x', 'application/vnd.apache.parquet'], random, ''));
  if (random(8) === 0) headers.set('range', 'bytes=5-1');
  if (random(8) === 0)
    headers.set('x-tensorboard-feature-flags', pick(NASTY_TEXTS.slice(13, 30), random, '{}'));
  const body = method === 'GET' || method === 'HEAD' ? undefined : bodyOf(random, headers);
  return { path: `${path}?${query}`, init: { method, headers, ...(body && { body }) } };
}

/** A body and the header that names its type; one that lies as often as not. */
function bodyOf(random: Random, headers: Headers): Uint8Array<ArrayBuffer> {
  let value = pick(BODIES, random, {});
  for (let changes = random(4); changes > 0; changes--) value = mutatedJson(value, random);
  const form = new URLSearchParams();
  for (let count = random(5); count > 0; count--) {
    const parameter = pick(PARAMETERS, random, 'tag');
    form.append(parameter, parameterValue(parameter, random));
  }
  const [type, text] = pick<readonly [string, string]>(
    [
      ['application/json', JSON.stringify(value)],
      ['application/x-www-form-urlencoded', form.toString()],
      ['multipart/form-data; boundary=b', multipartOf(form)],
      ['application/octet-stream', JSON.stringify(value)],
    ],
    random,
    ['text/plain', ''],
  );
  headers.set(
    'content-type',
    random(10) === 0 ? pick(['multipart/form-data', 'x/y;;;', '; boundary="'], random, '') : type,
  );
  const bytes = encoder.encode(text);
  return Uint8Array.from(random(3) === 0 ? mutatedBytes(bytes, random) : bytes);
}

function multipartOf(form: URLSearchParams): string {
  const parts = [...form].map(
    ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join('')}--b--\r\n`;
}

function expectNoFault(seed: number, what: string): void {
  if (/fault of the server|\n {4}at /.test(printed))
    expect.fail(`FUZZ_SEED=${seed} FUZZ_CASES=1 (${what}): ${printed}`);
  printed = '';
}

it(
  'answers every request, and none with a fault of its own',
  async () => {
    const before = process.memoryUsage.rss();
    const statuses = new Map<number, number>();
    for (const seed of seeds(3000)) {
      const { path, init } = requestOf(randomFrom(seed));
      const what = `${init.method} ${path}`;
      const answer = await fetch(server.url.slice(0, -1) + path, {
        ...init,
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_MS),
      }).catch((error: unknown) => expect.fail(`FUZZ_SEED=${seed} FUZZ_CASES=1 (${what}): ${error}`));
      await answer.arrayBuffer();
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status >= 500)
        expect.fail(`FUZZ_SEED=${seed} FUZZ_CASES=1 (${what}): ${answer.status} ${printed}`);
      expectNoFault(seed, what);
    }
    // Requests that are all refused say nothing of what lies behind.
    if (!process.env['FUZZ_CASES']) expect(statuses.get(200)).toBeGreaterThan(500);
    expect(process.memoryUsage.rss() - before).toBeLessThan(MAX_GROWN_BYTES);
  },
  FUZZ_TIMEOUT_MS,
);

/** Everything that the server says until it or we end. */
function exchange(bytes: Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(server.port, '127.0.0.1');
    let said = '';
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      said += text;
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(said));
    socket.setTimeout(300, () => socket.destroy());
    // Half a request is never answered; whoever has no more to say hangs up.
    socket.end(bytes);
  });
}

it(
  'answers bytes that are almost HTTP with 4xx, or not at all',
  async () => {
    const requests = [
      'GET /data/runs?a=b HTTP/1.1\r\nHost: localhost\r\nCookie: a=b; runboard_1=x\r\nConnection: close\r\n\r\n',
      'POST /data/plugin/scalars/scalars_multirun HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\ntag=loss',
      'PUT /api/v1/documents/runs HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nIf-Match: "x"\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n5\r\n{"a":\r\n2\r\n1}\r\n0\r\n\r\n',
      'GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    ].map((text) => encoder.encode(text));
    for (const seed of seeds(400)) {
      const random = randomFrom(seed);
      const bytes = mutatedBytes(
        pick(requests, random, new Uint8Array(1)),
        random,
        pick(requests, random, new Uint8Array(1)),
      );
      const status = /^HTTP\/1\.1 (\d+)/.exec(await exchange(bytes))?.[1];
      if (Number(status ?? 0) >= 500) expect.fail(`FUZZ_SEED=${seed} FUZZ_CASES=1: ${status} ${printed}`);
      expectNoFault(seed, 'bytes');
    }
    expect((await fetch(`${server.url}data/runs`)).status).toBe(200);
  },
  FUZZ_TIMEOUT_MS,
);
