import { once } from 'node:events';
import { get } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { LIVE_PROTOCOL, type LiveMessage, type LivePiece } from '../../src/wire/live.ts';
import { type ScriptedSource, seriesOf, snapshotOf, sourceOf } from '../../test/snapshot-of.ts';
import { defaultOptions } from '../options.ts';
import { type RunningServer, serveSource } from '../serve.ts';

let source: ScriptedSource;
let server: RunningServer;
beforeEach(async () => {
  source = sourceOf(snapshotOf([{ run: 'a', tag: 'loss', values: [1] }]));
  server = await serveSource(source, [], { ...defaultOptions('runs'), port: 0, pathPrefix: '/p' });
});
afterEach(() => server.close());

interface Listener {
  readonly socket: WebSocket;
  next(): Promise<LiveMessage | LivePiece>;
}

/** Connects; messages wait until they are asked for. */
async function listenTo(path: string, origin?: string): Promise<Listener> {
  const address = `ws://127.0.0.1:${server.port}${path}`;
  const socket = origin === undefined ? new WebSocket(address) : new WebSocket(address, { origin });
  const arrived: (LiveMessage | LivePiece)[] = [];
  let wake: (() => void) | undefined;
  socket.on('message', (data) => {
    arrived.push(JSON.parse(String(data)) as LiveMessage | LivePiece);
    wake?.();
  });
  await once(socket, 'open');
  const next = async (): Promise<LiveMessage | LivePiece> => {
    for (;;) {
      const message = arrived.shift();
      if (message) return message;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return { socket, next };
}

function grow(length: number): void {
  const given = { run: 'a', tag: 'loss', values: Array.from({ length }, () => 0) };
  source.change({
    snapshot: snapshotOf([given]),
    series: [seriesOf(given)],
    runsChanged: false,
    seriesRemoved: false,
    problemsChanged: false,
  });
}

it.each(['/p/api/v1/live', '/p/experiment/x/api/v1/live'])(
  '%s tells the state, then what is new',
  async (path) => {
    const { next } = await listenTo(path);
    expect(await next()).toMatchObject({
      type: 'state',
      protocol: LIVE_PROTOCOL,
      state: { series: [{ length: 1 }] },
    });
    grow(2);
    grow(3);
    // Two changes at once are one message.
    expect(await next()).toMatchObject({ type: 'changes', series: [{ length: 3 }] });
    grow(4);
    expect(await next()).toMatchObject({ type: 'changes', series: [{ length: 4 }] });
  },
);

it('where series vanished the whole state is told, and what changes meanwhile behind it', async () => {
  const { next } = await listenTo('/p/api/v1/live');
  expect(await next()).toMatchObject({ type: 'state' });
  const given = { run: 'a', tag: 'acc', values: [1, 2] };
  source.change({
    snapshot: snapshotOf([given]),
    series: [seriesOf(given)],
    runsChanged: false,
    seriesRemoved: true,
    problemsChanged: false,
  });
  expect(await next()).toMatchObject({ type: 'state', state: { series: [{ tag: 'acc', length: 2 }] } });
  grow(5);
  expect(await next()).toMatchObject({ type: 'changes', series: [{ tag: 'loss', length: 5 }] });
});

it('long lists come in pieces to those who wish it, and to no others', async () => {
  const many = Array.from({ length: 1200 }, (_, at) => ({ run: `run ${at}`, tag: 'loss', values: [1] }));
  const snapshot = snapshotOf(many);
  const [whole, inPieces] = [await listenTo('/p/api/v1/live'), await listenTo('/p/api/v1/live?lists=pieces')];
  for (const { next } of [whole, inPieces]) expect(await next()).toMatchObject({ type: 'state' });
  const change = { snapshot, series: many.map(seriesOf), runsChanged: true, problemsChanged: false };
  for (const seriesRemoved of [false, true]) {
    const type = seriesRemoved ? 'state' : 'changes';
    source.change({ ...change, seriesRemoved });
    expect(await whole.next()).toMatchObject({ type });
    let message = await inPieces.next();
    const pieces: LivePiece[] = [];
    for (; message.type === 'piece'; message = await inPieces.next()) pieces.push(message);
    expect(pieces.length).toBeGreaterThan(1);
    expect(message).toMatchObject({ type });
  }
});

it('a page of the server itself may connect', async () => {
  const { next } = await listenTo('/p/api/v1/live', `http://127.0.0.1:${server.port}`);
  expect(await next()).toMatchObject({ type: 'state' });
});

it.each([
  ['another site', '/p/api/v1/live', 'http://evil.example', 403],
  ['the same host on another port', '/p/api/v1/live', 'http://127.0.0.1:1', 403],
  ['a sandboxed frame', '/p/api/v1/live', 'null', 403],
  ['a path outside the prefix', '/api/v1/live', undefined, 404],
  ['a path of no socket', '/p/data/runs', undefined, 404],
])('%s is refused', async (_, path, origin, status) => {
  const asked = get({
    host: '127.0.0.1',
    port: server.port,
    path,
    headers: {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': Buffer.alloc(16).toString('base64'),
      ...(origin === undefined ? {} : { Origin: origin }),
    },
  });
  const [response] = await once(asked, 'response');
  expect(response).toMatchObject({ statusCode: status });
  response.resume();
});

it('closing the server ends the connection', async () => {
  const { socket } = await listenTo('/p/api/v1/live');
  const closed = once(socket, 'close');
  await server.close();
  await closed;
});
