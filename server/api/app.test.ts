import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PLUGIN_ROUTES } from '../../src/plugins/routes.ts';
import { StoredValueError } from '../../src/reader/store/stored-value-error.ts';
import type { ServerState } from '../../src/wire/api.ts';
import { decodeColumns } from '../../src/wire/columns.ts';
import { snapshotOf, sourceOf } from '../../test/snapshot-of.ts';
import { DocumentPlaces } from '../documents/document-places.ts';
import { DocumentStore } from '../documents/document-store.ts';
import { RunFiles } from '../run-files.ts';
import { createApp } from './app.ts';

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const text = (value: string) => new TextEncoder().encode(value);

const source = sourceOf(
  snapshotOf(
    [
      { run: 'a', tag: 'loss', values: [3, 2, 1], generation: 4, description: '**why** <script>' },
      { run: 'a', tag: 'far', values: [1], steps: [2n ** 60n] },
      { run: '__proto__', tag: 'loss', values: [9] },
      { run: 'b', tag: 'many', values: Array.from({ length: 1500 }, (_, i) => i) },
      { run: 'a', tag: 'weights', places: Array.from({ length: 300 }, () => ({})) },
      { run: 'a', tag: 'gone', places: [{}] },
      {
        run: 'a',
        tag: 'picture',
        pluginName: 'images',
        places: [{ items: 3 }, { items: 4 }],
        steps: [-7, 5],
      },
    ],
    { loading: true, problems: [{ file: 'f', offsetBytes: 1, what: 'w', done: 'd' }] },
  ),
);

let folder: string;
let server: Server;
let base: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'app-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Runboard</title>');
  const app = createApp({
    source,
    plugins: PLUGIN_ROUTES,
    tensorAt: async (series, index) => {
      if (series.tag === 'gone') throw new StoredValueError('gone', 'the file changed');
      if (series.pluginName === 'images') {
        const strings = [text('1'), text('1'), PNG, text('<svg/>')];
        return { dtype: 'string', shape: [strings.length], strings };
      }
      return { dtype: 'float64', shape: [2, 3], numbers: Float64Array.of(0, 1, index, 1, 2, 5) };
    },
    runFiles: new RunFiles(undefined),
    documents: new DocumentStore({
      kinds: [],
      places: new DocumentPlaces({ logdir: folder }, folder),
      reportProblem: () => undefined,
    }),
    settings: {
      access: { pathPrefix: '', hosts: [], proxies: [] },
      framedBy: [],
      version: '1.2.3',
      logdir: '/logs',
      windowTitle: 'T',
      runsFolder: '/logs',
      allowDelete: false,
      pathPrefix: '',
      samplesPerPlugin: new Map([
        ['scalars', 0],
        ['images', 1],
      ]),
      pageFolder: folder,
    },
  });
  server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await rm(folder, { recursive: true });
});

const get = (path: string, init: RequestInit = {}) => fetch(base + path, init);
const json = async <Body>(path: string) => (await (await get(path)).json()) as Body;
const frame = async <Head>(path: string, init: RequestInit = {}) =>
  decodeColumns<Head>(await (await get(path, init)).arrayBuffer());

describe('the page', () => {
  it('is served with a policy that lets nothing inline run', async () => {
    const response = await get('');
    expect(await response.text()).toContain('<title>Runboard');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(policy).toContain(`ws://${new URL(base).host}`);
  });

  it.each(['..%2fapp.test.ts', '%2e%2e/%2e%2e/etc/passwd', 'index.html%00.js', '.git/config.js'])(
    '%s is not found',
    async (path) => expect((await get(path)).status).toBe(404),
  );
});

describe('what no kind owns', () => {
  it('the environment names the logdir and the title', async () =>
    expect(await json('data/environment')).toMatchObject({
      version: '1.2.3',
      data_location: '/logs',
      window_title: 'T',
    }));

  it('the listing has the kinds that are here, enabled where there is data', async () => {
    const listing = await json<Record<string, { enabled: boolean }>>('data/plugins_listing');
    expect(Object.keys(listing).slice(0, 2)).toEqual(['timeseries', 'scalars']);
    expect(listing['scalars']).toEqual({
      disable_reload: false,
      enabled: true,
      loading_mechanism: { type: 'CUSTOM_ELEMENT', element_name: 'tf-scalar-dashboard' },
      remove_dom: false,
      tab_name: 'scalars',
    });
  });

  it('the state tells everything but the values', async () => {
    const state = await json<ServerState>('api/v1/state');
    expect(state).toMatchObject({ version: '1.2.3', loading: true, problems: [{ file: 'f' }] });
    expect(state.series.find(({ tag }) => tag === 'picture')).toMatchObject({ length: 2, items: 2 });
    expect(state.series.find(({ run }) => run === '__proto__')).toMatchObject({ items: 0 });
  });

  it('reloading looks at the logdir, by POST only', async () => {
    expect((await get('api/v1/reload')).status).toBe(405);
    expect((await get('api/v1/reload', { method: 'POST' })).status).toBe(200);
    expect(source.reloads).toBe(1);
  });

  it('a fault of the server is printed with its stack and answered without', async () => {
    const print = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    vi.spyOn(source, 'reload').mockRejectedValueOnce(new Error('a secret'));
    const response = await get('api/v1/reload', { method: 'POST' });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
    expect(String(print.mock.calls[0]?.[0])).toContain('Error: a secret\n    at ');
    print.mockRestore();
  });
});

describe('scalars for the page', () => {
  const post = (body: unknown) => ({ method: 'POST', body: JSON.stringify(body) });

  it('come whole or from an index on, in the order of the request, unknown ones left out', async () => {
    const series = [
      { run: 'b', tag: 'many' },
      { run: 'a', tag: 'loss', from: 1 },
      { run: 'a', tag: 'none' },
      { run: 'a', tag: 'weights' },
      { run: 'a', tag: 'far', from: 9 },
    ];
    const [many, loss, far, ...more] = await frame('api/v1/scalars/columns', post({ series }));
    expect(many?.columns['values']).toHaveLength(1500);
    expect(loss).toEqual({
      head: { run: 'a', tag: 'loss', generation: 4, from: 1 },
      columns: {
        steps: Float64Array.of(1, 2),
        wallTimes: Float64Array.of(1_700_000_001, 1_700_000_002),
        values: Float32Array.of(2, 1),
      },
    });
    expect(far?.columns['steps']).toEqual(new BigInt64Array(0));
    expect(more).toEqual([]);
  });

  it.each([
    ['no json'],
    ['[]'],
    ['{"series":[{"run":"a"}]}'],
    ['{"series":[{"run":"a","tag":"b","from":-1}]}'],
  ])('asked for by %s are refused', async (body) =>
    expect((await get('api/v1/scalars/columns', { method: 'POST', body })).status).toBe(400),
  );
});

describe("TensorBoard's answers", () => {
  it('are not thinned where the samples are set to 0', async () =>
    expect(await json('data/plugin/scalars/scalars?run=b&tag=many')).toHaveLength(1500));

  it('keep a run that is named as a field of objects', async () =>
    expect(await (await get('data/plugin/scalars/tags')).text()).toContain('"__proto__":{"loss"'));

  it('hold descriptions as safe HTML', async () =>
    expect(await json('data/plugin/scalars/tags')).toMatchObject({
      a: { loss: { description: '<p><strong>why</strong> &lt;script&gt;</p>' } },
    }));

  it('hold steps beyond 2^53 digit by digit', async () =>
    expect(await (await get('data/plugin/scalars/scalars?run=a&tag=far')).text()).toContain(
      '1152921504606846976',
    ));
});

describe('histograms for the page', () => {
  it.each([
    ['', 200],
    ['&limit=3', 3],
    ['&limit=1', 1],
    ['&limit=1000', 300],
  ])('with limit "%s" are %d steps, the last among them', async (limit, expected) => {
    const [block] = await frame(`api/v1/histograms/steps?run=a&tag=weights${limit}`);
    const { steps, offsets, count } = block?.columns ?? {};
    expect(steps).toHaveLength(expected);
    expect(steps?.at(-1)).toBe(299);
    expect(offsets?.at(-1)).toBe(2 * expected);
    expect(count?.at(-2)).toBe(299);
    expect(block?.head).toMatchObject({ length: 300, generation: 0 });
  });

  it.each([
    ['run=a&tag=weights&limit=0', 400],
    ['run=a&tag=none', 404],
    ['run=a&tag=gone', 410],
  ])('%s is answered %d', async (query, status) =>
    expect((await get(`api/v1/histograms/steps?${query}`)).status).toBe(status),
  );
});

describe('images for the page', () => {
  it('are steps with the number of their pictures', async () => {
    const [block] = await frame('api/v1/images/steps?run=a&tag=picture');
    expect(block?.columns).toMatchObject({ steps: Float64Array.of(-7, 5), pictures: Uint32Array.of(1, 2) });
  });

  it.each([
    ['step=-7&sample=0', 200, 'image/png'],
    ['step=-7', 200, 'image/png'],
    ['step=5&sample=1', 200, 'application/octet-stream'],
    ['step=5&sample=2', 404, 'text/plain; charset=utf-8'],
    ['step=6', 404, 'text/plain; charset=utf-8'],
    ['step=1.5', 400, 'text/plain; charset=utf-8'],
    ['', 400, 'text/plain; charset=utf-8'],
  ])('the picture at %s is answered %d as %s', async (query, status, type) => {
    const response = await get(`api/v1/images/picture?run=a&tag=picture&${query}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([status, type]);
  });
});
