import { once } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { scalarRoutes } from '../../src/plugins/scalar/routes.ts';
import { decodeColumns } from '../../src/wire/columns.ts';
import { ANSWER_HEAD_BYTES, decodeAnswer, type LiveAnswer, MAX_QUESTION_BYTES } from '../../src/wire/live.ts';
import { snapshotOf, sourceOf } from '../../test/snapshot-of.ts';
import { upgradedSocket } from '../../test/upgraded-socket.ts';
import { defaultOptions } from '../options.ts';
import type { PluginRoutes } from '../plugin-host.ts';
import { type RunningServer, serveSource } from '../serve.ts';

const POINTS = 20_000;
const faulty: PluginRoutes = {
  kind: { ...scalarRoutes.kind, pluginName: 'faulty' },
  tensorboard: {},
  page: {
    '/throws': () => {
      throw new Error('a bug');
    },
    '/text': () => ({ text: 'no bytes', contentType: 'text/plain' }),
  },
  overSocket: ['/throws', '/text'],
};

let server: RunningServer;
beforeEach(async () => {
  const values = Array.from({ length: POINTS }, (_, i) => Math.sin(i));
  const source = sourceOf(snapshotOf(['a', 'b'].map((run) => ({ run, tag: 'loss', values }))));
  server = await serveSource(source, [scalarRoutes, faulty], { ...defaultOptions('runs'), port: 0 });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server.close();
});

interface Asker {
  readonly socket: WebSocket;
  readonly answers: LiveAnswer[];
}

async function connected(): Promise<Asker> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api/v1/live`);
  socket.binaryType = 'arraybuffer';
  const answers: LiveAnswer[] = [];
  socket.on('message', (data, isBinary) => {
    if (isBinary) answers.push(decodeAnswer(data as ArrayBuffer));
  });
  await once(socket, 'open');
  return { socket, answers };
}

async function asked(...questions: readonly object[]): Promise<readonly LiveAnswer[]> {
  const { socket, answers } = await connected();
  for (const question of questions) socket.send(JSON.stringify(question));
  await vi.waitFor(() => expect(answers).toHaveLength(questions.length), { timeout: 10_000 });
  socket.terminate();
  return answers;
}

const both = { series: ['b', 'a'].map((run) => ({ run, tag: 'loss' })) };

it.each([
  ['scalars/columns', { series: [{ run: 'b', tag: 'loss', from: POINTS - 3 }, ...both.series] }],
  ['scalars/thinned', { ...both, fromStep: 10, toStep: 18_000, limit: 100 }],
  ['scalars/columns', { series: [{ run: 'none', tag: 'loss' }] }],
  ['scalars/columns', { series: [{ run: 'a', tag: 'loss', from: -1 }] }],
  ['scalars/columns', { series: Array.from({ length: 2600 }, () => ({ run: 'a', tag: 'loss' })) }],
  ['scalars/thinned', { series: [], limit: 7 }],
  ['scalars/columns', undefined],
])('%s brings what HTTP brings, case %#', async (path, body) => {
  const answered = await fetch(`${server.url}api/v1/${path}`, {
    method: 'POST',
    ...(body && { body: JSON.stringify(body) }),
  });
  const [answer] = await asked({ id: 2 ** 32 - 1, path, body });
  expect(answer).toMatchObject({ id: 2 ** 32 - 1, status: answered.status });
  // Element by element it would take seconds.
  expect(Buffer.from(answer?.payload ?? []).equals(Buffer.from(await answered.arrayBuffer()))).toBe(true);
});

it('columns are read from the message where they lie', async () => {
  const [answer] = await asked({ id: 0, path: 'scalars/columns', body: both });
  const [block] = decodeColumns(answer?.payload.buffer as ArrayBuffer, ANSWER_HEAD_BYTES);
  expect(block).toMatchObject({ head: { run: 'b', tag: 'loss', from: 0 } });
  expect(block?.columns['steps']).toEqual(Float64Array.from({ length: POINTS }, (_, i) => i));
});

it.each([
  'scalars/none',
  'scalars//columns',
  '/api/v1/scalars/columns',
  'environment',
  'documents/runs',
  '__proto__',
])('%s cannot be asked so', async (path) => {
  const [answer] = await asked({ id: 1, path, body: both });
  expect(answer).toEqual({ id: 1, status: 404, payload: new TextEncoder().encode('Not found') });
});

it.each(['faulty/throws', 'faulty/text'])('a fault of the server is told, and printed: %s', async (path) => {
  const print = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const [fault, next] = await asked({ id: 1, path }, { id: 2, path: 'scalars/columns', body: both });
  expect(new TextDecoder().decode(fault?.payload)).toContain('a fault of the server');
  expect([fault?.status, next?.status]).toEqual([500, 200]);
  expect(print).toHaveBeenCalledWith(expect.stringMatching(`live ${path}: .*Error: .*\n {4}at `));
});

it('many questions at once are answered in their order', async () => {
  const ids = Array.from({ length: 200 }, (_, i) => i * 7);
  const answers = await asked(
    ...ids.map((id) => ({ id, path: 'scalars/thinned', body: { ...both, limit: 8 } })),
  );
  expect(answers.map(({ id, status }) => [id, status])).toEqual(ids.map((id) => [id, 200]));
});

it.each<[what: string, message: string | Uint8Array]>([
  ['no JSON', '{"id":1'],
  ['null', 'null'],
  ['a list', '[1]'],
  ['no id', '{"path":"scalars/columns"}'],
  ['a negative id', '{"id":-1,"path":"scalars/columns"}'],
  ['an id beyond 32 bits', '{"id":4294967296,"path":"scalars/columns"}'],
  ['a broken id', '{"id":0.5,"path":"scalars/columns"}'],
  ['no path', '{"id":1}'],
  ['bytes', new TextEncoder().encode('{"id":1,"path":"scalars/columns"}')],
])('%s ends the connection', async (_, message) => {
  const { socket, answers } = await connected();
  const closed = once(socket, 'close');
  socket.send(message);
  expect((await closed)[0]).toBe(1008);
  expect(answers).toEqual([]);
});

it('a question that is too long ends its own connection alone', async () => {
  const other = await connected();
  const { socket } = await connected();
  const closed = once(socket, 'close');
  socket.on('error', () => socket.terminate());
  socket.send(JSON.stringify({ id: 1, path: 'scalars/columns', body: ' '.repeat(MAX_QUESTION_BYTES) }));
  await closed;
  other.socket.send(JSON.stringify({ id: 1, path: 'scalars/columns', body: both }));
  await vi.waitFor(() => expect(other.answers).toMatchObject([{ status: 200 }]));
  other.socket.terminate();
});

/** Asks without end for megabytes and reads nothing until told to; tells how many bytes of questions were taken. */
async function deafAsker() {
  const socket = await upgradedSocket(server.port);
  socket.pause();
  const question = Buffer.from(JSON.stringify({ id: 1, path: 'scalars/columns', body: both }));
  // A text frame of less than 126 bytes, masked with zeros.
  const frame = Buffer.concat([Buffer.from([0x81, 0x80 | question.length, 0, 0, 0, 0]), question]);
  const many = Buffer.concat(Array.from({ length: 1000 }, () => frame));
  return { socket, ask: () => socket.write(many) };
}

it('whoever asks and does not read is not listened to, and may go in the middle of an answer', async () => {
  const { socket, ask } = await deafAsker();
  // The server reads no more once questions wait: what is sent stays with the client.
  while (ask()) await new Promise(setImmediate);
  let unsent = -1;
  await vi.waitFor(
    () => {
      const before = unsent;
      unsent = socket.writableLength;
      // How much the system takes by itself is its own matter.
      if (unsent === 0) ask();
      expect(unsent).toBeGreaterThan(0);
      expect(unsent).toBe(before);
    },
    { timeout: 10_000 },
  );
  socket.resetAndDestroy();
  const [answer] = await asked({ id: 3, path: 'scalars/columns', body: both });
  expect(answer?.status).toBe(200);
});
