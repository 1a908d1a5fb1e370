// More connections than are taken: those beyond are closed at once, those that are there are answered, and when some go,
// others come in.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { snapshotOf, sourceOf } from '../test/snapshot-of.ts';
import { defaultOptions } from './options.ts';
import { type RunningServer, serveSource } from './serve.ts';

const MOST = 20;
let server: RunningServer;
let printed: string[];
beforeEach(async () => {
  printed = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  const source = sourceOf(snapshotOf([]));
  server = await serveSource(source, [], { ...defaultOptions('runs'), port: 0, maxConnections: MOST });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server.close();
});

async function connected(): Promise<Socket> {
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => socket.destroy());
  await once(socket, 'connect');
  return socket;
}

/** The status line, or `closed`. */
function answerOn(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    socket.once('data', (data) => resolve(String(data).split('\r\n')[0] ?? ''));
    socket.once('close', () => resolve('closed'));
    socket.write('GET /data/runs HTTP/1.1\r\nHost: localhost\r\n\r\n');
  });
}

it('connections without end: who is in is answered, who comes beyond is closed, and told of once', async () => {
  const taken: Socket[] = [];
  for (let count = 0; count < MOST; count++) taken.push(await connected());
  const beyond = await Promise.all(Array.from({ length: 5 }, async () => answerOn(await connected())));
  expect(beyond).toEqual(Array(5).fill('closed'));
  expect(new Set(await Promise.all(taken.map(answerOn)))).toEqual(new Set(['HTTP/1.1 200 OK']));
  expect(printed).toEqual([`More than ${MOST} connections at once: those beyond are closed.\n`]);
  for (const socket of taken.splice(0)) socket.destroy();
  await vi.waitFor(async () => expect(await answerOn(await connected())).toBe('HTTP/1.1 200 OK'));
});
