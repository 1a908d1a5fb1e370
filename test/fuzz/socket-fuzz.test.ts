// Frames that no WebSocket may send, to the live socket: the connection ends, the server does not, and other pages hear
// everything meanwhile.
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { defaultOptions } from '../../server/options.ts';
import { type RunningServer, serveSource } from '../../server/serve.ts';
import { FUZZ_TIMEOUT_MS, pick, type Random, randomFrom, seeds } from '../seeded-random.ts';
import { type ScriptedSource, seriesOf, snapshotOf, sourceOf } from '../snapshot-of.ts';
import { upgradedSocket } from '../upgraded-socket.ts';

let source: ScriptedSource;
let server: RunningServer;
let printed = '';
beforeAll(async () => {
  source = sourceOf(snapshotOf([{ run: 'a', tag: 'loss', values: [1] }]));
  server = await serveSource(source, [], { ...defaultOptions('runs'), port: 0 });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await server.close();
});

/** Frames with any opcode, any flags, lengths that lie, with a mask and without. RFC 6455, 5.2. */
function frames(random: Random): Uint8Array {
  const bytes: number[] = [];
  for (let count = 1 + random(6); count > 0; count--) {
    const opcode = pick([0, 1, 2, 3, 7, 8, 9, 10, 11, 15], random, 1);
    bytes.push((pick([0, 8, 8, 8, 1, 4, 7, 15], random, 8) << 4) | opcode);
    const mask = random(4) > 0 ? 0x80 : 0;
    const payload = random(130);
    const length = random(6) === 0 ? pick([0, 125, 126, 127], random, 0) : Math.min(payload, 125);
    bytes.push(mask | length);
    if (length === 126) bytes.push(random(256), random(256));
    if (length === 127) for (let at = 0; at < 8; at++) bytes.push(pick([0, 0, 255, 127, 1], random, 0));
    if (mask) bytes.push(1, 2, 3, 4);
    for (let at = 0; at < payload; at++) bytes.push(random(256));
  }
  return Uint8Array.from(bytes);
}

it(
  'takes any frame without a fault, and goes on telling others',
  async () => {
    const page = new WebSocket(`ws://127.0.0.1:${server.port}/api/v1/live`);
    let heard = 0;
    page.on('message', () => heard++);
    await vi.waitFor(() => expect(heard).toBe(1));
    for (const seed of seeds(300)) {
      const random = randomFrom(seed);
      const socket = await upgradedSocket(server.port);
      socket.write(frames(random));
      if (random(2) === 0) socket.end();
      else socket.resetAndDestroy();
      if (/\n {4}at /.test(printed)) expect.fail(`FUZZ_SEED=${seed} FUZZ_CASES=1: ${printed}`);
    }
    const series = { run: 'a', tag: 'loss', values: [1, 2] };
    const told = heard;
    source.change({
      snapshot: snapshotOf([series]),
      series: [seriesOf(series)],
      runsChanged: false,
      seriesRemoved: false,
      problemsChanged: false,
    });
    await vi.waitFor(() => expect(heard).toBe(told + 1));
    expect(page.readyState).toBe(WebSocket.OPEN);
    expect(printed).toBe('');
    page.terminate();
  },
  FUZZ_TIMEOUT_MS,
);
