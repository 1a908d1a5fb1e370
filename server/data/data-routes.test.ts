// The data routes over HTTP on the logs of the fixtures: as described, and the same in every format.
import { fileURLToPath } from 'node:url';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { tableFromIPC } from 'apache-arrow';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLUGIN_ROUTES } from '../../src/plugins/routes.ts';
import { defaultOptions } from '../options.ts';
import { type RunningServer, startServer } from '../serve.ts';
import { tablesOf } from './core-tables.ts';
import { dataRoutes } from './data-routes.ts';
import { DATA_FORMATS } from './formats.ts';
import { openApiOf } from './open-api.ts';

type Row = Readonly<Record<string, unknown>>;
interface Described {
  readonly paths: Readonly<Record<string, { readonly get: Operation }>>;
}
interface Operation {
  readonly parameters?: readonly { readonly $ref: string }[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, object>> }>>;
}

const TABLES = tablesOf(PLUGIN_ROUTES);
const described = openApiOf(TABLES, '0', '') as Described;
const PATHS = Object.keys(described.paths);
const TABLE_PATHS = PATHS.filter((path) => path.startsWith('/api/v1/data/'));

// Enough to have every kind and every odd number.
const SOME = '?runs=^(edge|torch_api|tf2_hparams)';

let server: RunningServer;
beforeAll(async () => {
  const logdir = fileURLToPath(new URL('../../test/fixtures/logs', import.meta.url));
  server = await startServer({ ...defaultOptions(logdir), port: 0, reloadIntervalSeconds: 0 }, PLUGIN_ROUTES);
  await server.source.reload();
});
afterAll(() => server.close());

const get = (path: string, init: RequestInit = {}) => fetch(new URL(path, server.url), init);
// Whole numbers of 16 digits and more as texts: JavaScript's would lose some.
const rowsOf = async (path: string) =>
  JSON.parse((await (await get(path)).text()).replaceAll(/:(\d{16,})(?=[,}])/g, ':"$1"')) as Row[];

describe('the description', () => {
  it('is valid OpenAPI 3.1, and is served', async () => {
    const served: unknown = await (await get('/api/v1/openapi.json')).json();
    expect(await new Validator().validate(served as Record<string, unknown>)).toEqual({ valid: true });
    expect(served).toEqual({ ...openApiOf(TABLES, '0', ''), info: (served as { info: object }).info });
  });

  it('names every route that there is, and no other', () => {
    const tensorAt = () => Promise.reject(new Error('nothing is read'));
    const routes = dataRoutes({ version: '0', tables: TABLES, tensorAt });
    expect(PATHS.toSorted()).toEqual([...routes.keys()].toSorted());
  });

  it('says below what prefix the paths lie', async () => {
    const below = (await (await get('/experiment/x/api/v1/openapi.json')).json()) as object;
    expect(below).toMatchObject({ servers: [{ url: '/experiment/x' }] });
    expect((await get('/experiment/x/api/v1/data/runs')).status).toBe(200);
  });

  it.each(PATHS)('%s answers every media type as described', async (path) => {
    const ajv = new Ajv2020({ strict: false, formats: { int32: true, int64: true, double: true } });
    ajv.addSchema(described, 'doc');
    for (const [mediaType, { schema }] of Object.entries(
      described.paths[path]?.get.responses['200']?.content ?? {},
    ) as [string, { schema?: object }][]) {
      const answer = await get(path + SOME, { headers: { accept: mediaType } });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')?.split(';')[0]).toBe(mediaType);
      const text = await answer.text();
      if (mediaType !== 'application/json' || !schema) continue;
      const keys = [path, 'get', 'responses', '200', 'content', mediaType, 'schema'];
      const pointer = keys.map((key) => key.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
      const validate = ajv.compile({ $ref: `doc#/paths/${pointer}` });
      validate(JSON.parse(text));
      expect(validate.errors).toBeNull();
    }
  });

  it.each(TABLE_PATHS)('%s fails as described', async (path) => {
    const { responses, parameters = [] } = described.paths[path]?.get ?? { responses: {} };
    const takes = (name: string) => parameters.some(({ $ref }) => $ref.endsWith(`/${name}`));
    const failures: [string, RequestInit, string][] = [
      ['?format=xml', {}, '400'],
      ['', { method: 'POST' }, '405'],
      ['', { headers: { accept: 'image/png' } }, '406'],
    ];
    if (takes('run')) failures.push(['?run=nowhere', {}, '404']);
    if (takes('runs')) failures.push(['?runs=%28', {}, '400'], ['?runs=a%28%3F%3Db%29', {}, '400']);
    if (takes('tag')) failures.push(['?tag=nothing', {}, '404']);
    if (takes('limit'))
      failures.push(['?limit=0', {}, '400'], ['?limit=many', {}, '400'], ['?from_step=1.5', {}, '400']);
    for (const [query, init, status] of failures) {
      expect(Object.keys(responses)).toContain(status);
      expect([query, (await get(path + query, init)).status]).toEqual([query, Number(status)]);
    }
  });
});

/** A cell as JSON spells it. */
function spelled(cell: unknown): unknown {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : String(cell);
  if (typeof cell === 'bigint') return String(cell).length >= 16 ? String(cell) : Number(cell);
  return cell instanceof Uint8Array ? Buffer.from(cell).toString('base64') : cell;
}
const spelledRow = (row: Row) =>
  Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, spelled(cell)]));

async function bytesOf(path: string, format: string): Promise<ArrayBuffer> {
  const answer = await get(`${path}${path.includes('?') ? '&' : '?'}format=${format}`);
  expect(answer.status).toBe(200);
  return answer.arrayBuffer();
}

describe.each(TABLE_PATHS.map((path) => path + SOME))('%s', (path) => {
  it('is the same in JSON, Parquet, Arrow and CSV', async () => {
    const rows = await rowsOf(path);
    const parquet = await parquetReadObjects({ file: await bytesOf(path, 'parquet'), utf8: false });
    expect(parquet.map(spelledRow)).toEqual(rows);
    for (const format of ['arrow', 'arrow-stream']) {
      const table = tableFromIPC(new Uint8Array(await bytesOf(path, format)));
      expect(table.toArray().map((row) => spelledRow(row.toJSON()))).toEqual(rows);
    }
    const csv = cellsOf(new TextDecoder().decode(await bytesOf(path, 'csv')));
    expect(csv.slice(1)).toEqual(
      rows.map((row) =>
        Object.values(row).map((cell) => (cell === null ? '' : Object.is(cell, -0) ? '-0' : String(cell))),
      ),
    );
  });
});

/** RFC 4180. */
function cellsOf(csv: string): string[][] {
  const cells = [...csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)];
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of cells) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('numbers', () => {
  it('are exact, steps as whole numbers of 64 bits', async () => {
    const text = await (await get('/api/v1/data/scalars?run=edge/big_steps')).text();
    expect(text).toContain('"step":4611686018427387904,');
    const [row] = (await parquetReadObjects({
      file: await bytesOf('/api/v1/data/scalars?run=edge/big_steps&from_step=4611686018427387904', 'parquet'),
    })) as Row[];
    expect(row?.['step']).toBe(2n ** 62n);
  });

  it('that are not finite stay what they are', async () => {
    const values = (await rowsOf('/api/v1/data/scalars?run=edge/nonfinite')).map(({ value }) => value);
    expect(values).toEqual(expect.arrayContaining(['NaN', 'Infinity', '-Infinity']));
  });

  it.each([
    ['s/plain', 'Float32'],
    ['s/double', 'Float64'],
  ])('of %s come as %s', async (tag, type) => {
    const path = `/api/v1/data/scalars?run=torch_api&tag=${encodeURIComponent(tag)}`;
    const table = tableFromIPC(new Uint8Array(await bytesOf(path, 'arrow')));
    expect(`${table.schema.fields.find(({ name }) => name === 'value')?.type}`).toBe(type);
  });
});

describe('what is chosen', () => {
  const plain = 'run=torch_api&tag=s/plain';
  it.each([
    [plain, 30],
    [`${plain}&from_step=10&to_step=12`, 3],
    [`${plain}&to_step=-1`, 0],
    [`${plain}&limit=4`, 4],
    ['runs=^torch_api$&tags=^s/', 72],
    ['runs=no such run', 0],
  ])('%s', async (query, expected) => {
    expect(await rowsOf(`/api/v1/data/scalars?${query}`)).toHaveLength(expected);
  });

  it('is thinned evenly, from the first point to the last', async () => {
    const rows = await rowsOf(`/api/v1/data/scalars?${plain}&limit=4`);
    expect(rows.map(({ step }) => step)).toEqual([0, 10, 19, 29]);
  });

  it('a name that is not there is told', async () => {
    const answer = await get('/api/v1/data/scalars?run=torch_api&tag=t');
    expect(await answer.text()).toBe('Not found: no scalars have the tag "t" in "torch_api"');
  });
});

describe('formats', () => {
  it.each([
    ['text/html, text/csv;q=0.9, */*;q=0.1', 'text/csv'],
    ['application/vnd.apache.parquet;q=0.1, application/json;q=0', 'application/vnd.apache.parquet'],
    ['*/*', 'application/json'],
  ])('Accept: %s is answered with %s', async (accept, type) => {
    const answer = await get('/api/v1/data/runs', { headers: { accept } });
    expect(answer.headers.get('content-type')).toContain(type);
    await answer.body?.cancel();
  });

  it('have a file name, and text is compressed', async () => {
    const answer = await get('/api/v1/data/series?format=csv');
    expect(answer.headers.get('content-disposition')).toBe('inline; filename="series.csv"');
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    await answer.body?.cancel();
  });

  it('are described each', () => {
    expect(new Set(DATA_FORMATS.map(({ mediaType }) => mediaType)).size).toBe(DATA_FORMATS.length);
  });
});
