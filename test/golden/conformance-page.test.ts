// The contract's checklist, the rows of what TensorBoard's own page asks for before it shows any data. The numbers in
// the names are the rows.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultOptions } from '../../server/options.ts';
import { type RunningServer, startServer } from '../../server/serve.ts';
import { PLUGIN_ROUTES } from '../../src/plugins/routes.ts';

let folder: string;
let server: RunningServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conformance-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>');
  const options = { ...defaultOptions(folder), port: 0, tensorboardPage: folder };
  server = await startServer(options, PLUGIN_ROUTES);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const ask = (path: string) => fetch(`http://127.0.0.1:${server.port}${path}`, { redirect: 'manual' });
const json = async <Body = unknown>(path: string) => (await (await ask(path)).json()) as Body;

it.each([
  ['/', './'],
  ['/index.html', './'],
  ['/experiment/a/', '../../'],
])('1: %s begins with the relative root %s', async (path, root) => {
  const response = await ask(path);
  expect(await response.text()).toMatch(
    new RegExp(`^<!doctype html><meta name="tb-relative-root" content="${root}">`),
  );
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('etag')).toBeNull();
  expect(response.headers.get('content-security-policy')).toContain("script-src 'self' 'unsafe-eval'");
});

it.each([
  ['/audio', '/'],
  ['/events', '/'],
  ['/graphs/', '/'],
  ['/histograms', '/'],
  ['/experiment/a/images', '/experiment/a/'],
  ['/data/notifications', '../notifications_note.json'],
])('%s leads to %s', async (path, target) => {
  const response = await ask(path);
  expect([response.status, response.headers.get('location')]).toEqual([302, target]);
});

it('the entry page of a framed plugin lets its one script run', async () => {
  const response = await ask('/data/plugin_entry.html?name=projector');
  expect(response.headers.get('content-security-policy')).toContain("'sha256-");
  expect(await response.text()).toContain('import("./index.js")');
  expect((await ask('/data/plugin_entry.html?name=x')).status).toBe(404);
});

it('tabs come in the order of TensorBoard', async () =>
  expect(Object.keys(await json<object>('/data/plugins_listing')).join(' ')).toBe(
    'timeseries scalars custom_scalars images audio graphs distributions histograms text pr_curves hparams mesh projector',
  ));

it.each([
  ['/data/plugins_listing', '/data/plugin/projector/index.js'],
  ['/experiment/a/data/plugins_listing', '/experiment/a/data/plugin/projector/index.js'],
])('%s names the module below where it was asked for', async (path, module) =>
  expect(await json(path)).toMatchObject({ projector: { loading_mechanism: { module_path: module } } }),
);
