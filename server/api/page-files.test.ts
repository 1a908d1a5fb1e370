import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isolationHeaders, pagePolicy, readPageFile } from './page-files.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'page-files-'));
  await mkdir(join(root, 'public/assets/folder.js'), { recursive: true });
  await writeFile(join(root, 'public/index.html'), '<!doctype html>');
  await writeFile(join(root, 'public/assets/a-1.js'), 'js');
  await writeFile(join(root, 'public/.hidden.js'), 'hidden');
  await writeFile(join(root, 'secret.js'), 'secret');
});
afterAll(() => rm(root, { recursive: true }));

it.each([
  ['/', 'text/html'],
  ['/index.html', 'text/html'],
  ['/assets/a-1.js', 'text/javascript'],
  ['/none.js', undefined],
  ['/assets', undefined],
  ['/assets/folder.js', undefined],
  ['/index.html/x.js', undefined],
  ['/.hidden.js', undefined],
  ['/../secret.js', undefined],
  ['/assets/../../secret.js', undefined],
  ['/assets\\..\\..\\secret.js', undefined],
  ['//secret.js', undefined],
  ['/a\0.js', undefined],
])('%j is of type %s', async (path, type) =>
  expect((await readPageFile(join(root, 'public'), path))?.contentType).toBe(type),
);

it('the policy names the socket of the host that was asked, and only a host', () => {
  expect(pagePolicy('localhost:6006')).toContain(
    "connect-src 'self' ws://localhost:6006 wss://localhost:6006;",
  );
  expect(pagePolicy("x; script-src 'unsafe-inline'")).toContain("connect-src 'self';");
  expect(pagePolicy('a')).not.toMatch(/unsafe/);
});

it.each([
  ['text/html', 'localhost:6006', undefined, 'same-origin'],
  ['text/html', '127.0.0.1:6006', undefined, 'same-origin'],
  ['text/html', '[::1]:6006', undefined, 'same-origin'],
  ['text/html', 'lab.example', 'https', 'same-origin'],
  ['text/html', 'lab.example:6006', undefined, undefined],
  ['text/html', 'localhost.example', undefined, undefined],
  ['text/javascript', 'localhost:6006', undefined, undefined],
])('%s of %s over %s has the opener policy %s', (type, host, proto, opener) => {
  const headers = isolationHeaders(type, host, proto);
  expect(headers['Cross-Origin-Opener-Policy']).toBe(opener);
  expect(headers['Cross-Origin-Embedder-Policy']).toBe('require-corp');
});
