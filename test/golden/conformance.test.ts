// The contract's checklist, over HTTP on files written here: what every client of TensorBoard relies on. The numbers in
// the names are the checklist's rows; rows of kinds that are not here come with them.
import { createHash } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultOptions } from '../../server/options.ts';
import { type RunningServer, startServer } from '../../server/serve.ts';
import { type Event, encodeEvent, type SummaryValue } from '../../src/format/event.ts';
import { encodeStrings, encodeTensor } from '../../src/format/tensor.ts';
import { frameRecord } from '../../src/format/tf-record.ts';
import { histogramValue } from '../../src/plugins/histogram/summary.ts';
import { PLUGIN_ROUTES } from '../../src/plugins/routes.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

function recordOf(event: Partial<Event>): Uint8Array {
  return frameRecord(encodeEvent({ wallTimeSeconds: 1_700_000_000, step: 0, ...event }));
}

const version = recordOf({ fileVersion: 'brain.Event:2' });
const point = (step: number, ...values: SummaryValue[]) =>
  recordOf({ wallTimeSeconds: 1_700_000_000 + step, step, values });
const scalar = (tag: string, step: number, simpleValue: number) => point(step, { tag, simpleValue });
const range = (length: number) => Array.from({ length }, (_, i) => i);

const ODD = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 3];
const picture = { image: { width: 1, height: 1, encodedImageString: PNG } };
const files: Readonly<Record<string, readonly Uint8Array[]>> = {
  'events.out.tfevents.1': [version, scalar('top', 0, 1)],
  'train/events.out.tfevents.1': [
    version,
    ...range(10).map((n) => scalar('loss', n, 1 / (n + 1))),
    ...ODD.map((value, n) => scalar('odd', n, value)),
    point(0, { tag: 'picture', ...picture }),
    point(5, { tag: 'picture', ...picture }),
    point(0, histogramValue('weights', [-1, 0.5, 2])),
  ],
  'long a/events.out.tfevents.1': [version, ...range(3000).map((n) => scalar('long', n, n))],
  'long b/events.out.tfevents.1': [version, ...range(3000).map((n) => scalar('long', n, -n))],
  'restart/events.out.tfevents.1': [version, ...range(10).map((n) => scalar('loss', n, n))],
  'restart/events.out.tfevents.2': [version, ...range(6).map((n) => scalar('loss', n + 6, 100 + n))],
  'tf2/events.out.tfevents.1': [
    version,
    ...range(3).map((n) =>
      point(n, {
        tag: 'm',
        tensor: encodeTensor(Float32Array.of(n), []),
        ...(n === 0
          ? {
              metadata: {
                pluginData: { pluginName: 'scalars' },
                displayName: 'M',
                summaryDescription: '*why*',
              },
            }
          : {}),
      }),
    ),
    ...range(2).map((n) =>
      point(n, {
        tag: 'pair',
        tensor: encodeStrings(
          [Buffer.from('1'), Buffer.from('1'), PNG, Buffer.from('<svg/>')].slice(0, 4 - n),
          [4 - n],
        ),
        ...(n === 0 ? { metadata: { pluginData: { pluginName: 'images' } } } : {}),
      }),
    ),
  ],
  'damaged/events.out.tfevents.1': [
    version,
    scalar('loss', 0, 1),
    frameRecord(Uint8Array.of(0x0a, 0xff, 0xff)),
    point(1, { tag: 'loss', simpleValue: 2, metadata: { displayName: 'L', summaryDescription: 'd' } }),
    point(2, {
      tag: 'named',
      simpleValue: 2,
      metadata: { pluginData: { pluginName: 'scalars' }, displayName: 'N', summaryDescription: 'd' },
    }),
  ],
  'newer/events.out.tfevents.1': [
    version,
    point(0, {
      tag: 'later',
      simpleValue: 1,
      metadata: { pluginData: { pluginName: 'scalars', content: Uint8Array.of(8, 1) } },
    }),
  ],
};

let logdir: string;
let server: RunningServer;
let prefixed: RunningServer;
beforeAll(async () => {
  logdir = await mkdtemp(join(tmpdir(), 'conformance-'));
  for (const [name, records] of Object.entries(files)) {
    await mkdir(dirname(join(logdir, name)), { recursive: true });
    await writeFile(join(logdir, name), Buffer.concat(records));
  }
  const options = { ...defaultOptions(logdir), port: 0 };
  server = await startServer(options, PLUGIN_ROUTES);
  prefixed = await startServer({ ...options, pathPrefix: '/p' }, PLUGIN_ROUTES);
  await Promise.all([server.source.reload(), prefixed.source.reload()]);
});
afterAll(async () => {
  await Promise.all([server.close(), prefixed.close()]);
  await rm(logdir, { recursive: true });
});

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${server.port}${path}`, { redirect: 'manual', ...init });
async function json<Body = unknown>(path: string, init: RequestInit = {}): Promise<Body> {
  return (await (await ask(path, init)).json()) as Body;
}
type Row = [wallTime: number, step: number, value: unknown];
type Listing = Readonly<Record<string, unknown>>;
interface ImageItem {
  readonly query: string;
}
const NO_IMAGE: ImageItem = { query: '' };
interface BatchItem {
  readonly error?: string;
  readonly runToSeries: Readonly<Record<string, { imageId: string; bins: { min: number }[] }[]>>;
}
const plugin = (path: string) => `/data/plugin/${path}`;

function urlencoded(...fields: [string, string][]): RequestInit {
  return { method: 'POST', body: new URLSearchParams(fields) };
}
function multipart(...fields: [string, string][]): RequestInit {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  return { method: 'POST', body };
}

describe('paths', () => {
  it.each(['/p', '/p/experiment/x'])('2: %s moves to itself with a slash', async (path) => {
    const response = await fetch(`http://127.0.0.1:${prefixed.port}${path}`, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([301, `${path}/`]);
  });

  it('2: nothing is outside the prefix', async () => {
    expect((await fetch(`http://127.0.0.1:${prefixed.port}/`)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${prefixed.port}/data/runs`)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${prefixed.port}/p/data/runs`)).status).toBe(200);
    expect(prefixed.url).toBe(`http://localhost:${prefixed.port}/p/`);
  });

  it.each([
    ['/data/runs', 'GET'],
    ['/data/runs/', 'GET'],
    ['/data/runs', 'POST'],
    ['/data/runs', 'DELETE'],
    ['/experiment/anything/data/runs', 'GET'],
    ['/experiment//data/runs', 'GET'],
    ['/experiment/a/experiment/defaultExperimentId/data/runs', 'GET'],
  ])('3: %s by %s lists the runs', async (path, method) => {
    const runs = await json<string[]>(path, { method });
    expect(runs.toSorted()).toEqual(['.', 'damaged', 'long a', 'long b', 'newer', 'restart', 'tf2', 'train']);
  });

  it.each(['//data/runs', '/DATA/runs', '/data/runs//', '/data', '/favicon.ico', '/nothing'])(
    '%s is not found',
    async (path) => {
      const response = await ask(path);
      expect([response.status, await response.text()]).toEqual([404, 'Not found']);
    },
  );

  it('a path that is not well-formed is refused', async () => expect((await ask('/%ff')).status).toBe(400));

  it.each(['[]', 'no json', '1', 'null'])('4: feature flags that are %s are refused', async (flags) => {
    const header = await ask('/data/runs', { headers: { 'X-TensorBoard-Feature-Flags': flags } });
    const query = await ask(`/data/runs?tensorBoardFeatureFlags=${encodeURIComponent(flags)}`);
    expect([header.status, query.status]).toEqual([400, 400]);
  });

  it('4: feature flags that are an object are taken', async () =>
    expect((await ask('/data/runs', { headers: { 'X-TensorBoard-Feature-Flags': '{}' } })).status).toBe(200));
});

describe('headers', () => {
  it('are the same on every answer, and no ETag', async () => {
    for (const path of ['/data/runs', '/nothing', plugin('scalars/scalars?run=train&tag=loss&format=csv')]) {
      const { headers } = await ask(path);
      expect(headers.get('cache-control')).toBe('no-cache, must-revalidate');
      expect(headers.get('expires')).toBe('0');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('etag') ?? headers.get('last-modified') ?? headers.get('x-powered-by')).toBeNull();
      expect(headers.get('access-control-allow-origin') ?? headers.get('x-frame-options')).toBeNull();
    }
  });

  it.each([
    ['/data/runs', 'gzip', 'gzip'],
    ['/data/runs', 'identity', undefined],
    ['/nothing', 'gzip', 'gzip'],
    [plugin('scalars/scalars?run=train&tag=loss&format=csv'), 'gzip', 'gzip'],
    ['picture', 'gzip', undefined],
  ])('18: %s for Accept-Encoding %s comes as %s', async (given, accepted, encoding) => {
    const [{ query } = NO_IMAGE] = await json<ImageItem[]>(plugin('images/images?run=train&tag=picture'));
    const path = given === 'picture' ? plugin(`images/individualImage?${query}`) : given;
    const response = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
      get(
        { port: server.port, host: '127.0.0.1', path, headers: { 'Accept-Encoding': accepted } },
        resolve,
      ).on('error', reject);
    });
    response.resume();
    expect(response.headers['content-encoding']).toBe(encoding);
    expect(Number(response.headers['content-length'])).toBeGreaterThan(0);
  });

  it('HEAD has the headers of GET and no body', async () => {
    const response = await ask('/data/runs', { method: 'HEAD' });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(await response.text()).toBe('');
  });
});

describe('scalars', () => {
  it('5: numbers that are not finite are strings', async () => {
    const points = await json<Row[]>(plugin('scalars/scalars?run=train&tag=odd'));
    expect(points.map((row) => row[2])).toEqual(['NaN', 'Infinity', '-Infinity', 3]);
  });

  it("6: CSV has CRLF and Python's spelling", async () => {
    const response = await ask(plugin('scalars/scalars?run=train&tag=odd&format=csv'));
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(await response.text()).toBe(
      'Wall time,Step,Value\r\n1700000000.0,0,nan\r\n1700000001.0,1,inf\r\n1700000002.0,2,-inf\r\n1700000003.0,3,3.0\r\n',
    );
  });

  it('any other format is JSON', async () =>
    expect(await json(plugin('scalars/scalars?run=train&tag=loss&format=xml'))).toHaveLength(10));

  it.each([
    ['multipart', multipart],
    ['urlencoded', urlencoded],
  ])('7: several runs at once, as %s; runs without the tag are absent', async (_, form) => {
    const fields: [string, string][] = ['train', 'restart', '.', 'none'].map((run) => ['runs', run]);
    const answer = await json<Listing>(plugin('scalars/scalars_multirun'), form(['tag', 'loss'], ...fields));
    expect(Object.keys(answer)).toEqual(['train', 'restart']);
    expect(answer['train']).toEqual(await json(plugin('scalars/scalars?run=train&tag=loss')));
  });

  it.each<[string, RequestInit, number]>([
    ['by GET', {}, 405],
    ['without a tag', urlencoded(['runs', 'train']), 400],
    ['with two tags', urlencoded(['tag', 'a'], ['tag', 'b']), 400],
    [
      'in a form that is damaged',
      { method: 'POST', body: 'x', headers: { 'Content-Type': 'multipart/form-data' } },
      400,
    ],
  ])('7: several runs %s are refused', async (_, init, status) =>
    expect((await ask(plugin('scalars/scalars_multirun'), init)).status).toBe(status),
  );

  it('7: no runs give no answers', async () =>
    expect(await json(plugin('scalars/scalars_multirun'), urlencoded(['tag', 'loss']))).toEqual({}));

  it('7: a form far beyond 100 kB passes', async () => {
    const runs = range(10_000).map((n): [string, string] => ['runs', `a run with a long name, number ${n}`]);
    const fields: [string, string][] = [['tag', 'loss'], ...runs, ['runs', 'train']];
    for (const form of [multipart, urlencoded]) {
      expect(Object.keys(await json<Listing>(plugin('scalars/scalars_multirun'), form(...fields)))).toEqual([
        'train',
      ]);
    }
  });

  it('16: 3000 points become 1000, the last among them, the same steps in every run', async () => {
    const a = await json<Row[]>(plugin('scalars/scalars?run=long%20a&tag=long'));
    const b = await json<Row[]>(plugin('scalars/scalars?run=long+b&tag=long'));
    expect([a.length, a.at(-1)?.[1]]).toEqual([1000, 2999]);
    expect(a.map((row) => row[1])).toEqual(b.map((row) => row[1]));
  });

  it('15: after a restart the new values win and steps only increase', async () => {
    const points = await json<Row[]>(plugin('scalars/scalars?run=restart&tag=loss'));
    expect(points.map((row) => row[1])).toEqual(range(12));
    expect(points.map((row) => row[2])).toEqual([0, 1, 2, 3, 4, 5, 100, 101, 102, 103, 104, 105]);
  });

  it('17: metadata on the first value counts for the series', async () => {
    expect(await json(plugin('scalars/scalars?run=tf2&tag=m'))).toHaveLength(3);
    const { tf2 } = await json<Listing>(plugin('scalars/tags'));
    expect(tf2).toEqual({ m: { displayName: 'M', description: '<p><em>why</em></p>' } });
  });

  it('a sound record that holds no event costs only itself', async () =>
    expect(await json(plugin('scalars/scalars?run=damaged&tag=loss'))).toHaveLength(2));

  it('a name and a description that an old value carries are shown', async () => {
    const { damaged } = await json<Record<string, Record<string, unknown>>>(plugin('scalars/tags'));
    expect(damaged?.['named']).toEqual({ displayName: 'N', description: '<p>d</p>' });
  });

  it('a series of a newer version is not listed, its run is', async () =>
    expect((await json<Listing>(plugin('scalars/tags')))['newer']).toEqual({}));

  it('14: half a record is not a value, the whole one is', async () => {
    const record = scalar('growing', 0, 7);
    const file = join(logdir, 'train/events.out.tfevents.2');
    await writeFile(file, Buffer.concat([version, record.subarray(0, 20)]));
    await server.source.reload();
    expect((await ask(plugin('scalars/scalars?run=train&tag=growing'))).status).toBe(404);
    await appendFile(file, record.subarray(20));
    await server.source.reload();
    expect(await json(plugin('scalars/scalars?run=train&tag=growing'))).toEqual([[1_700_000_000, 0, 7]]);
  });
});

describe('what is missing', () => {
  it.each([
    ['scalars/scalars?run=none&tag=loss', 404],
    ['scalars/scalars?run=train&tag=none', 404],
    ['scalars/scalars?run=train&tag=picture', 404],
    ['scalars/scalars?run=train', 400],
    ['scalars/scalars', 400],
    ['histograms/histograms?run=train&tag=none', 404],
    ['histograms/histograms?tag=weights', 400],
    ['images/images?run=none&tag=picture', 404],
    ['images/images?run=train&tag=picture&sample=x', 400],
    ['images/individualImage', 400],
    ['images/individualImage?blob_key=%25', 400],
    [`images/individualImage?blob_key=${Buffer.from('["a","b","0",0]').toString('base64url')}`, 404],
    [
      `images/individualImage?blob_key=${Buffer.from('["train","picture","0",9]').toString('base64url')}`,
      404,
    ],
    ['timeseries/imageData', 400],
    ['timeseries/imageData?imageId=x', 400],
    ['timeseries/timeSeries', 400],
    ['timeseries/timeSeries?requests=no', 400],
    ['timeseries/timeSeries?requests={}', 400],
  ])('8: %s is answered %d', async (path, status) => expect((await ask(plugin(path))).status).toBe(status));
});

describe('time series', () => {
  const requests = JSON.stringify([
    { plugin: 'scalars', tag: 'loss' },
    { plugin: 'scalars', tag: 'loss', run: 'train' },
    { plugin: 'scalars', tag: 'none' },
    { plugin: 'histograms', tag: 'weights', run: 'train' },
    { plugin: 'images', tag: 'picture', run: 'train', sample: 0 },
    { plugin: 'images', tag: 'picture', run: 'train', sample: 5 },
    { plugin: 'scalars' },
    { plugin: 'foo', tag: 'x' },
    { plugin: 'histograms', tag: 'x' },
    { plugin: 'images', tag: 'x', run: 'r' },
    { plugin: 'images', tag: 'x', run: 'r', sample: -1 },
    { tag: 7 },
    null,
  ]);

  it('9, 10: a mixed batch answers item by item, posted or asked for', async () => {
    const [posted, encoded, asked] = await Promise.all([
      json<BatchItem[]>(plugin('timeseries/timeSeries'), multipart(['requests', requests])),
      json<BatchItem[]>(plugin('timeseries/timeSeries'), urlencoded(['requests', requests])),
      json<BatchItem[]>(plugin(`timeseries/timeSeries?requests=${encodeURIComponent(requests)}`)),
    ]);
    expect(encoded).toEqual(posted);
    expect(asked).toEqual(posted);
    expect(posted.map((item) => item.error)).toEqual([
      ...range(6).map(() => undefined),
      'Missing tag',
      'Invalid plugin',
      'Missing run',
      'Missing sample',
      'Missing sample',
      'Missing tag',
      'Missing tag',
    ]);
    expect(Object.keys(posted[0]?.runToSeries ?? {}).toSorted()).toEqual(['damaged', 'restart', 'train']);
    expect(posted[1]?.runToSeries['train']?.[0]).toEqual({ wallTime: 1_700_000_000, step: 0, value: 1 });
    expect(posted[2]).toEqual({ plugin: 'scalars', tag: 'none', runToSeries: {} });
    expect(posted[3]?.runToSeries['train']?.[0]?.bins[0]?.min).toBe(-1);
    expect(posted[5]?.runToSeries).toEqual({ train: [] });
  });

  it('lists all three kinds, images by tag', async () =>
    expect(await json(plugin('timeseries/tags'))).toMatchObject({
      scalars: { runTagInfo: { '.': ['top'], tf2: ['m'] }, tagDescriptions: { m: '<p><em>why</em></p>' } },
      histograms: { runTagInfo: { train: ['weights'] }, tagDescriptions: {} },
      images: { tagRunSampledInfo: { pair: { tf2: { maxSamplesPerStep: 2 } } } },
    }));
});

describe('images', () => {
  const digest = async (response: Response) =>
    createHash('sha256')
      .update(new Uint8Array(await response.arrayBuffer()))
      .digest('hex');

  it('11: an address of a picture leads to the same bytes below any experiment, also encoded anew', async () => {
    const [{ query } = NO_IMAGE] = await json<ImageItem[]>(plugin('images/images?run=train&tag=picture'));
    const requests = JSON.stringify([{ plugin: 'images', tag: 'picture', run: 'train', sample: 0 }]);
    const [item] = await json<BatchItem[]>(
      plugin(`timeseries/timeSeries?requests=${encodeURIComponent(requests)}`),
    );
    const again = new URLSearchParams(query);
    again.set('ts', '1');
    for (const path of [
      plugin(`images/individualImage?${query}`),
      plugin(`images/individualImage?${again}`),
      `/experiment/a${plugin(`images/individualImage?${query}`)}`,
      plugin(`timeseries/imageData?imageId=${item?.runToSeries['train']?.[0]?.imageId}`),
    ]) {
      const response = await ask(path);
      expect(response.headers.get('content-type')).toBe('image/png');
      expect(await digest(response)).toBe(createHash('sha256').update(PNG).digest('hex'));
    }
  });

  it('only steps that have a sample are listed for it, and what is no picture is sent as octets', async () => {
    expect(await json(plugin('images/images?run=tf2&tag=pair&sample=0'))).toHaveLength(2);
    const second = await json<ImageItem[]>(plugin('images/images?run=tf2&tag=pair&sample=1'));
    expect(second).toHaveLength(1);
    const response = await ask(plugin(`images/individualImage?${second[0]?.query}`));
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
  });
});
