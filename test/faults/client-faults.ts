// What clients do to a server: a thousand at once, connections that break, readers that do not read.
import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { LiveMessage } from '../../src/wire/live.ts';
import { treeMbOf } from '../bench/process-cost.ts';
import { joined } from '../scripted-logdir.ts';
import type { Peer } from './peer.ts';
import { addRun, FILE, type Scenario } from './scenario.ts';
import { fileOf, filler, record, rowsOf, type Written } from './written.ts';

const CLIENTS = 1000;
/** What fifty readers that do not read may cost: their answers are 1.5 GB. */
const MOST_GROWN_MB = 300;
const TAGS = 'data/plugin/scalars/tags';

function connected(peer: Peer): Promise<Socket> {
  const socket = connect(Number(new URL(peer.url).port), '127.0.0.1');
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** The bytes of a request on a connection of its own. */
function requestLine(path: string): string {
  return `GET /${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
}

/** Status of an answer on a connection of its own. */
function statusOf(peer: Peer, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(peer.url + path, { agent: false }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
      answer.once('error', reject);
    });
    sent.once('error', reject);
    sent.end();
  });
}

/** Appends a point and waits until it is served to whoever asks. */
async function stillFollows(written: Written, peer: Peer, step: number): Promise<void> {
  written.append(`a/${FILE}`, record([step, step + 0.5]));
  written.expect('a', rowsOf(0, step + 1));
  await peer.shows(written);
}

function liveSocket(peer: Peer): WebSocket {
  const socket = new WebSocket(`${peer.url.replace('http', 'ws')}api/v1/live`);
  socket.setMaxListeners(0);
  return socket;
}

/** Resolves with the first message that `found` takes. */
function heard(socket: WebSocket, found: (message: LiveMessage) => boolean): Promise<LiveMessage> {
  return new Promise((resolve, reject) => {
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as LiveMessage;
      if (found(message)) resolve(message);
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the socket was closed')));
  });
}

const lengthIs = (length: number) => (message: LiveMessage) =>
  message.type === 'changes' && message.series.some((one) => one.tag === 'loss' && one.length === length);

export const clientFaults: readonly Scenario[] = [
  {
    what: `${CLIENTS} clients ask at once, each on a connection of its own`,
    async run(written, start) {
      addRun(written, 'a');
      const peer = await start();
      await peer.shows(written);
      const statuses = await Promise.all(Array.from({ length: CLIENTS }, () => statusOf(peer, TAGS)));
      const refused = statuses.filter((status) => status !== 200);
      if (refused.length > 0) throw new Error(`${refused.length} of ${CLIENTS} were refused`);
      await stillFollows(written, peer, 3);
    },
  },
  {
    what: `${CLIENTS} clients ask and do not read the answer`,
    async run(written, start) {
      addRun(written, 'a', rowsOf(0, 900));
      const peer = await start();
      await peer.shows(written);
      const path = `data/plugin/scalars/scalars?tag=loss&run=a`;
      const sockets = await Promise.all(Array.from({ length: CLIENTS }, () => connected(peer)));
      for (const socket of sockets) {
        socket.pause();
        socket.on('error', () => socket.destroy());
        socket.write(requestLine(path));
      }
      await stillFollows(written, peer, 900);
      for (const socket of sockets) socket.destroy();
      await stillFollows(written, peer, 901);
    },
  },
  {
    what: 'fifty clients ask for tens of megabytes each and do not read them',
    oursAlone: true,
    async run(written, start) {
      addRun(written, 'a');
      written.put(`large/${FILE}`, joined([fileOf(rowsOf(0, 3)), filler(300_000)]));
      written.expect('large', rowsOf(0, 3));
      const peer = await start();
      await peer.shows(written);
      const sockets = await Promise.all(Array.from({ length: 50 }, () => connected(peer)));
      const before = treeMbOf(peer.pid);
      for (const socket of sockets) {
        socket.on('error', () => socket.destroy());
        socket.write(requestLine('api/v1/data/scalars?format=json'));
        await once(socket, 'data');
        socket.pause();
      }
      for (let step = 3; step < 30; step++) await stillFollows(written, peer, step);
      const grown = treeMbOf(peer.pid) - before;
      if (grown > MOST_GROWN_MB) throw new Error(`it holds ${Math.round(grown)} MB for them`);
      for (const socket of sockets) socket.destroy();
      await stillFollows(written, peer, 30);
    },
  },
  {
    what: `${CLIENTS} connections are cut in the middle of a request or its answer`,
    async run(written, start) {
      addRun(written, 'a', rowsOf(0, 900));
      const peer = await start();
      await peer.shows(written);
      const bytes = requestLine('data/plugin/scalars/scalars?tag=loss&run=a');
      for (let round = 0; round < CLIENTS / 50; round++) {
        await Promise.all(
          Array.from({ length: 50 }, async (_, at) => {
            const socket = await connected(peer);
            socket.on('error', () => socket.destroy());
            socket.write(at % 2 === 0 ? bytes : bytes.slice(0, 1 + ((at * 7 + round) % bytes.length)));
            if (at % 4 === 0) await once(socket, 'data');
            socket.resetAndDestroy();
          }),
        );
      }
      await stillFollows(written, peer, 900);
    },
  },
  {
    what: `${CLIENTS} pages listen on the socket, and each hears of a new point`,
    oursAlone: true,
    async run(written, start) {
      addRun(written, 'a');
      const peer = await start();
      await peer.shows(written);
      const sockets = Array.from({ length: CLIENTS }, () => liveSocket(peer));
      await Promise.all(sockets.map((socket) => heard(socket, ({ type }) => type === 'state')));
      const told = sockets.map((socket) => heard(socket, lengthIs(4)));
      await stillFollows(written, peer, 3);
      await Promise.all(told);
      for (const socket of sockets) socket.terminate();
      await stillFollows(written, peer, 4);
    },
  },
  {
    what: 'sockets are cut, half of them in the middle of a message; who comes again has everything',
    oursAlone: true,
    async run(written, start) {
      addRun(written, 'a');
      const peer = await start();
      await peer.shows(written);
      for (let round = 0; round < 20; round++) {
        const socket = liveSocket(peer);
        await heard(socket, ({ type }) => type === 'state');
        written.append(`a/${FILE}`, record([3 + round, 3.5 + round]));
        if (round % 2 === 0) socket.terminate();
        else {
          const raw = (socket as unknown as { readonly _socket: Socket })._socket;
          // The head of a frame of 100 bytes, and three of them.
          raw.write(Uint8Array.of(0x81, 0xe4, 1, 2, 3, 4, 9, 9, 9));
          raw.resetAndDestroy();
        }
      }
      written.expect('a', rowsOf(0, 23));
      await peer.shows(written);
      const last = liveSocket(peer);
      const state = await heard(last, ({ type }) => type === 'state');
      const length = state.type === 'state' ? state.state.series[0]?.length : undefined;
      if (length !== 23) throw new Error(`a page that came again was told of ${length} points`);
      last.terminate();
    },
  },
  {
    what: 'pages stop reading their socket while much changes; others hear everything, and so do they at last',
    oursAlone: true,
    async run(written, start) {
      for (let run = 0; run < 300; run++) addRun(written, `many/${'long-name-'.repeat(10)}${run}`);
      addRun(written, 'a');
      const peer = await start();
      await peer.shows(written);
      const slow = Array.from({ length: 20 }, () => liveSocket(peer));
      await Promise.all(slow.map((socket) => heard(socket, ({ type }) => type === 'state')));
      for (const socket of slow) socket.pause();
      const quick = liveSocket(peer);
      await heard(quick, ({ type }) => type === 'state');
      for (let step = 3; step < 40; step++) {
        const told = heard(quick, lengthIs(step + 1));
        for (const run of written.rows().keys()) {
          written.append(`${run}/${FILE}`, record([step, step + 0.5]));
          written.expect(run, rowsOf(0, step + 1));
        }
        await told;
      }
      const caughtUp = slow.map((socket) => heard(socket, lengthIs(40)));
      for (const socket of slow) socket.resume();
      await Promise.all(caughtUp);
      await peer.showsRun(written, 'a');
      for (const socket of [...slow, quick]) socket.terminate();
    },
  },
];
