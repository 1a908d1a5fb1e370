import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { PLUGIN_ROUTES } from '../src/plugins/routes.ts';
import { exportData } from './export.ts';
import { defaultOptions, readCommandLine } from './options.ts';
import { type RunningServer, startServer } from './serve.ts';

const logs = fileURLToPath(new URL('../test/fixtures/logs/torch_api', import.meta.url));

let server: RunningServer;
let folder: string;
let told: string;
beforeAll(async () => {
  server = await startServer({ ...defaultOptions(logs), port: 0, reloadIntervalSeconds: 0 }, PLUGIN_ROUTES);
  await server.source.reload();
});
afterAll(() => server.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'export-'));
  told = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

async function exported(...flags: readonly string[]): Promise<void> {
  const line = readCommandLine(['export', logs, ...flags]);
  if (line.kind !== 'export') throw new Error(`not to export: ${line.kind}`);
  await exportData(line, PLUGIN_ROUTES, () => logs);
}

const out = (name: string) => join(folder, name);

it.each(['parquet', 'csv', 'json', 'arrow', 'arrow-stream'])(
  'writes as %s the same bytes as the server answers',
  async (format) => {
    await exported('--out', out('file'), '--format', format, '--runs', '^group', '--tags', 'group');
    const query = new URLSearchParams({ runs: '^group', tags: 'group', format });
    const answer = await fetch(new URL(`/api/v1/data/scalars?${query}`, server.url));
    expect(new Uint8Array(readFileSync(out('file')))).toEqual(new Uint8Array(await answer.arrayBuffer()));
    expect(told).toBe(`${out('file')}: 3 rows of scalars\n`);
  },
);

it("takes the format from the file's name, and any table", async () => {
  await exported('--out', out('h.parquet'), '--table', 'histograms', '--tags', '^h/steps$');
  const bytes = new Uint8Array(readFileSync(out('h.parquet')));
  const rows = await parquetReadObjects({ file: bytes.slice().buffer });
  expect(new Set(rows.map((row) => row['step']))).toEqual(new Set([0n, 1n, 2n, 3n]));
  expect(readdirSync(folder)).toEqual(['h.parquet']);
});

it.each([
  [['--out', 'x.xls'], 'x.xls: which format is it? Add --format: json, csv, parquet, arrow, arrow-stream.'],
  [['--out', 'x', '--format', 'xls'], '--format xls: there are json, csv, '],
  [['--out', 'x.csv', '--table', 'loss'], '--table loss: there are runs, series, problems, scalars, '],
  [['--out', 'x.csv', '--runs', '('], '--runs=( is no regular expression'],
  [['--out', '/nowhere/x.csv'], '/nowhere/x.csv cannot be written (ENOENT'],
  [['--format', 'csv'], 'export wants to know whereto: add --out FILE'],
])('refuses %j in a sentence', async (flags, message) => {
  await expect(exported(...flags)).rejects.toThrow(message);
});

it('leaves nothing half written behind', async () => {
  mkdirSync(out('taken.csv'));
  writeFileSync(join(out('taken.csv'), 'before'), '');
  await expect(exported('--out', out('taken.csv'))).rejects.toThrow('taken.csv cannot be written');
  expect(readdirSync(folder)).toEqual(['taken.csv']);
});
