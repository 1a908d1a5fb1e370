import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { DocumentAnswer } from '../../src/wire/documents.ts';
import type { LiveMessage } from '../../src/wire/live.ts';
import type { RunNotes } from '../../src/wire/run-notes.ts';
import { snapshotOf, sourceOf } from '../../test/snapshot-of.ts';
import { defaultOptions, type ServerOptions } from '../options.ts';
import { type RunningServer, serveSource } from '../serve.ts';

const NOTES: RunNotes = { version: 1, runs: { a: { note: 'learning rate too high' } } };

let folder: string;
let logdir: string;
let server: RunningServer;
const others: RunningServer[] = [];
const serve = (options: Partial<ServerOptions> = {}) =>
  serveSource(sourceOf(snapshotOf([])), [], {
    ...defaultOptions(logdir),
    port: 0,
    userFolder: join(folder, 'settings'),
    ...options,
  });
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'documents-'));
  logdir = join(folder, 'logs');
  await mkdir(logdir);
  server = await serve();
});
afterEach(async () => {
  for (const running of [server, ...others.splice(0)]) await running.close();
  await rm(folder, { recursive: true });
});

const addressOf = (from: RunningServer) => `${from.url}api/v1/documents/runs`;
const read = async (from = server) => (await (await fetch(addressOf(from))).json()) as DocumentAnswer;
function put(document: unknown, etag: string, { from = server, headers = {} } = {}): Promise<Response> {
  const json = { 'content-type': 'application/json', 'if-match': etag, ...headers };
  return fetch(addressOf(from), { method: 'PUT', headers: json, body: JSON.stringify(document) });
}

it('a document lies beside the logs as a file that people can read', async () => {
  const { etag, ...none } = await read();
  expect(none).toEqual({ document: null, place: 'logdir', problem: null });
  const written = (await (await put(NOTES, etag)).json()) as DocumentAnswer;
  expect(written).toMatchObject({ document: NOTES, place: 'logdir' });
  expect(await read()).toEqual(written);
  expect(await readFile(join(logdir, '.runboard/runs.json'), 'utf8')).toBe(
    `${JSON.stringify(NOTES, null, 2)}\n`,
  );
  // Nothing half-written is left.
  expect(await readdir(join(logdir, '.runboard'))).toEqual(['runs.json']);
});

it('who did not read the newest is refused, whichever server wrote it', async () => {
  const other = await serve();
  others.push(other);
  const { etag } = await read();
  expect((await put(NOTES, etag, { from: other })).status).toBe(200);
  expect((await put({ version: 1, runs: {} }, etag)).status).toBe(412);
  const newest = await read();
  expect(newest.document).toEqual(NOTES);
  expect((await put({ version: 1, runs: {} }, newest.etag)).status).toBe(200);
  expect((await read(other)).document).toEqual({ version: 1, runs: {} });
});

it('of two that write at once on the same ground one is done and one refused', async () => {
  const { etag } = await read();
  const texts = ['x', 'y'].map((letter) => ({ version: 1, runs: { a: { note: letter.repeat(100_000) } } }));
  const answers = await Promise.all(texts.map((text) => put(text, etag)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
});

describe('where nothing can be written beside the logs', () => {
  const userFile = async () => {
    const [name = ''] = await readdir(join(folder, 'settings/logdirs'));
    return readFile(join(folder, 'settings/logdirs', name, 'runs.json'), 'utf8');
  };

  it('it lies in the user’s folder, and what the logs’ owner wrote is seen until then', async () => {
    await rm(logdir, { recursive: true });
    const { etag, place } = await read();
    expect(place).toBe('user');
    expect(await (await put(NOTES, etag)).json()).toMatchObject({ place: 'user', document: NOTES });
    expect(JSON.parse(await userFile())).toEqual(NOTES);
  });

  it('as where a link leads elsewhere', async () => {
    await mkdir(join(folder, 'elsewhere'));
    await symlink(join(folder, 'elsewhere'), join(logdir, '.runboard'));
    expect((await put(NOTES, (await read()).etag)).status).toBe(200);
    expect(JSON.parse(await userFile())).toEqual(NOTES);
    expect(await readdir(join(folder, 'elsewhere'))).toEqual([]);
  });

  it('as where several folders are served as one', async () => {
    const several = await serve({ roots: [{ name: 'x', path: logdir }] });
    others.push(several);
    const { etag } = await read(several);
    expect((await put(NOTES, etag, { from: several })).status).toBe(200);
    expect(JSON.parse(await userFile())).toEqual(NOTES);
    expect(await readdir(logdir)).toEqual([]);
  });
});

it.each([
  ['of a later version', '{"version": 7, "runs": [1]}', 'it is of version 7, and only version 1 is known'],
  ['no JSON', '{"version": 1, "ru', 'it is no JSON'],
  ['no document', '[]', 'it is no JSON object with a version'],
])('a file that is %s is told of and never written over', async (_, text, what) => {
  const file = join(logdir, '.runboard/runs.json');
  await mkdir(join(logdir, '.runboard'));
  await writeFile(file, text);
  const { etag, document, problem } = await read();
  expect(document).toBeNull();
  expect(problem).toMatchObject({ file, what: expect.stringContaining(what) });
  const refused = await put(NOTES, etag);
  expect(refused.status).toBe(409);
  expect(await refused.text()).toContain(what);
  expect(await readFile(file, 'utf8')).toBe(text);
});

it('a file that is a link is not followed', async () => {
  await mkdir(join(logdir, '.runboard'));
  await writeFile(join(folder, 'secret.json'), JSON.stringify(NOTES));
  await symlink(join(folder, 'secret.json'), join(logdir, '.runboard/runs.json'));
  expect(await read()).toMatchObject({ document: null, problem: { what: 'it is a link' } });
});

it.each<[string, number, unknown, Record<string, string>]>([
  ['a page of another site', 403, NOTES, { origin: 'http://evil.example' }],
  ['a page without an origin', 403, NOTES, { origin: 'null' }],
  ['what browsers call another site', 403, NOTES, { 'sec-fetch-site': 'cross-site' }],
  ['what a form could send', 415, NOTES, { 'content-type': 'text/plain' }],
  ['another version', 400, { version: 2, runs: {} }, {}],
  ['no object', 400, [1], {}],
  ['more than fits', 413, { version: 1, runs: { a: { note: 'x'.repeat(2 ** 20) } } }, {}],
])('refuses %s', async (_, status, document, headers) => {
  expect((await put(document, (await read()).etag, { headers })).status).toBe(status);
  expect(await readdir(logdir)).not.toContain('runs.json');
  expect((await read()).document).toBeNull();
});

it('only documents that somebody registered have an address', async () => {
  expect((await fetch(`${server.url}api/v1/documents/..%2Fruns`)).status).toBe(404);
  const deleted = await fetch(addressOf(server), { method: 'DELETE' });
  expect([deleted.status, deleted.headers.get('allow')]).toEqual([405, 'GET, PUT']);
  const { 'if-match': _, ...headers } = { 'if-match': '', 'content-type': 'application/json' };
  expect((await fetch(addressOf(server), { method: 'PUT', headers, body: '{}' })).status).toBe(428);
});

it('open pages hear of it', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api/v1/live`);
  const heard = new Promise<LiveMessage>((resolve) => {
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as LiveMessage;
      if (message.type === 'state') void read().then(({ etag }) => put(NOTES, etag));
      else resolve(message);
    });
  });
  const message = await heard;
  expect(message).toEqual({ type: 'document', name: 'runs', etag: (await read()).etag });
  socket.close();
});
