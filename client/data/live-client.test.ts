import { beforeEach, expect, it } from 'vitest';
import type { ServerState } from '../../src/wire/api.ts';
import { LIVE_PROTOCOL } from '../../src/wire/live.ts';
import { EMPTY_STATE } from '../../test/empty-state.ts';
import { LiveClient, retryMs, type WebSocketLike } from './live-client.ts';

const FIRST = { type: 'state', protocol: LIVE_PROTOCOL, state: EMPTY_STATE };

/** A server that the test plays by hand, with a clock that moves only when told. */
class Scene {
  readonly told: unknown[] = [];
  readonly sockets: WebSocketLike[] = [];
  readonly waits: { ms: number; task: () => void; cancelled: boolean }[] = [];
  fetched: ServerState | Error = EMPTY_STATE;
  socketsForbidden = false;
  readonly client = new LiveClient({
    openSocket: () => {
      if (this.socketsForbidden) throw new DOMException('forbidden', 'SecurityError');
      const socket: WebSocketLike = { onmessage: null, onclose: null, close: () => this.told.push('closed') };
      this.sockets.push(socket);
      return socket;
    },
    fetchState: () =>
      this.fetched instanceof Error ? Promise.reject(this.fetched) : Promise.resolve(this.fetched),
    onMessage: (message) => this.told.push(message.type),
    onLink: (link, why) => this.told.push(why === undefined ? link : [link, why]),
    onOtherProtocol: () => this.told.push('other protocol'),
    after: (ms, task) => {
      const wait = { ms, task, cancelled: false };
      this.waits.push(wait);
      return () => {
        wait.cancelled = true;
      };
    },
  });

  say(message: unknown) {
    this.sockets
      .at(-1)
      ?.onmessage?.call(undefined as never, { data: JSON.stringify(message) } as MessageEvent);
  }

  async drop() {
    this.sockets.at(-1)?.onclose?.call(undefined as never, undefined as never);
    // The answer of `fetchState` is a promise that has already settled.
    await new Promise(setImmediate);
  }

  elapse() {
    const wait = this.waits.at(-1);
    if (wait && !wait.cancelled) wait.task();
  }
}

let scene: Scene;
beforeEach(() => {
  scene = new Scene();
  scene.client.start();
});

it('is live from the first state on, and hands on what follows', () => {
  scene.say(FIRST);
  scene.say({ type: 'changes', loading: false, series: [] });
  expect(scene.told).toEqual(['connecting', 'live', 'state', 'changes']);
});

it('asks over HTTP where no socket comes through, and keeps trying the socket', async () => {
  await scene.drop();
  expect(scene.told).toEqual(['connecting', 'state', 'polling']);
  scene.elapse();
  await scene.drop();
  expect(scene.told.slice(3)).toEqual(['state', 'polling']);
  scene.elapse();
  scene.say(FIRST);
  expect(scene.told.slice(5)).toEqual(['live', 'state']);
});

it('says that the server is lost and why, and takes the whole state when it is back', async () => {
  scene.say(FIRST);
  scene.fetched = new Error('no answer');
  await scene.drop();
  expect(scene.told.at(-1)).toEqual(['lost', 'no answer']);
  scene.elapse();
  scene.say(FIRST);
  expect(scene.told.slice(-2)).toEqual(['live', 'state']);
});

it('waits longer after each failure, and from the beginning after a success', async () => {
  for (let failure = 0; failure < 3; failure++) {
    await scene.drop();
    scene.elapse();
  }
  scene.say(FIRST);
  await scene.drop();
  expect(scene.waits.map(({ ms }) => ms)).toEqual([250, 500, 1000, 250]);
  expect(retryMs(50)).toBe(5000);
});

it('a user who asks does not wait', async () => {
  await scene.drop();
  scene.client.retryNow();
  expect(scene.sockets).toHaveLength(2);
  scene.client.retryNow();
  expect(scene.sockets).toHaveLength(2);
  expect(scene.waits[0]?.cancelled).toBe(true);
});

it('another protocol asks for a new page and says no more', async () => {
  scene.say({ ...FIRST, protocol: LIVE_PROTOCOL + 1 });
  await scene.drop();
  expect(scene.told).toEqual(['connecting', 'closed', 'other protocol']);
});

it('a stopped client does not come back', async () => {
  scene.client.stop();
  await scene.drop();
  expect([scene.sockets.length, scene.waits.length]).toEqual([1, 0]);
});

it('polls where the browser forbids sockets', async () => {
  await scene.drop();
  scene.socketsForbidden = true;
  scene.elapse();
  await new Promise(setImmediate);
  expect(scene.told.slice(3)).toEqual(['state', 'polling']);
  expect(scene.waits).toHaveLength(2);
});
