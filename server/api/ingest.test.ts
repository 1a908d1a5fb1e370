import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeEvent } from '../../src/format/event.ts';
import { frameRecord } from '../../src/format/tf-record.ts';
import { defaultOptions } from '../options.ts';
import { type RunningServer, startServer } from '../serve.ts';

const FILE = '0123456789abcdef0123456789abcdef';

let folder: string;
let logdir: string;
let server: RunningServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runboard-ingest-'));
  logdir = join(folder, 'logs');
  mkdirSync(logdir);
  server = await start();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = (ingest = true) => startServer({ ...defaultOptions(logdir), port: 0, ingest }, []);
const record = (step: number) =>
  frameRecord(encodeEvent({ wallTimeSeconds: 1, step, values: [{ tag: 'loss', simpleValue: step }] }));

interface Sent {
  readonly run?: string;
  readonly file?: string;
  readonly offset?: number | string;
  readonly token?: string;
  readonly method?: string;
  readonly body?: Uint8Array;
}

async function send({ run = 'page', file = FILE, offset = 0, method = 'POST', ...rest }: Sent) {
  const { token = server.ingestToken ?? '', body = record(0) } = rest;
  const query = new URLSearchParams({ run, file, offset: String(offset) });
  const response = await fetch(`${server.url}api/v1/ingest?${query}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, Origin: 'http://elsewhere.example' },
    ...(method === 'POST' && { body: body as Uint8Array<ArrayBuffer> }),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

const filesOf = (run: string) => readdirSync(join(logdir, run)).sort();
const bytesOf = (run: string) =>
  Buffer.concat(filesOf(run).map((name) => readFileSync(join(logdir, run, name))));

describe('records that are sent', () => {
  it('become an event file of the writer alone, and are seen at once', async () => {
    const first = await send({ body: record(1) });
    expect([first.status, JSON.parse(first.text)]).toEqual([200, { sizeBytes: record(1).length }]);
    expect(first.headers.get('access-control-allow-origin')).toBe('*');
    await send({ body: record(2), offset: record(1).length });
    await send({ file: FILE.replaceAll('0', 'f'), body: record(3) });
    expect(filesOf('page')).toHaveLength(2);
    expect(filesOf('page')[0]).toMatch(/^events\.out\.tfevents\.\d{10}\..*\.[0-9a-f]{32}$/);
    expect(bytesOf('page')).toEqual(Buffer.concat([record(1), record(2), record(3)]));
    await server.source.reload();
    expect(server.source.snapshot.runs.map(({ name }) => name)).toEqual(['page']);
  });

  it('are taken once, however often and overlapping they are sent, also at the same time', async () => {
    const records = Array.from({ length: 12 }, (_, step) => record(step));
    const ends = records.map((_, i) => records.slice(0, i + 1).reduce((sum, each) => sum + each.length, 0));
    let round = 0;
    const parts = fc.array(fc.tuple(fc.nat(11), fc.nat(3)), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(parts, async (resent) => {
        const run = `round ${round++}`;
        const sendPart = (from: number, to: number) =>
          send({ run, offset: ends[from - 1] ?? 0, body: Buffer.concat(records.slice(from, to)) });
        for (const [i] of records.entries()) {
          const again = resent
            .filter(([at]) => at === i)
            .map(([at, back]) => sendPart(Math.max(0, at - back), at + 1));
          const answers = await Promise.all([sendPart(i, i + 1), ...again]);
          expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
        }
        expect(bytesOf(run)).toEqual(Buffer.concat(records));
        expect(filesOf(run)).toHaveLength(1);
      }),
      { numRuns: 15 },
    );
  });

  it('go on after a restart of the server, over a record that was cut', async () => {
    await send({ body: record(1) });
    await server.close();
    const [name = ''] = filesOf('page');
    writeFileSync(join(logdir, 'page', name), Buffer.concat([record(1), record(2).subarray(0, 20)]));
    server = await start();
    const offset = record(1).length;
    expect((await send({ body: Buffer.concat([record(2), record(3)]), offset })).status).toBe(200);
    expect(bytesOf('page')).toEqual(Buffer.concat([record(1), record(2), record(3)]));
  });
});

describe('what is refused', () => {
  it.each<[string, Sent, number, string]>([
    ['a wrong token', { token: 'guess' }, 401, 'The token is missing or wrong'],
    ['no token', { token: '' }, 401, 'The token is missing or wrong'],
    ['reading', { method: 'GET' }, 405, 'Records are sent by POST.'],
    ['a file of another form', { file: '../x' }, 400, 'The file must be 32 hexadecimal digits.'],
    ['an offset that is none', { offset: '-1' }, 400, 'The offset must be a whole number of bytes.'],
    ['a gap', { offset: 100 }, 409, 'ends at byte 0, and the records are to begin at 100'],
    ['half a record', { body: record(1).subarray(0, 30) }, 400, 'The record at byte 0 of the body is cut'],
    [
      'a flipped bit',
      { body: record(1).map((byte, i) => (i === 20 ? byte ^ 1 : byte)) },
      400,
      'wrong checksum',
    ],
    [
      'no records at all',
      { body: new TextEncoder().encode('{"loss": 0.25, "step": 1}') },
      400,
      'The record at byte 0',
    ],
    ...[
      '',
      '.',
      '..',
      '.Runboard/notes',
      'nul',
      'a/../../b',
      '/etc',
      'a//b',
      'a\\..\\b',
      '.runboard/x',
      'C:x',
      'a\0b',
      `${'x'.repeat(201)}`,
    ].map((run): [string, Sent, number, string] => [
      `the run ${JSON.stringify(run).slice(0, 20)}`,
      { run },
      400,
      "The run must be a folder's name",
    ]),
  ])('%s', async (_, sent, status, message) => {
    const answer = await send(sent);
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(message)]);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(readdirSync(folder)).toEqual(['logs']);
    expect(readdirSync(logdir)).toEqual([]);
  });

  it('a run behind a link that leads out', async () => {
    mkdirSync(join(folder, 'outside'));
    symlinkSync(join(folder, 'outside'), join(logdir, 'link'));
    for (const run of ['link', 'link/deeper']) {
      expect(await send({ run })).toMatchObject({ status: 400, text: 'The run leads out of the logdir.' });
    }
    expect(readdirSync(join(folder, 'outside'))).toEqual([]);
  });

  it('a body that says it is too large, before it is read', async () => {
    const body = new Uint8Array(64 * 2 ** 20 + 1);
    expect(await send({ body })).toMatchObject({ status: 413 });
  });

  it('everything, without --ingest', async () => {
    await server.close();
    server = await start(false);
    expect(server.ingestToken).toBeUndefined();
    const answer = await send({ token: 'any' });
    expect(answer).toMatchObject({
      status: 404,
      text: 'This server takes no records. Start it with --ingest.',
    });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

it('pages of other origins may ask here, and nowhere else', async () => {
  const asked = async (path: string) => {
    const response = await fetch(server.url + path, { method: 'OPTIONS' });
    await response.arrayBuffer();
    return response.headers.get('access-control-allow-headers');
  };
  expect(await asked('api/v1/ingest')).toBe('authorization, content-type');
  expect(await asked('api/v1/state')).toBeNull();
  expect(await asked('data/runs')).toBeNull();
});
